import { checkVector } from '../checks';
import { smoothLaw, type Noise } from '../noise/noise';
import type { Oracle } from '../oracles/oracle';
import { dot } from '../vector';
import {
  checkPerturbed,
  type Cost,
  type NoiseSource,
  type ScalarEstimate,
  type VectorEstimate,
} from './estimator';
import { createMoments, entry } from './moments';

/**
 * What is subtracted from y* before it is weighted by the noise; none of them adds bias.
 * 'leave-one-out': the mean over the other samples (needs two); a vector: a constant baseline, for
 * example the prediction without noise.
 */
export type ControlVariate = 'none' | 'leave-one-out' | ArrayLike<number>;

export interface PerturbedMaximiser extends Cost {
  /** E y* [dim]. */
  readonly mean: VectorEstimate;
  /** E max_y <theta + sigma*z, y>, whose gradient the mean is. */
  readonly maximum: ScalarEstimate;
  /** Vector-Jacobian product: gradient in theta of <dy, mean>. */
  vjp(dy: ArrayLike<number>, control?: ControlVariate): VectorEstimate;
  /** Jacobian-vector product: derivative of the mean in the direction. */
  jvp(direction: ArrayLike<number>, control?: ControlVariate): VectorEstimate;
  /** d mean_i / d theta_j at i*dim + j. */
  jacobian(control?: ControlVariate): VectorEstimate;
  /** Its symmetric half (J + J^T)/2: the same mean, as the exact one is symmetric, and less variance. */
  symmetricJacobian(control?: ControlVariate): VectorEstimate;
}

/**
 * Perturbed maximiser E y*, y* = argmax_y <theta + sigma*z, y>, and its derivatives (Berthet et al.
 * 2020, Propositions 2.2 and 3.1): with nu(z) = -d/dz log density(z), entry by entry,
 *
 *   d E y* / d theta = 1/sigma E[ y* nu(z)^T ].
 *
 * The samples are solved once; each product reads the noise again from its source.
 * @param law gives the weight nu; the law that `source` draws from. Not the uniform law, whose log
 *   density has no gradient and for which the formula does not hold.
 */
export function perturbedMaximiser(
  oracle: Oracle,
  scores: ArrayLike<number>,
  sigma: number,
  source: NoiseSource,
  law: Pick<Noise, 'scoreFunction' | 'law'>,
): PerturbedMaximiser {
  checkPerturbed(oracle, scores, sigma, source);
  const d = oracle.dim;
  const { samples } = source;
  const predictions = new Float64Array(samples * d);
  const z = new Float64Array(d);
  const nu = new Float64Array(d);
  const mean = createMoments(d);
  const maximum = createMoments(1);
  const perturbed = new Float64Array(d);
  for (let m = 0; m < samples; m++) {
    source.fill(m, z);
    for (let i = 0; i < d; i++) perturbed[i] = scores[i] + sigma * z[i];
    const y = prediction(m);
    maximum.add([oracle.argmax(perturbed, y)]);
    mean.add(y);
  }
  const expected = mean.estimate();

  return {
    mean: expected,
    maximum: entry(maximum.estimate(), 0),
    samples,
    oracleCalls: samples,
    lossEvaluations: 0,
    vjp(dy, control = 'none') {
      checkVector('dy', dy, d);
      return weigh(d, control, (y, out) => {
        const weight = dot(y, dy);
        for (let j = 0; j < d; j++) out[j] = weight * nu[j];
      });
    },
    jvp(direction, control = 'none') {
      checkVector('direction', direction, d);
      return weigh(d, control, (y, out) => {
        const weight = dot(direction, nu);
        for (let i = 0; i < d; i++) out[i] = y[i] * weight;
      });
    },
    jacobian: (control = 'none') => weigh(d * d, control, (y, out) => outer(y, nu, out)),
    symmetricJacobian: (control = 'none') =>
      weigh(d * d, control, (y, out) => symmetricOuter(y, nu, out)),
  };

  function prediction(m: number): Float64Array {
    return predictions.subarray(m * d, (m + 1) * d);
  }

  /** Mean of term(y* - baseline, nu(z)) / sigma over the samples. */
  function weigh(
    size: number,
    control: ControlVariate,
    term: (y: Float64Array, out: Float64Array) => void,
  ): VectorEstimate {
    smoothLaw(law);
    const { baseline, factor } = resolve(control, expected.value, samples);
    const total = createMoments(size);
    const centred = new Float64Array(d);
    const out = new Float64Array(size);
    for (let m = 0; m < samples; m++) {
      source.fill(m, z);
      const y = prediction(m);
      for (let i = 0; i < d; i++) {
        nu[i] = -law.scoreFunction(z[i]);
        centred[i] = y[i] - baseline[i];
      }
      term(centred, out);
      total.add(out);
    }
    return total.estimate(factor / sigma);
  }
}

/** y nu^T, row by row. */
function outer(y: Float64Array, nu: Float64Array, out: Float64Array): void {
  const d = y.length;
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) out[i * d + j] = y[i] * nu[j];
}

/** (y nu^T + nu y^T) / 2. */
function symmetricOuter(y: Float64Array, nu: Float64Array, out: Float64Array): void {
  const d = y.length;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) out[i * d + j] = (y[i] * nu[j] + y[j] * nu[i]) / 2;
  }
}

/** The mean of the others, subtracted from y, is M/(M-1) times the mean of all, subtracted. */
function resolve(control: ControlVariate, mean: Float64Array, samples: number) {
  if (control === 'none') return { baseline: new Float64Array(mean.length), factor: 1 };
  if (control !== 'leave-one-out') {
    checkVector('control variate', control, mean.length);
    return { baseline: control, factor: 1 };
  }
  if (samples < 2) throw new RangeError('leave-one-out needs at least 2 samples, got 1');
  return { baseline: mean, factor: samples / (samples - 1) };
}
