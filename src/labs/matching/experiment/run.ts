import { adam, createMoments, sgd, type Moments } from '../../../core/training/optimisers';
import { DivergedError } from '../../../core/training/diverged';
import { grownEpsilon, growthsAfter } from '../../../core/training/growth';
import { checkWeights } from '../../../core/training/limits';
import type { GradientSource } from './gradients';
import { networkSize, scoreSize } from '../../../core/networks/scores';
import type { SequenceOutcome } from './objective';
import { initialParams } from './weights';
import {
  checkSetup,
  growthRule,
  type MatchingKnobs,
  type MatchingSetup,
  type StopRule,
} from './spec';

/** All that a run is between two steps: plain data, to be copied, sent and stored. */
export interface MatchingState {
  /** Steps done. */
  step: number;
  /** Weights of both networks, as networks.ts lays them out. */
  readonly params: Float64Array;
  readonly moments: Moments;
  /** The epsilon that was asked for, and how often it has grown since. */
  epsilon: number;
  growths: number;
  /** Lowest training loss so far, the step it was measured in, and the weights it was measured with. */
  bestLoss: number;
  bestStep: number;
  readonly bestParams: Float64Array;
}

/** What a step measured; shares from 0 to 1, means over sequences and samples. */
export interface StepRecord {
  readonly step: number;
  readonly loss: number;
  readonly right: number;
  readonly rightAugmented: number;
  readonly perfect: number;
  readonly sigmaMean: number;
  /** Standard deviation of the noise scale over the sequences. */
  readonly sigmaSpread: number;
  /** Euclidean norm of the gradient in the weights of the score network. */
  readonly gradientNorm: number;
  readonly epsilon: number;
  /** How often epsilon has grown since it was set. */
  readonly growths: number;
  /** Links in which y* and y*(epsilon) differ. */
  readonly changed: number;
}

export function initialState(setup: MatchingSetup): MatchingState {
  checkSetup(setup);
  const { d, hidden } = setup;
  const size = networkSize(d, hidden);
  return {
    step: 0,
    params: initialParams(setup),
    moments: createMoments(new Float64Array(size), new Float64Array(size)),
    epsilon: 0,
    growths: 0,
    bestLoss: Infinity,
    bestStep: 0,
    bestParams: new Float64Array(size),
  };
}

/**
 * One step: gradients of all sequences, then one update of both networks, in place.
 * @throws DivergedError before anything is changed
 */
export async function advance(
  setup: MatchingSetup,
  state: MatchingState,
  knobs: MatchingKnobs,
  gradients: GradientSource,
): Promise<StepRecord> {
  if (state.epsilon !== knobs.epsilon) {
    state.epsilon = knobs.epsilon;
    state.growths = 0;
  }
  const rule = growthRule(knobs);
  const epsilon = grownEpsilon(rule, state.growths);
  const { params, step } = state;
  const { gradient, outcomes } = await gradients({ params, knobs, step, epsilon });
  const record = summarise(setup, state, epsilon, gradient, outcomes);
  if (!Number.isFinite(record.loss) || !Number.isFinite(record.gradientNorm)) {
    throw new DivergedError(`The gradient is not a finite number in step ${step + 1}.`);
  }
  const { params: weights, moments } = copyState(state);
  update(setup, state, knobs, gradient);
  try {
    checkWeights(state.params, record.step);
  } catch (error) {
    state.params.set(weights);
    state.moments.first.set(moments.first);
    state.moments.second.set(moments.second);
    state.moments.updates = moments.updates;
    throw error;
  }
  if (record.loss < state.bestLoss) {
    state.bestLoss = record.loss;
    state.bestStep = record.step;
    state.bestParams.set(weights);
  }
  const exhausted = record.changed === 0 && record.loss > 0 && setup.method === 'direct';
  state.growths = growthsAfter(rule, state.growths, exhausted);
  state.step = record.step;
  return record;
}

function update(
  { d, hidden, sequences }: MatchingSetup,
  { params, moments }: MatchingState,
  knobs: MatchingKnobs,
  gradient: Float64Array,
): void {
  const split = scoreSize(d, hidden);
  if (knobs.optimiser === 'adam') moments.updates++;
  if (knobs.optimiser === 'adam') adam(params, gradient, moments, knobs.rate, 0, split);
  else sgd(params, gradient, knobs.rate, 0, split);
  if (knobs.scale === 'learned') sgd(params, gradient, knobs.sigmaRate / sequences, split);
}

function summarise(
  { d, hidden, sequences }: MatchingSetup,
  { step, growths }: MatchingState,
  epsilon: number,
  gradient: Float64Array,
  outcomes: readonly SequenceOutcome[],
): StepRecord {
  const mean = (value: (outcome: SequenceOutcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + value(outcome), 0) / sequences;
  const sigmaMean = mean(({ scale }) => scale);
  let squares = 0;
  for (let p = 0; p < scoreSize(d, hidden); p++) squares += gradient[p] ** 2;
  return {
    step: step + 1,
    epsilon,
    growths,
    loss: mean(({ loss }) => loss),
    right: mean(({ right }) => right),
    rightAugmented: mean(({ rightAugmented }) => rightAugmented),
    perfect: mean(({ perfect }) => perfect),
    sigmaMean,
    sigmaSpread: Math.sqrt(mean(({ scale }) => (scale - sigmaMean) ** 2)),
    gradientNorm: Math.sqrt(squares),
    changed: outcomes.reduce((sum, { changed }) => sum + changed, 0),
  };
}

/** Why a run should stop now, in words, or null. */
export function stopReason(state: MatchingState, rule: StopRule): string | null {
  if (state.step >= rule.maxSteps) return `it made its ${rule.maxSteps} steps`;
  if (state.step - state.bestStep >= rule.patience) {
    return `the training loss has not fallen for ${rule.patience} steps`;
  }
  return null;
}

export function copyState(state: MatchingState): MatchingState {
  const { moments } = state;
  return {
    ...state,
    params: state.params.slice(),
    bestParams: state.bestParams.slice(),
    moments: { ...moments, first: moments.first.slice(), second: moments.second.slice() },
  };
}
