import type { NetworkChoice, TrainingInfo } from '../../../compute/service';
import type { RepetitionJob, RepetitionResult } from '../experiment/repetition';
import type { MatchingEvaluation } from '../experiment/evaluation';
import type { MatchingState, StepRecord } from '../experiment/run';
import type { MatchingKnobs, MatchingSetup, StopRule } from '../experiment/spec';

/** One run as it is to be taken on: the worker keeps nothing that the page does not have. */
export interface RunJob {
  readonly id: string;
  readonly setup: MatchingSetup;
  readonly state: MatchingState;
  readonly knobs: MatchingKnobs;
  readonly stop: StopRule;
}

/** Advances runs in lockstep, each by the same number of steps, until one limit is met. */
export interface AdvanceRequest {
  readonly runs: readonly RunJob[];
  readonly maxSteps: number;
  /** Ends with the step in which this time is over. */
  readonly milliseconds: number;
  /** Held-out sequences, and the steps between two evaluations on them. */
  readonly tests: number;
  readonly evaluateEvery: number;
  readonly networks: NetworkChoice;
}

export interface TestRecord extends MatchingEvaluation {
  readonly step: number;
}

export interface RunReply {
  readonly id: string;
  readonly state: MatchingState;
  readonly records: readonly StepRecord[];
  readonly tests: readonly TestRecord[];
  /** Why the run has come to its end, or null. */
  readonly stopped: string | null;
  /** Why it cannot go on: its numbers are no longer finite. The state is that of the last good step. */
  readonly diverged: string | null;
}

export interface AdvanceReply {
  readonly runs: readonly RunReply[];
  readonly info: TrainingInfo;
  /** Computing time per step of all runs together. */
  readonly millisecondsPerStep: number;
}

/** The interface of the training worker. */
export interface TrainingApi {
  /** Answers once the worker has started. */
  ready(): Promise<true>;
  /** Never fails for a reason of the device: the CPU goes on where the GPU cannot. */
  advance(request: AdvanceRequest): Promise<AdvanceReply>;
  /** Destroys the graphics device, if the networks run on one, as a driver crash would. */
  loseDevice(): Promise<void>;
}

/** The interface of the workers that fill tables. */
export interface TableApi {
  ready(): Promise<true>;
  repetition(job: RepetitionJob): Promise<RepetitionResult>;
}
