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

  /** The largest j with 1 + j z_(j) > z_(1) + .. + z_(j) gives the support, and it the threshold. */
  function thresholdOf(z: Float64Array): number {
    ascending.set(z);
    ascending.sort();
    let [sum, tau] = [0, -1];
    for (let j = 1; j <= n; j++) {
      const next = ascending[n - j];
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
