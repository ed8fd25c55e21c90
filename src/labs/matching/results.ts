import type { SnapshotMap } from '../../core/maps/snapshot';
import type { TrainingResults } from '../kit/spec';
import type { SweepStore } from '../kit/sweep-results';
import type { MatchingRunsStore, MatchingRunTypes } from './kind';
import type { MatrixAnalysis, MatrixRequest } from './experiment/own-matrix';
import type { SnapshotRequest } from './experiment/snapshot';
import type { RepetitionJob, RepetitionResult } from './experiment/repetition';
import type { ResultsTableStore } from '../../state/results-table';

/** Repetitions of Table 1. */
export type TableStore = ResultsTableStore<RepetitionJob, RepetitionResult>;

/** What the matching lab gets of its work. */
export interface MatchingResults extends TrainingResults<MatchingRunTypes> {
  /** The runs of the experiment on the sign of epsilon, with a training loop of their own. */
  readonly sign: MatchingRunsStore;
  readonly table: TableStore;
  /** The map of the direct loss estimator at the weights of a run, by a worker of its own. */
  map(this: void, request: SnapshotRequest, signal: AbortSignal): Promise<SnapshotMap>;
  /** Cells of sweeps, of whatever settings. */
  readonly sweep: SweepStore;
  /** What is known of a matrix; null where another was asked about meanwhile. */
  matrix(request: MatrixRequest): Promise<MatrixAnalysis | null>;
}
