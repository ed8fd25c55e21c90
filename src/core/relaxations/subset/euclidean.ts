import { attained, type Regularised } from '../regularised';
import { createOnSubsets } from './subset';

/**
 * k of n by Euclidean distance, the projection of theta/t on the hull of k-subsets (Paulus et al. 2020;
 * Amos, Koltun and Kolter 2019), SparseMAP in closed form:
 *
 *   argmax over 0 <= y <= 1, sum k of <theta, y> - t |y|^2 / 2 = theta/t - tau clipped to [0, 1].
 *
 * Jacobian (diag(f) - f f' / |f|) / t, f the indicator of 0 < y < 1; at a kink that of the side where the
 * entry stays 0 or 1. Sparsemax for k = 1. O(n log n).
 */
export function createEuclideanSubset(n: number, k: number): Regularised {
  return createOnSubsets(k, {
    name: 'Euclidean',
    dim: n,
    tilt: 1,
    solve(z, ranked, y, w) {
      const tau = findThreshold(ranked, k);
      for (let i = 0; i < n; i++) {
        y[i] = Math.min(Math.max(z[i] - tau, 0), 1);
        w[i] = y[i] > 0 && y[i] < 1 ? 1 : 0;
      }
      return tau;
    },
    conjugate: (z, y) => attained(z, y, (p) => (p * p) / 2),
  });
}

/**
 * tau falls from 0, the k-th largest, where the mass is below k, to -1, where it is not: at every break an
 * entry leaves 0 (tau = z) or reaches 1 (tau = z - 1), and between two the mass is linear.
 */
function findThreshold(ranked: Float64Array, k: number): number {
  const n = ranked.length;
  let [capped, positive, sum] = [0, 0, 0];
  while (ranked[positive] > 0) {
    if (ranked[positive] >= 1) capped++;
    else sum += ranked[positive];
    positive++;
  }
  for (;;) {
    const enters = positive < n ? ranked[positive] : -1;
    const caps = capped < positive ? ranked[capped] - 1 : -1;
    const next = Math.max(enters, caps);
    if (next <= -1 || capped + sum - (positive - capped) * next >= k) break;
    if (enters >= caps) sum += ranked[positive++];
    else sum -= ranked[capped++];
  }
  // once more: what is left of those that came and went would move an entry off 0 or 1
  sum = 0;
  for (let i = capped; i < positive; i++) sum += ranked[i];
  return (capped + sum - k) / (positive - capped);
}
