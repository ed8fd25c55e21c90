import { checkPositive } from '../../checks';
import { laws } from '../../noise/laws';
import { createStretchedSigmoid } from '../../relaxations/mixed/hard-concrete';
import { createSparsemax } from '../../relaxations/simplex/sparsemax';
import type { LossEstimator } from '../gradient-estimator';
import { ofLaw, pathOf, type PathSettings } from './path';

const cost = { relaxed: 1, marginals: 1, products: 1 };

export interface HardConcreteSettings extends Pick<PathSettings, 'samples'> {
  /** Positive: how far from 0 and 1 the mass between them is, 2/3 unless told. */
  readonly beta?: number;
}

/**
 * Hard Concrete (Louizos, Welling and Kingma 2018): bits with a mass at 0, a mass at 1 and a density between,
 *
 *   z = clip(1.2 c - 0.1, 0, 1), c = sigmoid((gamma + mu/sigma) / beta), gamma logistic,
 *
 * through which the gradient goes back, 0 where z is 0 or 1. Unbiased for E l(z).
 * @throws RangeError for a beta that is not positive
 */
export function hardConcreteOf(
  n: number,
  { beta = 2 / 3, ...settings }: HardConcreteSettings = {},
): LossEstimator {
  checkPositive('beta', beta);
  return pathOf({
    ...{ ...settings, cost, relaxation: createStretchedSigmoid(n), noise: ofLaw(laws.logistic) },
    temperature: ({ sigma }) => beta * sigma,
  });
}

/**
 * Gaussian-sparsemax (Farinhas et al. 2022): random points of the simplex with masses on its corners, edges and
 * all other faces,
 *
 *   z = sparsemax((mu + sigma gamma) / t), gamma normal, t = 1 unless told,
 *
 * through which the gradient goes back, 0 at the corners. Unbiased for E l(z).
 */
export const gaussianSparsemaxOf = (
  n: number,
  { t = 1, ...settings }: PathSettings = {},
): LossEstimator =>
  pathOf({ ...settings, cost, t, relaxation: createSparsemax(n), noise: ofLaw(laws.normal) });
