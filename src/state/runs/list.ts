import { methods } from '../../core/atlas/methods';
import { withEarlier } from './earlier';
import type { AnsweredOf, RunKind, RunTypes } from './kind';
import {
  changeKnobs,
  extendRun,
  rewindRun,
  same,
  startRun,
  takeUp,
  type Run,
  type RunSpec,
} from './run';

/**
 * The runs of a page: those that are trained, then the pinned ones. Whatever happens to them is a
 * function here, from one list to the next.
 */
export type RunList<E extends RunTypes> = readonly Run<E>[];

/**
 * The trained runs are those of the specs: runs of the same setup go on with new knobs, others start
 * anew. A run that starts anew, or whose method is another now, is kept pinned as it was; runs that are no
 * longer compared with are dropped. Pinned runs stay.
 * @returns the same list where nothing has changed
 */
export function followSpecs<E extends RunTypes>(
  kind: RunKind<E>,
  before: RunList<E>,
  specs: readonly RunSpec<E>[],
): RunList<E> {
  const runs = keepReplaced(kind, before, specs);
  const trained = specs.map((spec) => {
    const known = trainedOf(runs, spec.id);
    return known && same(known.setup, spec.setup)
      ? changeKnobs(kind, known, spec.knobs, spec.stop)
      : startRun(kind, spec);
  });
  const next = [...trained, ...pinnedOf(runs)];
  const isSame = next.length === before.length && next.every((run, i) => run === before[i]);
  return isSame ? before : next;
}

/** The list with pinned copies of the trained runs that the specs replace by others. */
function keepReplaced<E extends RunTypes>(
  kind: RunKind<E>,
  runs: RunList<E>,
  specs: readonly Pick<RunSpec<E>, 'id' | 'setup'>[],
): RunList<E> {
  let kept = runs;
  runs.forEach((run, place) => {
    if (run.pinned) return;
    const spec = specs.find(({ id }) => id === run.id);
    const isReplaced = spec ? !same(run.setup, spec.setup) : place === 0;
    if (isReplaced) kept = pinCopy(kind, kept, run.id, spec && whatDiffers(run.setup, spec.setup));
  });
  return kept;
}

/** What a setup had that another has not: "d 10". */
function whatDiffers(setup: object, other: object): string {
  const now = new Map<string, unknown>(Object.entries(other));
  const told = Object.entries(setup).filter(
    ([name, value]) => typeof value !== 'object' && value !== now.get(name),
  );
  return told.map(([name, value]) => `${name} ${value}`).join(', ');
}

/** Trained runs go on as the worker says, or back where it has lost them. */
export function takeAnswers<E extends RunTypes>(
  kind: RunKind<E>,
  runs: RunList<E>,
  answers: readonly AnsweredOf<E>[],
): RunList<E> {
  return runs.map((run) => {
    // knobs may have moved meanwhile; another version is another run
    const answer = answers.find(({ version }) => version === run.version);
    if (!answer || run.pinned) return run;
    return answer.missing ? rewindRun(kind, run) : extendRun(kind, run, answer);
  });
}

/** A run has the state that was asked for, if it still stands there; without one it is lost and goes back. */
export function takeState<E extends RunTypes>(
  kind: RunKind<E>,
  runs: RunList<E>,
  version: number,
  state: E['state'],
): RunList<E> {
  return runs.map((run) => {
    if (run.version !== version) return run;
    if (!state) return rewindRun(kind, run);
    if (run.step !== state.step) return run;
    return { ...run, state, earlier: withEarlier(kind, run, state) };
  });
}

/** All trained runs back to step 0. */
export const restartTrained = <E extends RunTypes>(
  kind: RunKind<E>,
  runs: RunList<E>,
): RunList<E> => runs.map((run) => (run.pinned ? run : startRun(kind, run)));

/** Copies at most: the oldest goes where settings pin one more, and the reader may pin no more. */
const MAX_PINNED = 6;

/** Number of methods. */
const METHODS = Object.keys(methods).length;

/**
 * A copy of a trained run as it is now is pinned.
 * @param remark what else its name says
 * @returns the same list where there is no such run, or it has made no step
 */
