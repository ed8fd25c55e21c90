import type { Oracle } from '../../oracles/oracle';
import { createFace, type Face } from './face';
import { gainOf, slackOf } from './gain';
import { createWeights } from './weights';

/** Calls of the oracle for each part, at most: far more than there has been need of. */
const PATIENCE = 20;

/**
 * Where t is so far below the scores that the oracle hardly sees the pull of t beside them, stronger ones
 * are tried too: of structures of equal score they find the right one, and what it gains is measured at t.
 */
const STRONGER: readonly number[] = [2 ** -20, 2 ** -26, 2 ** -32];

/**
 * The active set of Wolfe (1976, "Finding the nearest point in a polytope") for
 *
 *   max over x in the hull of the structures of <theta, x> - t/2 |x|^2,
 *
 * the length being that of the penalised parts: a set of affinely independent structures is held with the
 * weights of their best combination, and the oracle names the structure that would gain most. Every round
 * ends higher than the one before, so no set comes twice and there is an end.
 */
export interface ActiveSet<Y> {
  readonly face: Face<Y>;
  /** [size] t times the weights, which are positive and of sum 1. */
  readonly weights: Float64Array;
  /** [dim] t x in the penalised parts, 0 in the others. */
  readonly pull: Float64Array;
  /**
   * @param theta [dim], of which the largest, or t, is between 1 and 2
   * @param from scores [dim] whose best structure is the first of the set, or the set as it was left
   */
  solve(theta: Float64Array, t: number, from: Float64Array | 'last'): void;
  /** Calls of the oracle that the last `solve` took. */
  oracleCalls(): number;
  /** max over structures z of <theta - t x, z - x> at the end: x falls short by no more than this. */
  gap(): number;
}

/** @param penalised 1 for each penalised part [dim], else 0 */
export function createActiveSet<Y>(oracle: Oracle<Y>, penalised: Uint8Array): ActiveSet<Y> {
  const face = createFace(oracle, penalised);
  const { vectors } = face;
  const { values, pull, descend, enter } = createWeights(face, penalised);
  const residual = new Float64Array(oracle.dim);
  let calls = 0;
  let gap = 0;
  let left = 0;

  function begin(t: number, from: Float64Array): void {
    face.clear();
    face.propose(from);
    calls++;
    face.admit();
    values[0] = t;
  }

  /** The best structure for a pull of another strength. @returns what it gains at the true one */
  function ask(theta: Float64Array, t: number, strength: number): number {
    for (let p = 0; p < residual.length; p++) residual[p] = theta[p] - (strength / t) * pull[p];
    const found = face.propose(residual);
    calls++;
    return gainOf(theta, pull, vectors[0], found);
  }

  /** Seeks a structure that gains something. @returns whether there is one, as the candidate */
  function seek(theta: Float64Array, t: number): boolean {
    gap = ask(theta, t, t);
    if (gains(t, gap)) return true;
    for (const strength of STRONGER) {
      if (strength > t && gains(t, ask(theta, t, strength))) return true;
    }
    return false;
  }

  function gains(t: number, gain: number): boolean {
    const found = vectors[face.size()];
    return gain > slackOf(t, vectors[0], found) && !face.includes(found);
  }

  return {
    face,
    weights: values,
    pull,
    oracleCalls: () => calls,
    gap: () => gap,
    solve(theta, t, from) {
      calls = 0;
      if (from === 'last' && face.size() > 0) {
        for (let i = 0; i < face.size(); i++) values[i] *= t / left;
      } else begin(t, from === 'last' ? theta : from);
      left = t;
      descend(theta, t);
      while (seek(theta, t) && calls < PATIENCE * (oracle.dim + 1)) {
        const entered = vectors[face.size()];
        enter(t);
        descend(theta, t);
        // what leaves at once would be named again
        if (!face.includes(entered)) break;
      }
    },
  };
}
