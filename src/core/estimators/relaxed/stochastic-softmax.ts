import type { Relaxation } from '../../relaxations/relaxation';
import { createSoftmax } from '../../relaxations/simplex/softmax';
import type { LossEstimator } from '../gradient-estimator';
import { ofParts, pathOf, type PathSettings } from './path';

/**
 * Stochastic softmax trick (Paulus et al. 2020): the prediction of perturbed scores is relaxed, so that the
 * gradient can go back through the sample,
 *
 *   g = 1/S sum over samples of J^T grad l(y), y = relax_t(mu + sigma gamma), J its Jacobian.
 *
 * Unbiased for E l(y), the mean loss of relaxed structures; to that of structures it comes as t -> 0, where
 * the variance grows.
 */
export const stochasticSoftmaxOf = (
  relaxation: Relaxation,
  settings: PathSettings = {},
): LossEstimator =>
  pathOf({
    ...{ ...settings, relaxation, noise: ofParts },
    cost: { relaxed: 1, marginals: 1, products: 1 },
  });

/** Gumbel-softmax (Jang et al. 2017; Maddison et al. 2017), that of one of n by the softmax. */
export const gumbelSoftmaxOf = (n: number, settings: PathSettings = {}): LossEstimator =>
  stochasticSoftmaxOf(createSoftmax(n), settings);
