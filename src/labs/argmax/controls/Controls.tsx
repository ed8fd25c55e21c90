import { useState } from 'react';
import { useValues } from '../../../state/react';
import { IconButton } from '../../../ui/basics';
import { Slider } from '../../../ui/controls/Slider';
import { Dialog } from '../../../ui/overlay/Dialog';
import type { ControlsVariant } from '../../kit/lab';
import { MAX_LAB_CLASSES, MIN_CLASSES, resizeScores } from '../params';
import { Advanced } from './Advanced';
import { ParamSelect, ParamSlider } from '../../kit/bound';
import { PresetPicker } from '../../kit/PresetPicker';
import { presets } from '../presets';
import type { ArgmaxStore } from '../params';

/** The controls of the argmax lab. */
export function Controls({ store, variant }: { store: ArgmaxStore; variant: ControlsVariant }) {
  if (variant === 'bar') return <Bar store={store} />;
  if (variant === 'presentation') return <Essential store={store} />;
  return (
    <div className="controls">
      <Essential store={store} />
      <PresetPicker store={store} presets={presets} />
      <Rest store={store} />
    </div>
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

/** On a phone: the two knobs under the thumb, all else in a sheet. */
function Bar({ store }: { store: ArgmaxStore }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="controls-bar">
      <Essential store={store} />
      <IconButton
        icon="settings"
        label="More controls"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      <Dialog open={open} title="Controls" variant="sheet" onClose={() => setOpen(false)}>
        <div className="controls">
          <PresetPicker store={store} presets={presets} />
          <Rest store={store} />
        </div>
      </Dialog>
    </div>
  );
}
