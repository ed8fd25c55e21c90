import * as v from 'valibot';
import type { Kept } from '../kept';
import type { Storage } from '../storage';
import { subscribeUntil } from '../until';
import type { RunKind, RunTypes } from './kind';
import { takePlace } from './place';
import { rewindRun, withAllColumns, type Run } from './run';
import type { RunsStore } from './store';

/** What is stored, with a version of its own: another shape is not read. */
interface Stored<E extends RunTypes> {
  readonly version: 1;
  readonly runs: readonly Run<E>[];
}

/** Least time between the last change at rest and a write. */
const RESTING_MS = 100;
/** Least time to the first write of what runs; each next one is twice as far off, up to what the kind asks for. */
const FIRST_MS = 500;

export interface KeepOptions<E extends RunTypes> {
  readonly kind: RunKind<E>;
  readonly store: RunsStore<E>;
  readonly storage: Storage;
  /** Where they are kept, if no other tab has its runs there. */
  readonly key: string;
  /** Which place this tab had before it was loaded again. */
  readonly memory: Kept;
  /** Hears of the page being left, until the signal is aborted. */
  onLeave(write: () => void, until: AbortSignal): void;
  /** Hears, once, when this tab has stored runs and another one has too: each its own, or both in one place. */
  onOther(how: 'apart' | 'rival'): void;
  /** Hears of a write that is due at rest, and by its answer that it has begun. */
  begin(): () => void;
  /** Aborted when nothing is to be kept any more. */
  readonly until: AbortSignal;
}

/**
 * What a tab has found: runs of its own, which may go on with other knobs than they had, or copies of those of another
 * tab, that have made steps.
 */
export type Found = 'own' | 'changed' | 'copies' | null;

/**
 * Keeps runs over a reload: takes up what is stored, then writes every change, now and then
 * while something runs, and once more when the page is left. Where nothing has changed nothing is written.
 * Every open tab keeps its own runs, in a place of its own.
 * @returns resolves when what was stored has been taken up, to what there was
 */
export async function keepRuns<E extends RunTypes>({
  kind,
  store,
  storage,
  key,
  memory,
  onLeave,
  onOther,
  begin,
  until,
}: KeepOptions<E>): Promise<Found> {
  const place = await takePlace({ storage, key, memory, until });
  const stored = storedRuns(kind, await storage.read(place.from));
  if (stored.length > 0) store.resume(stored);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due: (() => void) | null = null;
  const ownRuns = () => store.getState().runs.filter(({ recorded }) => !recorded);
  let written = ownRuns();
  let pace = FIRST_MS;
  let [hasWritten, told] = [false, false];
  const tell = (how: 'apart' | 'rival') => {
    if (hasWritten && !told) onOther(how);
    told ||= hasWritten;
  };
  // only where tabs can't tell which places are taken
  storage.hear(place.key, () => tell('rival'), until);
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    due?.();
    due = null;
    const own = ownRuns();
    if (sameRuns(own, written)) return;
    [written, hasWritten] = [own, true];
    const runs = own.map((run) => rewindRun(kind, run));
    void storage.write(place.key, { version: 1, runs } satisfies Stored<E>);
    place.mark();
    if (place.isShared) tell('apart');
  };
  subscribeUntil(until, store, ({ runs, playing }, before) => {
    if (!playing && before.playing) {
      pace = FIRST_MS;
      return write();
    }
    if (runs === before.runs) return;
    if (!playing) {
      clearTimeout(timer);
      due ??= begin();
    }
    if (playing && timer !== undefined) return;
    timer = setTimeout(write, playing ? Math.min(pace, kind.storeEvery) : RESTING_MS);
    if (playing) pace *= 2;
  });
  onLeave(write, until);
  // a network that came with the site is no training of the reader's
  if (!stored.some(({ step, pinned }) => step > 0 && !pinned)) return null;
  if (place.from !== place.key) return 'copies';
  return ownRuns().some((run) => hasMoved(run, stored)) ? 'changed' : 'own';
}

/** Whether a run that was stored has other knobs now, which its curves mark. */
const hasMoved = <E extends RunTypes>(run: Run<E>, stored: readonly Run<E>[]) =>
  stored.some(({ id, step, events }) => id === run.id && step > 0 && events !== run.events);

/** Runs that were stored; none where it is anything else. */
function storedRuns<E extends RunTypes>(kind: RunKind<E>, kept: unknown): readonly Run<E>[] {
  if (!isStored(kind, kept)) return [];
  // before runs were kept where they are trained, their state told the step
  return kept.runs.map((run) => ({ ...withAllColumns(kind, run), step: run.state?.step ?? 0 }));
}

/** Runs are replaced, never changed. */
const sameRuns = (a: readonly object[], b: readonly object[]) =>
  a.length === b.length && a.every((run, i) => run === b[i]);

/** The least that a stored run must have; anything else was written by another version. */
const storedOf = <E extends RunTypes>(kind: RunKind<E>) =>
  v.object({
    version: v.literal(1),
    runs: v.array(
      v.object({
        id: v.string(),
        state: v.nullable(v.custom((state) => kind.isState(state))),
        steps: v.looseObject({}),
      }),
    ),
  });

const isStored = <E extends RunTypes>(kind: RunKind<E>, value: unknown): value is Stored<E> =>
  v.is(storedOf(kind), value);
