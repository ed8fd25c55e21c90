import {
  checkVector,
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
  const perturbed = new Float64Array(dim);
  // best score without and with part j at 2j and 2j + 1, and whose it is
  const most = new Float64Array(2 * dim);
  const whose = new Int32Array(2 * dim);
  return (scores, sigma, gamma, weight, out) => {
    for (let j = 0; j < dim; j++) perturbed[j] = scores[j] + sigma * gamma[j];
    most.fill(-Infinity);
    let best = 0;
    let largest = -Infinity;
    for (let s = 0; s < structures.length; s++) {
      const y = structures[s];
      const score = dot(perturbed, y);
      if (score > largest) {
        largest = score;
        best = s;
      }
      for (let j = 0; j < dim; j++) {
        const at = 2 * j + y[j];
        if (score <= most[at]) continue;
        most[at] = score;
        whose[at] = s;
      }
    }
    for (let j = 0; j < dim; j++) {
      const [without, including] = [most[2 * j], most[2 * j + 1]];
      if (without === -Infinity || including === -Infinity) continue;
      const change = losses[whose[2 * j + 1]] - losses[whose[2 * j]];
      if (change === 0) continue;
      const tau = (without - including) / sigma + gamma[j];
      out[j] += (weight * change * density(tau)) / sigma;
    }
    return losses[best];
  };
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
  if (!(sigma > 0 && Number.isFinite(sigma))) {
    throw new RangeError(`sigma must be positive and finite, got ${sigma}`);
  }
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
