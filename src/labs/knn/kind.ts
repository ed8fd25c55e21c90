import { copyState, initialState, type KnnRecord, type KnnState } from './experiment/run';
import type { KnnKnobs, KnnSetup } from './experiment/spec';
import type { KnnStopRule } from './experiment/stop';
import type { KnnTestRecord } from './compute/protocol';
import { allReasonable, type Experiment, type RunKind } from '../../state/runs/kind';
import type { Run, RunSpec } from '../../state/runs/run';

export interface KnnExperiment extends Experiment {
  readonly setup: KnnSetup;
  readonly knobs: KnnKnobs;
  readonly stop: KnnStopRule;
  readonly state: KnnState;
  readonly record: KnnRecord;
  readonly test: KnnTestRecord;
}

export type KnnRun = Run<KnnExperiment>;
export type KnnRunSpec = RunSpec<KnnExperiment>;

export const knnKind: RunKind<KnnExperiment> = {
  initialState,
  copyState,
  isReasonable: ({ params }) => allReasonable(params),
  isState: (value) => (value as Partial<KnnState> | null)?.params instanceof Float32Array,
  records: [
    'step',
    'loss',
    'right',
    'rightAugmented',
    'active',
    'scaleMean',
    'scaleSpread',
    'gradientNorm',
    'epsilon',
    'growths',
    'milliseconds',
  ],
  tests: ['step', 'test', 'train', 'test1', 'test3', 'test5', 'test9', 'images'],
  symbols: {
    k: 'k',
    sigma: 'σ',
    epsilon: 'ε',
    lossForm: 'loss form',
    queries: 'queries',
    candidates: 'candidates',
    samples: 'samples',
    temperature: 'τ',
    optimiser: 'optimiser',
    rate: 'learning rate',
    sigmaRate: 'learning rate of σ(x)',
    law: 'noise law',
  },
  // the networks of the supplement have 10 MB of weights and moments
  keptStates: 2,
  keptEvery: 100,
  storeEvery: 6000,
};
