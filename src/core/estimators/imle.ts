import { checkNotNegative, checkNumber, checkPositive, checkVector } from '../checks';
import type { Oracle } from '../oracles/oracle';
import { checkPerturbed, type Cost, type NoiseSource, type VectorEstimate } from './estimator';
import { createMoments } from './moments';
import { perturbedBy, type PerturbedEstimator, type PerturbedPoint } from './perturbed-prediction';

/** What the target is made of. */
export interface ImleTarget {
  /** Positive, beta in the code of the authors: how far the target is moved against the loss. */
  readonly step: number;
  /** Weight of the scores in the target; 1 unless said, 0 where the target is made of the loss alone. */
  readonly alpha?: number;
  /** Noise scale of the target; that of the prediction unless said. */
  readonly targetSigma?: number;
}

export interface ImlePoint<Y> extends PerturbedPoint<Y>, ImleTarget {
  /** Adds weight times the gradient of the loss in y, at a structure of draw `index`, to out [dim]. */
  addLossGradient(y: Y, weight: number, out: Float64Array, index: number): void;
}

/**
 * Implicit maximum likelihood, I-MLE (Niepert et al. 2021, algorithm 1): the prediction minus a target
 * that the gradient of the loss at the prediction has made better, under the same noise,
 *
 *   y* - y_target,   y_target = argmax_y <alpha mu - step dl(y*) + targetSigma gamma, y>.
 *
 * As printed, a draw is worth 1: it grows with the step. Divided by the step, with alpha and noise as they
 * are unless said, it is blackbox interpolation of the perturbed scores, and for a linear loss the direct
 * loss estimator at epsilon = -step. It estimates the gradient of no objective.
 */
export function imleOf<Y>(oracle: Oracle<Y>): PerturbedEstimator<ImlePoint<Y>, Y> {
  const pair = perturbedBy(oracle);
  const moved = new Float64Array(oracle.dim);
  const other = oracle.create();
  let point: ImlePoint<Y>;
  return {
    cost: { draw: { oracles: 2 } },
    bind: (bound) => void (point = bound),
    scale: () => 1,
    draw(index, noise, weight, out) {
      const { scores, sigma, step, alpha = 1, targetSigma = sigma } = point;
      pair.perturb(point, index, noise);
      const prediction = pair.predict(point, index);
      if (alpha === 1 && targetSigma === sigma) moved.set(pair.perturbed);
      else {
        if (targetSigma === 0) moved.fill(0);
        else noise(index, moved);
        for (let i = 0; i < moved.length; i++) {
          moved[i] = alpha * scores[i] + targetSigma * moved[i];
        }
      }
      point.addLossGradient(prediction, -step, moved, index);
      oracle.solve(moved, other, prediction);
      return pair.compare(prediction, other, 'prediction', weight, out);
    },
  };
}

export interface ImleProblem extends ImleTarget {
  readonly oracle: Oracle;
  /** mu [dim]. */
  readonly scores: ArrayLike<number>;
  /** Noise scale of the prediction, 0 for none. */
  readonly sigma: number;
  readonly noise: NoiseSource;
  /** Gradient of the loss in y [dim] at the prediction of a sample. */
  readonly lossGradient: (prediction: Float64Array, sample: number) => ArrayLike<number>;
  /** Sees every pair (arrays reused between calls). */
  readonly visit?: (sample: number, prediction: Float64Array, target: Float64Array) => void;
}

/**
 * The mean over all samples of a noise source, with standard errors.
 * @throws RangeError naming what is not finite, negative, not positive or of the wrong size
 */
export function imle(problem: ImleProblem): { readonly scores: VectorEstimate } & Cost {
  checkImle(problem);
  const { oracle, scores, sigma, noise, lossGradient, visit, ...target } = problem;
  const d = oracle.dim;
  const estimator = imleOf(oracle);
  const gradient = createMoments(d);
  const [difference, y, z] = [new Float64Array(d), new Float64Array(d), new Float64Array(d)];
  estimator.bind({
    ...{ ...target, scores: Float64Array.from(scores), sigma },
    addLossGradient(prediction, weight, out, sample) {
      oracle.indicator(prediction, y);
      const dy = lossGradient(y, sample);
      checkVector('the gradient of the loss', dy, d);
      for (let i = 0; i < d; i++) out[i] += weight * dy[i];
    },
  });
  for (let m = 0; m < noise.samples; m++) {
    const draw = estimator.draw(m, noise.fill, 1, difference.fill(0));
    gradient.add(difference);
    if (!visit) continue;
    oracle.indicator(draw.prediction, y);
    oracle.indicator(draw.other, z);
    visit(m, y, z);
  }
  return {
    scores: gradient.estimate(estimator.scale()),
    samples: noise.samples,
    oracleCalls: estimator.cost.draw.oracles * noise.samples,
    lossEvaluations: noise.samples,
  };
}

function checkImle({ oracle, scores, noise, sigma, targetSigma = 0, ...rest }: ImleProblem): void {
  // without noise in the prediction there may be some in the target, or none at all
  checkPerturbed(oracle, scores, sigma === 0 ? 1 : sigma, noise);
  checkNotNegative('targetSigma', targetSigma);
  const { step, alpha = 1 } = rest;
  checkPositive('step', step);
  checkNumber('alpha', alpha);
}
