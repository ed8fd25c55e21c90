import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArgmaxCurves } from '../../core/laws/curves';
import type { ArgmaxSections } from '../../core/laws/sections';
import type { SigmaDescent } from '../../core/laws/sigma-descent';
import type { RegimeMap } from '../../core/maps/regime-map';
import type { MapTraining } from '../../core/maps/training';
import type { ArgmaxProblem, PairSums } from '../../core/problem';
import type { SweepStore } from '../kit/sweep-results';
import type { Backend, DescentRequest, MapRequest, TrainRequest } from './compute/protocol';

/** What a figure shows: sums over the samples 0 .. sums.samples-1 of one problem. */
export interface Estimate {
  readonly problem: ArgmaxProblem;
  readonly sums: PairSums;
  readonly backend: Backend;
  readonly adapter: string;
  /** Computing time of all the samples so far, in milliseconds. */
  readonly milliseconds: number;
  /** Nothing more will be added. */
  readonly final: boolean;
}

/** Monte-Carlo points of the gradient estimator at other epsilons, same noise. */
export interface Sweep {
  /** The problem they belong to, whatever its own epsilon. */
  readonly problem: ArgmaxProblem;
  readonly points: readonly { readonly epsilon: number; readonly sums: PairSums }[];
}

/** What the engine has told: replaced by reference, never mutated, so figures compare pointers. */
export interface Results {
  readonly estimate: Estimate | null;
  readonly sweep: Sweep | null;
  readonly curves: ArgmaxCurves | null;
  /** Sections of a problem without closed form; of others the page computes them by itself. */
  readonly sections: ArgmaxSections | null;
  /** The engine could not answer: one sentence, else null. */
  readonly error: string | null;
}

export type ResultsStore = StoreApi<Results>;

/** What the lab's work has told, and what only one figure asks of it. */
export interface ArgmaxResults extends ResultsStore {
  /** Lets all work begin besides the samples, which come first. */
  start(): void;
  descent(request: DescentRequest): Promise<SigmaDescent>;
  map(request: MapRequest): Promise<RegimeMap>;
  train(request: TrainRequest, signal: AbortSignal): Promise<MapTraining>;
  /** Cells of sweeps of whatever settings: their code comes with the figure that asks. */
  cells(): Promise<SweepStore>;
}

export function createResultsStore(): ResultsStore {
  return createStore<Results>(() => ({
    estimate: null,
    sweep: null,
    curves: null,
    sections: null,
    error: null,
  }));
}
