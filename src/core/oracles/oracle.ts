/**
 * Oracle: the maximiser of a linear score over a finite set of structures, each a vector y [dim],
 *
 *   argmax_y <scores, y>,
 *
 * for any finite scores (`gridPath` says what it does in place of this where a score is above 0).
 *
 * Among structures of equal score, one-hot, k-subset, ranking and forward path return the first in the
 * order of `enumerate` (the lowest index wins); matching and grid path return some optimum, always the
 * same one.
 */
export interface Oracle {
  readonly name: string;
  /** Length of scores and structures. */
  readonly dim: number;
  /**
   * Writes the best structure to out [dim] and returns its score.
   * @throws RangeError naming the entry of scores that is not finite, or the size that is wrong
   */
  argmax(scores: ArrayLike<number>, out: Float64Array): number;
  /**
   * The same for each of `rows` problems: scores and out [rows*dim], row-major, values [rows].
   * @throws RangeError as argmax; the index named counts over all rows
   */
  argmaxBatch(
    scores: ArrayLike<number>,
    rows: number,
    out: Float64Array,
    values?: Float64Array,
  ): void;
  /**
   * Every structure once, each in an array of its own.
   * @throws RangeError on the first step if there are more than MAX_ENUMERATED
   */
  enumerate(): Generator<Float64Array>;
  /** Number of structures (Infinity beyond the range of a double). */
  count(): number;
}

/** Largest set that an oracle will enumerate (10! is just above 3.6 million). */
export const MAX_ENUMERATED = 4_000_000;

/** What an implementation provides; createOracle adds the boundary and the batch. */
export interface OracleParts {
  readonly name: string;
  readonly dim: number;
  /** Best structure of scores[at .. at+dim) to out[at .. at+dim); the entries are known finite. */
  solve(scores: ArrayLike<number>, at: number, out: Float64Array): void;
  enumerate(): Generator<Float64Array>;
  count(): number;
}

export function createOracle(parts: OracleParts): Oracle {
  const { name, dim, solve, count } = parts;
  return {
    name,
    dim,
    count,
    argmax(scores, out) {
      checkSizes(scores, out, dim);
      return solveRow(scores, 0, out);
    },
    argmaxBatch(scores, rows, out, values) {
      checkSizes(scores, out, rows * dim);
      for (let row = 0; row < rows; row++) {
        const value = solveRow(scores, row * dim, out);
        if (values) values[row] = value;
      }
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

  function solveRow(scores: ArrayLike<number>, at: number, out: Float64Array): number {
    for (let i = at; i < at + dim; i++) {
      if (!Number.isFinite(scores[i])) {
        throw new RangeError(`scores[${i}] must be a finite number, got ${scores[i]}`);
      }
    }
    solve(scores, at, out);
    let value = 0;
    for (let i = at; i < at + dim; i++) if (out[i] !== 0) value += scores[i] * out[i];
    return value;
  }
}

function checkSizes(scores: ArrayLike<number>, out: Float64Array, size: number): void {
  if (scores.length !== size) {
    throw new RangeError(`scores must have ${size} entries, got ${scores.length}`);
  }
  if (out.length !== size) throw new RangeError(`out must have ${size} entries, got ${out.length}`);
}

/** @throws RangeError unless n is an integer of at least 1 */
export function checkSize(name: string, n: number): void {
  if (!Number.isInteger(n) || n < 1) {
    throw new RangeError(`${name} must be a positive integer, got ${n}`);
  }
}
