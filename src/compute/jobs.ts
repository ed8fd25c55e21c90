import type { Compute } from './client';
import type { Calls } from './service';

export interface JobsOptions<Job, Result> {
  /** Workers at most. */
  readonly workers: number;
  /** Opens one worker; it is disposed of when there is nothing left for it. */
  open(): Pick<Compute<Calls>, 'dispose'> & { run(job: Job): Promise<Result> };
  onResult(result: Result): void;
  /**
   * Resolves to whether a job is to be done here: nobody else does it, or has done it by now.
   * @param wait for whoever does it
   */
  claim(job: Job, wait: boolean): Promise<boolean>;
  /** Aborted to stop: workers end at once, results so far stay. */
  readonly signal: AbortSignal;
}

/**
 * Works off jobs on several workers, in their order; those that somebody else does come last. A job is a pure
 * function: one whose worker dies is done again by the next.
 * @throws Error with the reason of the first job that fails; the others are stopped then
 */
export async function runJobs<Job, Result>(
  jobs: readonly Job[],
  { workers, open, onResult, claim, signal }: JobsOptions<Job, Result>,
): Promise<void> {
  const waiting = [...jobs];
  const elsewhere: Job[] = [];
  const stop = new AbortController();
  const opened: ReturnType<typeof open>[] = [];
  const end = () => opened.forEach((worker) => worker.dispose());
  stop.signal.addEventListener('abort', end);
  const onAbort = () => stop.abort();
  signal.addEventListener('abort', onAbort);

  async function work(): Promise<void> {
    if (stop.signal.aborted) return;
    const worker = open();
    opened.push(worker);
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (await claim(job, false)) onResult(await worker.run(job));
      else elsewhere.push(job);
    }
    for (let job = elsewhere.shift(); job !== undefined; job = elsewhere.shift()) {
      if (await claim(job, true)) onResult(await worker.run(job));
    }
    worker.dispose();
  }

  try {
    if (signal.aborted) return;
    await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, work));
  } catch (error) {
    // a worker that was stopped fails its job: that is what was asked for
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    stop.abort();
  }
}
