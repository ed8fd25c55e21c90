import { squaredLength } from '../vector';
import type { StructureMembers } from './members';

/** What a prediction can see of scores and gradients: the span of y - y' over all pairs of structures. */
export interface StructureBasis {
  /** Orthonormal rows [rank*dim]. */
  readonly basis: Float64Array;
  readonly rank: number;
}

/** Lengths below this part of the longest difference are rounding. */
const TOLERANCE = 1e-10;

/**
 * The basis of some structures, by the method of Gram and Schmidt with pivoting: the longest of what is left of
 * the differences is the next row, of equal ones the first. O(rank * count * dim).
 */
export function structureBasis(members: StructureMembers): StructureBasis {
  const { dim, count } = members;
  const left = differences(members);
  const row = (s: number) => left.subarray(s * dim, (s + 1) * dim);
  const rows: Float64Array[] = [];
  let least = 0;
  for (;;) {
    const [length, at] = longest(left, count, dim);
    if (rows.length === 0) least = TOLERANCE * length;
    if (length <= least || rows.length === dim) break;
    const next = row(at).slice();
    // what rounding left of the rows before is large where little else is left
    for (const before of rows) removeAlong(before, next);
    scale(next, 1 / Math.sqrt(squaredLength(next)));
    for (let s = 0; s < count; s++) removeAlong(next, row(s));
    rows.push(next);
  }
  const basis = new Float64Array(rows.length * dim);
  rows.forEach((vector, r) => basis.set(vector, r * dim));
  return { basis, rank: rows.length };
}

/**
 * The vector [dim] without what no prediction sees, its projection on the span of differences; out may
 * be the vector itself.
 */
export function projectOnDifferences(
  { basis, rank }: StructureBasis,
  vector: Float64Array,
  out: Float64Array,
): void {
  const dim = vector.length;
  const along = new Float64Array(rank);
  for (let r = 0; r < rank; r++) {
    for (let i = 0; i < dim; i++) along[r] += basis[r * dim + i] * vector[i];
  }
  out.fill(0);
  for (let r = 0; r < rank; r++) {
    for (let i = 0; i < dim; i++) out[i] += basis[r * dim + i] * along[r];
  }
}

/** Rows [count*dim] of structures less the first of them. */
function differences({ dim, count, start, parts, values }: StructureMembers): Float64Array {
  const rows = new Float64Array(count * dim);
  for (let s = 0; s < count; s++) {
    for (let e = start[0]; e < start[1]; e++) rows[s * dim + parts[e]] -= values[e];
    for (let e = start[s]; e < start[s + 1]; e++) rows[s * dim + parts[e]] += values[e];
  }
  return rows;
}

function longest(rows: Float64Array, count: number, dim: number): [length: number, at: number] {
  let most = 0;
  let at = 0;
  for (let s = 0; s < count; s++) {
    const length = squaredLength(rows.subarray(s * dim, (s + 1) * dim));
    if (length > most) [most, at] = [length, s];
  }
  return [Math.sqrt(most), at];
}

/** Removes from the vector what it has along a vector of length 1. */
function removeAlong(unit: Float64Array, vector: Float64Array): void {
  let along = 0;
  for (let i = 0; i < unit.length; i++) along += unit[i] * vector[i];
  for (let i = 0; i < unit.length; i++) vector[i] -= along * unit[i];
}

function scale(vector: Float64Array, by: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] *= by;
}
