import { useValues } from '../../../state/react';
import { Slider } from '../../../ui/controls/Slider';
import { ControlsFrame } from '../../kit/ControlsFrame';
import type { ControlsVariant } from '../../kit/lab';
import { MAX_LAB_CLASSES, MIN_CLASSES, resizeScores } from '../params';
import { Advanced } from './Advanced';
import { ParamSelect, ParamSlider } from '../../kit/bound';
import { PresetPicker } from '../../kit/PresetPicker';
import { presets } from '../presets';
import type { ArgmaxStore } from '../params';

/** The controls of the argmax lab. */
export function Controls({ store, variant }: { store: ArgmaxStore; variant: ControlsVariant }) {
  return (
    <ControlsFrame
      variant={variant}
      essential={<Essential store={store} />}
      rest={<Rest store={store} />}
    />
  );
}

/** Sigma and epsilon: the two knobs that the lab is about. */
function Essential({ store }: { store: ArgmaxStore }) {
  return (
    <div className="controls-essential">
      <ParamSlider store={store} name="sigma" concept="noise" />
      <ParamSlider store={store} name="epsilon" concept="loss" />
    </div>
  );
}

function Rest({ store }: { store: ArgmaxStore }) {
  return (
    <>
      <PresetPicker store={store} presets={presets} />
      <div className="controls-pair">
        <ClassCount store={store} />
        <SubsetSize store={store} />
      </div>
      <ParamSelect store={store} name="noise" />
      <Advanced store={store} />
      <button type="button" className="button" onClick={() => store.reset()}>
        Reset everything
      </button>
    </>
  );
}

function ClassCount({ store }: { store: ArgmaxStore }) {
  const count = useValues(store, (values) => values.scores.length);
  return (
    <Slider
      label="Classes"
      symbol="n"
      value={count}
      scale={{ kind: 'linear', min: MIN_CLASSES, max: MAX_LAB_CLASSES, step: 1, integer: true }}
      help="How many classes there are to choose from."
      onChange={(n, phase) => {
        store.set({ scores: resizeScores(store.getState().values.scores, n) }, phase);
      }}
    />
  );
}

function SubsetSize({ store }: { store: ArgmaxStore }) {
  const count = useValues(store, (values) => values.scores.length);
  return <ParamSlider store={store} name="k" max={Math.max(2, count - 1)} />;
}
