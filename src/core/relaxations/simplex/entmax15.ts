import { attained, type Regularised } from '../regularised';
import { createOnSimplex } from './simplex';
import { tsallis } from './tsallis';

/**
 * 1.5-entmax (Peters, Niculae and Martins 2019), between softmax and sparsemax:
 *
 *   argmax over the simplex of <theta, y> - t Omega(y) = max(theta/(2t) - tau, 0)^2
 *
 * with Omega(y) = 4/3 sum (y^1.5 - y), the negative Tsallis entropy. Sparse, and its slope falls to 0 at the
 * edge of the support. Jacobian (diag(w) - w w' / sum(w)) / t, w = sqrt(y). Exact, O(n log n).
 */
export function createEntmax15(n: number): Regularised {
  const ascending = new Float64Array(n);

  /**
   * With the j largest halves x in the support, sum (x - tau)^2 = 1 has the root mean - sqrt((1 - S)/j), S
   * their squares about the mean. The support is as many as are above the root that they give.
   */
  function thresholdOf(z: Float64Array): number {
    ascending.set(z);
    ascending.sort();
    let [mean, squares, tau] = [0, 0, -1];
    for (let j = 1; j <= n; j++) {
      const x = ascending[n - j] / 2;
      if (x <= tau) break;
      const step = x - mean;
      mean += step / j;
      squares += step * (x - mean);
      tau = mean - Math.sqrt(Math.max(0, (1 - squares) / j));
    }
    return tau;
  }

  return createOnSimplex({
    name: '1.5-entmax',
    dim: n,
    tilt: 0.5,
    solve(z, y, w) {
      const tau = thresholdOf(z);
      for (let i = 0; i < n; i++) {
        w[i] = Math.max(z[i] / 2 - tau, 0);
        y[i] = w[i] * w[i];
      }
      return tau;
    },
    conjugate: (z, y) => attained(z, y, tsallis(1.5)),
  });
}
