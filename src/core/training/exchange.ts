/**
 * Runs between the page, which shows them, and whoever trains them, who keeps their weights: what goes
 * to and fro is small, and the weights themselves only where the other side lacks them.
 */

/** Which run it is and where it stands. */
export interface RunPlace {
  readonly id: string;
  /** Another number, on the whole page, for whatever is not the continuation of the same training. */
  readonly version: number;
  /** Steps done. */
  readonly step: number;
}

/** A run that is to be taken on from its place. */
export interface AskedRun<Setup, Knobs, Stop, State> extends RunPlace {
  readonly setup: Setup;
  readonly knobs: Knobs;
  readonly stop: Stop;
  /** Its state at this step, where it may be lacking; null where it is kept, or made from the setup. */
  readonly state: State | null;
  /** Whether the state as it is now is wanted back: what comes next can't be made again from earlier. */
  readonly before: boolean;
  /** Whether the state after the last step is wanted back. */
  readonly after: boolean;
}

/** What has become of it. A step is a pure function of setup, state and knobs. */
export interface AnsweredRun<State, Record, Test> extends RunPlace {
  /** It is not kept here at that step, and nothing was done: to be asked again with a state. */
  readonly missing: boolean;
  /** A copy of its state at some step since it was asked, where one was wanted; always at its end. */
  readonly state: State | null;
  readonly records: readonly Record[];
  readonly tests: readonly Test[];
  /** Why the run has come to its end, or null. */
  readonly stopped: string | null;
  /** Why it cannot go on: its numbers are no longer finite. The state is that of the last good step. */
  readonly diverged: string | null;
}

/** Runs in lockstep, each taken on by the same number of steps, until one limit is met. */
export interface AdvanceLimits {
  readonly maxSteps: number;
  /** Ends with the step in which this time is over. */
  readonly milliseconds: number;
}

export interface AdvanceAnswer<State, Record, Test> {
  readonly runs: readonly AnsweredRun<State, Record, Test>[];
  /** Computing time per step of all runs together, tests not counted. */
  readonly millisecondsPerStep: number;
}
