import type { Noise } from '../noise/noise';
import { dot } from '../vector';
import { inclusion } from './inclusion';

/**
 * E max_y <mu + sigma*gamma, y>, in units of score; its gradient in mu is the inclusion probabilities, that in
 * sigma E <gamma, y*>. For Gumbel noise and k = 1 it is sigma*scale*logsumexp(mu/(sigma*scale)) + sigma*mean
 * (supplement, Theorem 1), computed here as <mu, p> + sigma E<gamma, y*>, which holds for all noises.
 */
export function expectedMaximum(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
  k = 1,
): number {
  const { probabilities, winningNoise } = inclusion(scores, sigma, noise, k);
  return dot(scores, probabilities) + sigma * winningNoise;
}
