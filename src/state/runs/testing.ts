import type { AnsweredOf, AskedOf, RunKind, RunTypes } from './kind';
import type { RunSpec } from './run';

/** An experiment as small as one can be, for the tests of this folder. */
export interface ToyRunTypes extends RunTypes {
  readonly setup: { readonly seed: number };
  readonly knobs: { readonly sigma: number; readonly epsilon: number };
  readonly stop: { readonly maxSteps: number };
  readonly state: { readonly step: number; readonly weights: Float64Array } | null;
  readonly record: {
    readonly step: number;
    readonly loss: number;
    readonly epsilon: number;
    readonly growths: number;
  };
  readonly test: { readonly step: number; readonly right: number };
}

export const toyKind: RunKind<ToyRunTypes> = {
  initialState: ({ seed }) => ({ step: 0, weights: Float64Array.of(seed) }),
  stillState: (_, step, params) =>
    params.length === 1 ? { step, weights: Float64Array.from(params) } : null,
  still: (state) => state,
  mostEarlier: () => 8,
  isReasonable: ({ weights }) => weights.every(Number.isFinite),
  isState: (value) => (value as { weights?: unknown } | null)?.weights instanceof Float64Array,
  records: ['step', 'loss', 'epsilon', 'growths'],
  tests: ['step', 'right'],
  symbols: { sigma: 'σ', epsilon: 'ε' },
  keptStates: 3,
  keptEvery: 2,
  stateEvery: () => 0,
  storeEvery: 1000,
};

export const toySpec = (patch: Partial<RunSpec<ToyRunTypes>> = {}): RunSpec<ToyRunTypes> => ({
  ...{ id: 'run', name: 'A run', category: 0, setup: { seed: 1 } },
  ...{ knobs: { sigma: 1, epsilon: -1 }, stop: { maxSteps: 100 } },
  ...patch,
});

/** What whoever trains a run says after some steps: every number is that of its step. */
export function answer(
  { id, version, step: begin, knobs, before, after }: AskedOf<ToyRunTypes>,
  steps: number,
): AnsweredOf<ToyRunTypes> {
  const made = Array.from({ length: steps }, (_, i) => begin + i + 1);
  const step = begin + steps;
  const stateAt = (at: number) => ({ step: at, weights: Float64Array.of(at) });
  return {
    ...{ id, version, step, missing: false, stopped: null, diverged: null },
    state: after ? stateAt(step) : before ? stateAt(begin) : null,
    records: made.map((at) => ({ step: at, loss: at, epsilon: knobs.epsilon, growths: 0 })),
    tests: made.map((at) => ({ step: at, right: at })),
  };
}

/** For runs that are kept by the only tab. */
export const onlyTab = {
  memory: { read: () => null, write: () => true },
  onOther: () => undefined,
};
