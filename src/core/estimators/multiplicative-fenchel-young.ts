import type { Oracle } from '../oracles/oracle';
import { dot } from '../vector';
import type { DrawNoise } from './estimator';
import type { FenchelYoungPoint } from './fenchel-young';
import type { GradientEstimator } from './gradient-estimator';
import type { Draw } from './perturbed-prediction';

export interface MultiplicativeFenchelYoung<Y> extends GradientEstimator<
  FenchelYoungPoint<Y>,
  Draw<Y>,
  DrawNoise
> {
  /** Of the draw that was made last. */
  loss(): number;
}

/** Sums of costs below this count as this: their logarithm has a slope. */
const LEAST = 1e-9;

/**
 * Estimator of the gradient in mu of the Fenchel-Young loss whose noise multiplies (Dalle et al. 2022,
 * "Learning with combinatorial optimization layers", section 3.3), in logarithms, for costs c = -mu of at least 0:
 * with factors of mean 1 for normal gamma,
 *
 *   e_i = exp(sigma*gamma_i - sigma^2/2),   L = log <c, truth> - E log min_y <e c, y>  >=  0,
 *
 * where e c is part by part, so every cost keeps its sign. The raw draw is e y* / <e c, y*> - truth / <c, truth>,
 * worth 1. Unbiased.
 *
 * Without the logarithms L is homogeneous in c: half the costs, half the loss, and who descends it makes all costs
 * 0. The logarithms alone leave another way out: let those parts grow that every structure shares.
 *
 * @param shared parts that all structures have: their costs count as 0, which changes no structure
 */
export function multiplicativeFenchelYoungOf<Y>(
  oracle: Oracle<Y>,
  shared: readonly number[] = [],
): MultiplicativeFenchelYoung<Y> {
  const vectors = () => new Float64Array(oracle.dim);
  const [gamma, costs, perturbed, y, wanted] = [
    ...[vectors(), vectors(), vectors(), vectors(), vectors()],
  ];
  const prediction = oracle.create();
  let point: FenchelYoungPoint<Y>;
  let [right, found] = [LEAST, LEAST];
  return {
    cost: { draw: { oracles: 1 } },
    bind(bound) {
      point = bound;
      oracle.indicator(bound.truth, wanted);
      for (let i = 0; i < costs.length; i++) costs[i] = -bound.scores[i];
      for (const part of shared) costs[part] = 0;
      right = Math.max(LEAST, dot(costs, wanted));
    },
    scale: () => 1,
    draw(index, noise, weight, out) {
      const { sigma, truth } = point;
      if (sigma === 0) gamma.fill(0);
      else noise(index, gamma);
      for (let i = 0; i < gamma.length; i++) {
        perturbed[i] = -costs[i] * noiseFactor(sigma, gamma[i]);
      }
      oracle.solve(perturbed, prediction);
      oracle.indicator(prediction, y);
      found = Math.max(LEAST, -dot(perturbed, y));
      let [changed, slope] = [0, 0];
      for (let i = 0; i < gamma.length; i++) {
        if (y[i] !== wanted[i]) changed++;
        slope += (perturbed[i] * (gamma[i] - sigma) * y[i]) / found;
        if (shared.includes(i)) continue;
        out[i] += weight * ((noiseFactor(sigma, gamma[i]) * y[i]) / found - wanted[i] / right);
      }
      return { prediction, other: truth, changed, slope, gamma, perturbed };
    },
    loss: () => Math.log(right / found),
  };
}

/** exp(sigma*gamma - sigma^2/2): of mean 1 for standard normal gamma. */
export const noiseFactor = (sigma: number, gamma: number) =>
  Math.exp(sigma * gamma - (sigma * sigma) / 2);
