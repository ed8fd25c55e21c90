import { allFinite } from '../../../core/vector';
import { shareRight } from '../../../core/losses/sorting';
import { DivergedError } from '../../../core/training/diverged';
import { kendallTau } from '../../../core/rank-correlation';
import { createAssignmentSolver } from '../../../core/oracles/matching/assignment';
import type { Sequence } from './data';
import { createNetwork } from '../../../core/networks/scores';
import type { MatchingSetup } from './spec';

/** How a trained network sorts sequences, without noise. Shares from 0 to 1. */
export interface MatchingEvaluation {
  /** Share of numbers in a wrong place, over all sequences. */
  readonly wrong: number;
  /** Share of sequences with any number in a wrong place. */
  readonly anyWrong: number;
  /** Kendall's tau-b of the resulting order and the right one, mean over sequences. */
  readonly kendall: number;
  readonly sequences: number;
}

export type Evaluate = (params: Float64Array, sequences: readonly Sequence[]) => MatchingEvaluation;

/** @throws DivergedError if the scores of a sequence are not finite */
export function createEvaluation({ d, hidden }: MatchingSetup): Evaluate {
  const network = createNetwork(d, hidden);
  const solver = createAssignmentSolver(d);
  const scores = new Float64Array(d * d);
  return (params, sequences) => {
    let wrong = 0;
    let anyWrong = 0;
    let kendall = 0;
    for (const sequence of sequences) {
      network.forward(params, sequence.numbers, scores);
      if (!allFinite(scores)) {
        throw new DivergedError('The scores of a test sequence are not finite numbers.');
      }
      solver.solve(scores);
      const share = shareRight(sequence, solver.perm);
      wrong += 1 - share;
      if (share < 1) anyWrong++;
      kendall += kendallTau(sequence.numbers, solver.perm);
    }
    const count = sequences.length;
    return {
      wrong: wrong / count,
      anyWrong: anyWrong / count,
      kendall: kendall / count,
      sequences: count,
    };
  };
}
