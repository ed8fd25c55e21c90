import { checkVector } from '../checks';
import { asVectors, type Oracle } from '../oracles/oracle';
import {
  checkPerturbed,
  type Cost,
  type NoiseSource,
  type ScalarEstimate,
  type VectorEstimate,
} from './estimator';
import { createMoments, entry } from './moments';
import { perturbedBy, type PerturbedEstimator, type PerturbedPoint } from './perturbed-prediction';

export interface FenchelYoungPoint<Y> extends PerturbedPoint<Y> {
  /** The structure that is wanted. */
  readonly truth: Y;
}

/**
 * Estimator of the gradient in mu of the perturbed Fenchel-Young loss (Berthet et al. 2020, section 4),
 *
 *   E max_y <mu + sigma*gamma, y> - <mu, truth>,
 *
 * which is the perturbed maximiser minus the truth: the raw draw is y* - truth, worth 1. Unbiased.
 */
export function fenchelYoungOf<Y>(oracle: Oracle<Y>): PerturbedEstimator<FenchelYoungPoint<Y>, Y> {
  const pair = perturbedBy(oracle);
  let point: FenchelYoungPoint<Y>;
  return {
    cost: { draw: { oracles: 1 } },
    bind: (bound) => void (point = bound),
    scale: () => 1,
    draw(index, noise, weight, out) {
      pair.perturb(point, index, noise);
      const prediction = pair.predict(point, index);
      return pair.compare(prediction, point.truth, 'prediction', weight, out);
    },
  };
}

export interface FenchelYoung extends Cost {
  /** mean of max_y <theta + sigma*z, y> - <theta, truth>: the loss up to a constant in theta. */
  readonly loss: ScalarEstimate;
  /** Its gradient in theta: the perturbed maximiser minus the truth. */
  readonly gradient: VectorEstimate;
}

/**
 * Loss and gradient over all samples of a noise source, with standard errors.
 * @param truth any vector [dim], such as the mean of several structures
 * @throws RangeError for sizes that differ, sigma not above 0 or entries that are not finite
 */
export function fenchelYoung(
  oracle: Oracle,
  scores: ArrayLike<number>,
  sigma: number,
  source: NoiseSource,
  truth: ArrayLike<number>,
): FenchelYoung {
  checkPerturbed(oracle, scores, sigma, source);
  checkVector('truth', truth, oracle.dim);
  const estimator = fenchelYoungOf(asVectors(oracle));
  const wanted = Float64Array.from(truth);
  estimator.bind({ scores: Float64Array.from(scores), sigma, truth: wanted });
  const gradient = createMoments(oracle.dim);
  const loss = createMoments(1);
  const difference = new Float64Array(oracle.dim);
  for (let m = 0; m < source.samples; m++) {
    const { prediction: y, gamma } = estimator.draw(m, source.fill, 1, difference.fill(0));
    gradient.add(difference);
    let value = 0;
    // parts shared with the truth cancel before large scores are added up
    for (let i = 0; i < y.length; i++) value += scores[i] * difference[i] + sigma * gamma[i] * y[i];
    loss.add([value]);
  }
  return {
    loss: entry(loss.estimate(), 0),
    gradient: gradient.estimate(estimator.scale()),
    samples: source.samples,
    oracleCalls: estimator.cost.draw.oracles * source.samples,
    lossEvaluations: 0,
  };
}
