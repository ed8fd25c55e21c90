import type { TrainingResults } from '../kit/spec';
import type { MatchingRunsStore, MatchingRunTypes } from './kind';
import type { RepetitionJob, RepetitionResult } from './experiment/repetition';
import type { ResultsFile } from '../../core/training/results';
import type { StoreApi } from 'zustand/vanilla';

/** Repetitions of Table 1: what has been asked for and what there is so far. */
export interface Table {
  readonly results: readonly RepetitionResult[];
  /** What came with the site, once it is there. */
  readonly recorded: ResultsFile<RepetitionResult> | null;
  /** Jobs of the present request that are done, and all of them. */
  readonly done: number;
  readonly total: number;
  readonly running: boolean;
  /** Milliseconds since the request began, and when it was measured: for the time that is left. */
  readonly elapsed: number;
  readonly error: string | null;
}

export interface TableStore extends StoreApi<Table> {
  /** Works off the jobs that have no result yet; results so far are kept, also over a reload. */
  start(jobs: readonly RepetitionJob[]): void;
  stop(): void;
  /** Adds results from a file. */
  add(results: readonly RepetitionResult[]): void;
  clear(): void;
}

/** What the matching lab gets of its work. */
export interface MatchingResults extends TrainingResults<MatchingRunTypes> {
  /** The runs of the experiment on the sign of epsilon, with a training loop of their own. */
  readonly sign: MatchingRunsStore;
  readonly table: TableStore;
}
