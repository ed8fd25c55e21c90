import { checkSize } from '../../checks';
import type { LossEstimator } from '../gradient-estimator';
import { withoutNoise, type TemperatureSettings } from '../without-noise';
import type { BestStructures } from './best-structures';
import { createSparseLaw } from './sparse-law';

/** What has been looked at, besides the gradient. */
export interface TopKSparsemax extends LossEstimator {
  /**
   * Whether this is the sparse law over all structures, at the last point: the support is smaller than
   * what was looked at, so that no other structure would be in it.
   */
  isExact(): boolean;
}

/**
 * Top-k sparsemax marginalisation (Correia et al. 2020; Niculae et al. 2023, equation 5.15): the sparse law over the k best
 * structures alone. With a support of fewer than k it is that over all of them, and says so; else the
 * gradient is that of a law which jumps as the set changes.
 * @param bestOf what finds the k best structures of `dim` parts, fewer where there are no more
 * @throws RangeError unless k is a positive integer
 */
export function topKSparsemaxMarginalisation(
  bestOf: (k: number) => BestStructures,
  dim: number,
  k: number,
  { t }: TemperatureSettings = {},
): TopKSparsemax {
  checkSize('k', k);
  const best = bestOf(k);
  const found = new Float64Array(k * dim);
  const structures = Array.from({ length: k }, (_, s) => found.subarray(s * dim, (s + 1) * dim));
  const law = createSparseLaw(k);
  let isExact = false;
  const estimator = withoutNoise(dim, ({ scores, sigma, loss }, out) => {
    const count = best.find(scores, found);
    const answer = law.solve(structures, count, scores, t ?? sigma, loss, out);
    isExact = count < k || law.support() < k;
    return answer;
  });
  return Object.assign(estimator, { isExact: () => isExact });
}
