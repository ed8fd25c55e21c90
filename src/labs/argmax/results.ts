import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArgmaxCurves } from '../../core/laws/curves';
import type { EngineInfo, Estimate, Sweep } from './compute/protocol';

/** What the engine has told: replaced by reference, never mutated, so figures compare pointers. */
export interface Results {
  readonly engine: EngineInfo | null;
  readonly estimate: Estimate | null;
  readonly sweep: Sweep | null;
  readonly curves: ArgmaxCurves | null;
  /** The engine could not answer: one sentence, else null. */
  readonly error: string | null;
}

export type ResultsStore = StoreApi<Results>;

export function createResultsStore(): ResultsStore {
  return createStore<Results>(() => ({
    engine: null,
    estimate: null,
    sweep: null,
    curves: null,
    error: null,
  }));
}
