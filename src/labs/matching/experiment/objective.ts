import { blackboxOf } from '../../../core/estimators/blackbox';
import { directLossOf } from '../../../core/estimators/direct-loss';
import type { DrawNoise } from '../../../core/estimators/estimator';
import { fenchelYoungOf } from '../../../core/estimators/fenchel-young';
import {
  perturbedBy,
  type Memory,
  type PerturbedPoint,
} from '../../../core/estimators/perturbed-prediction';
import { augmentedBy } from '../../../core/losses/loss';
import {
  addErrorGradient,
  addSortingLoss,
  mixedErrors,
  shareRight,
  squaredError,
} from '../../../core/losses/sorting';
import { matching, type Matching } from '../../../core/oracles/matching/matching';
import { createSinkhorn } from '../../../core/relaxations/sinkhorn';
import type { Sequence } from './data';
import type { NoiseFill } from '../../../core/noise/run-noise';
import { createNoiseFill } from './noise';
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

/** One sequence under one method: what its samples add to the gradient, and what they are worth. */
interface Method {
  /** @param memory where the matchings of the sequence stay from step to step */
  bind(task: SequenceTask, knobs: MatchingKnobs, scale: number, memory: Memory<Matching>): void;
  /** Adds weight times raw draw `sample` to dScores, and `share` of what it measures to the outcome. */
  sample(sample: number, noise: DrawNoise, step: Step): void;
}

/** What a sample adds to. */
interface Step {
  readonly task: SequenceTask;
  readonly knobs: MatchingKnobs;
  readonly dScores: Float64Array;
  readonly outcome: SequenceOutcome;
  /** What a sample counts in the gradient, and in losses and shares. */
  readonly weight: number;
  readonly share: number;
}

export function createObjective(setup: MatchingSetup): Objective {
  const { method } = setup;
  const { bind, sample } = methods[method](setup.d);
  /** The matchings of the last step, by sequence and by the number of their sample. */
  const memories = new Map<number, Memory<Matching>>();
  let noise: { readonly knobs: MatchingKnobs; readonly fill: NoiseFill } | null = null;

  function memoryOf(row: number): Memory<Matching> {
    const memory = memories.get(row) ?? new Map<number, Matching>();
    memories.set(row, memory);
    return memory;
  }

  function noiseOf(knobs: MatchingKnobs): NoiseFill {
    if (noise?.knobs !== knobs) noise = { knobs, fill: createNoiseFill(setup, knobs) };
    return noise.fill;
  }

  return {
    differentiate(task, knobs, dScores) {
      dScores.fill(0);
      const compares = method === 'direct' || method === 'blackbox';
      const scale = scaleOf(knobs, task.sigma);
      const sigma = method === 'blackbox' ? 0 : scale;
      const outcome: SequenceOutcome = {
        ...{ loss: 0, right: 0, rightAugmented: compares ? 0 : NaN, perfect: 0 },
        ...{ scale, dSigma: 0, changed: 0 },
      };
      // without noise all samples are the same one, which then counts for all
      const drawn = sigma === 0 ? 1 : knobs.samples;
      const total = reductions[method] === 'sum' ? knobs.samples : 1;
      const step = { task, knobs, dScores, outcome, weight: total / drawn, share: 1 / drawn };
      const fill = (draw: number, out: Float64Array) =>
        noiseOf(knobs)(task.step, draw, task.row, out);
      bind(task, knobs, sigma, memoryOf(task.row));
      for (let m = 0; m < drawn; m++) sample(m, fill, step);
      outcome.dSigma /= knobs.samples * setup.d ** 2;
      if (method === 'gumbel-sinkhorn') outcome.loss /= drawn;
      return outcome;
    },
  };
}

