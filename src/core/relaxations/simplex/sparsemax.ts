import { attained, type Regularised } from '../regularised';
import { createOnSimplex } from './simplex';

/**
 * Sparsemax (Martins and Astudillo 2016), the projection of theta/t on the simplex:
 *
 *   argmax over the simplex of <theta, y> - t |y|^2 / 2 = max(theta/t - tau, 0).
 *
 * Exactly a corner where the largest score leads by t or more, and there it has no slope. Jacobian
 * (diag(s) - s s' / |s|) / t with s the indicator of the support; at a kink, where an entry is on the edge
 * of the support, that of the side without it. O(n log n).
 */
export function createSparsemax(n: number): Regularised {
  const ascending = new Float64Array(n);

  /**
   * The largest j with 1 + j z_(j) > z_(1) + .. + z_(j) gives the support, and it the threshold. No threshold is
   * below -1: the largest entry alone would be more than 1. What is below it is not sorted.
   */
  function thresholdOf(z: Float64Array): number {
    let near = 0;
    for (let i = 0; i < n; i++) if (z[i] > -1) ascending[near++] = z[i];
    ascending.subarray(0, near).sort();
    let [sum, tau] = [0, -1];
    for (let j = 1; j <= near; j++) {
      const next = ascending[near - j];
      if (next <= tau) break;
      sum += next;
      tau = (sum - 1) / j;
    }
    return tau;
  }

  return createOnSimplex({
    name: 'sparsemax',
    dim: n,
    tilt: 1,
    solve(z, y, w) {
      const tau = thresholdOf(z);
      for (let i = 0; i < n; i++) {
        y[i] = Math.max(z[i] - tau, 0);
        w[i] = y[i] > 0 ? 1 : 0;
      }
      return tau;
    },
    conjugate: (z, y) => attained(z, y, (p) => (p * p) / 2),
  });
}
