import { stillOf, startState } from '../../core/training/state';
import type { StopRule } from '../../core/training/stop';
import { parameterCount } from '../../core/networks/layers';
import { allReasonable, type RunKind, type RunTypes } from '../../state/runs/kind';
import type { Run, RunSpec } from '../../state/runs/run';
import type { RunsStore } from '../../state/runs/store';
import type { ClassTest } from './compute/protocol';
import type { ClassRecord, ClassState } from './experiment/classification/run';
import { classifierOf, type ClassKnobs, type ClassSetup } from './experiment/classification/spec';

export interface ClassRunTypes extends RunTypes {
  readonly setup: ClassSetup;
  readonly knobs: ClassKnobs;
  readonly stop: StopRule;
  /** Null at step 0: the first weights are made where they are trained. */
  readonly state: ClassState | null;
  readonly record: ClassRecord;
  readonly test: ClassTest;
}

export type ClassRun = Run<ClassRunTypes>;
export type ClassRunSpec = RunSpec<ClassRunTypes>;
export type ClassRunsStore = RunsStore<ClassRunTypes>;

export const classKind: RunKind<ClassRunTypes> = {
  initialState: () => null,
  stillState(setup, step, params) {
    if (params.length !== parameterCount(classifierOf(setup))) return null;
    return { ...startState(new Float32Array(0)), step, params };
  },
  still: stillOf,
  // curves alone: nobody looks at their weights
  mostEarlier: () => 0,
  isReasonable: ({ params }) => allReasonable(params),
  isState: (value) => (value as Partial<ClassState> | null)?.params instanceof Float32Array,
  records: ['step', 'loss', 'right', 'gradientNorm', 'epsilon', 'growths'],
  tests: ['step', 'right', 'squared'],
  symbols: { sigma: 'σ', law: 'noise law' },
  keptStates: 2,
  keptEvery: 100,
  stateEvery: () => 4000,
  storeEvery: 6000,
};
