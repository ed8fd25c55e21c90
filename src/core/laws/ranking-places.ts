import type { Noise } from '../noise/noise';
import { inclusionProbabilities } from './inclusion';
import { checkScores } from './perturbed-ranking';

/**
 * P(item i comes at place r of the perturbed ranking) at i*n + r, the best place first: rows and columns sum
 * to 1. An item is at place r if it is among the r + 1 best, but not among the r best:
 *
 *   P(i at place r) = P(i in y*, k = r + 1) - P(i in y*, k = r),
 *
 * so it has the error of the inclusion probabilities, 1e-10, for every law and n <= 12 items.
 * @throws RangeError for no score, one that is not finite, or sigma that is not positive and finite
 */
export function rankingPlaces(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
): Float64Array {
  checkScores(scores, sigma);
  const n = scores.length;
  const places = new Float64Array(n * n);
  let before: Float64Array = new Float64Array(n);
  for (let place = 0; place < n; place++) {
    const best = inclusionProbabilities(scores, sigma, noise, place + 1);
    for (let i = 0; i < n; i++) places[i * n + place] = Math.max(0, best[i] - before[i]);
    before = best;
  }
  return places;
}
