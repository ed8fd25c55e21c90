import { allFinite } from '../../../core/vector';
import { DivergedError } from '../../../core/training/diverged';
import { uniformSequences, type Sequence } from './data';
import { createNetwork, networkSize } from '../../../core/networks/scores';
import { createObjective, type SequenceOutcome } from './objective';
import type { MatchingKnobs, MatchingSetup } from './spec';

/** One step to be differentiated. */
export interface GradientTask {
  readonly params: Float64Array;
  readonly knobs: MatchingKnobs;
  readonly step: number;
  /** Loss weight, grown or not. */
  readonly epsilon: number;
}

export interface GradientReply {
  /** Gradient in all weights, summed over the training sequences. */
  readonly gradient: Float64Array;
  /** One per sequence. */
  readonly outcomes: readonly SequenceOutcome[];
}

/** Where gradients come from: this thread, several, or a graphics device. */
export type GradientSource = (task: GradientTask) => GradientReply | Promise<GradientReply>;

/** Sequences from .. to-1 of the training set. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/**
 * Gradients of some sequences, one after the other [(to-from) * size]: only whoever has all of them
 * adds them up, in the order of the sequences, so the sum does not depend on who computed what.
 */
export interface RowsReply {
  readonly gradients: Float64Array;
  readonly outcomes: readonly SequenceOutcome[];
}

export const trainingData = ({ seed, sequences, d }: MatchingSetup): Sequence[] =>
  uniformSequences(seed, 'train', sequences, d);

/**
 * Gradients of some sequences on this thread: networks, matchings and networks again. It keeps the
 * prices of the last step's matchings, from which the next search starts.
 */
export function createRowGradients(setup: MatchingSetup): (task: GradientTask & Rows) => RowsReply {
  const { d, hidden } = setup;
  const data = trainingData(setup);
  const network = createNetwork(d, hidden);
  const objective = createObjective(setup);
  const size = networkSize(d, hidden);
  const scores = new Float64Array(d * d);
  const dScores = new Float64Array(d * d);
  return ({ params, knobs, step, epsilon, from, to }) => {
    const gradients = new Float64Array((to - from) * size);
    const outcomes: SequenceOutcome[] = [];
    for (let row = from; row < to; row++) {
      const sequence = data[row];
      const sigma = network.forward(params, sequence.numbers, scores);
      checkScores(scores, step);
      const task = { sequence, row, step, scores, sigma, epsilon };
      const outcome = objective.differentiate(task, knobs, dScores);
      const gradient = gradients.subarray((row - from) * size, (row - from + 1) * size);
      network.backward(params, sequence.numbers, dScores, outcome.dSigma, gradient);
      outcomes.push(outcome);
    }
    return { gradients, outcomes };
  };
}

/** All sequences on this thread. */
export function createLocalGradients(setup: MatchingSetup): GradientSource {
  const rows = createRowGradients(setup);
  return (task) => joinRows(setup, [rows({ ...task, from: 0, to: setup.sequences })]);
}

/** The sum over all sequences, from replies in their order. */
export function joinRows({ d, hidden }: MatchingSetup, replies: readonly RowsReply[]) {
  const size = networkSize(d, hidden);
  const gradient = new Float64Array(size);
  for (const { gradients } of replies) {
    for (let from = 0; from < gradients.length; from += size) {
      for (let p = 0; p < size; p++) gradient[p] += gradients[from + p];
    }
  }
  return { gradient, outcomes: replies.flatMap(({ outcomes }) => outcomes) };
}

/** Given scores, the gradients in them: for networks that run elsewhere. */
export interface ScoredTask extends GradientTask, Rows {
  /** scores [(to-from) * d*d] and outputs of the noise network [to-from]. */
  readonly scores: ArrayLike<number>;
  readonly sigma: ArrayLike<number>;
}

export interface ScoredReply {
  readonly dScores: Float64Array;
  readonly outcomes: readonly SequenceOutcome[];
}

export function createScoreGradients(setup: MatchingSetup): (task: ScoredTask) => ScoredReply {
  const cells = setup.d ** 2;
  const data = trainingData(setup);
  const objective = createObjective(setup);
  const own = new Float64Array(cells);
  return ({ knobs, step, epsilon, from, to, scores, sigma }) => {
    const dScores = new Float64Array((to - from) * cells);
    const outcomes = data.slice(from, to).map((sequence, r) => {
      for (let c = 0; c < cells; c++) own[c] = scores[r * cells + c];
      checkScores(own, step);
      const task = { sequence, row: from + r, step, scores: own, sigma: sigma[r], epsilon };
      return objective.differentiate(task, knobs, dScores.subarray(r * cells, (r + 1) * cells));
    });
    return { dScores, outcomes };
  };
}

function checkScores(scores: ArrayLike<number>, step: number): void {
  if (allFinite(scores)) return;
  throw new DivergedError(`The scores are no longer finite numbers in step ${step + 1}.`);
}
