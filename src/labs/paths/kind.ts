import { startState, stillOf } from '../../core/training/state';
import type { StopRule } from '../../core/training/stop';
import { allReasonable, type RunKind, type RunTypes } from '../../state/runs/kind';
import type { Run, RunSpec } from '../../state/runs/run';
import type { RunsStore } from '../../state/runs/store';
import type { TestRecord, TrainedSetup } from './compute/protocol';
import { sizesOf } from './experiment/networks';
import type { PathsRecord, PathsState } from './experiment/run';
import type { PathsKnobs } from './experiment/spec';

export interface PathsRunTypes extends RunTypes {
  readonly setup: TrainedSetup;
  readonly knobs: PathsKnobs;
  readonly stop: StopRule;
  /** Null at step 0: the first weights are made where they are trained. */
  readonly state: PathsState | null;
  readonly record: PathsRecord;
  readonly test: TestRecord;
}

export type PathsRun = Run<PathsRunTypes>;
export type PathsRunSpec = RunSpec<PathsRunTypes>;
export type PathsRunsStore = RunsStore<PathsRunTypes>;

export const pathsKind: RunKind<PathsRunTypes> = {
  initialState: () => null,
  stillState(setup, step, params) {
    if (params.length !== sizesOf(setup).parameters) return null;
    // nobody trains it: it needs no moments
    return { ...startState(new Float32Array(0)), step, params };
  },
  still: stillOf,
  // 130 KB each, of ResNet18 0.6 MB: those of half a million steps
  mostEarlier: () => 20,
  isReasonable: ({ params }) => allReasonable(params),
  isState: (value) => (value as Partial<PathsState> | null)?.params instanceof Float32Array,
  records: ['step', 'loss', 'active', 'clamped', 'gradientNorm', 'epsilon', 'growths'],
  tests: ['step', 'optimal', 'valid', 'ratio', 'maps'],
  symbols: {
    sigma: 'σ',
    epsilon: 'ε',
    lambda: 'λ',
    noise: 'noise',
    samples: 'draws',
    batch: 'maps per step',
    rate: 'learning rate',
  },
  keptStates: 4,
  keptEvery: 50,
  // 0.4 MB with every answer, of ResNet18 1.9: the figures show it
  stateEvery: () => 0,
  storeEvery: 3000,
};
