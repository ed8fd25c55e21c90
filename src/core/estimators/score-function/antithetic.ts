import type { Noise } from '../../noise/noise';
import type { Oracle } from '../../oracles/oracle';
import {
  checkPoint,
  checkSamples,
  type LossEstimator,
  type LossPoint,
} from '../gradient-estimator';
import type { PathSettings } from '../relaxed/path';

/**
 * REINFORCE on the noise in antithetic pairs: every noise vector with its mirror image,
 *
 *   g = 1/(2 S sigma) sum over samples of (l(y*(mu + sigma gamma)) - l(y*(mu - sigma gamma))) nu(gamma),
 *
 * nu = -d log density / dgamma, which is odd where the density is even. Unbiased for E l(y*). What all losses
 * share cancels in a pair, so that there is no baseline; where mu is small against sigma a pair varies less
 * than two samples.
 * @param law of the noise of parts: normal or logistic, of mean 0
 * @throws RangeError for a law that is not symmetric about 0, or has no slope
 */
export function antitheticScoreOf<Y>(
  oracle: Oracle<Y>,
  law: Pick<Noise, 'law' | 'scoreFunction' | 'mean'>,
  { samples = 1 }: Pick<PathSettings, 'samples'> = {},
): LossEstimator {
  if (law.law === 'gumbel' || law.law === 'uniform' || law.mean !== 0) {
    throw new RangeError(
      `pairs need normal or logistic noise of mean 0, got ${law.law} of mean ${law.mean}`,
    );
  }
  checkSamples(samples);
  const { dim } = oracle;
  const structure = oracle.create();
  const [gamma, perturbed, y] = [0, 1, 2].map(() => new Float64Array(dim));
  let point: LossPoint;

  function lossAt(sign: number): number {
    const { scores, sigma, loss } = point;
    for (let i = 0; i < dim; i++) perturbed[i] = scores[i] + sign * sigma * gamma[i];
    oracle.solve(perturbed, structure);
    oracle.indicator(structure, y);
    return loss.value(y);
  }

  return {
    bind(bound) {
      checkPoint(bound, dim);
      point = bound;
    },
    scale: () => 1 / point.sigma,
    draw(index, noise, weight, out) {
      let total = 0;
      for (let s = 0; s < samples; s++) {
        noise.parts(index * samples + s, gamma);
        const [here, there] = [lossAt(1), lossAt(-1)];
        total += here + there;
        const share = (weight * (here - there)) / (2 * samples);
        for (let i = 0; i < dim; i++) out[i] -= share * law.scoreFunction(gamma[i]);
      }
      return { loss: total / (2 * samples) };
    },
    cost: { draw: { oracles: 2 * samples, values: 2 * samples } },
  };
}
