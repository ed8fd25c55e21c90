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

/** A run where it is trained. */
export interface KeptRun<State> {
  /** Changed in place; always one step's as a whole. */
  readonly state: State;
  /** Steps done. The state is an earlier step's while those after it are known to a device alone. */
  step: number;
  /** Brings the state up to the step, or leaves it where what came after it is lost. */
  settle(): Promise<void>;
}

/** The states of the runs that are trained here, which move on in place. */
export interface RunStates<Setup, State> {
  /**
   * A run at its step: the one that is kept, else one with a copy of the state that came along, else the
   * one of step 0. Null where there is none; any other is kept from now on.
   */
  take(asked: StatePlace<Setup, State>): KeptRun<State> | null;
  /** A run wherever it has got to, or null where it is not kept. */
  latest(version: number): KeptRun<State> | null;
}

/** @param initialState the state that a run begins with */
export function createRunStates<Setup, State extends TrainingState>(
  initialState: (setup: Setup) => State,
): RunStates<Setup, State> {
  const residents = createResidents<KeptRun<State>>(KEPT_RUNS);
  /** The version of every run that was asked for last. */
  const versions = new Map<string, number>();

  /** A run that begins anew leaves nothing behind: nobody asks for what it was. */
  function keep({ id, version }: RunPlace, state: State): KeptRun<State> {
    const before = versions.get(id);
    if (before !== undefined && before !== version) residents.forget(before);
    versions.set(id, version);
    const run = { state, step: state.step, settle: () => Promise.resolve() };
    residents.keep(version, run);
    return run;
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
      return made?.step === step ? keep(asked, made) : null;
    },
  };
}
