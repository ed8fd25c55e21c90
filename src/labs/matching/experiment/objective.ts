import { createAssignmentSolver } from '../../../core/oracles/matching/assignment';
import { createSinkhorn } from '../../../core/relaxations/sinkhorn';
import type { Sequence } from './data';
import { createNoiseFill, MAX_SAMPLES, type NoiseFill } from './noise';
import { reductions, type LossForm, type MatchingKnobs, type MatchingSetup } from './spec';

/** One sequence in one step: what its scores are and which noise it meets. */
export interface SequenceTask {
  readonly sequence: Sequence;
  /** Index of the sequence: which noise is its own. */
  readonly row: number;
  readonly step: number;
  /** scores [d*d], number j in row j, place i in column i. */
  readonly scores: Float64Array;
  /** Output of the noise network. */
  readonly sigma: number;
  /** Loss weight, grown or not. */
  readonly epsilon: number;
}

/** What one sequence contributes to a step; shares and losses are means over its samples. */
export interface SequenceOutcome {
  /** Mean squared difference of the sorted numbers and those the (relaxed) matching puts there. */
  loss: number;
  /** Share of numbers that y* puts in a right place, and that y*(epsilon) does (NaN without one). */
  right: number;
  rightAugmented: number;
  /** Share of samples whose y* is right everywhere. */
  perfect: number;
  /** Noise scale in use. */
  scale: number;
  /** Gradient in the output of the noise network. */
  dSigma: number;
  /** Links in which y* and y*(epsilon) differ, over all samples. */
  changed: number;
}

/**
 * The gradient of one sequence in its scores, by the method of the run. Every step is descended
 * along it. `reductions` says what it is of the gradients of its samples.
 */
export interface Objective {
  /** Writes the gradient to dScores [d*d]. */
  differentiate(task: SequenceTask, knobs: MatchingKnobs, dScores: Float64Array): SequenceOutcome;
}

export function createObjective(setup: MatchingSetup): Objective {
  const { d, method } = setup;
  const cells = d * d;
  const solver = createAssignmentSolver(d);
  const sinkhorn = method === 'gumbel-sinkhorn' ? createSinkhorn(d) : null;
  const gamma = new Float64Array(cells);
  const perturbed = new Float64Array(cells);
  const augmented = new Float64Array(cells);
  const relaxed = new Float64Array(cells);
  const dRelaxed = new Float64Array(cells);
  const dLogits = new Float64Array(cells);
  const place = new Int32Array(d);
  const prices = new Map<number, Float64Array>();
  let noise: { readonly knobs: MatchingKnobs; readonly fill: NoiseFill } | null = null;
  let outcome: SequenceOutcome;

  return {
    differentiate(task, knobs, dScores) {
      dScores.fill(0);
      outcome = {
        loss: 0,
        right: 0,
        rightAugmented: method === 'direct' || method === 'blackbox' ? 0 : NaN,
        perfect: 0,
        scale: scaleOf(knobs, task.sigma),
        dSigma: 0,
        changed: 0,
      };
      if (method === 'blackbox') blackbox(task, knobs, dScores);
      else sampled(task, knobs, dScores);
      return outcome;
    },
  };

  function noiseOf(knobs: MatchingKnobs): NoiseFill {
    if (noise?.knobs !== knobs) noise = { knobs, fill: createNoiseFill(setup, knobs) };
    return noise.fill;
  }

  /** Without noise all samples are the same one, which then counts for all. */
  function sampled(task: SequenceTask, knobs: MatchingKnobs, dScores: Float64Array): void {
    const { scale } = outcome;
    const drawn = scale === 0 ? 1 : knobs.samples;
    const weight = (reductions[method] === 'sum' ? knobs.samples : 1) / drawn;
    for (let m = 0; m < drawn; m++) {
      if (scale === 0) perturbed.set(task.scores);
      else {
        noiseOf(knobs)(task.step, m, task.row, gamma);
        for (let c = 0; c < cells; c++) perturbed[c] = task.scores[c] + scale * gamma[c];
      }
      if (method === 'gumbel-sinkhorn') relaxedSample(task, knobs, m, weight, dScores);
      else {
        predict(task, m, 1 / drawn);
        if (method === 'direct') directSample(task, knobs, weight, dScores);
        else fenchelYoungSample(task, weight, dScores);
      }
    }
    outcome.dSigma /= knobs.samples * cells;
    if (method === 'gumbel-sinkhorn') outcome.loss /= drawn;
  }

  /** y* of the perturbed scores, and what it is worth; its prices start the next step's search. */
  function predict({ sequence, row }: SequenceTask, sample: number, share: number): void {
    const key = row * MAX_SAMPLES + sample;
    const kept = prices.get(key);
    solver.solve(perturbed, 0, kept);
    place.set(solver.perm);
    if (kept) kept.set(solver.v);
    else prices.set(key, solver.v.slice());
    outcome.loss += share * squaredError(sequence, place);
    const right = shareRight(sequence, place);
    outcome.right += share * right;
    if (right === 1) outcome.perfect += share;
  }

  /** y*(epsilon) - y* over the sign of epsilon: descends the loss whichever way it looks. */
  function directSample(
    { sequence, epsilon }: SequenceTask,
    knobs: MatchingKnobs,
    weight: number,
    dScores: Float64Array,
  ): void {
    addLoss(perturbed, sequence, epsilon, knobs.lossForm, augmented);
    solver.solve(augmented, 0, solver.v);
    const { perm } = solver;
    const sign = Math.sign(epsilon) * weight;
    for (let j = 0; j < d; j++) {
      if (perm[j] === place[j]) continue;
      dScores[j * d + perm[j]] += sign;
      dScores[j * d + place[j]] -= sign;
      outcome.changed += weight;
      if (knobs.scale !== 'learned') continue;
      outcome.dSigma += sign * knobs.sigma * (gamma[j * d + perm[j]] - gamma[j * d + place[j]]);
    }
    outcome.rightAugmented += (weight / knobs.samples) * shareRight(sequence, perm);
  }

  /** Gradient of the perturbed Fenchel-Young loss: mean prediction minus the truth. */
  function fenchelYoungSample({ sequence }: SequenceTask, weight: number, dScores: Float64Array) {
    for (let j = 0; j < d; j++) {
      if (place[j] === sequence.places[j]) continue;
      dScores[j * d + place[j]] += weight;
      dScores[j * d + sequence.places[j]] -= weight;
      outcome.changed++;
    }
  }

  /** Squared error of the numbers that the doubly stochastic matrix mixes into each place. */
  function relaxedSample(
    task: SequenceTask,
    knobs: MatchingKnobs,
    sample: number,
    weight: number,
    dScores: Float64Array,
  ): void {
    const { numbers, sorted } = task.sequence;
    // the hard prediction of one sample is for the reader's eyes, not for the gradient
    if (sample === 0) {
      predict(task, 0, 1);
      outcome.loss = 0;
    }
    for (let c = 0; c < cells; c++) augmented[c] = perturbed[c] / knobs.temperature;
    sinkhorn!.forward(augmented, knobs.iterations, relaxed);
    const errors = mixedErrors(relaxed, numbers, sorted);
    for (let i = 0; i < d; i++) outcome.loss += errors[i] ** 2 / d;
    for (let j = 0; j < d; j++) {
      for (let i = 0; i < d; i++) dRelaxed[j * d + i] = (-2 / d) * errors[i] * numbers[j];
    }
    sinkhorn!.backward(dRelaxed, dLogits);
    for (let c = 0; c < cells; c++) dScores[c] += (weight * dLogits[c]) / knobs.temperature;
  }

  /**
   * Interpolation of the squared error, linearised at y* (Vlastelica et al. 2020): its gradient in
   * the cell of number j and place i is -2 x_j (sorted_i - what y* puts there).
   */
  function blackbox(task: SequenceTask, { lambda }: MatchingKnobs, dScores: Float64Array): void {
    const { numbers, sorted } = task.sequence;
    perturbed.set(task.scores);
    predict(task, 0, 1);
    augmented.set(perturbed);
    for (let k = 0; k < d; k++) {
      const i = place[k];
      const pull = 2 * lambda * (sorted[i] - numbers[k]);
      if (pull === 0) continue;
      for (let j = 0; j < d; j++) augmented[j * d + i] += pull * numbers[j];
    }
    solver.solve(augmented, 0, solver.v);
    const { perm } = solver;
    for (let j = 0; j < d; j++) {
      if (perm[j] === place[j]) continue;
      dScores[j * d + place[j]] += 1 / lambda;
      dScores[j * d + perm[j]] -= 1 / lambda;
      outcome.changed++;
    }
    outcome.rightAugmented = shareRight(task.sequence, perm);
  }
}

