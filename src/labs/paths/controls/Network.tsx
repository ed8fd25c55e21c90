import { useVanilla } from '../../../state/react';
import { ParamControl } from '../../kit/bound';
import { usePaths, usePathsValue } from '../context';

/** Which network sees the pictures, and what a large one means for whoever has no graphics device. */
export function Network() {
  const { backend } = useVanilla(usePaths().results.compute.status);
  const isSlow = usePathsValue('network') === 'resnet' && backend === 'cpu';
  return (
    <>
      <ParamControl name="network" />
      <p className="muted" role="status" hidden={!isSlow}>
        {isSlow && SLOW}
      </p>
    </>
  );
}
Network.sets = ['network'];

const SLOW =
  'ResNet18 is made for a graphics device: as long as none has taken it on, one processor trains it, at about a second for 20 maps.';
