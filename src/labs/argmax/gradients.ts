import { directLossExpectation } from '../../core/laws/direct-loss';
import { expectedLossGradient } from '../../core/laws/expectations';
import { createNoise } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
import { remember } from './model';

/* Exact gradients. Apart from the model: the lab's first picture has none. */

/** E <loss, y*> with its gradient. */
export const exactGradient = remember(({ scores, sigma, noise, k, loss }: ArgmaxProblem) =>
  expectedLossGradient(scores, sigma, createNoise(noise), k, loss),
);

/** What the estimator of this epsilon estimates. */
export const estimatorMean = remember((problem: ArgmaxProblem) => directLossExpectation(problem));
