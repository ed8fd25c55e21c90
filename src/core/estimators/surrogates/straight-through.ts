import type { Oracle } from '../../oracles/oracle';
import type { LossEstimator } from '../gradient-estimator';
import { withoutNoise } from '../without-noise';
import { predictionBy } from './prediction';

/**
 * Straight-through (Bengio et al. 2013; Niculae et al. 2023, section 4.1): the prediction forwards, and
 * backwards as if it were the scores,
 *
 *   g = grad l(y*).
 *
 * It is the gradient of no objective, and has what no prediction can see, such as a constant on all classes.
 */
export function straightThroughOf<Y>(oracle: Oracle<Y>): LossEstimator {
  const prediction = predictionBy(oracle);
  return withoutNoise(oracle.dim, (point, out) => {
    const value = prediction.find(point);
    out.set(prediction.slope);
    return { value, cost: { oracles: 1, gradients: 1 } };
  });
}
