import type { TrainingResults } from '../kit/spec';
import type { SnapshotMap } from '../../core/maps/snapshot';
import type { SweepStore } from '../kit/sweep-results';
import type { ResultsFile } from '../../core/training/results';
import type { StoreApi } from 'zustand/vanilla';
import type {
  Batch,
  BatchCounts,
  BatchCountsRequest,
  EntriesReply,
  EntriesRequest,
  EvaluationResult,
  ListedSet,
  Part,
  QueryImage,
  QueryView,
  Scatter,
  SetInfo,
} from './compute/protocol';
import type { Recorded } from '../../state/runs/run';
import type { KnnSnapshotRequest } from './experiment/snapshot';
import type { KnnResult } from './experiment/repetition';
import type { KeptResults } from '../../state/kept-results';
import type { KnnRun, KnnRunTypes } from './kind';

/** The sets of images: which there are, and the one that is open. */
export interface SetsState {
  readonly list: readonly ListedSet[];
  /** The set that the runs are of, or null while it is opened. */
  readonly open: SetInfo | null;
  /** Why the wanted set can't be opened, in words, or null. */
  readonly error: string | null;
  /** What was wrong with files that were dropped, one sentence each. */
  readonly problems: readonly string[];
  /** What was made of those that could be used, where that needs a word. */
  readonly notes: readonly string[];
}

/** What the worker has computed of the run that is shown. */
export interface Looks {
  readonly scatter: (Scatter & { readonly run: KnnRun }) | null;
  readonly query: (QueryView & { readonly run: KnnRun; readonly asked: QueryImage }) | null;
  /** How often the candidates of the query are chosen, by noise scale. */
  readonly entries: { readonly request: EntriesRequest; readonly reply: EntriesReply } | null;
  /** The same at the noise scale of the moment alone. */
  readonly shares: Looks['entries'];
  /** Training images as one step would draw them. */
  readonly batch: (Batch & { readonly run: KnnRun }) | null;
  /** What the noise and the loss of the moment do to them. */
  readonly batchCounts: {
    readonly request: BatchCountsRequest;
    readonly reply: BatchCounts;
  } | null;
}

/** Pictures that figures may ask for. */
export type LookName = keyof Looks;

/** Full evaluations, by the id of the run. */
export interface Evaluations {
  readonly results: readonly EvaluatedRun[];
  /** The run that is being evaluated, and how far that is. */
  readonly running: {
    readonly id: string;
    readonly done: number;
    readonly stage: string;
    readonly elapsed: number;
  } | null;
  readonly error: string | null;
}

/** A run as it was when it was tested on everything. */
export interface EvaluatedRun {
  /** '' for raw pixels. */
  readonly id: string;
  readonly name: string;
  readonly category: number;
  readonly dataset: string;
  readonly step: number;
  readonly result: EvaluationResult;
  /** The same as a row of the table, where it is one. */
  readonly row: KnnResult | null;
  /** Where it is from, if it came with the site. */
  readonly recorded?: Recorded;
}

/** What the kNN lab gets of its work. */
export interface KnnResults extends TrainingResults<KnnRunTypes> {
  readonly sets: StoreApi<SetsState>;
  /** Makes a set of the reader's own files. @returns whether it can be used */
  addFiles(files: readonly File[]): Promise<boolean>;
  /** Pixels of some images of the open set. */
  images(part: Part, numbers: readonly number[]): Promise<Uint8Array>;
  /** The map of the direct loss estimator for a batch, by a worker of its own. */
  map(this: void, request: KnnSnapshotRequest, signal: AbortSignal): Promise<SnapshotMap>;
  readonly looks: StoreApi<Looks>;
  /** A figure wants a picture kept up to date, until the answer is called. */
  watch(name: LookName): () => void;
  /** Own strokes as the query; null for a test image. */
  draw(strokes: readonly (readonly (readonly [number, number])[])[] | null): void;
  readonly evaluations: StoreApi<Evaluations>;
  /** Shows a test that came with the site, until the run is tested here. */
  addEvaluation(recorded: EvaluatedRun): void;
  /** Tests a run, or raw pixels of its images, on all of them. */
  evaluate(run: KnnRun, raw?: boolean): void;
  stopEvaluation(): void;
  /** Rows of the table: of runs that were tested here, and from files of the command line. */
  readonly table: KeptResults<KnnResult>;
  /** Cells of sweeps; own images are named by their set. */
  cells(): SweepStore;
  /** Those that came with the site, once they are there. */
  readonly recorded: StoreApi<ResultsFile<KnnResult> | null>;
}
