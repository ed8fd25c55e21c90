import { checkSubset } from '../../checks';
import {
  createRegularised,
  scaledDifference,
  type Regularised,
  type RegularisedParts,
} from '../regularised';

/** What a relaxation of k-subsets makes of scores that are measured from the k-th largest. */
interface SubsetParts extends Omit<RegularisedParts, 'mass' | 'scale' | 'solve'> {
  /**
   * Writes y and w as `RegularisedParts` have it, and returns the threshold.
   * @param ranked z from the largest down, 0 at place k: near the threshold they keep all digits
   */
  solve(z: Float64Array, ranked: Float64Array, y: Float64Array, w: Float64Array): number;
}

/**
 * A relaxation of the k largest of n scores to the hull of k-subsets: 0 <= y <= 1, sum k.
 * @throws RangeError unless n and k are integers with 1 <= k <= n
 */
export function createOnSubsets(k: number, parts: SubsetParts): Regularised {
  const n = parts.dim;
  checkSubset(n, k);
  const ascending = new Float64Array(n);
  const ranked = new Float64Array(n);
  return createRegularised({
    ...parts,
    mass: k,
    scale(theta, t, z) {
      for (let i = 0; i < n; i++) ascending[i] = theta[i];
      ascending.sort();
      const reference = ascending[n - k];
      for (let i = 0; i < n; i++) {
        z[i] = scaledDifference(theta[i], reference, t);
        ranked[i] = scaledDifference(ascending[n - 1 - i], reference, t);
      }
      return reference;
    },
    solve: (z, y, w) => parts.solve(z, ranked, y, w),
  });
}