const methods: Readonly<Record<MatchingSetup['method'], (d: number) => Method>> = {
  direct(d) {
    const oracle = matching(d);
    const estimator = directLossOf(oracle);
    let sequence: Sequence;
    let form: LossForm;
    const augmented = augmentedBy(oracle, (scores, epsilon, out) =>
      addSortingLoss(scores, sequence, epsilon, form, out),
    );
    return {
      bind(task, { lossForm }, sigma, memory) {
        const { scores, epsilon } = task;
        sequence = task.sequence;
        form = lossForm;
        estimator.bind({ scores, sigma, epsilon, augmented, memory });
      },
      sample(m, noise, { task, knobs, dScores, outcome, weight, share }) {
        // the direction alone, whatever epsilon: Adam does not see the difference
        const sign = Math.sign(task.epsilon) * weight;
        const draw = estimator.draw(m, noise, sign, dScores);
        measure(task, draw.prediction, share, outcome);
        outcome.changed += (draw.changed / 2) * weight;
        if (knobs.scale === 'learned') outcome.dSigma += sign * knobs.sigma * draw.slope;
        outcome.rightAugmented += share * shareRight(task.sequence, draw.other.column);
      },
    };
  },

  'fenchel-young'(d) {
    const oracle = matching(d);
    const estimator = fenchelYoungOf(oracle);
    const prices = new Float64Array(d);
    return {
      bind({ scores, sequence }, _, sigma, memory) {
        const truth = { column: sequence.places, prices };
        estimator.bind({ scores, sigma, truth, memory });
      },
      sample(m, noise, { task, dScores, outcome, weight, share }) {
        const draw = estimator.draw(m, noise, weight, dScores);
        measure(task, draw.prediction, share, outcome);
        outcome.changed += draw.changed / 2;
      },
    };
  },

  blackbox(d) {
    const estimator = blackboxOf(matching(d));
    return {
      bind({ scores, sequence }, { lambda }, sigma, memory) {
        const addLossGradient = (y: Matching, weight: number, out: Float64Array) =>
          addErrorGradient(sequence, y.column, weight, out);
        estimator.bind({ scores, sigma, lambda, addLossGradient, memory });
      },
      sample(m, noise, { task, dScores, outcome, share }) {
        const draw = estimator.draw(m, noise, estimator.scale(), dScores);
        measure(task, draw.prediction, share, outcome);
        outcome.changed += draw.changed / 2;
        outcome.rightAugmented += share * shareRight(task.sequence, draw.other.column);
      },
    };
  },

  'gumbel-sinkhorn'(d) {
    const pair = perturbedBy(matching(d));
    const relaxation = createSinkhorn(d);
    const cells = d * d;
    const buffers = Array.from({ length: 4 }, () => new Float64Array(cells));
    const [logits, relaxed, dRelaxed, dLogits] = buffers;
    let point: PerturbedPoint<Matching>;
    return {
      bind({ scores }, _, sigma, memory) {
        point = { scores, sigma, memory };
      },
      /** Squared error of the numbers that the doubly stochastic matrix mixes into each place. */
      sample(m, noise, { task, knobs, dScores, outcome, weight }) {
        const { numbers, sorted } = task.sequence;
        pair.perturb(point, m, noise);
        // the hard prediction of one sample is for the reader's eyes, not for the gradient
        if (m === 0) {
          measure(task, pair.predict(point, m), 1, outcome);
          outcome.loss = 0;
        }
        for (let c = 0; c < cells; c++) logits[c] = pair.perturbed[c] / knobs.temperature;
        relaxation.forward(logits, knobs.iterations, relaxed);
        const errors = mixedErrors(relaxed, numbers, sorted);
        for (let i = 0; i < d; i++) outcome.loss += errors[i] ** 2 / d;
        for (let j = 0; j < d; j++) {
          for (let i = 0; i < d; i++) dRelaxed[j * d + i] = (-2 / d) * errors[i] * numbers[j];
        }
        relaxation.backward(dRelaxed, dLogits);
        for (let c = 0; c < cells; c++) dScores[c] += (weight * dLogits[c]) / knobs.temperature;
      },
    };
  },
};

/** What a prediction is worth. */
function measure(
  { sequence }: SequenceTask,
  { column }: Matching,
  share: number,
  outcome: SequenceOutcome,
): void {
  outcome.loss += share * squaredError(sequence, column);
  const right = shareRight(sequence, column);
  outcome.right += share * right;
  if (right === 1) outcome.perfect += share;
}

/** The noise scale in use, from the output of the noise network. */
export function scaleOf({ scale, sigma }: MatchingKnobs, learned: number): number {
  if (scale === 'zero') return 0;
  return scale === 'fixed' ? sigma : sigma * learned;
}
