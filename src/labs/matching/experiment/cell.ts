import type { Measured } from '../../../core/sweeps/sweep';
import { isDiverged } from '../../../core/training/diverged';
import { uniformSequences } from './data';
import { createEvaluation, type MatchingEvaluation } from './evaluation';
import { trainToStop, type Training } from './repetition';

/** Sequences that a training is tested on, which it has not seen. */
const TESTS = 20;

/**
 * Trains to the end and tests.
 * @param pause called between steps; may throw to give up
 */
export async function measureTraining(
  training: Training,
  pause?: () => void | Promise<void>,
): Promise<Measured> {
  const { setup } = training;
  const { state, loss, sigma } = await trainToStop(training, Date.now, pause);
  const test = uniformSequences(setup.seed, 'test', TESTS, setup.d);
  const { wrong, anyWrong } = orLost(() => createEvaluation(setup)(state.params, test));
  return {
    ...{ wrong: 100 * wrong, imperfect: 100 * anyWrong },
    ...{ steps: state.step, loss, sigma, growths: state.growths },
  };
}

/** Not numbers where the weights have lost theirs. */
function orLost(
  evaluate: () => MatchingEvaluation,
): Pick<MatchingEvaluation, 'wrong' | 'anyWrong'> {
  try {
    return evaluate();
  } catch (error) {
    if (!isDiverged(error)) throw error;
    return { wrong: NaN, anyWrong: NaN };
  }
}
