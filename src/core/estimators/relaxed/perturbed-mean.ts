import { hullGradient, slopeAt } from '../../losses/hull-gradient';
import { smoothLaw, type Noise } from '../../noise/noise';
import type { Oracle } from '../../oracles/oracle';
import {
  checkPoint,
  checkSamples,
  type LossEstimator,
  type LossPoint,
} from '../gradient-estimator';
import { perturbedBy } from '../perturbed-prediction';

export interface PerturbedMeanSettings {
  /** Samples of the mean, 2 or more: 32 unless told. Draw i takes samples i*S .. i*S+S-1. */
  readonly samples?: number;
}

/**
 * The loss of the perturbed maximiser (Berthet et al. 2020), a relaxation by an oracle and noise alone: with
 * m the mean of S predictions y*_s, each of noise gamma_s on the parts,
 *
 *   g = 1/(S sigma) sum over s of <y*_s - mean of the others, grad l(m)> nu(gamma_s),
 *
 * nu = -d log density / dgamma. It estimates the gradient of l(E y*): unbiased for a linear loss, else as S
 * grows, since the loss is looked at at a mean that varies.
 * @param law of the noise of parts; not uniform, whose density has no slope
 */
export function perturbedMeanOf<Y>(
  oracle: Oracle<Y>,
  law: Pick<Noise, 'law' | 'scoreFunction'>,
  { samples = 32 }: PerturbedMeanSettings = {},
): LossEstimator {
  smoothLaw(law);
  checkSamples(samples, 2);
  const { dim } = oracle;
  const pair = perturbedBy(oracle);
  const vectors = (length: number) => Array.from({ length }, () => new Float64Array(dim));
  const [predictions, gammas] = [vectors(samples), vectors(samples)];
  const [mean, slope] = vectors(2);
  let point: LossPoint;
  return {
    bind(bound) {
      checkPoint(bound, dim);
      hullGradient(bound.loss);
      point = bound;
    },
    scale: () => 1 / point.sigma,
    draw(index, noise, weight, out) {
      mean.fill(0);
      for (let s = 0; s < samples; s++) {
        pair.perturb(point, index * samples + s, noise.parts);
        gammas[s].set(pair.gamma);
        oracle.indicator(pair.predict(point, index * samples + s), predictions[s]);
        for (let i = 0; i < dim; i++) mean[i] += predictions[s][i] / samples;
      }
      const loss = slopeAt(point.loss, mean, slope);
      // y - mean of the others is S/(S-1) times y - mean of all
      const share = weight / (samples - 1);
      for (let s = 0; s < samples; s++) {
        let along = 0;
        for (let i = 0; i < dim; i++) along += (predictions[s][i] - mean[i]) * slope[i];
        for (let i = 0; i < dim; i++) out[i] -= share * along * law.scoreFunction(gammas[s][i]);
      }
      return { loss };
    },
    cost: { draw: { oracles: samples, relaxed: 1 } },
  };
}
