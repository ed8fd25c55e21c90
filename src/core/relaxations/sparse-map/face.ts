import type { Oracle } from '../../oracles/oracle';
import { createCholesky } from './cholesky';
import { addDifference } from './difference';
import { moveToEnd } from './lists';

/** A structure whose penalised parts are nearer than this to the affine hull of others adds nothing to it. */
const SINGULAR = 1e-10;

/**
 * Structures z_1 .. z_m that are affinely independent in the penalised parts, with the Cholesky factor of
 *
 *   K_ij = <z_i, z_j> + 1,     the inner product over the penalised parts,
 *
 * which is positive definite exactly then. Besides them there is room for one more, the candidate.
 */
export interface Face<Y> {
  /** Members first, then the candidate. */
  readonly structures: readonly Y[];
  /** The same as vectors [dim]. */
  readonly vectors: readonly Float64Array[];
  size(): number;
  clear(): void;
  /** Makes the best structure of the scores [dim] the candidate, and returns it as a vector. */
  propose(scores: Float64Array): Float64Array;
  /** Whether a member is this structure. */
  includes(vector: Float64Array): boolean;
  /** Makes the candidate a member, unless it lies in the affine hull of the members. */
  admit(): boolean;
  /** Where it lies there: writes c [size] with sum 1, the candidate being sum_i c_i z_i in the penalised parts. */
  locateCandidate(out: Float64Array): void;
  remove(index: number): void;
  /**
   * Writes P g [size], the a of sum 0 that maximises <g, a> - |sum_i a_i z_i|^2 / 2 (penalised parts): by
   * it weights follow scores g_i of the members.
   */
  follow(g: Float64Array, out: Float64Array): void;
  /** Writes the weights [size] of sum 1 for which |sum_i a_i z_i| is smallest (penalised parts). */
  middle(out: Float64Array): void;
  /** Writes total * z_1 + sum_i a_i (z_i - z_1) to out [dim]: exact in the parts that all members share. */
  combine(a: Float64Array, total: number, out: Float64Array): void;
}

/** @param penalised 1 for each penalised part [dim], else 0 */
export function createFace<Y>(oracle: Oracle<Y>, penalised: Uint8Array): Face<Y> {
  const factor = createCholesky();
  const structures: Y[] = [];
  const vectors: Float64Array[] = [];
  const ones = new Float64Array(oracle.dim + 2).fill(1);
  const row = new Float64Array(oracle.dim + 2);
  const even = new Float64Array(oracle.dim + 2);

  /** Inner products of the candidate with the members and itself, the last row of the next K. */
  function fillRow(): void {
    const size = factor.size();
    const candidate = vectors[size];
    for (let i = 0; i <= size; i++) {
      let sum = 1;
      for (let p = 0; p < candidate.length; p++) {
        if (penalised[p] !== 0) sum += vectors[i][p] * candidate[p];
      }
      row[i] = sum;
    }
  }

  return {
    structures,
    vectors,
    size: factor.size,
    clear: factor.clear,
    propose(scores) {
      const size = factor.size();
      if (structures.length === size) {
        structures.push(oracle.create());
        vectors.push(new Float64Array(oracle.dim));
      }
      oracle.solve(scores, structures[size]);
      oracle.indicator(structures[size], vectors[size]);
      return vectors[size];
    },
    includes(vector) {
      for (let i = 0; i < factor.size(); i++) if (equal(vectors[i], vector)) return true;
      return false;
    },
    admit() {
      fillRow();
      return factor.append(row, SINGULAR * row[factor.size()]);
    },
    locateCandidate(out) {
      fillRow();
      factor.solve(row, out);
    },
    remove(index) {
      factor.remove(index);
      moveToEnd(structures, index);
      moveToEnd(vectors, index);
    },
    follow(g, out) {
      factor.solve(g, out);
      factor.solve(ones, even);
      const share = sumOf(out, factor.size()) / sumOf(even, factor.size());
      for (let i = 0; i < factor.size(); i++) out[i] -= share * even[i];
    },
    middle(out) {
      factor.solve(ones, out);
      const total = sumOf(out, factor.size());
      for (let i = 0; i < factor.size(); i++) out[i] /= total;
    },
    combine(a, total, out) {
      for (let p = 0; p < out.length; p++) out[p] = total * vectors[0][p];
      for (let i = 1; i < factor.size(); i++) addDifference(a[i], vectors[0], vectors[i], out);
    },
  };
}

function equal(a: Float64Array, b: Float64Array): boolean {
  for (let p = 0; p < a.length; p++) if (a[p] !== b[p]) return false;
  return true;
}

function sumOf(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i];
  return sum;
}
