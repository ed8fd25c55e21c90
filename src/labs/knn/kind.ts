import { partsOf } from './experiment/networks';
import type { KnnRecord, KnnState } from './experiment/run';
import type { KnnKnobs, KnnSetup } from './experiment/spec';
import type { KnnTestRecord } from './compute/protocol';
import { startState, stillOf } from '../../core/training/state';
import type { StopRule } from '../../core/training/stop';
import { allReasonable, type RunKind, type RunTypes } from '../../state/runs/kind';
import type { Run, RunSpec } from '../../state/runs/run';

export interface KnnRunTypes extends RunTypes {
  readonly setup: KnnSetup;
  readonly knobs: KnnKnobs;
  readonly stop: StopRule;
  /** Null at step 0: the first weights are made where they are trained. */
  readonly state: KnnState | null;
  readonly record: KnnRecord;
  readonly test: KnnTestRecord;
}

export type KnnRun = Run<KnnRunTypes>;
export type KnnRunSpec = RunSpec<KnnRunTypes>;

/** Bytes of the weights of earlier steps, of a run. */
const EARLIER_BYTES = 16e6;

/** Bytes per millisecond that states may cost while something runs: a few percent of its time. */
const COPIED_PER_MS = 1e5;

export const knnKind: RunKind<KnnRunTypes> = {
  initialState: () => null,
  stillState(setup, step, params) {
    if (params.length !== partsOf(setup).size) return null;
    // nobody trains it: it needs no moments
    return { ...startState(new Float32Array(0)), step, params };
  },
  still: stillOf,
  // more than are ever made of the compact network, four of LeNet with σ(x), none of ResNet18
  mostEarlier: (setup) => Math.floor(EARLIER_BYTES / (4 * partsOf(setup).size)),
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
    augment: 'moved images',
  },
  // weights and moments: 0.3 MB of the compact network, 5 MB of LeNet, 134 MB of ResNet18
  keptStates: 2,
  keptEvery: 100,
  stateEvery: (state) => (state ? (3 * state.params.byteLength) / COPIED_PER_MS : 0),
  storeEvery: 6000,
};
