import { checkFinite, checkPositive } from '../checks';
import type { Noise } from '../noise/noise';
import { comparisons } from './comparison';

/** Law of the perturbed ranking, as far as it is needed: mean, maximum and their derivatives. */
export interface PerturbedRanking {
  /** E y* [n]: expected ranks, of sum n(n-1)/2. */
  readonly mean: Float64Array;
  /** E max_y <mu + sigma*gamma, y>, whose gradient in mu is the mean. */
  readonly maximum: number;
  /** d mean_i / d mu_j at i*n + j: symmetric, positive semi-definite, rows sum to 0. */
  readonly jacobian: Float64Array;
}

/**
 * Ranks are won one pair at a time: <y*, mu> is the sum over pairs of max(mu_i, mu_j), so with noise
 *
 *   E y*_i = sum_{j != i} P(mu_i + sigma gamma_i > mu_j + sigma gamma_j),
 *
 * a sum of paired comparisons, in closed form for every law of noise; n^2 of them. (The ranks themselves
 * have the law of Plackett and Luce for Gumbel noise.)
 * @throws RangeError for no score, one that is not finite, or sigma that is not positive and finite
 */
export function perturbedRanking(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
): PerturbedRanking {
  checkScores(scores, sigma);
  const n = scores.length;
  const { winning, density, excess } = comparisons[noise.law];
  const unit = sigma * noise.scale;
  const mean = new Float64Array(n);
  const jacobian = new Float64Array(n * n);
  let beyond = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const x = (scores[i] - scores[j]) / unit;
      mean[i] += winning(x);
      mean[j] += winning(-x);
      beyond += Math.max(0, scores[i] - scores[j]) + unit * excess(x);
      const rate = density(x) / unit;
      jacobian[i * n + j] = -rate;
      jacobian[j * n + i] = -rate;
      jacobian[i * n + i] += rate;
      jacobian[j * n + j] += rate;
    }
  }
  // max(a, b) = b + max(0, a - b): score j is counted once for every i before it
  let base = 0;
  for (let j = 0; j < n; j++) base += scores[j] * j;
  const maximum = base + beyond + (sigma * noise.mean * n * (n - 1)) / 2;
  return { mean, maximum, jacobian };
}

/** @throws RangeError naming what is wrong */
export function checkScores(scores: ArrayLike<number>, sigma: number): void {
  if (scores.length < 1) throw new RangeError('scores must have at least one entry');
  checkFinite('scores', scores);
  checkPositive('sigma', sigma);
}
