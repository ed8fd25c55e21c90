import { createAffine, type Affine } from './affine';
import type { Face } from './face';
import { NOTHING } from './gain';

/** Members with smaller coefficients in an affine dependency do not make room. */
const LEVER = 1e-9;

/**
 * The weights of the members of a face, each times t: all positive, of sum t. They follow what becomes of
 * the face.
 */
export interface Weights {
  readonly values: Float64Array;
  /** [dim] t x in the penalised parts, 0 in the others, after `descend`. */
  readonly pull: Float64Array;
  /**
   * Goes from where the weights are towards the best point of the affine hull and lets go of members that
   * come to 0, until that point lies between the members.
   */
  descend(theta: Float64Array, t: number): void;
  /**
   * Makes the candidate a member, if with weight 0. Where it is an affine combination of the members in
   * the penalised parts, the way along that combination costs nothing: then it takes the place of the
   * member that comes to 0 first.
   */
  enter(t: number): void;
}

/** @param penalised 1 for each penalised part [dim], else 0 */
export function createWeights<Y>(face: Face<Y>, penalised: Uint8Array): Weights {
  const affine: Affine = createAffine(face, penalised);
  const values = new Float64Array(penalised.length + 2);
  const aim = new Float64Array(penalised.length + 2);

  function drop(index: number): void {
    face.remove(index);
    values.copyWithin(index, index + 1, face.size() + 1);
    aim.copyWithin(index, index + 1, face.size() + 1);
  }

  /** Moves by `step` towards the aim; false where it is reached without a member that comes to 0. */
  function advance(least: number): boolean {
    let step = Infinity;
    let first = -1;
    for (let i = 0; i < face.size(); i++) {
      if (aim[i] > least) continue;
      const reach = values[i] > least ? values[i] / (values[i] - aim[i]) : 0;
      if (reach < step) {
        step = reach;
        first = i;
      }
    }
    if (first < 0) return false;
    for (let i = 0; i < face.size(); i++) values[i] += step * (aim[i] - values[i]);
    values[first] = 0;
    for (let i = face.size() - 1; i >= 0; i--) {
      if (aim[i] <= least && values[i] <= least) drop(i);
    }
    return true;
  }

  /** Gives weight of the members to the candidate, which is sum_i aim_i z_i, and lets go of one at least. */
  function exchange(least: number): number {
    let first = -1;
    for (let i = 0; i < face.size(); i++) {
      if (aim[i] < LEVER) continue;
      if (first < 0 || values[i] * aim[first] < values[first] * aim[i]) first = i;
    }
    const weight = values[first] / aim[first];
    for (let i = 0; i < face.size(); i++) values[i] -= weight * aim[i];
    values[first] = 0;
    for (let i = face.size() - 1; i >= 0; i--) {
      if (aim[i] >= LEVER && values[i] <= least) drop(i);
    }
    return weight;
  }

  return {
    values,
    pull: affine.pull,
    descend(theta, t) {
      do affine.solve(theta, t, aim);
      while (advance(NOTHING * t));
      values.set(aim);
      affine.refine(t, values);
    },
    enter(t) {
      if (face.admit()) {
        values[face.size() - 1] = 0;
        return;
      }
      face.locateCandidate(aim);
      const weight = exchange(NOTHING * t);
      if (face.admit()) values[face.size() - 1] = weight;
    },
  };
}
