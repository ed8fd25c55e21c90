import type { ResultsTableOptions } from '../../state/results-table';
import type { ConnectOptions } from '../kit/connect';
import type { MatchingCalls } from './compute/protocol';
import type { RepetitionJob, RepetitionResult } from './experiment/repetition';
import { jobName } from './experiment/table';

type Run = ResultsTableOptions<RepetitionJob, RepetitionResult>['run'];

/** Fewer are made before a device has been opened and measured. */
const MIN_JOBS = 8;
/** Silence of a device that compiles, or makes a few steps of all. */
const PATIENCE_MS = 60_000;

/**
 * Repetitions side by side on a graphics device first, in a worker of its own, where that is faster. What is left,
 * also because the device or the worker fails, is made as `then` has it, from its start.
 */
export const sideBySide =
  ({ another }: Pick<ConnectOptions<MatchingCalls>, 'another'>, then: Run): Run =>
  async (jobs, how) => {
    const made = new Set<string>();
    const own = jobs.length < MIN_JOBS ? [] : await claimed(jobs, how);
    if (own.length >= MIN_JOBS) {
      const worker = another();
      const onProgress = (results: readonly RepetitionResult[]) => {
        // a call whose worker has died is made again, and tells all of its results again
        for (const result of results.filter((one) => !made.has(jobName(one)))) {
          made.add(jobName(result));
          how.onResult(result);
        }
      };
      const options = { signal: how.signal, patience: PATIENCE_MS, onProgress };
      await worker.call('sideBySide', own, options).catch(() => []);
      worker.dispose();
    }
    await then(
      jobs.filter((job) => !made.has(jobName(job))),
      how,
    );
  };

/** The jobs that no other tab has taken. */
async function claimed(jobs: readonly RepetitionJob[], { claim }: Parameters<Run>[1]) {
  const isOwn = await Promise.all(jobs.map((job) => claim(job, false)));
  return jobs.filter((_, i) => isOwn[i]);
}
