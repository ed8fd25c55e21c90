import { oneHot } from '../../oracles/one-hot/one-hot';
import type { Oracle } from '../../oracles/oracle';
import type { Relaxation } from '../../relaxations/relaxation';
import { createSoftmax } from '../../relaxations/simplex/softmax';
import type { LossEstimator } from '../gradient-estimator';
import { checkRelaxation } from '../surrogates/prediction';
import { ofParts, pathOf, type PathSettings } from './path';

/**
 * Straight-through a stochastic softmax (Jang et al. 2017, section 2.2): the perturbed prediction forwards, the
 * relaxation of the same perturbed scores backwards,
 *
 *   g = 1/S sum over samples of J^T grad l(y*), J the Jacobian of relax_t at mu + sigma gamma.
 *
 * For a linear loss it is the stochastic softmax trick; for any other the gradient of no objective.
 * @throws RangeError if oracle and relaxation are of different sizes
 */
export function straightThroughSoftmaxOf<Y>(
  oracle: Oracle<Y>,
  relaxation: Relaxation,
  settings: PathSettings = {},
): LossEstimator {
  checkRelaxation(relaxation, oracle.dim);
  const prediction = oracle.create();
  return pathOf({
    ...{ ...settings, relaxation, noise: ofParts },
    structure(perturbed, out) {
      oracle.solve(perturbed, prediction);
      oracle.indicator(prediction, out);
    },
    cost: { oracles: 1, gradients: 1, marginals: 1, products: 1 },
  });
}

/** Straight-through Gumbel-softmax, that of one of n by the softmax. */
export const straightThroughGumbelOf = (n: number, settings: PathSettings = {}): LossEstimator =>
  straightThroughSoftmaxOf(oneHot(n), createSoftmax(n), settings);
