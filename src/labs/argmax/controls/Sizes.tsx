import { useValues } from '../../../state/react';
import { Slider } from '../../../ui/controls/Slider';
import { ParamSlider } from '../../kit/bound';
import { ParamFrame } from '../../kit/ParamFrame';
import { useArgmax } from '../context';
import { MAX_LAB_CLASSES, MIN_CLASSES, resizeScores } from '../params';

/** How many classes there are, and how many of them are picked. */
export function Sizes() {
  const { store } = useArgmax();
  const count = useValues(store, (values) => values.scores.length);
  return (
    <div className="controls-pair">
      <ParamFrame name="scores" about="n">
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
      </ParamFrame>
      <ParamSlider store={store} name="k" max={Math.max(2, count - 1)} />
    </div>
  );
}
Sizes.sets = ['scores', 'k'];
