import type { Oracle } from '../oracles/oracle';
import type { DrawNoise } from './estimator';
import type { FenchelYoungPoint } from './fenchel-young';
import type { GradientEstimator } from './gradient-estimator';
import type { Draw } from './perturbed-prediction';

/**
 * Estimator of the gradient in mu of the Fenchel-Young loss whose noise multiplies (Dalle et al. 2022,
 * "Learning with combinatorial optimization layers", section 3.3): with factors of mean 1 for normal gamma,
 *
 *   e_i = exp(sigma*gamma_i - sigma^2/2),   L = E max_y <e mu, y> - <mu, truth>,
 *
 * where e mu is part by part, so every score keeps its sign. The raw draw is e y* - truth, worth 1. Unbiased.
 */
export function multiplicativeFenchelYoungOf<Y>(
  oracle: Oracle<Y>,
): GradientEstimator<FenchelYoungPoint<Y>, Draw<Y>, DrawNoise> {
  const vectors = () => new Float64Array(oracle.dim);
  const [gamma, perturbed, y, wanted] = [vectors(), vectors(), vectors(), vectors()];
  const prediction = oracle.create();
  let point: FenchelYoungPoint<Y>;
  return {
    cost: { draw: { oracles: 1 } },
    bind(bound) {
      point = bound;
      oracle.indicator(bound.truth, wanted);
    },
    scale: () => 1,
    draw(index, noise, weight, out) {
      const { scores, sigma, truth } = point;
      if (sigma === 0) gamma.fill(0);
      else noise(index, gamma);
      for (let i = 0; i < gamma.length; i++) {
        perturbed[i] = scores[i] * noiseFactor(sigma, gamma[i]);
      }
      oracle.solve(perturbed, prediction);
      oracle.indicator(prediction, y);
      let [changed, slope] = [0, 0];
      for (let i = 0; i < gamma.length; i++) {
        out[i] += weight * (noiseFactor(sigma, gamma[i]) * y[i] - wanted[i]);
        slope += perturbed[i] * (gamma[i] - sigma) * y[i];
        if (y[i] !== wanted[i]) changed++;
      }
      return { prediction, other: truth, changed, slope, gamma, perturbed };
    },
  };
}

/** exp(sigma*gamma - sigma^2/2): of mean 1 for standard normal gamma. */
export const noiseFactor = (sigma: number, gamma: number) =>
  Math.exp(sigma * gamma - (sigma * sigma) / 2);
