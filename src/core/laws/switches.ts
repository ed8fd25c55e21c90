import type { Noise } from '../noise/noise';
import { beyond } from './inclusion';
import { checkScores } from './perturbed-ranking';

/** Law of n independent switches: y_i = 1 where mu_i + sigma*gamma_i > 0, else 0. */
export interface PerturbedSwitches {
  /** P(y_i = 1) [n]. */
  readonly mean: Float64Array;
  /** E max_y <mu + sigma*gamma, y> over {0,1}^n, whose gradient in mu is the mean. */
  readonly maximum: number;
  /** d mean_i / d mu_j at i*n + j: diagonal. */
  readonly jacobian: Float64Array;
}

/**
 * The argmax over all of {0,1}^n decides every part by its sign alone, so for every law of noise
 *
 *   P(y_i = 1) = P(gamma > c_i),  E max = sum_i mu_i P(y_i = 1) + sigma E[gamma; gamma > c_i],
 *
 * with c_i = -mu_i/sigma.
 * @throws RangeError for no score, one that is not finite, or sigma that is not positive and finite
 */
export function perturbedSwitches(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
): PerturbedSwitches {
  checkScores(scores, sigma);
  const n = scores.length;
  const mean = new Float64Array(n);
  const jacobian = new Float64Array(n * n);
  let maximum = 0;
  for (let i = 0; i < n; i++) {
    const from = -scores[i] / sigma;
    mean[i] = 1 - noise.cdf(from);
    jacobian[i * n + i] = noise.density(from) / sigma;
    maximum += scores[i] * mean[i] + sigma * beyond(noise, from);
  }
  return { mean, maximum, jacobian };
}
