import { checkSize } from '../../checks';
import { logistic, softplus } from '../../logistic';
import {
  attained,
  createRegularised,
  scaledDifference,
  type Regularised,
  type RegularisedParts,
} from '../regularised';

/** Subsets of any size: n bits, of which none depends on another. The threshold is 0. */
export function createOnBits(
  n: number,
  parts: Pick<RegularisedParts, 'name' | 'solve' | 'conjugate'>,
) {
  checkSize('n', n);
  return createRegularised({
    ...parts,
    dim: n,
    mass: null,
    tilt: 0,
    scale(theta, t, z) {
      for (let i = 0; i < n; i++) z[i] = scaledDifference(theta[i], 0, t);
      return 0;
    },
  });
}

/**
 * The sigmoid, the marginals of independent bits:
 *
 *   argmax over 0 <= y <= 1 of <theta, y> - t sum (y log y + (1-y) log(1-y)) = 1 / (1 + exp(-theta/t)).
 */
export function createSigmoidBits(n: number): Regularised {
  return createOnBits(n, {
    name: 'sigmoid',
    solve(z, y, w) {
      for (let i = 0; i < n; i++) {
        y[i] = logistic(z[i]);
        w[i] = y[i] * logistic(-z[i]);
      }
      return 0;
    },
    conjugate(z) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += softplus(z[i]);
      return sum;
    },
  });
}

/**
 * The projection on the cube, SparseMAP of independent bits:
 *
 *   argmax over 0 <= y <= 1 of <theta, y> - t |y|^2 / 2 = theta/t clipped to [0, 1].
 *
 * Its slope is 1/t inside and 0 outside; at the kinks 0 and 1 it is that of the outside.
 */
export function createClippedBits(n: number): Regularised {
  return createOnBits(n, {
    name: 'clip',
    solve(z, y, w) {
      for (let i = 0; i < n; i++) {
        y[i] = Math.min(Math.max(z[i], 0), 1);
        w[i] = z[i] > 0 && z[i] < 1 ? 1 : 0;
      }
      return 0;
    },
    conjugate: (z, y) => attained(z, y, (p) => (p * p) / 2),
  });
}
