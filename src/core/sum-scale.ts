const LARGE = 2 ** 960;
const SMALL = 2 ** -64;

/**
 * The power of 2 by which scores are multiplied where sums of them might overflow: 1 unless one is above
 * 2^960, about 1e289. Minus infinity, the score of a masked part, counts for nothing.
 */
export function sumScale(scores: ArrayLike<number>): number {
  for (let i = 0; i < scores.length; i++) {
    const size = Math.abs(scores[i]);
    if (size > LARGE && size < Infinity) return SMALL;
  }
  return 1;
}
