import type { Oracle } from '../../../oracles/oracle';
import type { Meter } from '../../meter';
import type { Baseline } from './baseline';

/**
 * The loss of the prediction without noise, y*(mu). It says whether a sample does better than what would
 * be predicted; it can be worse than no baseline, where the prediction's loss is far from the mean.
 */
export function selfCriticBaseline(oracle: Oracle, meter?: Meter): Baseline {
  const prediction = new Float64Array(oracle.dim);
  let critic = 0;
  return {
    bind({ scores, loss }) {
      oracle.argmax(scores, prediction);
      if (meter) meter.oracles++;
      critic = loss.value(prediction);
    },
    value: () => critic,
    exact: () => ({ mean: critic }),
    cost: { bind: { oracles: 1, values: 1 }, draw: {} },
  };
}
