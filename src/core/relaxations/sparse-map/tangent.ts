import { largestSize } from '../../vector';
import { differenceAlong } from './difference';
import type { Face } from './face';
import { gainOf, NOTHING, slackOf } from './gain';

/** How far scores are tilted at first and at last, the last in units of t. */
const TILT = { first: 2 ** -16, last: 2 ** -50 };

/** A structure that goes along a slope by less than this part of its largest entry does not go there. */
const FLAT = 1e-12;

/** A way back of which less than this part is missing is whole. */
const MISSING = 1e-10;

/** Calls of the oracle for each part and cone, at most: far more than there has been need of. */
const PATIENCE = 20;

/** How hard a slope is pushed off the ways that have no way back, in units of what is missing. */
const PUSH = { first: 2 ** 6, last: 2 ** 26 };

/**
 * The ways on from the point x that a face ends at. Its members have weights, so x may go along all their
 * differences; to structures that tie with them it may go as well, and if x lies between such structures
 * also away from them. Ways are measured by their penalised parts.
 */
export interface Tangent {
  /**
   * Projects a slope g [dim] on the span of the smallest face of the hull that holds x: writes the v [dim]
   * of it with the largest <g, v> - |v|^2 / 2 to out. The face is left as it is.
   * @param theta the scores [dim] and t that x is the solution of
   */
  follow(theta: Float64Array, t: number, slope: Float64Array, out: Float64Array): void;
}

/**
 * @param penalised 1 for each penalised part [dim], else 0
 * @param pull [dim] t x in the penalised parts, 0 in the others
 */
export function createTangent<Y>(
  face: Face<Y>,
  penalised: Uint8Array,
  pull: Float64Array,
): Tangent {
  const { vectors } = face;
  const dim = penalised.length;
  const numbers = () => new Float64Array(dim);
  const [rest, tilted, pushed, back, returned] = [1, 2, 3, 4, 5].map(numbers);
  const [reach, aim] = [new Float64Array(dim + 2), new Float64Array(dim + 2)];

  /**
   * Makes a structure that ties with the members and goes along `rest` a member. Scores tilted that way name
   * it, or show that there is none: what they name goes there at least as far as any that ties.
   * @param least by how much it must go there
   */
  function extend(theta: Float64Array, t: number, least: number): boolean {
    const size = largestSize(rest);
    for (let tilt = TILT.first; tilt > TILT.last * t;) {
      for (let p = 0; p < dim; p++) tilted[p] = theta[p] - pull[p] + tilt * (rest[p] / size);
      const found = face.propose(tilted);
      const far = differenceAlong(rest, vectors[0], found);
      if (!(far > least)) return false;
      const short = -gainOf(theta, pull, vectors[0], found);
      if (short <= slackOf(t, vectors[0], found)) return face.admit();
      // next time this one is told from those that tie
      tilt = Math.min(tilt, (short * size) / far) / 16;
    }
    return false;
  }

  /** Goes towards the aim until members beyond the first `free` come to 0, and lets go of them. */
  function advance(free: number): boolean {
    let step = Infinity;
    for (let i = free; i < face.size(); i++) {
      if (aim[i] <= 0) step = Math.min(step, reach[i] / (reach[i] - aim[i] || 1));
    }
    if (step === Infinity) return false;
    for (let i = face.size() - 1; i >= free; i--) {
      const stays = reach[i] + step * (aim[i] - reach[i]);
      const drops = aim[i] <= 0 && stays <= NOTHING * reach[i];
      reach[i] = stays;
      if (!drops) continue;
      face.remove(i);
      reach.copyWithin(i, i + 1, face.size() + 1);
    }
    return true;
  }

  function aimAlong(slope: Float64Array): void {
    for (let i = 0; i < face.size(); i++) aim[i] = differenceAlong(slope, vectors[0], vectors[i]);
    face.follow(aim, aim);
  }

  /**
   * Projects a slope on the cone of the ways on, by the active set of Lawson and Hanson (1974, chapter 23).
   * @returns whether the way leads to structures that are no members
   */
  function project(
    theta: Float64Array,
    t: number,
    slope: Float64Array,
    out: Float64Array,
  ): boolean {
    const free = face.size();
    const least = FLAT * largestSize(slope);
    for (let calls = 0; calls < PATIENCE * (dim + 1); calls++) {
      do aimAlong(slope);
      while (advance(free));
      reach.set(aim);
      face.combine(reach, 0, out);
      for (let p = 0; p < dim; p++) rest[p] = slope[p] - penalised[p] * out[p];
      if (!(largestSize(rest) > least) || !extend(theta, t, least)) break;
      reach[face.size() - 1] = 0;
    }
    const beyond = face.size() > free;
    while (face.size() > free) face.remove(face.size() - 1);
    return beyond;
  }

  return {
    follow(theta, t, slope, out) {
      pushed.set(slope);
      for (let push = PUSH.first; project(theta, t, pushed, out); push *= 2) {
        // the way back, and what of it there is not
        for (let p = 0; p < dim; p++) back[p] = -penalised[p] * out[p];
        const whole = largestSize(back);
        project(theta, t, back, returned);
        for (let p = 0; p < dim; p++) back[p] -= penalised[p] * returned[p];
        if (!(largestSize(back) > MISSING * whole) || push > PUSH.last) return;
        for (let p = 0; p < dim; p++) pushed[p] += push * back[p];
      }
    },
  };
}
