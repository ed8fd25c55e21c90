import type { Oracle } from '../../oracles/oracle';
import type { Relaxation } from '../../relaxations/relaxation';
import type { LossEstimator } from '../gradient-estimator';
import { withoutNoise, type TemperatureSettings } from '../without-noise';
import { checkRelaxation, predictionBy } from './prediction';

/**
 * Straight-through a relaxation (Niculae et al. 2023, section 4.1): the prediction forwards, the Jacobian J of
 * the relaxation at the scores backwards,
 *
 *   g = J_t(mu)^T grad l(y*).
 *
 * Of one of n classes with the softmax it is softmax-ST, of structures with their marginals marginal-ST. For
 * a linear loss and marginals at t = sigma the exact gradient of the mean loss under the Gibbs law; of no
 * objective else.
 * @throws RangeError if oracle and relaxation are of different sizes
 */
export function relaxedStraightThroughOf<Y>(
  oracle: Oracle<Y>,
  relaxation: Relaxation,
  { t }: TemperatureSettings = {},
): LossEstimator {
  const { dim } = oracle;
  checkRelaxation(relaxation, dim);
  const prediction = predictionBy(oracle);
  const relaxed = new Float64Array(dim);
  return withoutNoise(dim, (point, out) => {
    const value = prediction.find(point);
    relaxation.forward(point.scores, t ?? point.sigma, relaxed);
    relaxation.backward(prediction.slope, out);
    return { value, cost: { oracles: 1, gradients: 1, marginals: 1, products: 1 } };
  });
}
