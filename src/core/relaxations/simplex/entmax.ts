import { checkVector } from '../../checks';
import { indexOfMaximum } from '../../vector';
import { attained, pullBack, type Regularised } from '../regularised';
import { fromLargest, fromSmallest } from './entmax-roots';
import { createOnSimplex } from './simplex';
import { deformedLogSlope, tsallis } from './tsallis';

/** alpha-entmax, with its derivative in alpha. */
export interface Entmax extends Regularised {
  /** d<dy, y>/dalpha at the last `forward`. */
  alphaGradient(dy: ArrayLike<number>): number;
}

/**
 * alpha-entmax (Peters, Niculae and Martins 2019) for any finite alpha >= 1:
 *
 *   argmax over the simplex of <theta, y> - t Omega(y) = max((alpha-1) theta/t - tau, 0)^(1/(alpha-1))
 *
 * with Omega(y) = sum (y^alpha - y) / (alpha (alpha-1)), the negative Tsallis entropy: softmax at alpha = 1,
 * sparsemax at 2, ever nearer to the argmax beyond. Jacobian (diag(w) - w w' / sum(w)) / t with
 * w = y^(2 - alpha) on the support. Above alpha = 2 the slope grows without bound at the edge of the
 * support; weights beyond 1e300 are cut there.
 *
 * Differentiating log_beta(y) = (y^beta - 1)/beta = theta/t - mu, beta = alpha - 1, in alpha gives
 * dy/dalpha = -(diag(w) - w w' / sum(w)) d log_beta(y) / d beta, which holds at alpha = 1 too.
 * @throws RangeError unless n is an integer of at least 1 and alpha a finite number of at least 1
 */
export function createEntmax(n: number, alpha: number): Entmax {
  if (!(alpha >= 1 && alpha < Infinity)) {
    throw new RangeError(`alpha must be finite and at least 1, got ${alpha}`);
  }
  const beta = alpha - 1;
  const roots = alpha <= 2 ? fromLargest(beta) : fromSmallest(n, beta);
  let point: Float64Array = new Float64Array(n);
  let weights: Float64Array = new Float64Array(n);
  const pulled = new Float64Array(n);
  return {
    ...createOnSimplex({
      name: `${alpha}-entmax`,
      dim: n,
      tilt: beta,
      solve(z, y, w) {
        [point, weights] = [y, w];
        return roots(z, y, w);
      },
      conjugate: (z, y) => attained(z, y, tsallis(alpha)),
    }),
    alphaGradient(dy) {
      checkVector('dy', dy, n);
      pullBack(weights, dy, 1, pulled);
      // what was pulled back adds up to 0: against the slope of the steepest entry nothing cancels
      const reference = deformedLogSlope(point[indexOfMaximum(weights)], beta);
      let sum = 0;
      for (let i = 0; i < n; i++) {
        if (point[i] > 0) sum -= pulled[i] * (deformedLogSlope(point[i], beta) - reference);
      }
      return sum;
    },
  };
}
