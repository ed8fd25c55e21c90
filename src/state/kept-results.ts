import { createStore } from 'zustand/vanilla';
import { differenceOf, distinct, type ResultsKind } from '../core/training/results';
import type { ReadableStore } from './react';
import type { Storage } from './storage';

export interface KeptResults<Result> extends ReadableStore<readonly Result[]> {
  /** Resolves when what was stored is there. */
  readonly loaded: Promise<void>;
  /** Adds results, at once; resolves when they are stored too, or can't be. */
  add(results: readonly Result[]): Promise<void>;
  /** Forgets what there is, in all tabs. What any of them adds after that is kept. */
  clear(): void;
}

export interface KeptResultsOptions<Job extends object, Result extends Job> {
  readonly kind: Pick<ResultsKind<Job, Result>, 'nameOf' | 'conflict'>;
  /** Where they are kept. */
  readonly key: string;
  readonly storage: Storage;
  /** Aborted when nothing is followed any more. */
  readonly until: AbortSignal;
  /** Results among what is stored, of whatever form. */
  readonly read?: (stored: unknown) => readonly Result[];
  /** Hears, in a sentence, of a result that differs from the one of the same job that is kept. */
  readonly onConflict?: (sentence: string) => void;
}

/**
 * Results that outlive a reload and that all tabs have in common: each tab adds what is new to what is stored,
 * and shows what others add. Of several of one job the one that was stored first is kept.
 */
export function keepResults<Job extends object, Result extends Job>({
  kind,
  key,
  storage,
  until,
  read = (stored) => (Array.isArray(stored) ? (stored as Result[]) : []),
  onConflict,
}: KeptResultsOptions<Job, Result>): KeptResults<Result> {
  const store = createStore<readonly Result[]>(() => []);
  /** Of this tab, and not stored so far: all of them where nothing can be stored. */
  let pending: readonly Result[] = [];
  /** Replaced when results are forgotten: what was under way then is not shown. */
  let generation = {};
  let storing = Promise.resolve();

  function show(all: readonly Result[]): void {
    const known = store.getState();
    if (known.length === all.length && known.every((result, i) => result === all[i])) return;
    store.setState(all, true);
  }

  async function follow(): Promise<void> {
    const [own, began] = [pending, generation];
    const stored = await storage.read(key);
    // where nothing is stored, or can be read, nothing is known of other tabs
    if (stored === undefined || began !== generation) return;
    show(distinct(kind, [...read(stored), ...own, ...pending]));
  }

  /** What came while another part was stored is stored together. */
  async function keep(): Promise<void> {
    if (pending.length === 0) return;
    const [batch, began] = [new Set(pending), generation];
    let all: readonly Result[] = [];
    let difference: string | null = null;
    const isStored = await storage.update(key, (stored) => {
      const known = stored === undefined ? [] : read(stored);
      difference = differenceOf(kind, known, [...batch]);
      return (all = distinct(kind, [...known, ...batch]));
    });
    if (difference) onConflict?.(`${difference as string} The first one is kept.`);
    if (!isStored || began !== generation) return;
    pending = pending.filter((result) => !batch.has(result));
    show(distinct(kind, [...all, ...pending]));
  }

  storage.hear(key, () => void follow(), until);
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    loaded: follow(),
    add(results) {
      pending = [...pending, ...results];
      show(distinct(kind, [...store.getState(), ...results]));
      return (storing = storing.then(keep));
    },
    clear() {
      [pending, generation] = [[], {}];
      show([]);
      storing = storing.then(async () => void (await storage.write(key, [])));
    },
  };
}
