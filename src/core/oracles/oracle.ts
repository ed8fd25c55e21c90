import { checkFinite, checkLength } from '../checks';
import { sumScale } from '../sum-scale';
import { dot } from '../vector';

/**
 * Oracle: the maximiser of a linear score over a finite set of structures, each a vector y [dim],
 *
 *   argmax_y <scores, y>,
 *
 * for any finite scores (`gridPath` says what it does in place of this where a score is above 0,
 * `graphPath` which scores it refuses where there are cycles).
 *
 * `solve` works on structures as they are held, `Y`: members, places, ranks, so that a step of a
 * training neither allocates nor looks at dim numbers where a structure has few. `argmax` is the same as
 * a vector.
 *
 * Among structures of equal score, one-hot, k-subset, ranking, spanning tree and the dynamic programs return
 * the first in the order of `enumerate` (the lowest index wins), and so does forward path where sums of scores
 * are not rounded; matching, arborescence, grid path and graph path return some optimum, always the same one
 * for the same `near`.
 */
export interface Oracle<Y = unknown> {
  readonly name: string;
  /** Length of scores and structures. */
  readonly dim: number;
  /** Room for a structure. */
  create(): Y;
  /**
   * Writes the best structure of the scores [dim], of which sums must be finite. Allocates nothing.
   * @param near a structure of similar scores, from where the search may begin; `out` itself may be one
   */
  solve(scores: Float64Array, out: Y, near?: Y): void;
  /**
   * Visits the parts in which two structures differ, with the difference to - from, in an order that does
   * not depend on the scores.
   */
  difference(from: Y, to: Y, visit: (part: number, change: number) => void): void;
  /** The structure as a vector [dim]. */
  indicator(y: Y, out: Float64Array): void;
  /**
   * Writes the best structure to out [dim] and returns its score.
   * @throws RangeError naming the entry of scores that is not finite, or the size that is wrong
   */
  argmax(scores: ArrayLike<number>, out: Float64Array): number;
  /**
   * Every structure once, each in an array of its own.
   * @throws RangeError on the first step if there are more than MAX_ENUMERATED
   */
  enumerate(): Generator<Float64Array>;
  /** Number of structures (Infinity beyond the range of a double). */
  count(): number;
}

/** Largest set that an oracle will enumerate (10! is just above 3.6 million). */
const MAX_ENUMERATED = 4_000_000;

/** What an implementation provides; createOracle adds the boundary. */
export type OracleParts<Y> = Omit<Oracle<Y>, 'argmax'>;

export function createOracle<Y>(parts: OracleParts<Y>): Oracle<Y> {
  const { name, dim, count } = parts;
  const own = parts.create();
  const numbers = new Float64Array(dim);
  return {
    ...parts,
    argmax(scores, out) {
      checkSizes(scores, out, dim);
      checkFinite('scores', scores);
      const scale = sumScale(scores);
      for (let i = 0; i < dim; i++) numbers[i] = scores[i] * scale;
      parts.solve(numbers, own);
      parts.indicator(own, out);
      return dot(numbers, out) / scale;
    },
    *enumerate() {
      if (count() > MAX_ENUMERATED) {
        throw new RangeError(
          `${name} of ${dim} parts has ${count()} structures; at most ${MAX_ENUMERATED} are enumerated`,
        );
      }
      yield* parts.enumerate();
    },
  };
}

/** Structures that are held as they are, part by part [dim]: what an oracle of them has in common. */
export const partByPart = (dim: number) => ({
  create: () => new Float64Array(dim),
  difference(from: Float64Array, to: Float64Array, visit: (part: number, change: number) => void) {
    for (let i = 0; i < dim; i++) if (to[i] !== from[i]) visit(i, to[i] - from[i]);
  },
  indicator: (y: Float64Array, out: Float64Array) => out.set(y),
});

/** The same oracle, its structures held as vectors. */
export const asVectors = <Y>(oracle: Oracle<Y>): Oracle<Float64Array> => ({
  ...oracle,
  ...partByPart(oracle.dim),
  solve: (scores, out) => void oracle.argmax(scores, out),
});

function checkSizes(scores: ArrayLike<number>, out: Float64Array, size: number): void {
  checkLength('scores', scores, size);
  checkLength('out', out, size);
}
