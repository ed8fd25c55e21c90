import type { KnnAccuracy } from '../experiment/evaluation';
import type { KnnRecord, KnnState } from '../experiment/run';
import type { KnnKnobs, KnnSetup } from '../experiment/spec';
import type { KnnStopRule } from '../experiment/stop';
import type { NetworkChoice, TrainingInfo } from '../../../compute/service';

export type Part = 'train' | 'test';

/** A set of images as the page knows it. */
export interface SetInfo {
  readonly id: string;
  readonly title: string;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly classes: readonly string[];
  readonly train: number;
  readonly test: number;
}

/** A set that can be opened, or why it can't. */
export interface ListedSet {
  readonly id: string;
  readonly title: string;
  readonly here: boolean;
  /** Where it is not: how to add it. */
  readonly note: string;
}

export interface AddedSet {
  readonly info: SetInfo;
  /** One sentence per file that could not be used. */
  readonly problems: readonly string[];
}

export interface KnnRunJob {
  readonly id: string;
  readonly setup: KnnSetup;
  readonly state: KnnState;
  readonly knobs: KnnKnobs;
  readonly stop: KnnStopRule;
}

export interface KnnAdvanceRequest {
  readonly runs: readonly KnnRunJob[];
  readonly maxSteps: number;
  /** Ends with the step in which this time is over. */
  readonly milliseconds: number;
  /** Test images, and candidates among the training images, of a test on the way. */
  readonly queries: number;
  readonly candidates: number;
  /** Steps between two such tests. */
  readonly evaluateEvery: number;
  readonly networks: NetworkChoice;
}

/** kNN accuracy on the way, as shares: of some test images, and of some training images. */
export interface KnnTestRecord {
  readonly step: number;
  /** With the k that is trained for. */
  readonly test: number;
  readonly train: number;
  readonly test1: number;
  readonly test3: number;
  readonly test5: number;
  readonly test9: number;
  /** Test images asked. */
  readonly images: number;
}

export interface KnnRunReply {
  readonly id: string;
  readonly state: KnnState;
  readonly records: readonly KnnRecord[];
  readonly tests: readonly KnnTestRecord[];
  readonly stopped: string | null;
  readonly diverged: string | null;
}

export interface KnnAdvanceReply {
  readonly runs: readonly KnnRunReply[];
  readonly info: TrainingInfo;
  readonly millisecondsPerStep: number;
}

/** A trained embedding to be looked at. */
export interface Trained {
  readonly setup: KnnSetup;
  readonly params: Float32Array;
}

export interface ScatterRequest extends Trained {
  /** Pictures of one key follow each other without turning. */
  readonly key: string;
  readonly train: number;
  readonly test: number;
}

/** Images in the plane of the two main directions of their embeddings: training first, then test. */
export interface Scatter {
  readonly positions: Float32Array;
  readonly labels: Uint8Array;
  readonly train: number;
  readonly test: number;
  /** Share of the variance that the plane shows. */
  readonly share: number;
}

/** What is asked: a test image, or strokes that a reader has drawn in the unit square. */
export type QueryImage =
  | { readonly kind: 'test'; readonly number: number }
  | {
      readonly kind: 'strokes';
      readonly strokes: readonly (readonly (readonly [number, number])[])[];
    };

export interface QueryRequest extends Trained {
  readonly query: QueryImage;
  readonly candidates: number;
}

/** A query and the candidates of the microscope, as the network sees them. */
export interface QueryView {
  /** Class of the query; -1 where nobody knows. */
  readonly label: number;
  readonly pixels: Uint8Array;
  /** Output of the noise network, 1 where there is none. */
  readonly sigma: number;
  /** Numbers of the training images, their classes, pixels, and distances. */
  readonly numbers: Uint32Array;
  readonly labels: Uint8Array;
  readonly images: Uint8Array;
  readonly distances: Float64Array;
}

/** How often candidates are chosen, at several noise scales, under frozen noise. */
export interface EntriesRequest {
  /** Of one query to its candidates. */
  readonly distances: Float64Array;
  /** 1 for candidates of the query's class; null where that is not known. */
  readonly fits: Uint8Array | null;
  readonly scales: readonly number[];
  readonly knobs: Pick<KnnKnobs, 'k' | 'epsilon' | 'lossForm' | 'law'>;
  readonly setup: Pick<KnnSetup, 'seed' | 'method'>;
  readonly samples: number;
}

/** Shares of the samples [scales, candidates]. */
export interface EntriesReply {
  /** In which a candidate is in y*. */
  readonly entered: Float64Array;
  /** In which it is in y*(epsilon); null where the class of the query is not known. */
  readonly enteredAugmented: Float64Array | null;
  readonly backend: 'webgpu' | 'cpu';
}

/** All test images against all training images. */
export interface EvaluationRequest extends Trained {
  /** Names the work: the same key goes on where the last call stopped. */
  readonly key: string;
  readonly k: number;
  readonly ks: readonly number[];
  /** Without a network: raw pixels. */
  readonly raw: boolean;
  /** `webgpu` also takes a graphics device in software, `own` and `wasm` search on the CPU. */
  readonly networks: NetworkChoice;
}

/** A test image that the classifier finds hard. */
export interface HardQuery {
  readonly number: number;
  readonly label: number;
  readonly predicted: number;
  readonly neighbours: readonly number[];
  readonly neighbourLabels: readonly number[];
}

export interface EvaluationResult {
  readonly accuracy: KnnAccuracy;
  readonly k: number;
  /** How often class row was taken for class column. */
  readonly confusion: Float64Array;
  readonly hardest: readonly HardQuery[];
  readonly candidates: number;
  readonly milliseconds: number;
  /** Where neighbours were found; both, where the device failed on the way. */
  readonly backend: 'cpu' | 'webgpu' | 'webgpu, then cpu';
}

/** How far an evaluation is; call again until there is a result. */
export interface EvaluationProgress {
  readonly done: number;
  readonly stage: 'embedding' | 'searching' | 'done';
  readonly result: EvaluationResult | null;
}

/** The interface of the kNN worker. */
export interface KnnApi {
  /** @param base address of the folder with the site's own sets, ending in a slash */
  ready(base: string): Promise<true>;
  sets(): Promise<readonly ListedSet[]>;
  /** @throws DataError in words for the reader */
  open(id: string): Promise<SetInfo>;
  /** Makes a set of the reader's own files. @throws DataError naming the file */
  add(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): Promise<AddedSet>;
  /** Pixels of some images, one after the other. */
  images(set: string, part: Part, numbers: readonly number[]): Promise<Uint8Array>;
  advance(request: KnnAdvanceRequest): Promise<KnnAdvanceReply>;
  scatter(request: ScatterRequest): Promise<Scatter>;
  query(request: QueryRequest): Promise<QueryView>;
  /** @throws RangeError for distances that are not finite */
  entries(request: EntriesRequest): Promise<EntriesReply>;
  evaluate(request: EvaluationRequest): Promise<EvaluationProgress>;
  /** Destroys the graphics devices, as a driver crash would. */
  loseDevice(): Promise<void>;
}

/** The interface of the threads that share a step. */
export interface SliceTask {
  /** Tells slices and networks apart. */
  readonly key: string;
  /** Number of the step, so that no half of one meets the half of another. */
  readonly turn: number;
  readonly setup: KnnSetup;
  readonly params: Float32Array;
  /** Inputs of this slice's images, and of its queries. */
  readonly images: Float32Array;
  readonly queries: Float32Array;
}
