import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../core/message-of';
import {
  distinct,
  missingJobs,
  type ResultsFile,
  type ResultsKind,
} from '../core/training/results';
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
  /** Works off the jobs that have no result yet; results so far are kept, also over a reload. */
  start(jobs: readonly Job[]): void;
  stop(): void;
  /** Adds results from a file. */
  add(results: readonly Result[]): void;
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
      readonly signal: AbortSignal;
    },
  ): Promise<void>;
  readonly storage: Storage;
  now(): number;
}

/** The results of a table in this browser: every one is stored as soon as it is there. */
export function createResultsTable<Job extends object, Result extends Job>({
  kind,
  key,
  run,
  storage,
  now,
}: ResultsTableOptions<Job, Result>): ResultsTableStore<Job, Result> {
  const idle = { done: 0, total: 0, underWay: 0, running: false, elapsed: 0, error: null };
  const store = createStore<ResultsTable<Result>>(() => ({ results: [], recorded: null, ...idle }));
  const { getState, setState } = store;
  let stopper: AbortController | null = null;
  const loaded = storage.read(key).then((kept) => {
    if (Array.isArray(kept)) merge(kept as Result[]);
  });

  function merge(results: readonly Result[]): void {
    const known = getState().results;
    const all = distinct(kind, [...known, ...results]);
    if (all.length > known.length) setState({ results: all });
  }

  const write = () => void storage.write(key, getState().results);

  async function work(jobs: readonly Job[]): Promise<void> {
    await loaded;
    const missing = missingJobs(kind, jobs, getState().results);
    const stop = new AbortController();
    stopper = stop;
    const start = now();
    setState({ ...idle, total: missing.length, running: missing.length > 0 });
    if (missing.length === 0) return;
    const shares = new Map<string, number>();
    const tell = (done: number) => {
      if (stopper !== stop) return;
      const underWay = [...shares.values()].reduce((sum, share) => sum + share, 0);
      setState({ done, underWay, elapsed: now() - start });
    };
    const onProgress = (job: Job, share: number) => {
      shares.set(kind.nameOf(job), share);
      tell(getState().done);
    };
    const onResult = (result: Result) => {
      merge([result]);
      shares.delete(kind.nameOf(result));
      tell(getState().done + 1);
      write();
    };
    try {
      await run(missing, { onResult, onProgress, signal: stop.signal });
    } catch (error) {
      setState({ error: messageOf(error) });
    }
    if (stopper === stop) setState({ running: false, underWay: 0 });
  }

  return Object.assign(store, {
    start(jobs: readonly Job[]) {
      if (!getState().running) void work(jobs);
    },
    stop() {
      stopper?.abort();
      setState({ running: false, underWay: 0 });
    },
    add(results: readonly Result[]) {
      merge(results);
      write();
    },
    clear() {
      setState({ results: [], ...idle });
      write();
    },
  });
}
