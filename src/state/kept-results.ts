import { createStore } from 'zustand/vanilla';
import { differenceOf, type ResultsKind } from '../core/training/results';
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
  readonly kind: Pick<ResultsKind<Job, Result>, 'nameOf' | 'conflict' | 'prefers'>;
  /** Where they are kept: under it, and under names that begin with it. */
  readonly key: string;
  readonly storage: Storage;
  /** Aborted when nothing is followed any more. */
  readonly until: AbortSignal;
  /** Results among what is stored, of whatever form. */
  readonly read?: (stored: unknown) => readonly Result[];
  /** Hears, in a sentence, of a result that differs from the one of the same job that is kept. */
  readonly onConflict?: (sentence: string) => void;
}

/** Results that are stored together: storing one more costs no more than storing so many. */
const PART = 500;

/**
 * Results that outlive a reload and that all tabs have in common: each tab adds what is new to what is stored,
 * and shows what others add. Of several of one job the one that is preferred is shown, else the one that was stored
 * first. They are stored in parts, of which only the last one changes: ten thousand are not written anew with each that
 * comes.
 */
export function keepResults<Job extends object, Result extends Job>(
  options: KeptResultsOptions<Job, Result>,
): KeptResults<Result> {
  const { kind, key, storage, until, onConflict } = options;
  const { read = (stored) => (Array.isArray(stored) ? (stored as Result[]) : []) } = options;
  const shown = createShown(kind);
  /** Of this tab, and not stored so far: all of them where nothing can be stored. */
  const pending = new Set<Result>();
  /** Replaced when results are forgotten: what was under way then is not shown. */
  let generation = {};
  let storing = Promise.resolve();
  /** The part that grows, and how many there are to be heard of. */
  let last = 0;
  let heard = 0;
  /** How many results the first part had: it has fewer only after all have been forgotten. */
  let inFirst = 0;
  const keyOf = (part: number) => (part === 0 ? key : `${key}/${part}`);

  function hearUpTo(part: number): void {
    for (; heard <= part; heard++) {
      const each = heard;
      storage.hear(keyOf(each), () => void follow(each), until);
    }
  }

  /** A part as it is stored: of one job it is right, and what this tab has is not. */
  function take(part: number, results: readonly Result[]): void {
    if (part === 0) {
      if (results.length < inFirst) shown.reset(pending);
      inFirst = results.length;
    }
    last = Math.max(last, part);
    shown.take(results, pending);
    hearUpTo(part + 1);
  }

  /** Reads the parts from one on; where nothing is stored, or can be read, nothing is known of other tabs. */
  async function follow(first: number): Promise<void> {
    const began = generation;
    for (let part = first; ; part++) {
      const stored = await storage.read(keyOf(part));
      if (stored === undefined || began !== generation) return;
      take(part, read(stored));
    }
  }

  /** What came while another part was stored is stored together. */
  async function keep(): Promise<void> {
    const began = generation;
    const batch = [...pending];
    for (let room = batch.length === 0; !room;) {
      const part = last;
      let all: readonly Result[] = [];
      let difference: string | null = null;
      const isStored = await storage.update(keyOf(part), (stored) => {
        const known = stored === undefined ? [] : read(stored);
        room = known.length < PART;
        if (!room) return stored;
        difference = differenceOf(kind, known, batch);
        const byName = new Map(known.map((result) => [kind.nameOf(result), result]));
        const otherOf = (result: Result) => byName.get(kind.nameOf(result));
        return (all = [...known, ...batch.filter((each) => isTaken(kind, each, otherOf(each)))]);
      });
      if (difference) onConflict?.(keptFirst(difference));
      if (!isStored || began !== generation) return;
      if (room) {
        take(part, all);
        for (const result of batch) pending.delete(result);
      } else last = part + 1;
    }
  }

  hearUpTo(0);
  return {
    ...shown.store,
    loaded: follow(0),
    add(results) {
      const { fresh, difference } = shown.add(results);
      for (const result of fresh) pending.add(result);
      if (difference) onConflict?.(keptFirst(difference));
      return (storing = storing.then(keep));
    },
    clear() {
      pending.clear();
      [generation, last, inFirst] = [{}, 0, 0];
      shown.reset([]);
      storing = storing.then(() => emptyParts(storage, keyOf));
    },
  };
}

/** The first part is emptied last: tabs that hear of it find nothing in the others. */
async function emptyParts(storage: Storage, keyOf: (part: number) => string): Promise<void> {
  let parts = 0;
  while ((await storage.read(keyOf(parts))) !== undefined) parts += 1;
  for (let part = parts - 1; part >= 0; part--) await storage.write(keyOf(part), []);
}

/** Whether a result is taken beside another of its job, or none. */
const isTaken = <Job extends object, Result extends Job>(
  { prefers }: Pick<ResultsKind<Job, Result>, 'prefers'>,
  result: Result,
  other: Result | undefined,
) => other === undefined || prefers?.(result, other) === true;

const keptFirst = (difference: string) => `${difference} The first one is kept.`;

/** The results that are shown, by the names of their jobs. */
function createShown<Job extends object, Result extends Job>(
  kind: KeptResultsOptions<Job, Result>['kind'],
) {
  const store = createStore<readonly Result[]>(() => []);
  const places = new Map<string, number>();

  /** @returns those that are shown now, and were not */
  function append(results: Iterable<Result>): Result[] {
    const all = [...store.getState()];
    const fresh: Result[] = [];
    for (const result of results) {
      const name = kind.nameOf(result);
      const place = places.get(name) ?? all.length;
      if (!isTaken(kind, result, all.at(place))) continue;
      places.set(name, place);
      all[place] = result;
      fresh.push(result);
    }
    if (fresh.length > 0) store.setState(all, true);
    return fresh;
  }

  return {
    store,
    reset(results: Iterable<Result>): void {
      places.clear();
      store.setState([], true);
      append(results);
    },
    /** Adds those of other jobs; what differs from a known one, in a sentence. */
    add(results: readonly Result[]) {
      const fresh = append(results);
      const known = store.getState();
      const met = results.map((result) => known[places.get(kind.nameOf(result))!]);
      return { fresh, difference: differenceOf(kind, met, results) };
    },
    /** Adds what is stored, which takes the place of what is not stored yet. */
    take(results: readonly Result[], pending: ReadonlySet<Result>): void {
      append(results);
      const known = store.getState();
      const replaced = results.filter((result) => {
        const shown = known[places.get(kind.nameOf(result))!];
        return pending.has(shown) && kind.conflict?.(shown, result);
      });
      if (replaced.length === 0) return;
      const all = [...known];
      for (const result of replaced) all[places.get(kind.nameOf(result))!] = result;
      store.setState(all, true);
    },
  };
}
