import { uniformSequences } from '../../src/labs/matching/experiment/data';
import { createEvaluation } from '../../src/labs/matching/experiment/evaluation';
import { createLocalGradients } from '../../src/labs/matching/experiment/gradients';
import { advance, initialState, type MatchingState } from '../../src/labs/matching/experiment/run';
import {
  matchingVariants,
  paperSetup,
  type MatchingKnobs,
  type MatchingVariant,
} from '../../src/labs/matching/experiment/spec';
import { stopReason, type StopRule } from '../../src/core/training/stop';
import type { Recording, Row } from './trace';
import { recordTraining, type Phase } from './training';

/** A run of the matching experiment: a method, its setup, and the history of its knobs. */
interface MatchingRun {
  readonly variant: MatchingVariant;
  readonly d: number;
  readonly seed: number;
  readonly phases: readonly Phase<MatchingKnobs>[];
  /** Ends the run before its phases do. */
  readonly stop?: StopRule;
}

/** Steps between two looks at held-out sequences, and how many these are. */
const EVERY = 5;
const HELD_OUT = 8;

function recordMatching({ variant, d, seed, phases, stop }: MatchingRun): Promise<Recording> {
  const { method, knobs } = matchingVariants[variant];
  const setup = { ...paperSetup, method, d, seed };
  const state = initialState(setup);
  const gradients = createLocalGradients(setup);
  const evaluate = createEvaluation(setup);
  const held = uniformSequences(seed, 'test', HELD_OUT, d);
  return recordTraining<MatchingKnobs>(phases, {
    step: async (turned) => ({
      ...(await advance(setup, state, { ...knobs, ...turned }, gradients)),
    }),
    state: () => ({
      ...stateRow(state),
      ...(state.step % EVERY === 0 && { test: { ...evaluate(state.params, held) } }),
    }),
    stopped: () => (stop ? stopReason(state, stop) : null),
  });
}

function stateRow({
  params,
  moments,
  bestLoss,
  bestStep,
  bestParams,
  ...rest
}: MatchingState): Row {
  const { step, epsilon, growths } = rest;
  const { first, second, updates } = moments;
  return {
    weights: params,
    moments: { first, second, updates },
    best: { bestLoss, bestStep, bestParams },
    state: { step, epsilon, growths },
  };
}

const variants = Object.keys(matchingVariants) as MatchingVariant[];
const seeds = [1, 2, 3];

/** Every method, in sizes with and without room for luck. */
const plain = variants.flatMap((variant) => [
  ...[5, 12].flatMap((d) => seeds.map((seed) => ({ variant, d, seed, phases: [{ steps: 30 }] }))),
  { variant, d: 24, seed: 1, phases: [{ steps: 12 }] },
]);

const turned = (
  variant: MatchingVariant,
  ...phases: readonly Partial<MatchingKnobs>[]
): MatchingRun => ({
  ...{ variant, d: 6, seed: 1 },
  phases: [{ steps: 4 }, ...phases.map((knobs) => ({ steps: 4, knobs })), { steps: 4 }],
});

const special: Readonly<Record<string, MatchingRun>> = {
  'every knob of direct loss, in turn': turned(
    'direct-learned-sigma',
    { sigma: 0.3 },
    { epsilon: -2 },
    { epsilon: 3, lossForm: 'exact' },
    { samples: 2 },
    { law: 'normal', variance: 0.5 },
    { law: 'logistic' },
    { law: 'uniform' },
    { scale: 'fixed' },
    { scale: 'zero' },
    { rate: 0.01, sigmaRate: 1e-3 },
  ),
  'from Adam to SGD and back': turned(
    'direct-sigma-1',
    { optimiser: 'sgd', rate: 0.01 },
    { optimiser: 'adam', rate: 0.05 },
    { optimiser: 'sgd', rate: 1e-3 },
  ),
  'temperature, iterations and noise of Sinkhorn': turned(
    'gumbel-sinkhorn',
    { temperature: 0.4 },
    { iterations: 7 },
    { scale: 'zero' },
    { scale: 'learned', sigma: 2 },
    { samples: 1 },
  ),
  'noise and samples of Fenchel-Young': turned(
    'fenchel-young',
    { samples: 9 },
    { sigma: 0.2 },
    { law: 'gumbel', variance: 3 },
    { scale: 'learned' },
    { scale: 'zero' },
  ),
  'strength of the blackbox': turned('blackbox', { lambda: 0.5 }, { lambda: 12 }),
  'epsilon grows, is set, and grows again': {
    ...{ variant: 'direct-sigma-0', d: 5, seed: 2 },
    phases: [
      { steps: 8, knobs: { epsilon: -1e-3, growth: 4 } },
      { steps: 6, knobs: { epsilon: 1e-3, growth: 3, lossForm: 'exact' } },
      { steps: 4 },
    ],
  },
  'weights run away, are rolled back, and go on': {
    ...{ variant: 'direct-learned-sigma', d: 5, seed: 3 },
    phases: [
      { steps: 3 },
      { steps: 2, knobs: { rate: 1e200 } },
      { steps: 3 },
      { steps: 1, knobs: { sigmaRate: 1e30 } },
      { steps: 1, knobs: { optimiser: 'sgd', rate: 1e12 } },
      { steps: 4 },
    ],
  },
  'a gradient that is no number, and the steps after it': {
    ...{ variant: 'gumbel-sinkhorn', d: 5, seed: 3 },
    phases: [{ steps: 3 }, { steps: 2, knobs: { temperature: 1e-320 } }, { steps: 3 }],
  },
  'stops when the loss no longer falls': {
    ...{ variant: 'direct-sigma-1', d: 5, seed: 1 },
    stop: { maxSteps: 200, patience: 12 },
    phases: [{ steps: 201 }],
  },
  'stops after its steps': {
    ...{ variant: 'fenchel-young', d: 5, seed: 1 },
    stop: { maxSteps: 7, patience: Infinity },
    phases: [{ steps: 8 }],
  },
};

type Entry = [name: string, record: () => Promise<Recording>];

/** All runs by name. */
export const matchingRuns: Readonly<Record<string, () => Promise<Recording>>> = Object.fromEntries([
  ...plain.map((run): Entry => [
    `matching, ${run.variant}, d ${run.d}, seed ${run.seed}`,
    () => recordMatching(run),
  ]),
  ...Object.entries(special).map(([name, run]): Entry => [
    `matching, ${name}`,
    () => recordMatching(run),
  ]),
]);
