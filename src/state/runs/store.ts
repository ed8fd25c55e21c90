import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AdvanceOf, Experiment, RunKind } from './kind';
import {
  changeKnobs,
  extendRun,
  restoreRun,
  rewindRun,
  same,
  startRun,
  takeUp,
  type Run,
  type RunSpec,
} from './run';

/** The runs on the screen; replaced by reference, never mutated. */
export interface Runs<E extends Experiment> {
  readonly runs: readonly Run<E>[];
  readonly playing: boolean;
  /** Stage of the slow step that the figures of single instances show, or null. */
  readonly stage: number | null;
  /** Which run the figures of single instances show. */
  readonly current: string;
  /** Computing time per step of all runs together, 0 until measured. */
  readonly millisecondsPerStep: number;
  /** The worker could not answer: one sentence, else null. */
  readonly error: string | null;
}

export interface RunsStore<E extends Experiment> extends StoreApi<Runs<E>> {
  /**
   * Makes the trained runs those of the list: runs of the same setup go on with new knobs, others
   * start anew, and runs that are no longer named are dropped. Pinned runs stay.
   */
  follow(specs: readonly RunSpec<E>[]): void;
  /** Takes in what the worker did. Runs that were replaced meanwhile ignore it. */
  absorb(reply: AdvanceOf<E>): void;
  /**
   * Takes in a state that was asked for by itself, if the run still stands there; null of a run that is
   * lost where it was trained.
   */
  settle(version: number, state: E['state']): void;
  play(playing: boolean): void;
  select(id: string): void;
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

const MAX_PINNED = 6;

export function createRunsStore<E extends Experiment>(kind: RunKind<E>): RunsStore<E> {
  const store = createStore<Runs<E>>(() => ({
    runs: [],
    playing: false,
    stage: null,
    current: '',
    millisecondsPerStep: 0,
    error: null,
  }));
  const { getState, setState } = store;
  const change = (id: string, edit: (run: Run<E>) => Run<E>) =>
    setState({ runs: getState().runs.map((run) => (run.id === id ? edit(run) : run)) });

  return Object.assign(store, {
    follow(specs: readonly RunSpec<E>[]) {
      const { runs, current } = getState();
      const trained = specs.map((spec) => {
        const known = runs.find(({ id, pinned }) => id === spec.id && !pinned);
        return known && same(known.setup, spec.setup)
          ? changeKnobs(kind, known, spec.knobs, spec.stop)
          : startRun(kind, spec);
      });
      const next = [...trained, ...runs.filter(({ pinned }) => pinned)];
      if (next.length === runs.length && next.every((run, i) => run === runs[i])) return;
      const kept = next.some(({ id }) => id === current) ? current : (next[0]?.id ?? '');
      setState({ runs: next, current: kept, stage: null });
    },
    absorb({ runs: answers, millisecondsPerStep }: AdvanceOf<E>) {
      const runs = getState().runs.map((run) => {
        // knobs may have moved meanwhile; another version is another run
        const answer = answers.find(({ version }) => version === run.version);
        if (!answer || run.pinned) return run;
        return answer.missing ? rewindRun(kind, run) : extendRun(kind, run, answer);
      });
      const playing = getState().playing && runs.some(canGoOn);
      setState({ runs, millisecondsPerStep, playing, stage: null, error: null });
    },
    settle(version: number, state: E['state']) {
      const runs = getState().runs.map((run) => {
        if (run.version !== version) return run;
        if (!state) return rewindRun(kind, run);
        return run.step === state.step ? { ...run, state } : run;
      });
      setState({ runs });
    },
    play: (playing: boolean) =>
      setState({ playing: playing && getState().runs.some(canGoOn), stage: null }),
    showStage: (stage: number | null) => setState({ stage }),
    select: (current: string) => setState({ current }),
    reset() {
      const runs = getState().runs.map((run) => (run.pinned ? run : startRun(kind, run)));
      setState({ runs, playing: false, stage: null });
    },
    restore: (id: string) => change(id, (run) => restoreRun(kind, run)),
    pin(id: string) {
      const { runs } = getState();
      const run = runs.find((other) => other.id === id);
      const pins = runs.filter(({ pinned }) => pinned);
      if (!run || run.pinned || run.steps.step.length === 0) return;
      // what is drawn of it and its weights are of one step
      const still = takeUp(rewindRun(kind, run));
      const copy: Run<E> = {
        ...still,
        id: freshId(runs),
        name: `${run.name}, ${still.step} steps`,
        category: freeCategory(runs),
        pinned: true,
      };
      const kept = [...pins, copy].slice(-MAX_PINNED);
      setState({ runs: [...runs.filter(({ pinned }) => !pinned), ...kept] });
    },
    add(run: Run<E>) {
      const others = getState().runs.filter(({ id }) => id !== run.id);
      setState({ runs: [...others, { ...takeUp(run), pinned: true }] });
    },
    rename: (id: string, name: string) =>
      change(id, (run) => ({ ...run, name: name.trim().slice(0, 60) || run.name })),
    hide: (id: string, hidden: boolean) => change(id, (run) => ({ ...run, hidden })),
    unpin(id: string) {
      const { runs, current } = getState();
      const kept = runs.filter((run) => run.id !== id || !run.pinned);
      setState({ runs: kept, current: current === id ? (kept[0]?.id ?? '') : current });
    },
    resume(stored: readonly Run<E>[]) {
      const runs = getState().runs.map((run) => {
        const old = stored.find(({ id, pinned }) => id === run.id && !pinned);
        const isSame = old && run.step === 0 && same(old.setup, run.setup);
        return isSame ? changeKnobs(kind, takeUp(old), run.knobs, run.stop) : run;
      });
      const pinned = stored.filter((run) => run.pinned).map(takeUp);
      setState({ runs: [...runs.filter((run) => !run.pinned), ...pinned] });
    },
  });
}

export const canGoOn = ({ status, pinned }: Pick<Run<Experiment>, 'status' | 'pinned'>) =>
  status === 'ready' && !pinned;

/** Runs that are to make the next step: those that are behind, so that all stay in step. */
export function nextInStep<E extends Experiment>(runs: readonly Run<E>[]): readonly Run<E>[] {
  const able = runs.filter(canGoOn);
  const least = Math.min(...able.map(({ step }) => step));
  return able.filter(({ step }) => step === least);
}

function freshId(runs: readonly Pick<Run<Experiment>, 'id'>[]): string {
  for (let n = 1; ; n++) {
    const id = `pin-${n}`;
    if (!runs.some((run) => run.id === id)) return id;
  }
}

/** Number of categories of the palette. */
const CATEGORIES = 6;

function freeCategory(runs: readonly Pick<Run<Experiment>, 'category'>[]): number {
  for (let c = 0; c < CATEGORIES; c++) if (!runs.some(({ category }) => category === c)) return c;
  return runs.length % CATEGORIES;
}
