import { scaledSum } from '../../laws/gibbs';
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
      // the largest z is 0
      rest = scaledSum(z).rest;
      for (let i = 0; i < n; i++) w[i] = y[i] = Math.exp(z[i]) / (1 + rest);
      return Math.log1p(rest);
    },
    conjugate: () => Math.log1p(rest),
  });
  return { ...softmax, logPartition: () => softmax.threshold() };
}
