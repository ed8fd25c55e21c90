import { slopeAt } from '../../losses/hull-gradient';
import type { Relaxation } from '../../relaxations/relaxation';
import type { LossEstimator } from '../gradient-estimator';
import { withoutNoise, type TemperatureSettings } from '../without-noise';

/**
 * The relaxed mean (Niculae et al. 2023, section 3): the exact gradient of the loss at a relaxed structure,
 *
 *   l(y), y = relax_t(mu),   g = J_t(mu)^T grad l(y).
 *
 * With marginals at t = sigma, y is the mean structure of the Gibbs law, and g the gradient of the mean loss
 * where the loss is linear; where it is not, l(E Y) is another number than E l(Y). No noise, no variance.
 */
export function relaxedMeanOf(
  relaxation: Relaxation,
  { t }: TemperatureSettings = {},
): LossEstimator {
  const { dim } = relaxation;
  const [y, slope] = [new Float64Array(dim), new Float64Array(dim)];
  return withoutNoise(dim, ({ scores, sigma, loss }, out) => {
    relaxation.forward(scores, t ?? sigma, y);
    const value = slopeAt(loss, y, slope);
    relaxation.backward(slope, out);
    return { value, cost: { relaxed: 1, marginals: 1, products: 1 } };
  });
}
