import type { Call, NetworkChoice } from '../../../compute/service';
import type {
  AdvanceAnswer,
  AdvanceLimits,
  AskedRun,
  RunPlace,
} from '../../../core/training/exchange';
import type { SnapshotMap } from '../../../core/maps/snapshot';
import type { Measured } from '../../../core/sweeps/sweep';
import type { Summary } from '../../../core/training/statistics';
import type { StopRule } from '../../../core/training/stop';
import type { KnnCell } from '../experiment/cell';
import type { KnnAccuracy } from '../experiment/evaluation';
import type { KnnSnapshotRequest } from '../experiment/snapshot';
import type { KnnRecord, KnnState } from '../experiment/run';
import type { KnnKnobs, KnnSetup } from '../experiment/spec';

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
  /** Sentences on what was made of the others. */
  readonly notes: readonly string[];
}

export type KnnAsked = AskedRun<KnnSetup, KnnKnobs, StopRule, KnnState>;

/** Where networks run: besides the others on own code on the graphics device. */
export type KnnNetworkChoice = NetworkChoice | 'gpu';

/** How runs are trained, and tested on the way. */
export interface KnnSettings {
  /** Test images, and candidates among the training images, of a test on the way. */
  readonly queries: number;
  readonly candidates: number;
  /** Steps between two such tests. */
  readonly evaluateEvery: number;
  readonly networks: KnnNetworkChoice;
}

export interface KnnAdvanceRequest {
  readonly runs: readonly KnnAsked[];
  readonly limits: AdvanceLimits;
  readonly settings: KnnSettings;
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

export type KnnAdvanceReply = AdvanceAnswer<KnnState, KnnRecord, KnnTestRecord>;

/**
 * A trained embedding to be looked at. Its weights are needed only where they are not kept; then the
 * answer is null, and it is to be asked for again with them.
 */
export interface Trained {
  readonly setup: KnnSetup;
  readonly place: Pick<RunPlace, 'version' | 'step'>;
  readonly params: Float32Array | null;
}

export interface ScatterRequest extends Trained {
  /** Pictures of one key follow each other without turning. */
  readonly key: string;
  readonly train: number;
  readonly test: number;
}

/** Images in the plane of the two main directions of their embeddings: training first, then test. */
export interface Scatter {
  /** The step of the weights that it is of. */
  readonly step: number;
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
  /** Pictures of one key follow each other without turning. */
  readonly key: string;
  readonly query: QueryImage;
  readonly candidates: number;
}

/** A query and the candidates of the microscope, as the network sees them. */
export interface QueryView {
  /** The step of the weights that it is of. */
  readonly step: number;
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
  /** Where each lies as seen from the query in the plane of the two main directions, in radians. */
  readonly directions: Float32Array;
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

/** Training images as one step would draw them: queries, then candidates, all different. */
export interface BatchRequest extends Trained {
  readonly queries: number;
  readonly candidates: number;
}

/** A batch as the network sees it. */
export interface Batch {
  /** The step of the weights that it is of. */
  readonly step: number;
  readonly queries: number;
  readonly candidates: number;
  /** Distances, and 1 where a candidate has the class of the query, else 0 [queries, candidates]. */
  readonly distances: Float32Array;
  readonly fits: Uint8Array;
  /** Outputs of the noise network, 1 where there is none [queries]. */
  readonly sigma: Float32Array;
  /** Queries first, candidates after them [queries + candidates, dimensions], and the class of each. */
  readonly embeddings: Float32Array;
  readonly labels: Uint8Array;
}

/** What is to be counted of a batch. */
export interface BatchCountsRequest {
  readonly rows: Omit<Batch, 'step' | 'sigma' | 'embeddings' | 'labels'> & {
    /** Noise scale of every query. */
    readonly scales: Float32Array;
  };
  readonly knobs: Pick<KnnKnobs, 'k' | 'epsilon' | 'lossForm' | 'law'>;
  readonly setup: Pick<KnnSetup, 'seed' | 'method'>;
}

/** Over the queries of the batch. */
export interface BatchCounts {
  /** Share of wrong ones among the k nearest, under the noise. */
  readonly wrong: Summary;
  /** Draws per query that it is of. */
  readonly draws: number;
  /**
   * Candidates per query on which the gradient of one step of direct loss acts, by k and noise samples;
   * empty for other methods.
   */
  readonly pairs: readonly (Summary & { readonly k: number; readonly samples: number })[];
}

/** All test images against all training images. */
export interface EvaluationRequest extends Trained {
  readonly k: number;
  readonly ks: readonly number[];
  /** Without a network: raw pixels. */
  readonly raw: boolean;
  /** `gpu` and `webgpu` also take a graphics device in software, `own` and `wasm` search on the CPU. */
  readonly networks: KnnNetworkChoice;
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

/** How far an evaluation is. */
export interface EvaluationProgress {
  readonly done: number;
  readonly stage: 'embedding' | 'searching';
}

/** What the kNN lab can be asked. */
export type KnnCalls = {
  sets: Call<null, readonly ListedSet[]>;
  /** @throws DataError in words for the reader */
  open: Call<string, SetInfo>;
  /** Makes a set of the reader's own files. @throws DataError naming the file */
  add: Call<readonly { readonly path: string; readonly bytes: Uint8Array }[], AddedSet>;
  /** Pixels of some images, one after the other. */
  images: Call<
    { readonly set: string; readonly part: Part; readonly numbers: readonly number[] },
    Uint8Array
  >;
  advance: Call<KnnAdvanceRequest, KnnAdvanceReply>;
  /** The state of a run wherever it has got to; null where it is not kept. */
  snapshot: Call<number, KnnState | null>;
  scatter: Call<ScatterRequest, Scatter | null>;
  query: Call<QueryRequest, QueryView | null>;
  /** @throws RangeError for distances that are not finite */
  entries: Call<EntriesRequest, EntriesReply>;
  batch: Call<BatchRequest, Batch | null>;
  /** @throws RangeError for distances that are not finite */
  batchCounts: Call<BatchCountsRequest, BatchCounts>;
  /** The map of the direct loss estimator for a batch; tells now and then that it is at work. */
  map: Call<KnnSnapshotRequest, SnapshotMap, null>;
  evaluate: Call<EvaluationRequest, EvaluationResult | null, EvaluationProgress>;
  /** A cell of a sweep; tells the share that is done. */
  cell: Call<KnnCell, Measured, number>;
};
