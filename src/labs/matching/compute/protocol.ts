import type { Call, NetworkChoice } from '../../../compute/service';
import type { SnapshotMap } from '../../../core/maps/snapshot';
import type { Measured } from '../../../core/sweeps/sweep';
import type { AdvanceAnswer, AdvanceLimits, AskedRun } from '../../../core/training/exchange';
import type { MatchingEvaluation } from '../experiment/evaluation';
import type { Loudness } from '../experiment/loudness';
import type { MatrixAnalysis, MatrixRequest } from '../experiment/own-matrix';
import type { RepetitionJob, RepetitionResult, Training } from '../experiment/repetition';
import type { MatchingState, StepRecord } from '../experiment/run';
import type { SnapshotRequest } from '../experiment/snapshot';
import type { MatchingKnobs, MatchingSetup } from '../experiment/spec';
import type { StopRule } from '../../../core/training/stop';

export type MatchingAsked = AskedRun<MatchingSetup, MatchingKnobs, StopRule, MatchingState>;

/** How runs are trained and tested. */
export interface MatchingSettings {
  /** Held-out sequences, and the steps between two evaluations on them; the first steps have more. */
  readonly tests: number;
  readonly evaluateEvery: number;
  readonly networks: NetworkChoice;
}

export interface AdvanceRequest {
  readonly runs: readonly MatchingAsked[];
  readonly limits: AdvanceLimits;
  readonly settings: MatchingSettings;
}

export interface TestRecord extends MatchingEvaluation, Loudness {
  readonly step: number;
}

export type AdvanceReply = AdvanceAnswer<MatchingState, StepRecord, TestRecord>;

/** One of the cells that were asked for, by its place among them, and the graphics device that made it. */
export interface MeasuredCell {
  readonly at: number;
  readonly measured: Measured;
  readonly device: string;
}

/** What the matching lab can be asked. */
export type MatchingCalls = {
  /** Never fails for a reason of the device: the CPU goes on where the GPU cannot. */
  advance: Call<AdvanceRequest, AdvanceReply>;
  /** The state of a run wherever it has got to; null where it is not kept. */
  snapshot: Call<number, MatchingState | null>;
  /** A whole repetition of a table. */
  repetition: Call<RepetitionJob, RepetitionResult>;
  /**
   * Repetitions of a table side by side on a graphics device, where that is faster. Results are told as they
   * come; the jobs of the reply are left to be made one by one.
   */
  sideBySide: Call<readonly RepetitionJob[], readonly RepetitionJob[], readonly RepetitionResult[]>;
  /** Cells of a sweep side by side, as repetitions are; the places of the reply are left. */
  cells: Call<readonly Training[], readonly number[], readonly MeasuredCell[]>;
  /** The map of the direct loss estimator at the weights of a run; tells now and then that it is at work. */
  map: Call<SnapshotRequest, SnapshotMap, null>;
  /** A cell of a sweep. */
  cell: Call<Training, Measured>;
  /** All about a matrix of the reader. */
  matrix: Call<MatrixRequest, MatrixAnalysis>;
};
