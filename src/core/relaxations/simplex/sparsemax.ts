import { attained, type Regularised } from '../regularised';
import { createOnSimplex } from './simplex';

/**
 * Sparsemax (Martins and Astudillo 2016), the projection of theta/t on the simplex:
 *
 *   argmax over the simplex of <theta, y> - t |y|^2 / 2 = max(theta/t - tau, 0).
 *
 * Exactly a corner where the largest score leads by t or more, and there it has no slope. Jacobian
 * (diag(s) - s s' / |s|) / t with s the indicator of the support; at a kink, where an entry is on the edge
 * of the support, that of the side without it.
 */
export function createSparsemax(n: number): Regularised {
  const kept = new Float64Array(n);

  /**
   * Michelot's way (1986) to the largest j with 1 + j z_(j) > z_(1) + .. + z_(j): what lies below the threshold of
   * all that is left goes, until nothing does. No threshold is above that of a larger set, so nothing goes that
   * belongs to the support; and none is below -1, or the largest entry alone would be more than 1.
   */
  function thresholdOf(z: Float64Array): number {
    kept.set(z);
    let [left, tau] = [n, -1];
    for (;;) {
      let [count, sum] = [0, 0];
      for (let i = 0; i < left; i++) {
        if (kept[i] <= tau) continue;
        sum += kept[i];
        kept[count++] = kept[i];
      }
      const next = (sum - 1) / count;
      if (!(next > tau)) return tau;
      [left, tau] = [count, next];
    }
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
