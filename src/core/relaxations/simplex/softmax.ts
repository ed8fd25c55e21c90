import type { Regularised } from '../regularised';
import type { Marginals } from '../relaxation';
import { createOnSimplex } from './simplex';

/**
 * Softmax, the marginals of one of n at temperature t:
 *
 *   argmax over the simplex of <theta, y> - t sum y log y = exp(theta/t - tau), tau = log sum exp(theta/t).
 *
 * Never sparse, but for what underflows. Jacobian (diag(y) - y y') / t.
 */
export function createSoftmax(n: number): Regularised & Marginals {
  let rest = 0;
  const softmax = createOnSimplex({
    name: 'softmax',
    dim: n,
    tilt: 1,
    solve(z, y, w) {
      // apart from the largest, whose z is 0: the rest may be far below 1e-16
      const top = z.indexOf(0);
      rest = 0;
      for (let i = 0; i < n; i++) {
        y[i] = Math.exp(z[i]);
        if (i !== top) rest += y[i];
      }
      for (let i = 0; i < n; i++) w[i] = y[i] /= 1 + rest;
      return Math.log1p(rest);
    },
    conjugate: () => Math.log1p(rest),
  });
  return { ...softmax, logPartition: () => softmax.threshold() };
}
