import { evaluate } from './evaluation';
import type { LinesData } from './lines';
import { modelSize } from './model';
import { advanceRanking, initialState } from './run';
import { STEPS, type RankingKnobs, type RankingMethod } from './spec';

/** A training with all that it has been on its way. */
export interface TrainedPath {
  readonly method: RankingMethod;
  /** Weights after 0 .. STEPS steps [STEPS + 1, weights]. */
  readonly weights: Float64Array;
  /** Mean loss of the examples that are trained on, at each of them [STEPS + 1]; as drawn, where it has noise. */
  readonly losses: Float64Array;
  /** Mean of Spearman's rho over the examples that are held out [STEPS + 1]. */
  readonly spearman: Float64Array;
}

/** What is trained on, and what is held out. */
export type Halves = Pick<LinesData, 'train' | 'test'>;

/** Examples between two breaths, each in a step: a few milliseconds. */
const BLOCK = 1200;

/**
 * Trains STEPS steps and keeps every one of them. The same request, the same bits.
 * @throws DivergedError if a number is lost
 */
export async function trainedPath(
  method: RankingMethod,
  { train, test }: Halves,
  knobs: RankingKnobs,
  seed: number,
  breathe: () => Promise<void>,
): Promise<TrainedPath> {
  const { features, labels } = train;
  const setup = { method, features, labels, seed };
  const size = modelSize(features, labels);
  const state = initialState(setup);
  const block = Math.max(1, Math.floor(BLOCK / (train.rows + test.rows)));
  const weights = new Float64Array((STEPS + 1) * size);
  const losses = new Float64Array(STEPS + 1);
  const spearman = new Float64Array(STEPS + 1);
  for (let step = 0; step <= STEPS; step++) {
    weights.set(state.params, step * size);
    spearman[step] = evaluate(state.params, test).spearman;
    // the last step is done for its loss alone
    losses[step] = (await advanceRanking(setup, state, knobs, train)).loss;
    if (step % block === block - 1) await breathe();
  }
  return { method, weights, losses, spearman };
}

/** The weights after so many steps. */
export function weightsAt({ weights }: TrainedPath, step: number): Float64Array {
  const size = weights.length / (STEPS + 1);
  return weights.subarray(step * size, (step + 1) * size);
}
