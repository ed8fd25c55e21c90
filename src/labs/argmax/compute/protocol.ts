import type { ComputeStatus } from '../../../compute/service';
import type { ArgmaxProblem, PairSums } from '../../../core/problem';

/** What the address bar may ask for: `?backend=auto|webgpu|cpu`. */
export const backendChoices = ['auto', 'webgpu', 'cpu'] as const;
export type BackendChoice = (typeof backendChoices)[number];
export type Backend = 'webgpu' | 'cpu';

export interface EngineInfo extends ComputeStatus {
  readonly backend: Backend;
  /** Devices lost since the start. */
  readonly losses: number;
}

export interface SampleRequest {
  readonly problem: ArgmaxProblem;
  /** Index of the first sample, and their number: a range names its result completely. */
  readonly first: number;
  readonly count: number;
  /** Also maximise with the loss added (default true). */
  readonly augmented?: boolean;
  /** Something on the page is moving: leave it a core to draw with. */
  readonly gentle?: boolean;
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

/** The worker's interface: the page speaks to nothing else of the engine. */
export interface EngineApi {
  /** Starts on the CPU at once, probes WebGPU behind it, and reports every change. */
  open(choice: BackendChoice, onInfo: (info: EngineInfo) => void): Promise<EngineInfo>;
  /** Never fails for a reason of the device: the CPU answers where the GPU cannot. */
  sample(request: SampleRequest): Promise<SampleReply>;
  /** Destroys the graphics device as a driver crash would; the engine recovers by itself. */
  loseDevice(): Promise<void>;
}
