import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../core/message-of';
import { missingJobs, type ResultsFile, type ResultsKind } from '../core/training/results';
import { claimJobs } from './claims';
import { keepResults, type KeptResults } from './kept-results';
import { createPaced } from './paced';
import type { Storage } from './storage';

/** Repetitions of a table: what has been asked for and what there is so far. */
export interface ResultsTable<Result> {
  readonly results: readonly Result[];
  /** What came with the site, once it is there. */
  readonly recorded: ResultsFile<Result> | null;
  /** Jobs of the present request that are done, and all of them. */
  readonly done: number;
  readonly total: number;
  /** How much of the jobs under way is done, together: half of one, a third of another. */
  readonly underWay: number;
  readonly running: boolean;
  /** Milliseconds since the request began, and when it was measured: for the time that is left. */
  readonly elapsed: number;
  readonly error: string | null;
}

export interface ResultsTableStore<Job, Result> extends StoreApi<ResultsTable<Result>> {
  /**
   * Works off the jobs that have no result yet; results so far are kept, also over a reload. Tabs that work off
   * the same jobs share them.
   */
  start(jobs: readonly Job[]): void;
  stop(): void;
  /** Adds results from a file. */
  add(results: readonly Result[]): void;
  /** Forgets what there is, in all tabs; what a tab that is at work finishes after that is kept. */
  clear(): void;
}

export interface ResultsTableOptions<Job extends object, Result extends Job> {
  readonly kind: ResultsKind<Job, Result>;
  /** Where results are kept. */
  readonly key: string;
  /** Works off jobs; may tell how much of a job is done, as a share. */
  run(
    jobs: readonly Job[],
    how: {
      onResult(result: Result): void;
      onProgress(job: Job, share: number): void;
      /**
       * Resolves to whether a job is to be done here: no other tab does it, or has done it by now.
       * @param wait for a tab that does it, for some time
       */
      claim(job: Job, wait: boolean): Promise<boolean>;
      readonly signal: AbortSignal;
    },
  ): Promise<void>;
  /** Whether a result is what is asked for at present; one that is not is made anew. */
  counts?(result: Result): boolean;
  readonly storage: Storage;
  /** Aborted when nothing is followed any more. */
  readonly until: AbortSignal;
  now(): number;
}

/** Cells that take a millisecond each are not drawn one by one: that would take all the time there is. */
const PAUSE_MS = 200;

/** The results of a table in this browser: every one is stored as soon as it is there. */
export function createResultsTable<Job extends object, Result extends Job>(
  options: ResultsTableOptions<Job, Result>,
): ResultsTableStore<Job, Result> {
  const { kind, counts = () => true } = options;
  const idle = { done: 0, total: 0, underWay: 0, running: false, elapsed: 0, error: null };
  const store = createStore<ResultsTable<Result>>(() => ({ results: [], recorded: null, ...idle }));
  const { getState, setState } = store;
  const { tell, flush } = createPaced<ResultsTable<Result>>(setState, PAUSE_MS);
  const setNow = (change: Partial<ResultsTable<Result>>) => {
    tell(change);
    flush();
  };
  const kept = keepResults({ ...options, onConflict: (error) => setNow({ error }) });
  kept.subscribe((results) => tell({ results }));
  let stopper: AbortController | null = null;

  async function work(jobs: readonly Job[]): Promise<void> {
    const stop = new AbortController();
    stopper = stop;
    await kept.loaded;
    const missing = missingJobs(kind, jobs, kept.getState().filter(counts));
    setNow({ ...idle, total: missing.length, running: missing.length > 0 });
    if (missing.length === 0) return;
    try {
      await workOff(missing, {
        ...{ ...options, kept, signal: stop.signal },
        tell: (progress) => stopper === stop && tell(progress),
      });
    } catch (error) {
      setNow({ error: messageOf(error) });
    }
    if (stopper === stop) setNow({ running: false, underWay: 0 });
  }

  return Object.assign(store, {
    start(jobs: readonly Job[]) {
      if (!getState().running) void work(jobs);
    },
    stop() {
      stopper?.abort();
      setNow({ running: false, underWay: 0 });
    },
    add(results: readonly Result[]) {
      void kept.add(results);
    },
    clear() {
      kept.clear();
      setNow(idle);
    },
  });
}

interface Work<Job extends object, Result extends Job> extends ResultsTableOptions<Job, Result> {
  readonly kept: KeptResults<Result>;
  readonly signal: AbortSignal;
  tell(progress: Pick<ResultsTable<Result>, 'done' | 'underWay' | 'elapsed'>): void;
}

/** Works off jobs together with other tabs; tells how many are done, and how much of those under way here. */
async function workOff<Job extends object, Result extends Job>(
  jobs: readonly Job[],
  { kind, key, run, counts = () => true, storage, now, kept, signal, tell }: Work<Job, Result>,
): Promise<void> {
  const start = now();
  const asked = new Set(jobs.map(kind.nameOf));
  const finished = new Set<string>();
  const shares = new Map<string, number>();
  const tellNow = () => {
    const underWay = [...shares.values()].reduce((sum, share) => sum + share, 0);
    if (!signal.aborted) tell({ done: finished.size, underWay, elapsed: now() - start });
  };
  const unfollow = kept.subscribe((results, before) => {
    // the others need not be named again
    const changed = results.filter((result, i) => result !== before[i] && counts(result));
    for (const name of changed.map(kind.nameOf)) {
      if (asked.has(name)) finished.add(name);
      shares.delete(name);
    }
    tellNow();
  });
  const claims = claimJobs({
    take: (name, wait) => storage.claim(`${key} ${name}`, wait),
    isDone: (name) => finished.has(name),
    hear: kept.subscribe,
    signal,
  });
  try {
    await run(jobs, {
      onResult: (result) => void kept.add([result]).then(() => claims.letGo(kind.nameOf(result))),
      onProgress(job, share) {
        shares.set(kind.nameOf(job), share);
        tellNow();
      },
      claim: (job, wait) => claims.claim(kind.nameOf(job), wait),
      signal,
    });
  } finally {
    unfollow();
    claims.letAllGo();
  }
}
