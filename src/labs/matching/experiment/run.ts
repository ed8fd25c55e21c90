import type { Experiment, StepRecord as CommonRecord } from '../../../core/training/experiment';
import type { UpdateRule } from '../../../core/training/groups';
import { startTracking, type TrackingState } from '../../../core/training/state';
import { advance as advanceTraining } from '../../../core/training/step';
import { networkSize, scoreSize } from '../../../core/networks/scores';
import type { GradientSource } from './gradients';
import type { SequenceOutcome } from './objective';
import { checkSetup, growthRule, type MatchingKnobs, type MatchingSetup } from './spec';
import { initialParams } from './weights';

/** Weights of both networks, as `networkSize` and `scoreSize` lay them out, and what a run knows besides. */
export type MatchingState = TrackingState<Float64Array>;

/** What the sequences of a step measured; shares from 0 to 1, means over sequences and samples. */
interface Measured {
  readonly loss: number;
  readonly right: number;
  readonly rightAugmented: number;
  readonly perfect: number;
  readonly sigmaMean: number;
  /** Standard deviation of the noise scale over the sequences. */
  readonly sigmaSpread: number;
  /** Links in which y* and y*(epsilon) differ. */
  readonly changed: number;
}

export type StepRecord = Measured & CommonRecord;

/** The score network learns by the chosen optimiser, the noise network by SGD on the mean over the sequences. */
const matchingExperiment: Experiment<
  MatchingSetup,
  MatchingKnobs,
  Float64Array,
  GradientSource,
  Measured
> = {
  groups({ d, hidden, sequences }, { optimiser, rate, scale, sigmaRate }) {
    const split = scoreSize(d, hidden);
    const rule: UpdateRule = { kind: optimiser === 'adam' ? 'adam' : 'plain', rate };
    const scores = { from: 0, to: split, rule };
    if (scale !== 'learned') return [scores];
    const noise: UpdateRule = { kind: 'plain', rate: sigmaRate / sequences };
    return [scores, { from: split, to: networkSize(d, hidden), rule: noise }];
  },
  growth: growthRule,
  async gradient({ setup, ...task }, gradients) {
    const { gradient, outcomes } = await gradients(task);
    const measured = summarise(outcomes);
    const { changed, loss } = measured;
    return {
      gradient,
      measured,
      exhausted: setup.method === 'direct' && changed === 0 && loss > 0,
    };
  },
};

export function initialState(setup: MatchingSetup): MatchingState {
  checkSetup(setup);
  return startTracking(initialParams(setup));
}

/**
 * One step: gradients of all sequences, then one update of both networks, in place.
 * @throws DivergedError before anything is changed
 */
export const advance = (
  setup: MatchingSetup,
  state: MatchingState,
  knobs: MatchingKnobs,
  gradients: GradientSource,
): Promise<StepRecord> => advanceTraining(matchingExperiment, { setup, state, knobs }, gradients);

function summarise(outcomes: readonly SequenceOutcome[]): Measured {
  const sum = (value: (outcome: SequenceOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + value(outcome), 0);
  const mean = (value: (outcome: SequenceOutcome) => number) => sum(value) / outcomes.length;
  const sigmaMean = mean(({ scale }) => scale);
  return {
    loss: mean(({ loss }) => loss),
    right: mean(({ right }) => right),
    rightAugmented: mean(({ rightAugmented }) => rightAugmented),
    perfect: mean(({ perfect }) => perfect),
    sigmaMean,
    sigmaSpread: Math.sqrt(mean(({ scale }) => (scale - sigmaMean) ** 2)),
    changed: sum(({ changed }) => changed),
  };
}
