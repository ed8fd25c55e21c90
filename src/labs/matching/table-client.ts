import { wrap } from 'comlink';
import { within } from '../../compute/within';
import type { RepetitionJob, RepetitionResult } from './experiment/repetition';
import type { TableApi } from './compute/protocol';

export interface TableOptions {
  readonly threads: number;
  spawn(): Worker;
}

export interface TableRun {
  onResult(result: RepetitionResult): void;
  /** Aborted to stop: workers end at once, results so far stay. */
  readonly signal: AbortSignal;
}

/** Deaths of workers after which a table is given up. */
const MAX_DEATHS = 4;

/**
 * Works off the jobs of a table on several workers, in their order. A job is a pure function, so one
 * whose worker dies is done again by the next.
 * @throws Error with a sentence for the reader if no worker can be had or too many die
 */
export async function runTable(
  jobs: readonly RepetitionJob[],
  { threads, spawn }: TableOptions,
  { onResult, signal }: TableRun,
): Promise<void> {
  const waiting = [...jobs];
  let deaths = 0;

  async function thread(): Promise<void> {
    while (waiting.length > 0 && !signal.aborted) {
      const death = new AbortController();
      const worker = spawn();
      const stop = () => death.abort(new Error('stopped'));
      worker.addEventListener('error', stop);
      signal.addEventListener('abort', stop);
      try {
        await work(wrap<TableApi>(worker), death.signal);
      } catch (error) {
        if (!death.signal.aborted) throw error;
        if (!signal.aborted && ++deaths >= MAX_DEATHS) {
          throw new Error(
            'The background threads stopped several times; the table is not complete.',
            {
              cause: error,
            },
          );
        }
      } finally {
        signal.removeEventListener('abort', stop);
        worker.terminate();
      }
    }
  }

  async function work(api: Pick<TableApi, 'repetition'>, died: AbortSignal): Promise<void> {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      try {
        onResult(await within(api.repetition(job), died));
      } catch (error) {
        waiting.unshift(job);
        throw error;
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, thread));
}
