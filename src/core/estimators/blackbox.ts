import { checkPositive, checkVector } from '../checks';
import type { Oracle } from '../oracles/oracle';
import { perturbedBy, type PerturbedEstimator, type PerturbedPoint } from './perturbed-prediction';

export interface BlackboxPoint<Y> extends PerturbedPoint<Y> {
  /** Adds weight times the gradient of the loss in y, at a structure, to out [dim]. */
  addLossGradient(y: Y, weight: number, out: Float64Array): void;
  /**
   * Not 0: small follows the loss closely, large reaches farther; below 0 the scores are moved towards more
   * loss in place of less.
   */
  readonly lambda: number;
}

/**
 * Blackbox differentiation (Vlastelica et al. 2020, equation 5): the gradient of a piecewise constant
 * loss(y*(scores)) is that of its linear interpolation over a step of lambda against the gradient dy of
 * the loss in y. The paper minimises costs w = -scores, so in scores the sign is turned:
 *
 *   gradient = (y* - argmax_y <scores - lambda dy, y>) / lambda,
 *
 * the raw draw being the difference, worth 1/lambda. Usually without noise (sigma = 0).
 */
export function blackboxOf<Y>(oracle: Oracle<Y>): PerturbedEstimator<BlackboxPoint<Y>, Y> {
  const pair = perturbedBy(oracle);
  const moved = new Float64Array(oracle.dim);
  const other = oracle.create();
  let point: BlackboxPoint<Y>;
  return {
    cost: { draw: { oracles: 2 } },
    bind: (bound) => void (point = bound),
    scale: () => 1 / point.lambda,
    draw(index, noise, weight, out) {
      pair.perturb(point, index, noise);
      const prediction = pair.predict(point, index);
      moved.set(pair.perturbed);
      point.addLossGradient(prediction, -point.lambda, moved);
      oracle.solve(moved, other, prediction);
      return pair.compare(prediction, other, 'prediction', weight, out);
    },
  };
}

export interface BlackboxEstimate {
  /** y* = argmax <scores, y>. */
  readonly prediction: Float64Array;
  /** argmax <scores - lambda dy, y>. */
  readonly interpolated: Float64Array;
  /** Gradient in the scores. */
  readonly gradient: Float64Array;
  readonly oracleCalls: number;
}

/**
 * Blackbox differentiation of given scores.
 * @param dy gradient of the loss in y at y*, or how to get it once y* is known
 * @throws RangeError naming what is not finite, not positive or of the wrong size
 */
export function blackbox<Y>(
  oracle: Oracle<Y>,
  scores: ArrayLike<number>,
  dy: ArrayLike<number> | ((prediction: Float64Array) => ArrayLike<number>),
  lambda: number,
): BlackboxEstimate {
  checkPositive('lambda', lambda);
  checkVector('scores', scores, oracle.dim);
  const vectors = () => new Float64Array(oracle.dim);
  const [prediction, interpolated, gradient] = [vectors(), vectors(), vectors()];
  const estimator = blackboxOf(oracle);
  estimator.bind({
    ...{ scores: Float64Array.from(scores), sigma: 0, lambda },
    addLossGradient(y, weight, out) {
      oracle.indicator(y, prediction);
      const upstream = typeof dy === 'function' ? dy(prediction) : dy;
      checkVector('dy', upstream, oracle.dim);
      for (let i = 0; i < out.length; i++) out[i] += weight * upstream[i];
    },
  });
  const { other } = estimator.draw(0, () => undefined, estimator.scale(), gradient);
  oracle.indicator(other, interpolated);
  return { prediction, interpolated, gradient, oracleCalls: estimator.cost.draw.oracles };
}
