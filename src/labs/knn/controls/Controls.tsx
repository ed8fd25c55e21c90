import { useValues, useVanilla } from '../../../state/react';
import { Disclosure } from '../../../ui/controls/choices';
import { ParamSegments, ParamSelect, ParamSlider, ParamToggle } from '../../kit/bound';
import { ControlsFrame } from '../../kit/ControlsFrame';
import type { ControlsVariant } from '../../kit/lab';
import { MethodNote } from '../../kit/MethodNote';
import { PresetPicker } from '../../kit/PresetPicker';
import { SeedField } from '../../kit/SeedField';
import { knnVariants, methodEntries } from '../experiment/spec';
import type { KnnStore } from '../params';
import { presets } from '../presets';
import { ImageSets } from './ImageSets';
import { Networks } from './Networks';
import type { KnnControlsProps } from './props';
import { KnnRuns, KnnTransport } from './Training';

/** The controls of the kNN lab. */
export function Controls(props: KnnControlsProps & { variant: ControlsVariant }) {
  return (
    <ControlsFrame
      variant={props.variant}
      transport={<KnnTransport {...props} />}
      essential={<Essential store={props.store} />}
      rest={<Rest {...props} />}
    />
  );
}

/** Sigma and epsilon: they act on the next step of a run, and on the microscope at once. */
function Essential({ store }: { store: KnnStore }) {
  return (
    <div className="controls-essential">
      <ParamSlider store={store} name="sigma" concept="noise" />
      <ParamSlider store={store} name="epsilon" concept="loss" />
    </div>
  );
}

function Rest(props: KnnControlsProps) {
  const { store, results } = props;
  const variant = useValues(store, ({ method }) => method);
  return (
    <>
      <ImageSets {...props} />
      <ParamSelect store={store} name="method" />
      <MethodNote entry={methodEntries[knnVariants[variant].method]} />
      <KnnRuns {...props} />
      <ParamSlider store={store} name="k" />
      <PresetPicker store={store} presets={presets} />
      <Networks results={results} />
      <Advanced {...props} />
      <button type="button" className="button" onClick={() => store.reset()}>
        Reset everything
      </button>
    </>
  );
}

/** What few readers need, folded away. */
function Advanced({ store, results }: KnnControlsProps) {
  const { adapter, backend, note } = useVanilla(results.compute.status);
  const relaxed = useValues(store, ({ method, compare }) =>
    [method, ...compare].some((name) => /neuralsort|relax/.test(name)),
  );
  return (
    <>
      <Disclosure summary="Training">
        <ParamSelect store={store} name="network" />
        <ParamSlider store={store} name="queries" />
        <ParamSlider store={store} name="candidates" />
        <ParamSlider store={store} name="samples" />
        <ParamSegments store={store} name="lossForm" />
        <ParamToggle store={store} name="grow" />
        <ParamSelect store={store} name="optimiser" />
        <ParamSlider store={store} name="rate" />
        <ParamSlider store={store} name="sigmaRate" />
        <ParamSlider store={store} name="maxSteps" />
      </Disclosure>
      <Disclosure summary={relaxed ? 'Seed, noise, temperature' : 'Seed and noise'}>
        <SeedField store={store} />
        <ParamSelect store={store} name="noise" />
        <ParamSlider store={store} name="temperature" />
      </Disclosure>
      <Disclosure summary="Engine">
        <ParamSelect store={store} name="networks" />
        <p className="muted">Networks run on {adapter || backend}.</p>
        {note && <p className="muted">{note}</p>}
        <button type="button" className="button" onClick={() => results.compute.crash()}>
          Stop the background thread, to see it go on
        </button>
      </Disclosure>
    </>
  );
}
