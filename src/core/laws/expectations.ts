import { checkFinite } from '../checks';
import type { Noise } from '../noise/noise';
import { dot } from '../vector';
import { inclusionProbabilities } from './inclusion';
import { inclusionJacobian } from './jacobian';

/**
 * Expectations over the noise for the k-subset predictor y* of mu + sigma*gamma: exact for Gumbel
 * noise with k = 1, by one-dimensional quadrature otherwise (see inclusion.ts for the accuracy).
 */

/** E <loss, y*>: what direct loss minimisation descends. */
export function expectedLoss(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
  k: number,
  loss: ArrayLike<number>,
): number {
  checkLoss(loss, scores.length);
  return dot(loss, inclusionProbabilities(scores, sigma, noise, k));
}

export interface LossGradient {
  /** E <loss, y*>. */
  readonly value: number;
  /** Its derivative in every score [n], loss per unit of score. */
  readonly scores: Float64Array;
  /** Its derivative in sigma. */
  readonly sigma: number;
}

/**
 * E <loss, y*> with its exact gradient in mu and sigma: the limit of Equations 16 and 17 as epsilon
 * goes to 0. y* depends on mu/sigma alone, so sigma * d/dsigma = -sum_j mu_j d/dmu_j.
 * @throws RangeError for sigma not positive, k outside 1..n, entries not finite or sizes that differ
 */
export function expectedLossGradient(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
  k: number,
  loss: ArrayLike<number>,
): LossGradient {
  const value = expectedLoss(scores, sigma, noise, k, loss);
  const n = scores.length;
  const jacobian = inclusionJacobian(scores, sigma, noise, k);
  const gradient = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    // rows sum to 0: differences of losses leave a constant loss without rounding noise
    for (let i = 0; i < n; i++) gradient[j] += (loss[i] - loss[j]) * jacobian[i * n + j];
  }
  let slope = 0;
  for (let j = 0; j < n; j++) slope -= (scores[j] - scores[0]) * gradient[j];
  return { value, scores: gradient, sigma: slope / sigma };
}

function checkLoss(loss: ArrayLike<number>, n: number): void {
  if (loss.length !== n) throw new RangeError(`loss has ${loss.length} entries, scores has ${n}`);
  checkFinite('loss', loss);
}
