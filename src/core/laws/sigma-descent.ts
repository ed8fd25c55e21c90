import { createNoise } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { directLossExpectation } from './direct-loss';
import { expectedLoss } from './expectations';
import { lossRange } from './loss-range';

/** Noise scales that a descent visits, the first one being where it starts, and E <loss, y*> at each. */
export interface SigmaDescent {
  readonly sigmas: readonly number[];
  readonly losses: readonly number[];
}

/** Step length in log sigma for losses between 0 and 1. */
const RATE = 1.6;
const DESCENT_STEPS = 60;

/**
 * Descent of the noise scale by the mean of its direct loss estimate ghat (Equation 17 before its limit),
 * bias included, sampling noise left out:
 *
 *   log sigma  <-  log sigma - rate * sigma * ghat(sigma),    sigma*ghat estimates dE[loss] / d log sigma.
 *
 * The estimate scales with the loss, so the rate is divided by the range of <loss, y>: the path does not
 * depend on the unit of the loss. Steps that leave `bounds` end there.
 */
export function sigmaDescent(
  problem: ArgmaxProblem,
  [least, most]: readonly [number, number],
  steps = DESCENT_STEPS,
): SigmaDescent {
  const { scores, loss, k } = problem;
  const noise = createNoise(problem.noise);
  const rate = RATE / (lossRange(loss, k) || 1);
  const sigmas = [problem.sigma];
  for (let step = 0; step < steps; step++) {
    const sigma = sigmas[step];
    const estimate = directLossExpectation({ ...problem, sigma }).sigma;
    sigmas.push(Math.min(most, Math.max(least, sigma * Math.exp(-rate * sigma * estimate))));
  }
  return { sigmas, losses: sigmas.map((sigma) => expectedLoss(scores, sigma, noise, k, loss)) };
}
