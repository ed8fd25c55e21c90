import { checkSize } from '../../checks';
import {
  createRegularised,
  scaledFromLargest,
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
    scale: scaledFromLargest,
  });
}
