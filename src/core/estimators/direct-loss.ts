import { lossAugmented, type Loss } from '../losses/loss';
import type { Oracle } from '../oracles/oracle';
import { checkFinite, type PairSums } from '../problem';
import { dot } from '../vector';
import type { Cost, NoiseSource, ScalarEstimate, VectorEstimate } from './estimator';
import { createMoments, entry, fromSums } from './moments';

export interface DirectLossEstimate {
  /** Equation 16 at finite epsilon: mean of (y*(eps) - y*) / eps [dim]. */
  readonly scores: VectorEstimate;
  /** Equation 17: mean of <gamma, y*(eps) - y*> / eps. */
  readonly sigma: ScalarEstimate;
  /** E loss(y*). */
  readonly loss: ScalarEstimate;
  /** E max_y <mu + sigma*gamma, y>. */
  readonly maximum: ScalarEstimate;
}

export interface DirectLossProblem {
  readonly oracle: Oracle;
  readonly loss: Loss;
  /** mu [dim]. */
  readonly scores: ArrayLike<number>;
  readonly sigma: number;
  /** Loss weight, not 0: positive moves away from the loss, negative towards it; both descend. */
  readonly epsilon: number;
  readonly noise: NoiseSource;
  /** Sees every pair (arrays reused between calls). */
  readonly visit?: (sample: number, prediction: Float64Array, augmented: Float64Array) => void;
}

/**
 * Direct loss estimate of the gradient of E loss(y*) in mu and sigma (Cohen Indelman and Hazan 2021,
 * Equations 16 and 17, before the limit): both predictions of a pair see the same noise, so most
 * pairs agree and cost no variance. Biased by O(epsilon), of variance O(1/epsilon); no control
 * variate, since the pair is one already.
 * @throws RangeError for sizes that differ, epsilon = 0 or entries that are not finite
 */
export function directLoss(problem: DirectLossProblem): DirectLossEstimate & Cost {
  const { oracle, loss, scores, sigma, epsilon, noise, visit } = problem;
  checkDirectLoss(problem);
  const d = oracle.dim;
  const augmentedArgmax = lossAugmented(oracle, loss);
  const [gamma, perturbed, prediction, augmented, difference] = buffers(5, d);
  const gradient = createMoments(d);
  const scalars = createMoments(3);
  for (let m = 0; m < noise.samples; m++) {
    noise.fill(m, gamma);
    for (let i = 0; i < d; i++) perturbed[i] = scores[i] + sigma * gamma[i];
    const maximum = oracle.argmax(perturbed, prediction);
    augmentedArgmax(perturbed, epsilon, augmented);
    for (let i = 0; i < d; i++) difference[i] = augmented[i] - prediction[i];
    gradient.add(difference);
    scalars.add([dot(gamma, difference), loss.value(prediction), maximum]);
    visit?.(m, prediction, augmented);
  }
  return {
    scores: gradient.estimate(1 / epsilon),
    sigma: entry(scalars.estimate(1 / epsilon), 0),
    loss: entry(scalars.estimate(), 1),
    maximum: entry(scalars.estimate(), 2),
    samples: noise.samples,
    oracleCalls: 2 * noise.samples,
    lossEvaluations: noise.samples,
  };
}

/**
 * The same estimate from the sums of the sampling kernels. With d_i in {-1, 0, 1} the difference of
 * one pair, sum d_i = hitsAugmented - hits and sum d_i^2 = hits + hitsAugmented - 2 joint_ii.
 */
export function directLossFromSums(sums: PairSums, epsilon: number): DirectLossEstimate {
  const { n, samples, hits, hitsAugmented, joint } = sums;
  const value = new Float64Array(n);
  const standardError = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const squares = hits[i] + hitsAugmented[i] - 2 * joint[i * n + i];
    const estimate = fromSums(hitsAugmented[i] - hits[i], squares, samples, 1 / epsilon);
    value[i] = estimate.value;
    standardError[i] = estimate.standardError;
  }
  return {
    scores: { value, standardError },
    sigma: fromSums(sums.gap, sums.gapSquared, samples, 1 / epsilon),
    loss: fromSums(sums.loss, sums.lossSquared, samples),
    maximum: fromSums(sums.maximum, sums.maximumSquared, samples),
  };
}

function checkDirectLoss({ oracle, scores, sigma, epsilon, noise }: DirectLossProblem): void {
  checkFinite('scores', scores);
  if (scores.length !== oracle.dim || noise.dim !== oracle.dim) {
    throw new RangeError(
      `the oracle has ${oracle.dim} parts, scores ${scores.length}, noise ${noise.dim}`,
    );
  }
  if (!Number.isFinite(sigma)) throw new RangeError(`sigma must be finite, got ${sigma}`);
  if (!Number.isFinite(epsilon) || epsilon === 0) {
    throw new RangeError(`epsilon must be finite and not zero, got ${epsilon}`);
  }
}

function buffers(count: number, dim: number): Float64Array[] {
  return Array.from({ length: count }, () => new Float64Array(dim));
}
