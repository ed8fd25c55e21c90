import { Toggle } from '../../../ui/controls/choices';
import { ParamFrame } from '../../kit/ParamFrame';
import { useArgmax, useArgmaxValues } from '../context';
import { argmaxTable } from '../params';

/** Goes on to the next draw of the noise. */
export function NextDraw({ onNext }: { onNext?: () => void }) {
  const { store } = useArgmax();
  const { draw } = useArgmaxValues();
  return (
    <ParamFrame name="draw">
      <button
        type="button"
        className="button"
        onClick={() => {
          store.set({ draw: draw >= argmaxTable.draw.max ? 0 : draw + 1 });
          onNext?.();
        }}
      >
        Next draw
      </button>
    </ParamFrame>
  );
}

/** Whether the draw stays while sigma moves. */
export function Freeze() {
  const { store } = useArgmax();
  const { freeze } = useArgmaxValues();
  return (
    <ParamFrame name="freeze">
      <Toggle
        label="Freeze the noise"
        checked={freeze}
        onChange={(on) => store.set({ freeze: on })}
        help={argmaxTable.freeze.help}
      />
    </ParamFrame>
  );
}
