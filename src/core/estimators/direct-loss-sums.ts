import type { PairSums } from '../problem';
import type { DirectLossEstimate } from './direct-loss';
import { fromSums } from './moments';

/**
 * The direct loss estimate from the sums of the sampling kernels. With d_i in {-1, 0, 1} the difference of
 * one pair, sum d_i = hitsAugmented - hits and sum d_i^2 = hits + hitsAugmented - 2 joint_ii.
 */
export function directLossFromSums(sums: PairSums, epsilon: number): DirectLossEstimate {
  const { n, samples, hits, hitsAugmented, joint } = sums;
  const value = new Float64Array(n);
  const standardError = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const squares = hits[i] + hitsAugmented[i] - 2 * joint[i * n + i];
    const estimate = fromSums(hitsAugmented[i] - hits[i], squares, samples, 1 / epsilon);
    value[i] = estimate.value;
    standardError[i] = estimate.standardError;
  }
  return {
    scores: { value, standardError },
    sigma: fromSums(sums.gap, sums.gapSquared, samples, 1 / epsilon),
    loss: fromSums(sums.loss, sums.lossSquared, samples),
    maximum: fromSums(sums.maximum, sums.maximumSquared, samples),
  };
}
