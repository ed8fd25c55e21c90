import type { Compute } from '../../compute/client';
import { runJobs } from '../../compute/jobs';
import type { Calls } from '../../compute/service';
import type { ResultsTableOptions } from '../../state/results-table';
import type { ConnectOptions } from './connect';

/** Works off the repetitions of a table, each in a worker of its own, as many at once as there are processors. */
export const inWorkers =
  <C extends Calls, Job extends object, Result extends Job>(
    { another, cores }: Pick<ConnectOptions<C>, 'another' | 'cores'>,
    repeat: (worker: Compute<C>, job: Job, onProgress: (share: number) => void) => Promise<Result>,
  ): ResultsTableOptions<Job, Result>['run'] =>
  (jobs, { onProgress, ...how }) =>
    runJobs(jobs, {
      ...how,
      workers: cores,
      open() {
        const worker = another();
        return {
          run: (job) => repeat(worker, job, (share) => onProgress(job, share)),
          dispose: () => worker.dispose(),
        };
      },
    });
