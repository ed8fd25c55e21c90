import type { AskedRun, RunPlace } from '../core/training/exchange';
import { copyState, type TrainingState } from '../core/training/state';
import { createResidents } from './residents';

/** Runs whose states are kept: more than are ever trained side by side. */
const KEPT_RUNS = 12;

/** What is said of a run to have its state. */
export type StatePlace<Setup, State> = Pick<
  AskedRun<Setup, unknown, unknown, State>,
  'id' | 'version' | 'step' | 'setup' | 'state'
>;

/** The states of the runs that are trained here, which move on in place. */
export interface RunStates<Setup, State> {
  /**
   * The state of a run at its step: the one that is kept, else a copy of the one that came along, else
   * the one of step 0. Null where there is none; any other is kept from now on.
   */
  take(asked: StatePlace<Setup, State>): State | null;
  /** The state of a run wherever it has got to, or null where it is not kept. */
  latest(version: number): State | null;
}

/** @param initialState the state that a run begins with */
export function createRunStates<Setup, State extends TrainingState>(
  initialState: (setup: Setup) => State,
): RunStates<Setup, State> {
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

  return {
    latest: residents.latest,
    take(asked) {
      const kept = residents.find(asked);
      if (kept) return kept;
      const { state: given, step, setup } = asked;
      // a copy: on the page's own thread it is the page's
      const state = given && copyState(given);
      const made = state ?? (step === 0 ? initialState(setup) : null);
      if (made?.step !== step) return null;
      keep(asked, made);
      return made;
    },
  };
}