/** The noise scale in use, from the output of the noise network. */
export function scaleOf({ scale, sigma }: MatchingKnobs, learned: number): number {
  if (scale === 'zero') return 0;
  return scale === 'fixed' ? sigma : sigma * learned;
}

/** augmented = scores + epsilon * linear loss of the matching, cell by cell. */
export function addLoss(
  scores: Float64Array,
  { numbers, places, sorted }: Sequence,
  epsilon: number,
  form: LossForm,
  augmented: Float64Array,
): void {
  const d = numbers.length;
  for (let j = 0; j < d; j++) {
    const from = j * d;
    const x = numbers[j];
    if (form === 'exact') {
      for (let i = 0; i < d; i++) {
        augmented[from + i] = scores[from + i] + epsilon * (sorted[i] - x) ** 2;
      }
      continue;
    }
    const step = epsilon * x * x;
    for (let i = 0; i < d; i++) augmented[from + i] = scores[from + i] + step;
    augmented[from + places[j]] -= 2 * step;
  }
}

/** What a place lacks: its sorted number minus the mixture that the matrix puts there, per place. */
function mixedErrors(
  matrix: Float64Array,
  numbers: Float64Array,
  sorted: Float64Array,
): Float64Array {
  const d = numbers.length;
  const errors = Float64Array.from(sorted);
  for (let j = 0; j < d; j++) {
    for (let i = 0; i < d; i++) errors[i] -= matrix[j * d + i] * numbers[j];
  }
  return errors;
}

/** Mean squared difference of the sorted numbers and the numbers that a matching puts there. */
export function squaredError({ numbers, sorted }: Sequence, place: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < numbers.length; j++) sum += (sorted[place[j]] - numbers[j]) ** 2;
  return sum / numbers.length;
}

/** Share of numbers in a place whose sorted number they equal: equal numbers may swap. */
export function shareRight({ numbers, sorted }: Sequence, place: ArrayLike<number>): number {
  let right = 0;
  for (let j = 0; j < numbers.length; j++) if (sorted[place[j]] === numbers[j]) right++;
  return right / numbers.length;
}
