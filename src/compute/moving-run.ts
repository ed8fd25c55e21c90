import { isDiverged } from '../core/training/diverged';
import type { AnsweredRun, AskedRun, RunPlace } from '../core/training/exchange';
import { copyState, type TrainingState } from '../core/training/state';
import { stopReason, type StopRule } from '../core/training/stop';

/** What makes the steps of one run, and changes its state in place. */
export interface Stepper<Record, Test> {
  /**
   * One step.
   * @throws DivergedError, having changed nothing
   */
  step(): Promise<Stepped<Record>>;
  /**
   * The tests that are due where the run stands now; asked before its first step and after each.
   * @throws DivergedError
   */
  test(stopped: boolean): Promise<readonly Test[]>;
}

export interface Stepped<Record> {
  readonly record: Record;
  /** Computing time of the step. */
  readonly milliseconds: number;
}

/** A run between a request and the answer to it. */
export interface MovingRun<State, Record, Test> {
  readonly place: RunPlace;
  readonly state: State;
  readonly stop: StopRule;
  readonly stepper: Stepper<Record, Test>;
  readonly records: Record[];
  readonly tests: Test[];
  /** A copy of the state as it was asked for, where that is wanted. */
  readonly before: State | null;
  readonly after: boolean;
  /** Why it has come to its end, or null, as in the answer. */
  stopped: string | null;
  diverged: string | null;
}

/** A run that has made no step yet since it was asked for. */
export function setOut<State extends TrainingState, Record, Test>(
  asked: Omit<AskedRun<unknown, unknown, StopRule, State>, 'setup' | 'knobs'>,
  state: State,
  stepper: Stepper<Record, Test>,
): MovingRun<State, Record, Test> {
  const { id, version, step, stop, before, after } = asked;
  return {
    place: { id, version, step },
    ...{ state, stop, stepper },
    ...{ records: [], tests: [] },
    before: before && !after ? copyState(state) : null,
    after,
    ...{ stopped: null, diverged: null },
  };
}

export const hasEnded = ({
  stopped,
  diverged,
}: Pick<MovingRun<unknown, unknown, unknown>, 'stopped' | 'diverged'>) =>
  stopped !== null || diverged !== null;

/**
 * One step, with the tests that are due before the first one and after each.
 * @returns its computing time in milliseconds, tests not counted
 * @throws whatever is no DivergedError: that is an end
 */
export async function stepOn<State extends TrainingState, Record, Test>(
  run: MovingRun<State, Record, Test>,
): Promise<number> {
  const { stepper, records, tests, state, stop } = run;
  let spent = 0;
  try {
    if (state.step === 0) tests.push(...(await stepper.test(false)));
    const { record, milliseconds } = await stepper.step();
    spent = milliseconds;
    records.push(record);
    run.stopped = stopReason(state, stop);
    tests.push(...(await stepper.test(run.stopped !== null)));
  } catch (error) {
    if (!isDiverged(error)) throw error;
    run.diverged = error.message;
  }
  return spent;
}

/** What has become of it, with a copy of its state where one is wanted, and at its end. */
export function answerOf<State extends TrainingState, Record, Test>(
  run: MovingRun<State, Record, Test>,
): AnsweredRun<State, Record, Test> {
  const { place, state, records, tests, stopped, diverged } = run;
  return {
    ...{ ...place, step: state.step },
    missing: false,
    state: run.after || hasEnded(run) ? copyState(state) : run.before,
    ...{ records, tests, stopped, diverged },
  };
}

/** The answer for a run whose state is not here. */
export const missing = ({ id, version, step }: RunPlace): AnsweredRun<never, never, never> => ({
  ...{ id, version, step, missing: true, state: null },
  ...{ records: [], tests: [], stopped: null, diverged: null },
});
