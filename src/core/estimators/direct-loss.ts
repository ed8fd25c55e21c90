import { checkFinite, checkNotNegative, checkNotZero } from '../checks';
import { withLoss, type Augmented, type Loss, type LossAugmented } from '../losses/loss';
import type { Oracle } from '../oracles/oracle';
import { dot } from '../vector';
import type { Cost, NoiseSource, ScalarEstimate, VectorEstimate } from './estimator';
import { createMoments, entry } from './moments';
import { perturbedBy, type PerturbedEstimator, type PerturbedPoint } from './perturbed-prediction';

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

export interface DirectLossPoint<Y> extends PerturbedPoint<Y> {
  readonly augmented: LossAugmented<Y>;
  /** Loss weight, not 0: positive moves away from the loss, negative towards it; both descend. */
  readonly epsilon: number;
}

/**
 * Direct loss estimator of the gradient of E loss(y*) in mu and sigma (Cohen Indelman and Hazan 2021,
 * Equations 16 and 17, before the limit): the raw draw is y*(eps) - y*, worth 1/eps. Both predictions see
 * the same noise, so most pairs agree and cost no variance. Biased by O(epsilon), of variance
 * O(1/epsilon); no control variate, since the pair is one already.
 */
export function directLossOf<Y>(oracle: Oracle<Y>): PerturbedEstimator<DirectLossPoint<Y>, Y> {
  const pair = perturbedBy(oracle);
  const other = oracle.create();
  let point: DirectLossPoint<Y>;
  return {
    cost: { draw: { oracles: 2 } },
    bind: (bound) => void (point = bound),
    scale: () => 1 / point.epsilon,
    draw(index, noise, weight, out) {
      pair.perturb(point, index, noise);
      const prediction = pair.predict(point, index);
      point.augmented(pair.perturbed, point.epsilon, other, prediction);
      return pair.compare(prediction, other, 'other', weight, out);
    },
  };
}

/**
 * The mean over all samples of a noise source, with standard errors.
 * @throws RangeError for sizes that differ, sigma below 0, epsilon = 0 or entries that are not finite
 */
export function directLoss(problem: DirectLossProblem): DirectLossEstimate & Cost {
  checkDirectLoss(problem);
  return withLoss(problem.oracle, problem.loss, (found) => averaged(problem, found));
}

function averaged<Y>(
  { scores, sigma, epsilon, noise, loss, visit }: DirectLossProblem,
  { oracle, augmented }: Augmented<Y>,
): DirectLossEstimate & Cost {
  const d = oracle.dim;
  const estimator = directLossOf(oracle);
  estimator.bind({ scores: Float64Array.from(scores), sigma, epsilon, augmented });
  const gradient = createMoments(d);
  const scalars = createMoments(3);
  const [difference, y, z] = [new Float64Array(d), new Float64Array(d), new Float64Array(d)];
  for (let m = 0; m < noise.samples; m++) {
    const draw = estimator.draw(m, noise.fill, 1, difference.fill(0));
    oracle.indicator(draw.prediction, y);
    gradient.add(difference);
    scalars.add([draw.slope, loss.value(y), dot(draw.perturbed, y)]);
    if (visit) {
      oracle.indicator(draw.other, z);
      visit(m, y, z);
    }
  }
  const scale = estimator.scale();
  return {
    scores: gradient.estimate(scale),
    sigma: entry(scalars.estimate(scale), 0),
    loss: entry(scalars.estimate(), 1),
    maximum: entry(scalars.estimate(), 2),
    samples: noise.samples,
    oracleCalls: estimator.cost.draw.oracles * noise.samples,
    lossEvaluations: noise.samples,
  };
}

function checkDirectLoss({ oracle, scores, sigma, epsilon, noise }: DirectLossProblem): void {
  checkFinite('scores', scores);
  if (scores.length !== oracle.dim || noise.dim !== oracle.dim) {
    throw new RangeError(
      `the oracle has ${oracle.dim} parts, scores ${scores.length}, noise ${noise.dim}`,
    );
  }
  checkNotNegative('sigma', sigma);
  checkNotZero('epsilon', epsilon);
}
