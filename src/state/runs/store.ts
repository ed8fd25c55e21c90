import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AdvanceOf, RunKind, RunTypes } from './kind';
import {
  addPinned,
  followSpecs,
  pinCopy,
  restartTrained,
  resumeStored,
  takeAnswers,
  takeState,
  unpinRun,
  withRun,
  type RunList,
} from './list';
import { restoreRun, runAt, same, type Run, type RunSpec } from './run';

/** The runs on the screen; replaced by reference, never mutated. */
export interface Runs<E extends RunTypes> {
  readonly runs: RunList<E>;
  readonly playing: boolean;
  /** Stage of the slow step that the figures of single instances show, or null. */
  readonly stage: number | null;
  /** Which run the figures of single instances show. */
  readonly current: string;
  /** A run as it was at the earlier step that the reader looks back at; null at present. */
  readonly past: Run<E> | null;
  /** Versions of the runs whose next steps are under way. */
  readonly asked: readonly number[];
  /** Computing time per step of all runs together, 0 until measured. */
  readonly millisecondsPerStep: number;
  /** The worker could not answer: one sentence, else null. */
  readonly error: string | null;
}

/** What the reader looks back at. */
export interface Look {
  readonly id: string;
  readonly step: number;
}

export interface RunsStore<E extends RunTypes> extends StoreApi<Runs<E>> {
  /**
   * Makes the trained runs those of the list: runs of the same setup go on with new knobs, others
   * start anew, after a copy of what was trained is pinned.
   * @returns the names of the runs that were pinned
   */
  follow(specs: readonly RunSpec<E>[]): readonly string[];
  /** Steps of these runs are under way, until they are absorbed; none where they failed. */
  ask(versions: readonly number[]): void;
  /** Takes in what the worker did. Runs that were replaced meanwhile ignore it. */
  absorb(reply: AdvanceOf<E>): void;
  /**
   * Takes in a state that was asked for by itself, if the run still stands there; null of a run that is
   * lost where it was trained.
   */
  settle(version: number, state: E['state']): void;
  play(playing: boolean): void;
  select(id: string): void;
  /** Looks back at a run as it was at an earlier step, which ends the playing; null for the present. */
  look(at: Look | null): void;
  showStage(stage: number | null): void;
  /** All trained runs back to step 0. */
  reset(): void;
  restore(id: string): void;
  /** Keeps a copy of a run as it is now. */
  pin(id: string): void;
  /** Adds a run that was trained elsewhere, pinned; one of the same id is replaced. */
  add(run: Run<E>): void;
  rename(id: string, name: string): void;
  hide(id: string, hidden: boolean): void;
  /** Removes a pinned run; trained runs go with their settings. */
  unpin(id: string): void;
  /** Takes up stored runs: pinned ones, and trained ones of the same setup. */
  resume(stored: readonly Run<E>[]): void;
}

export function createRunsStore<E extends RunTypes>(kind: RunKind<E>): RunsStore<E> {
  const store = createStore<Runs<E>>(() => ({
    runs: [],
    playing: false,
    stage: null,
    current: '',
    past: null,
    asked: [],
    millisecondsPerStep: 0,
    error: null,
  }));
  const { setState } = store;

  /** The next list of runs; the same one is no news. */
  const change = (next: (runs: RunList<E>) => RunList<E>) =>
    setState((state) => {
      const runs = next(state.runs);
      return runs === state.runs ? state : { runs };
    });

  return Object.assign(store, {
    follow(specs: readonly RunSpec<E>[]) {
      const { runs: before, current } = store.getState();
      const runs = followSpecs(kind, before, specs);
      if (runs === before) return [];
      const isThere = runs.some(({ id }) => id === current);
      setState(({ past }) => ({
        ...{ runs, current: isThere ? current : firstOf(runs), stage: null },
        past: past && followPast(runs, past),
      }));
      const isNew = (run: Run<E>) => run.pinned && !before.includes(run);
      return runs.filter(isNew).map(({ name }) => name);
    },
    ask: (asked: readonly number[]) => setState({ asked }),
    absorb: ({ runs: answers, millisecondsPerStep }: AdvanceOf<E>) =>
      setState((state) => {
        const runs = takeAnswers(kind, state.runs, answers);
        const playing = state.playing && runs.some(canGoOn);
        return { runs, asked: [], millisecondsPerStep, playing, stage: null, error: null };
      }),
    settle: (version: number, state: E['state']) =>
      change((runs) => takeState(kind, runs, version, state)),
    play: (playing: boolean) =>
      setState(({ runs, past }) => ({
        past: playing ? null : past,
        playing: playing && runs.some(canGoOn),
        stage: null,
      })),
    showStage: (stage: number | null) => setState({ stage, past: null }),
    select: (current: string) => setState({ current, past: null }),
    look: (at: Look | null) =>
      setState((state) => {
        const { runs, past } = state;
        const isThere = at ? past?.id === at.id && past.step === at.step : past === null;
        if (isThere) return state;
        const run = at && runs.find(({ id }) => id === at.id);
        return { past: run ? runAt(kind, run, at.step) : null, playing: false, stage: null };
      }),
    reset: () =>
      setState(({ runs }) => ({
        ...{ runs: restartTrained(kind, runs), playing: false, stage: null, past: null },
      })),
    restore: (id: string) => {
      setState({ past: null });
      change((runs) => withRun(runs, id, (run) => restoreRun(kind, run)));
    },
    pin: (id: string) => change((runs) => pinCopy(kind, runs, id)),
    add: (run: Run<E>) => change((runs) => addPinned(runs, run)),
    rename: (id: string, name: string) =>
      change((runs) =>
        withRun(runs, id, (run) => ({ ...run, name: name.trim().slice(0, 60) || run.name })),
      ),
    hide: (id: string, hidden: boolean) =>
      change((runs) => withRun(runs, id, (run) => ({ ...run, hidden }))),
    unpin: (id: string) =>
      setState(({ runs: before, current }) => {
        const runs = unpinRun(before, id);
        return { runs, current: current === id ? firstOf(runs) : current, past: null };
      }),
    resume: (stored: readonly Run<E>[]) => change((runs) => resumeStored(kind, runs, stored)),
  });
}

/** The run that is looked back at, with the knobs of its present self; null where that is another run now. */
function followPast<E extends RunTypes>(runs: RunList<E>, past: Run<E>): Run<E> | null {
  const now = runs.find(({ id }) => id === past.id);
  return now && same(now.setup, past.setup) ? { ...past, knobs: now.knobs } : null;
}

const firstOf = (runs: readonly Pick<Run<RunTypes>, 'id'>[]): string => runs[0]?.id ?? '';

export const canGoOn = ({ status, pinned }: Pick<Run<RunTypes>, 'status' | 'pinned'>) =>
  status === 'ready' && !pinned;

/** Runs that are to make the next step: those that are behind, so that all stay in step. */
export function nextInStep<E extends RunTypes>(runs: readonly Run<E>[]): readonly Run<E>[] {
  const able = runs.filter(canGoOn);
  const least = Math.min(...able.map(({ step }) => step));
  return able.filter(({ step }) => step === least);
}
