import process from 'node:process';
import { runJobs } from './pool';
import { showProgress } from './progress';

/** Time between two writes of the results. */
const WRITE_MS = 5000;
/** Signals that follow each other faster than this come from one key. */
const SAME_KEY_MS = 1000;

/**
 * Works off jobs in a way of its own, before processes do.
 * @returns what is left to them
 */
export type Ahead<Job, Result> = (
  jobs: readonly Job[],
  how: { onResult(result: Result): void; ended(): boolean },
) => Promise<readonly Job[]>;

export interface Work<Job, Result> {
  readonly worker: string;
  /** All jobs of the table, done or not. */
  readonly total: number;
  readonly missing: readonly Job[];
  readonly ahead?: Ahead<Job, Result> | undefined;
  readonly processes: number;
  readonly nice: boolean;
  /** No job starts after this many minutes. */
  readonly minutes: number;
  onResult(result: Result): void;
  save(): void;
}

/**
 * Works off the missing jobs, writing results as they come. Ctrl-C finishes what runs, a second one
 * leaves at once.
 * @returns how many jobs are left
 */
export async function workOff<Job extends object, Result>(
  work: Work<Job, Result>,
): Promise<number> {
  const { total, missing, save } = work;
  const start = performance.now();
  let written = start;
  let stopped = 0;
  const interrupt = () => {
    // a terminal and the programs in between may each pass on the one key that was pressed
    if (stopped > 0 && performance.now() - stopped > SAME_KEY_MS) process.exit(130);
    if (stopped > 0) return;
    stopped = performance.now();
    save();
    process.stderr.write('\nFinishing what runs; Ctrl-C again to leave at once.\n');
  };
  process.on('SIGINT', interrupt);
  let done = 0;
  const how = {
    ...work,
    ended: () => stopped > 0 || performance.now() - start > work.minutes * 60_000,
    onResult(result: Result) {
      work.onResult(result);
      done++;
      showProgress(total - missing.length + done, total, done, performance.now() - start);
      if (performance.now() - written < WRITE_MS) return;
      written = performance.now();
      save();
    },
  };
  const { ahead = (jobs) => Promise.resolve(jobs) } = work;
  const left = missing.length > 0 ? await ahead(missing, how) : missing;
  await runJobs<Job, Result>(left, how);
  process.off('SIGINT', interrupt);
  save();
  return missing.length - done;
}
