import type { Experiment } from '../../../core/training/experiment';
import { startState, type TrainingState } from '../../../core/training/state';
import { advance } from '../../../core/training/step';
import { drawDistinct } from '../../../core/rng/draw-distinct';
import { createRng } from '../../../core/rng/rng';
import type { Examples } from './examples';
import { addAffineGradient, affineScores, modelSize } from './model';
import { createObjective } from './objective';
import type { RankingKnobs, RankingSetup } from './spec';

export type RankingState = TrainingState<Float64Array>;

interface Measured {
  /** Mean over the batch, without the penalty. */
  readonly loss: number;
}

/** All weights by Adam. */
const rankingExperiment: Experiment<RankingSetup, RankingKnobs, Float64Array, Examples, Measured> =
  {
    groups: ({ features, labels }, { rate }) => [
      { from: 0, to: modelSize(features, labels), rule: { kind: 'adam', rate } },
    ],
    // there is no loss weight
    growth: () => ({ epsilon: 0, growth: 1, maxEpsilon: 0 }),
    gradient({ setup, params, knobs, step }, examples) {
      const gradient = new Float64Array(params.length);
      const loss = addGradient(setup, knobs, examples, step, params, gradient);
      addPenalty(setup, knobs, params, gradient);
      return Promise.resolve({ gradient, measured: { loss }, exhausted: false });
    },
  };

/** All weights begin at 0: all labels are tied. */
export const initialState = ({ features, labels }: RankingSetup): RankingState =>
  startState(new Float64Array(modelSize(features, labels)));

/** One step on the examples, in place. @throws DivergedError before anything is changed */
export const advanceRanking = (
  setup: RankingSetup,
  state: RankingState,
  knobs: RankingKnobs,
  examples: Examples,
) => advance(rankingExperiment, { setup, state, knobs }, examples);

/** The weights after so many steps. */
export async function trained(
  setup: RankingSetup,
  knobs: RankingKnobs,
  examples: Examples,
  steps: number,
): Promise<Float64Array> {
  const state = initialState(setup);
  for (let step = 0; step < steps; step++) await advanceRanking(setup, state, knobs, examples);
  return state.params;
}

/** Adds the gradient of the mean loss of a batch. @returns the loss */
function addGradient(
  setup: RankingSetup,
  knobs: RankingKnobs,
  examples: Examples,
  step: number,
  params: Float64Array,
  gradient: Float64Array,
): number {
  const { labels } = setup;
  const objective = createObjective(setup, knobs);
  const [scores, slopes] = [new Float64Array(labels), new Float64Array(labels)];
  const rows = batchOf(setup, knobs, examples, step);
  let loss = 0;
  for (const row of rows) {
    affineScores(params, examples.x, row, scores);
    const truth = examples.ranks.subarray(row * labels, (row + 1) * labels);
    loss += objective({ row, step, scores, truth }, slopes) / rows.length;
    addAffineGradient(slopes, 1 / rows.length, examples.x, row, gradient);
  }
  return loss;
}

/** All rows, or as many of them drawn anew. */
function batchOf(
  { seed }: RankingSetup,
  { batch }: RankingKnobs,
  { rows }: Examples,
  step: number,
): Uint32Array {
  if (rows <= batch) return Uint32Array.from({ length: rows }, (_, row) => row);
  return drawDistinct(createRng(seed, 'rankings/batches'), step, batch, rows);
}

function addPenalty(
  { features }: RankingSetup,
  { decay }: RankingKnobs,
  params: Float64Array,
  gradient: Float64Array,
): void {
  for (let at = 0; at < params.length; at++) {
    if (at % (features + 1) !== features) gradient[at] += decay * params[at];
  }
}
