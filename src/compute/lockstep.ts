import type { AdvanceAnswer, AdvanceLimits, AskedRun, RunPlace } from '../core/training/exchange';
import { arraysOf, copyState, type TrainingState } from '../core/training/state';
import type { StopRule } from '../core/training/stop';
import { handOver } from './hand-over';
import {
  answerOf,
  hasEnded,
  missing,
  setOut,
  settled,
  stepOn,
  type MovingRun,
  type Stepper,
} from './moving-run';
import { createRunStates } from './run-states';
import type { CallContext } from './service';

/** How the runs of an experiment are trained. */
export interface Trainer<Setup, Knobs, State, Record, Test, Settings> {
  /** The state that a run begins with. */
  initialState(setup: Setup): State;
  /** Prepares to take a run on; the state is changed in place. */
  begin(run: RunToTrain<Setup, Knobs, State>, settings: Settings): Promise<Stepper<Record, Test>>;
  /** Told before others are trained which runs these are: what the rest of them hold is let go. */
  only?(versions: readonly number[]): Promise<void>;
}

export interface RunToTrain<Setup, Knobs, State> extends Pick<RunPlace, 'version'> {
  readonly setup: Setup;
  readonly knobs: Knobs;
  readonly state: State;
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
  const states = createRunStates(trainer.initialState);

  async function begin(
    asked: Asked,
    settings: Settings,
  ): Promise<MovingRun<State, Record, Test> | null> {
    const kept = states.take(asked);
    if (!kept) return null;
    const { version, setup, knobs } = asked;
    const run = { version, setup, knobs, state: kept.state };
    return setOut(asked, kept, await trainer.begin(run, settings));
  }

  /** The state of a run wherever it has got to, or null where it is not kept. */
  async function latest(version: number): Promise<State | null> {
    const kept = states.latest(version);
    if (kept) await settled(kept);
    return kept?.state ?? null;
  }

  return {
    latest,
    async advance(
      asked: readonly Asked[],
      limits: AdvanceLimits,
      settings: Settings,
      { breathe }: Pick<CallContext<never>, 'breathe'>,
    ): Promise<AdvanceAnswer<State, Record, Test>> {
      await trainer.only?.(asked.map(({ version }) => version));
      const begun = await Promise.all(asked.map((run) => begin(run, settings)));
      const runs = begun.filter((run) => run !== null);
      const millisecondsPerStep = await stepSideBySide(runs, limits, now, breathe);
      const answers = await Promise.all(
        begun.map(async (run, i) => (run ? answerOf(run) : missing(asked[i]))),
      );
      const copies = answers.flatMap(({ state }) => (state ? arraysOf(state) : []));
      return handOver({ runs: answers, millisecondsPerStep }, copies);
    },
    /** A copy of the state of a run wherever it has got to, or null where it is not kept. */
    async snapshot(version: number): Promise<State | null> {
      const state = await latest(version);
      if (!state) return null;
      const copy = copyState(state);
      return handOver(copy, arraysOf(copy));
    },
  };
}

/**
 * Steps of all runs, turn by turn, until a limit is met or all have come to their ends. In a turn the runs
 * that are behind make as many steps as the first of them makes in one go, and meet those ahead at most.
 * @param breathe called between two turns; may throw to give up
 * @returns computing time per step of all in milliseconds, 0 without one
 */
async function stepSideBySide<State extends TrainingState, Record, Test>(
  runs: readonly MovingRun<State, Record, Test>[],
  { maxSteps, milliseconds }: AdvanceLimits,
  now: () => number,
  breathe: () => Promise<void>,
): Promise<number> {
  const start = now();
  let spent = 0;
  for (;;) {
    const able = runs.filter((run) => !hasEnded(run));
    const made = Math.min(...able.map(({ records }) => records.length));
    if (able.length === 0 || made >= maxSteps) break;
    const ahead = able.map(({ records }) => records.length).filter((steps) => steps > made);
    let most = Math.min(maxSteps, ...ahead) - made;
    for (const run of able.filter(({ records }) => records.length === made)) {
      spent += await stepOn(run, most);
      most = Math.min(most, Math.max(1, run.records.length - made));
    }
    if (now() - start >= milliseconds) break;
    await breathe();
  }
  const steps = Math.max(0, ...runs.map(({ records }) => records.length));
  return steps > 0 ? spent / steps : 0;
}
