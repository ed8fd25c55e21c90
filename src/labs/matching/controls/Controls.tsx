import { useValues, useVanilla } from '../../../state/react';
import type { MatchingResults } from '../results';
import { Disclosure } from '../../../ui/controls/choices';
import { NumbersInput } from '../../../ui/controls/NumbersInput';
import { ParamSegments, ParamSelect, ParamSlider, ParamToggle } from '../../kit/bound';
import { ControlsFrame } from '../../kit/ControlsFrame';
import type { ControlsVariant } from '../../kit/lab';
import { MethodNote } from '../../kit/MethodNote';
import { PresetPicker } from '../../kit/PresetPicker';
import { SeedField } from '../../kit/SeedField';
import { matchingVariants, methodEntries } from '../experiment/spec';
import { matchingTable, TEST_SEQUENCES, type MatchingStore } from '../params';
import { presets } from '../presets';
import { MatchingRuns, MatchingTransport } from './Training';

interface ControlsProps {
  store: MatchingStore;
  results: MatchingResults;
}

/** The controls of the matching lab. */
export function Controls(props: ControlsProps & { variant: ControlsVariant }) {
  return (
    <ControlsFrame
      variant={props.variant}
      transport={<MatchingTransport {...props} />}
      essential={<Essential store={props.store} />}
      rest={<Rest {...props} />}
    />
  );
}

/** Sigma and epsilon: they act on the next step of a run, and on the figures at once. */
function Essential({ store }: { store: MatchingStore }) {
  return (
    <div className="controls-essential">
      <ParamSlider store={store} name="sigma" concept="noise" />
      <ParamSlider store={store} name="epsilon" concept="loss" />
    </div>
  );
}

function Rest(props: ControlsProps) {
  const { store } = props;
  const variant = useValues(store, ({ method }) => method);
  return (
    <>
      <ParamSelect store={store} name="method" />
      <MethodNote entry={methodEntries[matchingVariants[variant].method]} />
      <MatchingRuns {...props} />
      <ParamSlider store={store} name="d" />
      <Instance store={store} />
      <PresetPicker store={store} presets={presets} />
      <Advanced {...props} />
      <button type="button" className="button" onClick={() => store.reset()}>
        Reset everything
      </button>
    </>
  );
}

/** Which numbers are under the microscope. */
function Instance({ store }: { store: MatchingStore }) {
  const instance = useValues(store, (values) => values.instance);
  const own = useValues(store, (values) => values.own);
  const sequences = useValues(store, (values) => values.sequences);
  const { label, help, minLength, maxLength, min, max } = matchingTable.own;
  return (
    <>
      <ParamSegments store={store} name="instance" />
      {instance === 'own' ? (
        <NumbersInput
          label={label}
          help={help}
          value={own}
          least={minLength}
          most={maxLength}
          min={min}
          max={max}
          onChange={(numbers) => store.set({ own: numbers })}
        />
      ) : (
        <ParamSlider
          store={store}
          name="row"
          max={(instance === 'test' ? TEST_SEQUENCES : sequences) - 1}
        />
      )}
      <ParamToggle store={store} name="noisy" />
    </>
  );
}

/** What few readers need, folded away. */
function Advanced({ store, results }: ControlsProps) {
  const { note, backend } = useVanilla(results.compute.status);
  return (
    <>
      <Disclosure summary="Training">
        <ParamSlider store={store} name="samples" />
        <ParamSegments store={store} name="lossForm" />
        <ParamToggle store={store} name="grow" />
        <ParamSegments store={store} name="optimiser" />
        <ParamSlider store={store} name="rate" />
        <ParamSlider store={store} name="sigmaRate" />
        <ParamToggle store={store} name="stop" />
        <ParamSlider store={store} name="maxSteps" />
      </Disclosure>
      <Disclosure summary="Data and noise">
        <SeedField store={store} />
        <ParamSlider store={store} name="sequences" />
        <ParamSelect store={store} name="noise" />
      </Disclosure>
      <Disclosure summary="Other methods, engine">
        <ParamSlider store={store} name="temperature" />
        <ParamSlider store={store} name="iterations" />
        <ParamSlider store={store} name="lambda" />
        <ParamSelect store={store} name="networks" />
        {note && <p className="muted">{note}</p>}
        {backend === 'webgpu' && (
          <button
            type="button"
            className="button"
            onClick={() => void results.compute.loseDevice()}
          >
            Lose the graphics device, to see it go on
          </button>
        )}
      </Disclosure>
    </>
  );
}
