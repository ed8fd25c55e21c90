import type { Compute } from '../../compute/client';
import type { NetworkChoice } from '../../compute/service';
import { resultOf, sweepResults, type SweepJob, type SweepResult } from '../../core/sweeps/sweep';
import type { DeviceMade } from '../../core/training/devices';
import type { ResultsKind } from '../../core/training/results';
import type { ResultsTableOptions } from '../../state/results-table';
import type { ConnectOptions } from '../kit/connect';
import type { AnySweep } from '../kit/sweep';
import type { MatchingCalls } from './compute/protocol';
import type { RepetitionJob, RepetitionResult, Training } from './experiment/repetition';
import { matchingResults } from './experiment/table';

type Run<Job extends object, Result extends Job> = ResultsTableOptions<Job, Result>['run'];

/** Fewer are made before a device has been opened and measured. */
const MIN_JOBS = 8;
/** So many are taken from other tabs, and handed to a device, at once. */
const MOST_JOBS = 4096;
/** Silence of a device that compiles, or makes a few steps of all. */
const PATIENCE_MS = 60_000;

/** Where a device can be had, and whether the reader wants one. */
interface Device extends Pick<ConnectOptions<MatchingCalls>, 'another'> {
  wanted(): boolean;
}

/** A device as the reader wants it who has chosen what networks run on: on the CPU all numbers are to be the CPU's. */
export function deviceFor(
  { another }: Pick<Device, 'another'>,
  networks: () => NetworkChoice,
): Device & { counts(result: DeviceMade): boolean } {
  const wanted = () => ['auto', 'webgpu'].includes(networks());
  return { another, wanted, counts: ({ device }) => device === undefined || wanted() };
}

interface SideBySide<Job extends object, Result extends Job> extends Device {
  readonly kind: Pick<ResultsKind<Job, Result>, 'nameOf'>;
  /** Has jobs made side by side, and hears of their results. */
  ask(
    worker: Compute<MatchingCalls>,
    jobs: readonly Job[],
    how: {
      readonly signal: AbortSignal;
      readonly patience: number;
      onResults(results: readonly Result[]): void;
    },
  ): Promise<unknown>;
}

/**
 * Trainings side by side on a graphics device first, in a worker of its own, where that is faster. What is left, also
 * because the device or the worker fails, is made as `then` has it, from its start.
 */
const sideBySide =
  <Job extends object, Result extends Job>(
    { another, kind: { nameOf }, wanted, ask }: SideBySide<Job, Result>,
    then: Run<Job, Result>,
  ): Run<Job, Result> =>
  async (jobs, how) => {
    const made = new Set<string>();
    const onResults = (results: readonly Result[]) => {
      // a call whose worker has died is made again, and tells all of its results again
      for (const result of results.filter((one) => !made.has(nameOf(one)))) {
        made.add(nameOf(result));
        how.onResult(result);
      }
    };
    for (let from = 0, before = -1; wanted() && from < jobs.length; from += MOST_JOBS) {
      const own = await claimed(jobs.slice(from, from + MOST_JOBS), how);
      // a device that has made none of so many makes none of the next
      if (own.length < MIN_JOBS || made.size === before) break;
      before = made.size;
      const worker = another();
      const options = { signal: how.signal, patience: PATIENCE_MS, onResults };
      await ask(worker, own, options).catch(() => []);
      worker.dispose();
    }
    await then(
      jobs.filter((job) => !made.has(nameOf(job))),
      how,
    );
  };

/** Repetitions of Table 1. */
export const repetitionsSideBySide = (
  device: Device,
  then: Run<RepetitionJob, RepetitionResult>,
): Run<RepetitionJob, RepetitionResult> =>
  sideBySide(
    {
      ...{ ...device, kind: matchingResults },
      ask: (worker, jobs, { onResults, ...how }) =>
        worker.call('sideBySide', jobs, { ...how, onProgress: onResults }),
    },
    then,
  );

/** Cells of sweeps. */
export const cellsSideBySide = (
  device: Device,
  { task }: Pick<AnySweep<Training>, 'task'>,
  then: Run<SweepJob, SweepResult>,
): Run<SweepJob, SweepResult> =>
  sideBySide(
    {
      ...{ ...device, kind: sweepResults },
      ask: (worker, jobs, { onResults, ...how }) =>
        worker.call('cells', jobs.map(task), {
          ...how,
          onProgress: (cells) =>
            onResults(
              cells.map(({ at, measured, device: by }) => resultOf(jobs[at], measured, by)),
            ),
        }),
    },
    then,
  );

/** The jobs that no other tab has taken. */
async function claimed<Job extends object>(
  jobs: readonly Job[],
  { claim }: Parameters<Run<Job, Job>>[1],
) {
  const isOwn = await Promise.all(jobs.map((job) => claim(job, false)));
  return jobs.filter((_, i) => isOwn[i]);
}
