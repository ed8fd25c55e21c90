import { checkPositive, checkVector } from '../checks';
import {
  type NoiseSource,
  type ScalarEstimate,
  type VectorEstimate,
} from '../estimators/estimator';
import { createMoments, entry } from '../estimators/moments';
import type { Noise } from '../noise/noise';
import { dot } from '../vector';

/** A finite set of structures and what each costs. */
export interface CostedStructures {
  /** 0/1 vectors, each of the same length. */
  readonly structures: readonly Float64Array[];
  /** Any loss: one number a structure. */
  readonly losses: ArrayLike<number>;
}

export interface ThresholdProblem extends CostedStructures {
  /** mu [dim]. */
  readonly scores: ArrayLike<number>;
  readonly sigma: number;
  /** Law of the noise that `source` draws from. */
  readonly noise: Noise;
  readonly source: NoiseSource;
}

export interface ThresholdEstimate {
  /** E l(y*). */
  readonly loss: ScalarEstimate;
  /** Its gradient in mu [dim], unbiased. */
  readonly scores: VectorEstimate;
  /** Its derivative in sigma: -<mu, gradient>/sigma, as y* depends on mu/sigma alone. */
  readonly sigma: number;
}

/** Adds `weight` times the gradient at one noise vector to out [dim], and returns the loss of y*. */
export type ThresholdDraw = (
  scores: ArrayLike<number>,
  sigma: number,
  gamma: Float64Array,
  weight: number,
  out: Float64Array,
) => number;

/**
 * The threshold formula: with all noise but gamma_j fixed, y* as a function of gamma_j switches once, from
 * the best structure y0 without part j to the best one y1 with it, where gamma_j is
 *
 *   tau_j = (score of y0 - score of y1 without sigma gamma_j) / sigma,
 *   d E l(y*) / d mu_j = 1/sigma E[ (l(y1) - l(y0)) density(tau_j) ].
 *
 * The limit of direct loss as epsilon -> 0, taken in closed form: no bias, and a variance that does not grow.
 * Parts of every structure, or of none, have no gradient.
 * @throws RangeError for structures that are none or no 0/1 vectors of one length, or a loss not finite
 */
export function thresholdOf(
  { structures, losses }: CostedStructures,
  density: (gamma: number) => number,
): ThresholdDraw {
  checkStructures(structures);
  checkVector('losses', losses, structures.length);
  const dim = structures[0].length;
  const { members, starts, lacking } = tableOf(structures);
  const count = structures.length;
  const perturbed = new Float64Array(dim);
  const values = new Float64Array(count);
  // the best structure with part j, and without it; -1 for none
  const including = new Int32Array(dim);
  const without = new Int32Array(dim);
  return (scores, sigma, gamma, weight, out) => {
    for (let j = 0; j < dim; j++) perturbed[j] = scores[j] + sigma * gamma[j];
    including.fill(-1);
    let best = 0;
    for (let s = 0; s < count; s++) {
      let value = 0;
      for (let at = starts[s]; at < starts[s + 1]; at++) value += perturbed[members[at]];
      values[s] = value;
      if (value > values[best]) best = s;
      for (let at = starts[s]; at < starts[s + 1]; at++) {
        const j = members[at];
        if (including[j] < 0 || value > values[including[j]]) including[j] = s;
      }
    }
    // whatever part the best has not, it is the best without it
    without.fill(best);
    for (let at = starts[best]; at < starts[best + 1]; at++) {
      without[members[at]] = bestOf(lacking[members[at]], values);
    }
    for (let j = 0; j < dim; j++) {
      if (including[j] < 0 || without[j] < 0) continue;
      const change = losses[including[j]] - losses[without[j]];
      if (change === 0) continue;
      const tau = (values[without[j]] - values[including[j]]) / sigma + gamma[j];
      out[j] += (weight * change * density(tau)) / sigma;
    }
    return losses[best];
  };
}

/** The parts of structure s are members[starts[s]..starts[s + 1] - 1]; who has not part j is lacking[j]. */
function tableOf(structures: readonly Float64Array[]) {
  const parts = structures.map((y) => Array.from(y.keys()).filter((j) => y[j] === 1));
  const starts = new Int32Array(structures.length + 1);
  parts.forEach((list, s) => {
    starts[s + 1] = starts[s] + list.length;
  });
  const lacking = Array.from(structures[0], (_, j) =>
    Int32Array.from(structures.flatMap((y, s) => (y[j] === 0 ? [s] : []))),
  );
  return { members: Int32Array.from(parts.flat()), starts, lacking };
}

/** The first of those with the largest value; -1 of none. */
function bestOf(candidates: Int32Array, values: Float64Array): number {
  let best = -1;
  for (const s of candidates) if (best < 0 || values[s] > values[best]) best = s;
  return best;
}

/**
 * The truth of the perturbed law where it has no closed form: the mean over the samples of a noise source,
 * with standard errors.
 * @throws RangeError naming what is not finite, not positive or of the wrong size
 */
export function thresholdGradient(problem: ThresholdProblem): ThresholdEstimate {
  const { scores, sigma, noise, source } = problem;
  const draw = thresholdOf(problem, noise.density);
  const dim = problem.structures[0].length;
  checkVector('scores', scores, dim);
  if (source.dim !== dim) {
    throw new RangeError(`noise has ${source.dim} entries per sample, structures ${dim}`);
  }
  checkPositive('sigma', sigma);
  const [gamma, one] = [new Float64Array(dim), new Float64Array(dim)];
  const [gradient, loss] = [createMoments(dim), createMoments(1)];
  for (let m = 0; m < source.samples; m++) {
    source.fill(m, gamma);
    loss.add([draw(scores, sigma, gamma, 1, one.fill(0))]);
    gradient.add(one);
  }
  const estimate = gradient.estimate();
  return {
    loss: entry(loss.estimate(), 0),
    scores: estimate,
    sigma: -dot(scores, estimate.value) / sigma,
  };
}

function checkStructures(structures: readonly Float64Array[]): void {
  if (structures.length < 1) throw new RangeError('there must be at least one structure');
  structures.forEach((y, s) => {
    checkVector(`structures[${s}]`, y, structures[0].length);
    y.forEach((part, j) => {
      if (part !== 0 && part !== 1) {
        throw new RangeError(`structures[${s}][${j}] must be 0 or 1, got ${part}`);
      }
    });
  });
}
