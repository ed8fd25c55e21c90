import { differenceAlong } from './difference';

/** Weights below this are zeros, as is what a structure gains below this part of t. */
export const NOTHING = 1e-13;

/** <theta - pull, to - from>, each by itself: the pull of a small t is not lost beside the scores. */
export const gainOf = (
  theta: Float64Array,
  pull: Float64Array,
  from: Float64Array,
  to: Float64Array,
): number => differenceAlong(theta, from, to) - differenceAlong(pull, from, to);

/** What a structure may gain over another by rounding alone. */
export function slackOf(t: number, from: Float64Array, to: Float64Array): number {
  let square = 1;
  for (let p = 0; p < to.length; p++) square += (to[p] - from[p]) ** 2;
  return NOTHING * t * square;
}
