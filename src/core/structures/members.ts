/**
 * All structures of a small set, as lists of their parts. Structure s has the parts `parts[e]` with the
 * values `values[e]` (1 where structures are 0/1), for e in start[s] .. start[s+1]-1, ascending; its other
 * parts are 0.
 */
export interface StructureMembers {
  /** Length of a structure as a vector. */
  readonly dim: number;
  /** Number of structures. */
  readonly count: number;
  /** [count+1] where the parts of each structure begin. */
  readonly start: Uint32Array;
  readonly parts: Uint16Array;
  readonly values: Float64Array;
}

/** <scores, y> [count] of every structure, written to out. */
export function structureScores(
  { count, start, parts, values }: StructureMembers,
  scores: ArrayLike<number>,
  out: Float64Array,
): void {
  for (let s = 0; s < count; s++) {
    let sum = 0;
    for (let e = start[s]; e < start[s + 1]; e++) sum += values[e] * scores[parts[e]];
    out[s] = sum;
  }
}

/** sum over structures of weights[s] * y_s [dim], written to out: a mean, where the weights are a law. */
export function structureMean(
  { count, start, parts, values }: StructureMembers,
  weights: ArrayLike<number>,
  out: Float64Array,
): void {
  out.fill(0);
  for (let s = 0; s < count; s++) {
    for (let e = start[s]; e < start[s + 1]; e++) out[parts[e]] += weights[s] * values[e];
  }
}