export function pinCopy<E extends RunTypes>(
  kind: RunKind<E>,
  runs: RunList<E>,
  id: string,
  remark = '',
): RunList<E> {
  const run = trainedOf(runs, id);
  if (!run || run.steps.step.length === 0) return runs;
  // what is drawn of it and its weights are of one step
  const still = takeUp(rewindRun(kind, run));
  if (still.step === 0) return runs;
  const copy: Run<E> = {
    ...still,
    id: freshId(runs),
    name: [run.name, remark, `${still.step} steps`].filter(Boolean).join(', '),
    category: freeCategory(runs),
    pinned: true,
  };
  const gone = copiesOf(runs).slice(0, -(MAX_PINNED - 1));
  const kept = [...pinnedOf(runs).filter((one) => !gone.includes(one)), copy];
  return [...runs.filter(({ pinned }) => !pinned), ...kept];
}

/** What is pinned and did not come with the site. */
const copiesOf = <E extends RunTypes>(runs: RunList<E>): RunList<E> =>
  pinnedOf(runs).filter(({ recorded }) => !recorded);

/** Whether there is no room for another copy. */
export const isFull = <E extends RunTypes>(runs: RunList<E>): boolean =>
  copiesOf(runs).length >= MAX_PINNED;

/** A run that was trained elsewhere is pinned, in place of one of the same id. */
export const addPinned = <E extends RunTypes>(runs: RunList<E>, run: Run<E>): RunList<E> => [
  ...runs.filter(({ id }) => id !== run.id),
  { ...takeUp(run), pinned: true },
];

/** Without a pinned run; trained runs go with their settings. */
export const unpinRun = <E extends RunTypes>(runs: RunList<E>, id: string): RunList<E> =>
  runs.filter((run) => run.id !== id || !run.pinned);

/**
 * Stored runs are taken up: pinned ones instead of those here, trained ones where nothing was done yet. One that
 * can't go on, since a link has brought other settings or training has begun, is kept pinned: the next write would lose it.
 */
export function resumeStored<E extends RunTypes>(
  kind: RunKind<E>,
  runs: RunList<E>,
  stored: RunList<E>,
): RunList<E> {
  const trained = runs
    .filter(({ pinned }) => !pinned)
    .map((run) => {
      const old = trainedOf(stored, run.id);
      const isSame = old && run.step === 0 && same(old.setup, run.setup);
      const { category, knobs, stop } = run;
      return isSame ? changeKnobs(kind, { ...takeUp(old), category }, knobs, stop) : run;
    });
  const untouched = runs.filter(({ pinned, step }) => !pinned && step === 0);
  const kept = keepReplaced(kind, stored, untouched);
  return [...trained, ...pinnedOf(kept).map(takeUp)];
}

/** The list with one run changed. */
export const withRun = <E extends RunTypes>(
  runs: RunList<E>,
  id: string,
  edit: (run: Run<E>) => Run<E>,
): RunList<E> => runs.map((run) => (run.id === id ? edit(run) : run));

const trainedOf = <E extends RunTypes>(runs: RunList<E>, id: string): Run<E> | undefined =>
  runs.find((run) => run.id === id && !run.pinned);

const pinnedOf = <E extends RunTypes>(runs: RunList<E>): RunList<E> =>
  runs.filter(({ pinned }) => pinned);

function freshId(runs: readonly Pick<Run<RunTypes>, 'id'>[]): string {
  for (let n = 1; ; n++) {
    const id = `pin-${n}`;
    if (!runs.some((run) => run.id === id)) return id;
  }
}

/** The categories after those of the methods: a copy is not drawn as another method. */
const FREE = Array.from({ length: MAX_PINNED }, (_, i) => METHODS + i);

/** A look for a run that bears no method's name, if there is one that no other run has. */
export function freeCategory(runs: readonly Pick<Run<RunTypes>, 'category'>[]): number {
  const used = new Set(runs.map(({ category }) => category));
  return FREE.find((category) => !used.has(category)) ?? FREE[runs.length % FREE.length];
}
