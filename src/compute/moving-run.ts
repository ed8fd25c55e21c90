import { isDiverged } from '../core/training/diverged';
import type { AnsweredRun, AskedRun, RunPlace } from '../core/training/exchange';
import { isSetBack } from '../core/training/set-back';
import { copyState, type TrainingState } from '../core/training/state';
import { stopReason, type StopRule } from '../core/training/stop';
import type { KeptRun } from './run-states';

/** What makes the steps of one run: in its state, or elsewhere, so that the state has to be settled. */
export interface Stepper<Record, Test> {
  /**
   * Some steps in one go, at least one: no more than `most`, and none beyond a test that is due.
   * @param from steps done; more than the state has where that has not been settled
   * @throws DivergedError, having changed nothing, where the first of them loses its numbers; SetBackError
   *   where steps are lost that the state has not been brought up to
   */
  step(from: number, most: number): Promise<Stepped<Record>>;
  /** Brings the state up to the steps that were made, or leaves it where they are lost. */
  settle?(): Promise<void>;
  /**
   * The tests that are due at a step, the one that the run stands at; asked before its first step and
   * after each go. A test settles the state that it is of.
   * @throws DivergedError, SetBackError
   */
  test(step: number, stopped: boolean): Promise<readonly Test[]>;
}

export interface Stepped<Record> {
  /** Of each step, in their order. */
  readonly records: readonly Record[];
  /** Computing time of all of them. */
  readonly milliseconds: number;
}

/** A run between a request and the answer to it. */
export interface MovingRun<State, Record, Test> {
  readonly place: RunPlace;
  readonly kept: KeptRun<State>;
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
  /** What it was asked to go on from is lost: to be asked again with a state. */
  lost: boolean;
}

/** A run that has made no step yet since it was asked for. */
export async function setOut<State extends TrainingState, Record, Test>(
  asked: Omit<AskedRun<unknown, unknown, StopRule, State>, 'setup' | 'knobs'>,
  kept: KeptRun<State>,
  stepper: Stepper<Record, Test>,
): Promise<MovingRun<State, Record, Test>> {
  const { id, version, step, stop, before, after } = asked;
  kept.settle = async () => stepper.settle?.();
  const isWanted = before && !after;
  if (isWanted) await settled(kept);
  return {
    place: { id, version, step },
    ...{ kept, stop, stepper },
    ...{ records: [], tests: [] },
    before: isWanted ? copyState(kept.state) : null,
    after,
    ...{ stopped: null, diverged: null, lost: kept.step !== step },
  };
}

/** Brings the state of a run up to its step; where that is lost, the run stands where its state is. */
export async function settled<State extends TrainingState>(run: KeptRun<State>): Promise<void> {
  const { step } = run;
  await run.settle();
  // it may have been taken further meanwhile, but never less far
  if (run.state.step < step) run.step = run.state.step;
}

export const hasEnded = ({
  stopped,
  diverged,
  lost,
}: Pick<MovingRun<unknown, unknown, unknown>, 'stopped' | 'diverged' | 'lost'>) =>
  stopped !== null || diverged !== null || lost;

/** Steps done, as far as the answer will tell of them. */
const stepOf = ({ place, records }: MovingRun<unknown, unknown, unknown>) =>
  place.step + records.length;

/**
 * Some steps in one go, with the tests that are due before the first one and after them. A run whose
 * steps are lost on the way goes back to its state, to make them again, if that is no earlier than what it
 * was asked for.
 * @returns their computing time in milliseconds, tests not counted
 * @throws whatever is neither a DivergedError nor a SetBackError: those are part of the answer
 */
export async function stepOn<State extends TrainingState, Record, Test>(
  run: MovingRun<State, Record, Test>,
  most: number,
): Promise<number> {
  const { stepper, records, tests, kept, stop } = run;
  const from = stepOf(run);
  let spent = 0;
  try {
    if (from === 0 && tests.length === 0) tests.push(...(await stepper.test(0, false)));
    const made = await stepper.step(from, Math.min(most, stepsToStop(from, stop)));
    spent = made.milliseconds;
    records.push(...made.records);
    kept.step = stepOf(run);
    run.stopped = stopReason({ ...kept.state, step: kept.step }, stop);
    tests.push(...(await stepper.test(kept.step, run.stopped !== null)));
  } catch (error) {
    if (isSetBack(error)) goBack(run);
    else if (isDiverged(error)) run.diverged = error.message;
    else throw error;
  }
  return spent;
}

/** Steps until a rule that counts them stops a run; one that looks at losses is asked after each. */
const stepsToStop = (step: number, { maxSteps, patience = Infinity }: StopRule): number =>
  Number.isFinite(patience) ? 1 : Math.max(1, maxSteps - step);

/** Tests stay: each has settled the state that it is of. */
function goBack(run: MovingRun<TrainingState, unknown, unknown>): void {
  const { place, kept, records } = run;
  kept.step = kept.state.step;
  const made = kept.step - place.step;
  if (made < 0) run.lost = true;
  else records.length = made;
  run.stopped = null;
  run.diverged = null;
}

/** What has become of it, with a copy of its state where one is wanted, and at its end. */
export async function answerOf<State extends TrainingState, Record, Test>(
  run: MovingRun<State, Record, Test>,
): Promise<AnsweredRun<State, Record, Test>> {
  const { place, kept, after } = run;
  const isWanted = after || hasEnded(run);
  if (isWanted) await settled(kept);
  if (kept.step !== stepOf(run)) goBack(run);
  if (run.lost) return missing(place);
  const { records, tests, stopped, diverged, before } = run;
  return {
    ...{ ...place, step: kept.step },
    missing: false,
    state: isWanted ? copyState(kept.state) : before,
    ...{ records, tests, stopped, diverged },
  };
}

/** The answer for a run whose state is not here. */
export const missing = ({ id, version, step }: RunPlace): AnsweredRun<never, never, never> => ({
  ...{ id, version, step, missing: true, state: null },
  ...{ records: [], tests: [], stopped: null, diverged: null },
});
