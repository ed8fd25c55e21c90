import { smoothLaw, type Noise } from '../noise/noise';
import type { Oracle } from '../oracles/oracle';
import { checkPerturbed, type Cost, type NoiseSource, type VectorEstimate } from './estimator';
import { createMoments } from './moments';

/** nu'(z) of the standard law by nu(z), with nu = -d/dz log density. */
const slopeOf: Readonly<Record<ReturnType<typeof smoothLaw>, (nu: number) => number>> = {
  gumbel: (nu) => 1 - nu,
  normal: () => 1,
  logistic: (nu) => (1 - nu * nu) / 2,
};

export interface MaximumDerivatives extends Cost {
  /** Gradient of E max_y <theta + sigma*z, y>: the perturbed maximiser [dim]. */
  readonly gradient: VectorEstimate;
  /** Its Hessian, d mean_i / d theta_j at i*dim + j: symmetric sample by sample. */
  readonly hessian: VectorEstimate;
}

/**
 * The perturbed maximiser and its Jacobian from the maxima alone, without the structures (Berthet et al. 2020,
 * Proposition 3.1): with v the perturbed maximum and F the maximum without noise,
 *
 *   gradient = 1/sigma E[(v - F) nu],   Hessian = 1/sigma^2 E[(v - F) (nu nu^T - diag nu')].
 *
 * F adds no bias, as nu and nu nu^T - diag nu' have mean 0, and takes most of the variance away; what is left
 * is still far above that of `perturbedMaximiser`, which sees the structures.
 * @param law gives the weight nu; the law that `source` draws from, not the uniform one
 * @param baseline whether F is subtracted
 * @throws RangeError for sizes that differ, sigma not above 0, entries not finite, or uniform noise
 */
export function perturbedMaximum(
  oracle: Oracle,
  scores: ArrayLike<number>,
  sigma: number,
  source: NoiseSource,
  law: Pick<Noise, 'scoreFunction' | 'law' | 'scale'>,
  baseline = true,
): MaximumDerivatives {
  checkPerturbed(oracle, scores, sigma, source);
  const slope = slopeOf[smoothLaw(law)];
  const d = oracle.dim;
  const [gradient, hessian] = [createMoments(d), createMoments(d * d)];
  const vectors = () => new Float64Array(d);
  const [z, y, nu, perturbed, first] = [vectors(), vectors(), vectors(), vectors(), vectors()];
  const second = new Float64Array(d * d);
  const unperturbed = baseline ? oracle.argmax(scores, y) : 0;
  for (let m = 0; m < source.samples; m++) {
    source.fill(m, z);
    for (let i = 0; i < d; i++) perturbed[i] = scores[i] + sigma * z[i];
    const value = oracle.argmax(perturbed, y) - unperturbed;
    for (let i = 0; i < d; i++) {
      nu[i] = -law.scoreFunction(z[i]);
      first[i] = value * nu[i];
    }
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) second[i * d + j] = value * nu[i] * nu[j];
      second[i * d + i] -= (value * slope(nu[i] * law.scale)) / (law.scale * law.scale);
    }
    gradient.add(first);
    hessian.add(second);
  }
  return {
    gradient: gradient.estimate(1 / sigma),
    hessian: hessian.estimate(1 / (sigma * sigma)),
    samples: source.samples,
    oracleCalls: source.samples + Number(baseline),
    lossEvaluations: 0,
  };
}
