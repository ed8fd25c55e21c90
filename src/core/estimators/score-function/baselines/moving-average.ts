import type { Baseline } from './baseline';
import { restoreInto } from '../parts/learner';

/**
 * A mean of the losses seen so far, 0 before the first: b <- b + weight(t) (mean of the batch - b), where
 * t = 1, 2, ... counts batches and the first weight is 1.
 */
function running(weight: (batch: number) => number): Baseline {
  /** The mean, and how many batches it is of. */
  const state = new Float64Array(2);
  return {
    value: () => state[0],
    exact: () => ({ mean: state[0] }),
    learn(losses) {
      let mean = 0;
      for (const loss of losses) mean += loss / losses.length;
      state[1]++;
      state[0] += weight(state[1]) * (mean - state[0]);
    },
    learned: () => state.slice(),
    restore: (values) => restoreInto(state, values),
    cost: { draw: {} },
  };
}

/**
 * b <- rho b + (1 - rho) mean of the batch; the first batch is the first value.
 * @throws RangeError unless 0 <= rho < 1
 */
export function movingAverageBaseline(rho = 0.95): Baseline {
  if (!(rho >= 0 && rho < 1)) throw new RangeError(`rho must be in [0, 1), got ${rho}`);
  return running((batch) => (batch === 1 ? 1 : 1 - rho));
}

/** The mean of all batches. */
export const runningMeanBaseline = (): Baseline => running((batch) => 1 / batch);
