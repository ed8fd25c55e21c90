import type { Oracle } from '../oracles/oracle';
import { checkFinite } from '../problem';

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
 * Blackbox differentiation (Vlastelica et al. 2020, equation 5): the gradient of a piecewise
 * constant loss(y*(scores)) is that of its linear interpolation over a step of lambda against the
 * upstream gradient. The paper minimises costs w = -scores, so in scores the sign is turned:
 *
 *   gradient = (y* - argmax_y <scores - lambda dy, y>) / lambda.
 *
 * @param dy gradient of the loss in y at y*, or how to get it once y* is known
 * @param lambda positive: small follows the loss closely, large reaches farther
 * @throws RangeError naming what is not finite, not positive or of the wrong size
 */
export function blackbox(
  oracle: Oracle,
  scores: ArrayLike<number>,
  dy: ArrayLike<number> | ((prediction: Float64Array) => ArrayLike<number>),
  lambda: number,
): BlackboxEstimate {
  if (!(lambda > 0 && Number.isFinite(lambda))) {
    throw new RangeError(`lambda must be positive and finite, got ${lambda}`);
  }
  const prediction = new Float64Array(oracle.dim);
  oracle.argmax(scores, prediction);
  const upstream = typeof dy === 'function' ? dy(prediction) : dy;
  if (upstream.length !== oracle.dim) {
    throw new RangeError(`dy must have ${oracle.dim} entries, got ${upstream.length}`);
  }
  checkFinite('dy', upstream);
  const moved = Float64Array.from(prediction, (_, i) => scores[i] - lambda * upstream[i]);
  const interpolated = new Float64Array(oracle.dim);
  oracle.argmax(moved, interpolated);
  const gradient = prediction.map((y, i) => (y - interpolated[i]) / lambda);
  return { prediction, interpolated, gradient, oracleCalls: 2 };
}
