import { networkSize } from '../../core/networks/scores';
import { startTracking, stillOf } from '../../core/training/state';
import { allReasonable, type RunKind, type RunTypes } from '../../state/runs/kind';
import type { Run, RunSpec } from '../../state/runs/run';
import type { RunsStore } from '../../state/runs/store';
import type { TestRecord } from './compute/protocol';
import { initialState, type MatchingState, type StepRecord } from './experiment/run';
import type { MatchingKnobs, MatchingSetup } from './experiment/spec';
import type { StopRule } from '../../core/training/stop';

export interface MatchingRunTypes extends RunTypes {
  readonly setup: MatchingSetup;
  readonly knobs: MatchingKnobs;
  readonly stop: StopRule;
  readonly state: MatchingState;
  readonly record: StepRecord;
  readonly test: TestRecord;
}

export type MatchingRun = Run<MatchingRunTypes>;
export type MatchingRunSpec = RunSpec<MatchingRunTypes>;
export type MatchingRunsStore = RunsStore<MatchingRunTypes>;

export const matchingKind: RunKind<MatchingRunTypes> = {
  initialState,
  stillState({ d, hidden }, step, params) {
    if (params.length !== networkSize(d, hidden)) return null;
    return { ...startTracking(Float64Array.from(params)), step };
  },
  still: stillOf,
  // 40 KB at d = 100: those of a billion steps
  mostEarlier: () => 30,
  isReasonable: ({ params }) => allReasonable(params),
  isState: (value) => (value as Partial<MatchingState> | null)?.params instanceof Float64Array,
  records: [
    'step',
    'loss',
    'right',
    'rightAugmented',
    'perfect',
    'sigmaMean',
    'sigmaSpread',
    'gradientNorm',
    'epsilon',
    'growths',
    'changed',
  ],
  tests: ['step', 'wrong', 'anyWrong', 'kendall', 'sequences', 'spread', 'margin', 'noise'],
  symbols: {
    sigma: 'σ',
    epsilon: 'ε',
    lossForm: 'loss form',
    rate: 'learning rate',
    sigmaRate: 'learning rate of σ(x)',
    samples: 'samples',
    temperature: 'temperature',
    lambda: 'λ',
  },
  keptStates: 6,
  keptEvery: 20,
  // small enough to come with every answer: the figures show it
  stateEvery: () => 0,
  storeEvery: 2000,
};
