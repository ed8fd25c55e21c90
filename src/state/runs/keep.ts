import * as v from 'valibot';
import type { Storage } from '../storage';
import { subscribeUntil } from '../until';
import type { RunKind, RunTypes } from './kind';
import { rewindRun, withAllColumns, type Run } from './run';
import type { RunsStore } from './store';

/** What is stored, with a version of its own: another shape is not read. */
interface Kept<E extends RunTypes> {
  readonly version: 1;
  readonly runs: readonly Run<E>[];
}

/** Least time between the last change at rest and a write. */
const RESTING_MS = 100;

/** What tabs of one page tell each other. */
export interface OtherTabs {
  /** Something was stored by this tab. */
  tell(): void;
  /** Hears that something was stored by another one. */
  hear(listener: () => void): void;
}

export interface KeepOptions<E extends RunTypes> {
  readonly kind: RunKind<E>;
  readonly store: RunsStore<E>;
  readonly storage: Storage;
  /** Where they are kept. */
  readonly key: string;
  /** Hears of the page being left, until the signal is aborted. */
  onLeave(write: () => void, until: AbortSignal): void;
  /** Other tabs of this page, which keep runs in the same place. */
  readonly tabs: OtherTabs;
  /** Hears, once, that another tab has stored runs of its own where this one had stored its own. */
  onRival(): void;
  /** Hears of a write that is due at rest, and by its answer that it has begun. */
  begin(): () => void;
  /** Aborted when nothing is to be kept any more. */
  readonly until: AbortSignal;
}

/**
 * Keeps runs over a reload: takes up what is stored, then writes every change, now and then
 * while something runs, and once more when the page is left. Where nothing has changed nothing is written: a
 * tab that was only looked at leaves alone what another one has stored since.
 * @returns resolves when what was stored has been taken up, to whether there was anything
 */
export async function keepRuns<E extends RunTypes>({
  kind,
  store,
  storage,
  key,
  onLeave,
  tabs,
  onRival,
  begin,
  until,
}: KeepOptions<E>): Promise<boolean> {
  const kept = await storage.read(key);
  const found = isKept(kind, kept);
  // before runs were kept where they are trained, their state told the step
  const stored = found
    ? kept.runs.map((run) => ({ ...withAllColumns(kind, run), step: run.state?.step ?? 0 }))
    : [];
  if (found) store.resume(stored);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due: (() => void) | null = null;
  const ownRuns = () => store.getState().runs.filter(({ recorded }) => !recorded);
  let written = ownRuns();
  let [hasWritten, toldOfRival] = [false, false];
  tabs.hear(() => {
    if (hasWritten && !toldOfRival) onRival();
    toldOfRival ||= hasWritten;
  });
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    due?.();
    due = null;
    const own = ownRuns();
    if (sameRuns(own, written)) return;
    [written, hasWritten] = [own, true];
    const runs = own.map((run) => rewindRun(kind, run));
    void storage.write(key, { version: 1, runs } satisfies Kept<E>);
    tabs.tell();
  };
  subscribeUntil(until, store, ({ runs, playing }, before) => {
    if (!playing && before.playing) return write();
    if (runs === before.runs) return;
    if (!playing) {
      clearTimeout(timer);
      due ??= begin();
    }
    if (!playing || timer === undefined)
      timer = setTimeout(write, playing ? kind.storeEvery : RESTING_MS);
  });
  onLeave(write, until);
  return stored.some(({ step }) => step > 0);
}

/** Runs are replaced, never changed. */
const sameRuns = (a: readonly object[], b: readonly object[]) =>
  a.length === b.length && a.every((run, i) => run === b[i]);

/** The least that a stored run must have; anything else was written by another version. */
const keptOf = <E extends RunTypes>(kind: RunKind<E>) =>
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

const isKept = <E extends RunTypes>(kind: RunKind<E>, value: unknown): value is Kept<E> =>
  v.is(keptOf(kind), value);
