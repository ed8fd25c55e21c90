import { addSortingLoss } from '../../../core/losses/sorting';
import { createAssignmentSolver } from '../../../core/oracles/matching/assignment';
import { createSinkhorn } from '../../../core/relaxations/sinkhorn';
import type { Sequence } from './data';
import { createNetwork } from '../../../core/networks/scores';
import { createNoiseFill } from './noise';
import { scaleOf } from './objective';
import type { MatchingKnobs, MatchingSetup } from './spec';

/** Which noise an instance meets: that of a step, a sample and a sequence. */
export interface Draw {
  readonly step: number;
  readonly sample: number;
  readonly row: number;
}

/** One sequence through all stages of the predictor; matrices [d*d], number j in row j. */
export interface Instance {
  readonly sequence: Sequence;
  /** mu. */
  readonly scores: Float64Array;
  /** The noise scale in use. */
  readonly scale: number;
  /** scale * gamma. */
  readonly noise: Float64Array;
  /** mu + scale * gamma. */
  readonly perturbed: Float64Array;
  /** y*: place of number j. */
  readonly prediction: Int32Array;
  /** mu + scale * gamma + epsilon * loss. */
  readonly augmented: Float64Array;
  /** y*(epsilon). */
  readonly augmentedPrediction: Int32Array;
  /** Sinkhorn's doubly stochastic matrix of the perturbed scores, or null. */
  readonly relaxed: Float64Array | null;
}

/**
 * What the networks of a run make of one sequence. A pure function of the weights: the figures call
 * it for every move of a slider, without asking the worker.
 * @param relax also compute Sinkhorn's matrix
 * @throws RangeError if a score is not finite
 */
export function solveInstance(
  setup: MatchingSetup,
  params: Float64Array,
  sequence: Sequence,
  knobs: MatchingKnobs,
  epsilon: number,
  draw: Draw,
  relax: boolean,
): Instance {
  const { d, hidden } = setup;
  const cells = d * d;
  const scores = new Float64Array(cells);
  const scale = scaleOf(knobs, createNetwork(d, hidden).forward(params, sequence.numbers, scores));
  const noise = new Float64Array(cells);
  if (scale > 0) {
    createNoiseFill(setup, knobs)(draw.step, draw.sample, draw.row, noise);
    for (let c = 0; c < cells; c++) noise[c] *= scale;
  }
  const perturbed = scores.map((score, c) => score + noise[c]);
  const bad = perturbed.findIndex((score) => !Number.isFinite(score));
  if (bad >= 0) throw new RangeError(`the score of cell ${bad} is ${perturbed[bad]}`);
  const solver = createAssignmentSolver(d);
  solver.solve(perturbed);
  const prediction = solver.perm.slice();
  const augmented = new Float64Array(cells);
  addSortingLoss(perturbed, sequence, epsilon, knobs.lossForm, augmented);
  solver.solve(augmented, 0, solver.v);
  return {
    sequence,
    scores,
    scale,
    noise,
    perturbed,
    prediction,
    augmented,
    augmentedPrediction: solver.perm.slice(),
    relaxed: relax ? relaxedOf(perturbed, d, knobs) : null,
  };
}

function relaxedOf(perturbed: Float64Array, d: number, knobs: MatchingKnobs): Float64Array {
  const relaxed = new Float64Array(d * d);
  const logits = perturbed.map((score) => score / knobs.temperature);
  createSinkhorn(d).forward(logits, knobs.iterations, relaxed);
  return relaxed;
}
