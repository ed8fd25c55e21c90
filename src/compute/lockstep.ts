import { isDiverged } from '../core/training/diverged';
import type {
  AdvanceAnswer,
  AdvanceLimits,
  AnsweredRun,
  AskedRun,
  RunPlace,
} from '../core/training/exchange';
import { arraysOf, copyState, type TrainingState } from '../core/training/state';
import { stopReason, type StopRule } from '../core/training/stop';
import { handOver } from './hand-over';
import { createResidents } from './residents';
import type { CallContext } from './service';

/** How the runs of an experiment are trained. */
export interface Trainer<Setup, Knobs, State, Record, Test, Settings> {
  /** The state that a run begins with. */
  initialState(setup: Setup): State;
  /** Prepares to take a run on; the state is changed in place. */
  begin(run: RunToTrain<Setup, Knobs, State>, settings: Settings): Promise<Stepper<Record, Test>>;
}

export interface RunToTrain<Setup, Knobs, State> extends Pick<RunPlace, 'version'> {
  readonly setup: Setup;
  readonly knobs: Knobs;
  readonly state: State;
}

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

/** Runs whose states are kept: more than are ever trained side by side. */
const KEPT_RUNS = 12;

interface Moving<State, Record, Test> {
  readonly place: RunPlace;
  readonly state: State;
  readonly stop: StopRule;
  readonly stepper: Stepper<Record, Test>;
  readonly records: Record[];
  readonly tests: Test[];
  /** A copy of the state as it was asked for, where that is wanted. */
  readonly before: State | null;
  readonly after: boolean;
  stopped: string | null;
  diverged: string | null;
}

/**
 * Trains runs side by side where their states are kept. The page has every state that it can't have
 * made again: what is lost here is asked for again with a state of before, and as steps are pure
 * functions the same run comes out.
 */
export function createLockstep<Setup, Knobs, State extends TrainingState, Record, Test, Settings>(
  trainer: Trainer<Setup, Knobs, State, Record, Test, Settings>,
  now: () => number,
) {
  type Asked = AskedRun<Setup, Knobs, StopRule, State>;
  type Run = Moving<State, Record, Test>;
  const residents = createResidents<State>(KEPT_RUNS);
  /** The version of every run that was asked for last. */
  const versions = new Map<string, number>();

  /** A run that begins anew leaves nothing behind: nobody asks for what it was. */
  function keep({ id, version }: RunPlace, state: State): void {
    const before = versions.get(id);
    if (before !== undefined && before !== version) residents.forget(before);
    versions.set(id, version);
    residents.keep(version, state);
  }

  function stateOf(asked: Asked): State | null {
    const kept = residents.find(asked);
    if (kept) return kept;
    const { state: given, step, setup } = asked;
    // a copy: on the page's own thread it is the page's
    const state = given && copyState(given);
    const made = state ?? (step === 0 ? trainer.initialState(setup) : null);
    if (made?.step !== step) return null;
    keep(asked, made);
    return made;
  }

  async function begin(asked: Asked, settings: Settings): Promise<Run | null> {
    const state = stateOf(asked);
    if (!state) return null;
    const { id, version, step, setup, knobs, stop, after } = asked;
    const own = { version, setup, knobs, state };
    return {
      place: { id, version, step },
      ...{ state, stop },
      stepper: await trainer.begin(own, settings),
      records: [],
      tests: [],
      before: asked.before && !after ? copyState(state) : null,
      after,
      stopped: null,
      diverged: null,
    };
  }

  /** @returns its computing time */
  async function step(run: Run): Promise<number> {
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

  const ended = ({ stopped, diverged }: Run) => stopped !== null || diverged !== null;

  function answer(run: Run): AnsweredRun<State, Record, Test> {
    const { place, state, records, tests, stopped, diverged } = run;
    const copy = run.after || ended(run) ? copyState(state) : run.before;
    return {
      ...{ ...place, step: state.step },
      missing: false,
      state: copy,
      ...{ records, tests, stopped, diverged },
    };
  }

  return {
    /** The state of a run wherever it has got to, or null where it is not kept. */
    latest: residents.latest,
    async advance(
      asked: readonly Asked[],
      { maxSteps, milliseconds }: AdvanceLimits,
      settings: Settings,
      { breathe }: Pick<CallContext<never>, 'breathe'>,
    ): Promise<AdvanceAnswer<State, Record, Test>> {
      const begun = await Promise.all(asked.map((run) => begin(run, settings)));
      const runs = begun.filter((run) => run !== null);
      const start = now();
      let [steps, spent] = [0, 0];
      while (steps < maxSteps && !runs.every(ended)) {
        for (const run of runs) if (!ended(run)) spent += await step(run);
        steps++;
        if (now() - start >= milliseconds) break;
        await breathe();
      }
      const answers = begun.map((run, i) => (run ? answer(run) : missing(asked[i])));
      const reply = { runs: answers, millisecondsPerStep: steps > 0 ? spent / steps : 0 };
      const copies = answers.flatMap(({ state }) => (state ? arraysOf(state) : []));
      return handOver(reply, copies);
    },
    /** A copy of the state of a run wherever it has got to, or null where it is not kept. */
    snapshot(version: number): State | null {
      const state = residents.latest(version);
      if (!state) return null;
      const copy = copyState(state);
      return handOver(copy, arraysOf(copy));
    },
  };
}

const missing = ({ id, version, step }: RunPlace): AnsweredRun<never, never, never> => ({
  ...{ id, version, step, missing: true, state: null },
  ...{ records: [], tests: [], stopped: null, diverged: null },
});
