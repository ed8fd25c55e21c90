import { messageOf } from '../../core/message-of';
import { createStore } from 'zustand/vanilla';
import type { RepetitionJob, RepetitionResult } from './experiment/repetition';
import { distinct, missingJobs } from '../../core/training/results';
import { matchingResults } from './experiment/table';
import type { Storage } from '../../state/storage';
import type { Table, TableStore } from './results';

export interface TableOptions {
  /** Works off jobs; see runTable of the worker. */
  run(
    jobs: readonly RepetitionJob[],
    how: { onResult(result: RepetitionResult): void; signal: AbortSignal },
  ): Promise<void>;
  readonly storage: Storage;
  now(): number;
}

const KEY = 'matching/table';

/** The results of Table 1 in this browser: every one is stored as soon as it is there. */
export function createTableStore({ run, storage, now }: TableOptions): TableStore {
  const store = createStore<Table>(() => ({
    results: [],
    recorded: null,
    done: 0,
    total: 0,
    running: false,
    elapsed: 0,
    error: null,
  }));
  const { getState, setState } = store;
  let stopper: AbortController | null = null;
  const loaded = storage.read(KEY).then((kept) => {
    if (Array.isArray(kept)) merge(kept as RepetitionResult[]);
  });

  function merge(results: readonly RepetitionResult[]): void {
    const known = getState().results;
    const all = distinct(matchingResults, [...known, ...results]);
    if (all.length > known.length) setState({ results: all });
  }

  const write = () => void storage.write(KEY, getState().results);

  async function work(jobs: readonly RepetitionJob[]): Promise<void> {
    await loaded;
    const missing = missingJobs(matchingResults, jobs, getState().results);
    const stop = new AbortController();
    stopper = stop;
    const start = now();
    const begun = { done: 0, total: missing.length, running: missing.length > 0 };
    setState({ ...begun, elapsed: 0, error: null });
    if (missing.length === 0) return;
    const onResult = (result: RepetitionResult) => {
      merge([result]);
      setState({ done: getState().done + 1, elapsed: now() - start });
      write();
    };
    try {
      await run(missing, { onResult, signal: stop.signal });
    } catch (error) {
      setState({ error: messageOf(error) });
    }
    if (stopper === stop) setState({ running: false });
  }

  return Object.assign(store, {
    start(jobs: readonly RepetitionJob[]) {
      if (!getState().running) void work(jobs);
    },
    stop() {
      stopper?.abort();
      setState({ running: false });
    },
    add(results: readonly RepetitionResult[]) {
      merge(results);
      write();
    },
    clear() {
      setState({ results: [], done: 0, total: 0 });
      write();
    },
  });
}
