import { isDiverged } from '../../core/training/diverged';
import type { LabSweep } from '../kit/sweep';
import { uniformSequences } from './experiment/data';
import { createEvaluation, type MatchingEvaluation } from './experiment/evaluation';
import { trainToStop } from './experiment/repetition';
import { matchingTable, normalise, TEST_SEQUENCES, type MatchingTable } from './params';
import { runSpecs } from './specs';

/** A training of its own in every cell, of the method that is set, tested on sequences that it has not seen. */
export const matchingSweep: LabSweep<MatchingTable> = {
  table: matchingTable,
  normalise,
  axes: [
    'sigma',
    'epsilon',
    'd',
    'sequences',
    'samples',
    'rate',
    'sigmaRate',
    'temperature',
    'iterations',
    'lambda',
    'maxSteps',
  ],
  quantities: {
    wrong: 'held-out places wrong, %',
    imperfect: 'held-out sequences not perfect, %',
    steps: 'steps until it stops',
    loss: 'training loss of the last step',
    sigma: 'noise scale of the last step',
    growths: 'times that epsilon has grown',
  },
  async measure(values, seed, pause) {
    const [{ setup, knobs, stop }] = runSpecs({ ...values, seed, compare: [] });
    const { state, loss, sigma } = await trainToStop({ setup, knobs, stop }, Date.now, pause);
    const test = uniformSequences(seed, 'test', TEST_SEQUENCES, setup.d);
    const { wrong, anyWrong } = orLost(() => createEvaluation(setup)(state.params, test));
    return {
      ...{ wrong: 100 * wrong, imperfect: 100 * anyWrong },
      ...{ steps: state.step, loss, sigma, growths: state.growths },
    };
  },
};

/** Shares that are not numbers where the weights have lost theirs. */
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
