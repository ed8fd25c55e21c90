import type { Call } from '../../../compute/service';
import type { ArgmaxCurves, ComparedNoises } from '../../../core/laws/curves';
import type { ArgmaxSections } from '../../../core/laws/sections';
import type { MeasuredMap } from '../../../core/maps/difference';
import type { RegimeMap } from '../../../core/maps/regime-map';
import type { MapTraining } from '../../../core/maps/training';
import type { ArgmaxProblem, PairSums } from '../../../core/problem';
import type { SigmaDescent } from '../../../core/laws/sigma-descent';
import type { Measured } from '../../../core/sweeps/sweep';
import type { ArgmaxCell } from '../experiment/cell';

export type Backend = 'webgpu' | 'cpu';

export interface SampleRequest {
  readonly problem: ArgmaxProblem;
  /** Index of the first sample, and their number: a range names its result completely. */
  readonly first: number;
  readonly count: number;
  /** Also maximise with the loss added (default true). */
  readonly augmented?: boolean;
  /** Something on the page is moving: leave it a core to draw with. */
  readonly gentle?: boolean;
  /** The page has not painted its first figure yet: nothing that would hold that up may start. */
  readonly alone?: boolean;
}

export interface SampleReply {
  readonly sums: PairSums;
  readonly first: number;
  readonly count: number;
  readonly backend: Backend;
  readonly adapter: string;
  /** Wall-clock time of the computation inside the worker. */
  readonly milliseconds: number;
}

export interface CurvesRequest {
  readonly problem: ArgmaxProblem;
  readonly compared: ComparedNoises;
}

export interface SectionsRequest {
  readonly problem: ArgmaxProblem;
  /** Index of the class whose score moves. */
  readonly watched: number;
}

export interface DescentRequest {
  readonly problem: ArgmaxProblem;
  readonly bounds: readonly [number, number];
}

export interface MapRequest {
  readonly problem: ArgmaxProblem;
  /** Ends of the noise scales, and of the sizes of the loss weights. */
  readonly sigmas: readonly [number, number];
  readonly epsilons: readonly [number, number];
  /** Draws that a map without closed form is measured on. */
  readonly draws: number;
}

export interface MeasuredRequest extends MapRequest {
  /** Draws that one estimate averages (M): standard errors depend on it. */
  readonly batch: number;
}

/** A training from the cells of a map. */
export interface TrainRequest extends Omit<MapRequest, 'draws'> {
  /** Draws that one estimate averages (M). */
  readonly batch: number;
  /** Every so many rows and columns. */
  readonly mesh: number;
}

/** What the argmax lab can be asked. */
export type ArgmaxCalls = {
  /** Never fails for a reason of the device: the CPU answers where the GPU cannot. */
  sample: Call<SampleRequest, SampleReply>;
  /** The exact curves, on a thread of their own: a quadrature must not hold up the sampler. */
  curves: Call<CurvesRequest, ArgmaxCurves>;
  /** The same for the sections, which follow a drag. */
  sections: Call<SectionsRequest, ArgmaxSections>;
  /** Where the mean estimate of the slope takes sigma, within these bounds. */
  descent: Call<DescentRequest, SigmaDescent>;
  /** What the estimator is worth at every noise scale and loss weight. */
  map: Call<MapRequest, RegimeMap>;
  /** The same with standard errors, on several threads; its draws are a multiple of CHUNK. */
  measured: Call<MeasuredRequest, MeasuredMap>;
  /** What trainings come to that start in the cells of a map. */
  train: Call<TrainRequest, MapTraining>;
  /** A cell of a sweep. */
  cell: Call<ArgmaxCell, Measured>;
};
