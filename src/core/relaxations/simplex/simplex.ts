import { checkSize } from '../../checks';
import {
  createRegularised,
  scaledDifference,
  type Regularised,
  type RegularisedParts,
} from '../regularised';

/**
 * A relaxation of the argmax of n scores to the simplex, of what it makes of scores that are measured from
 * the largest of them: z <= 0, and 0 at the largest.
 * @throws RangeError unless n is an integer of at least 1
 */
export function createOnSimplex(parts: Omit<RegularisedParts, 'mass' | 'scale'>): Regularised {
  checkSize('n', parts.dim);
  return createRegularised({
    ...parts,
    mass: 1,
    scale(theta, t, z) {
      let largest = theta[0];
      for (let i = 1; i < theta.length; i++) if (theta[i] > largest) largest = theta[i];
      let least = 0;
      for (let i = 0; i < theta.length; i++) {
        z[i] = (theta[i] - largest) / t;
        if (z[i] < least) least = z[i];
      }
      if (least === -Infinity) {
        for (let i = 0; i < theta.length; i++) z[i] = scaledDifference(theta[i], largest, t);
      }
      return largest;
    },
  });
}
