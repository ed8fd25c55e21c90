import type { Compute } from '../../compute/client';
import type { Calls } from '../../compute/service';
import {
  resultOf,
  sweepResults,
  type Measured,
  type SweepJob,
  type SweepResult,
} from '../../core/sweeps/sweep';
import { createResultsTable, type ResultsTableStore } from '../../state/results-table';
import type { ConnectOptions } from './connect';
import { inWorkers } from './repetitions';
import type { AnySweep } from './sweep';

/** Results of a lab's sweeps, of whatever settings. */
export type SweepStore = ResultsTableStore<SweepJob, SweepResult>;

/** The results of a lab's sweeps, kept in this browser; cells are measured in workers of their own. */
export function createSweepTable<C extends Calls, Task>(
  lab: string,
  options: ConnectOptions<C>,
  { task }: Pick<AnySweep<Task>, 'task'>,
  measure: (
    worker: Compute<C>,
    task: Task,
    how: { readonly job: SweepJob; onProgress(share: number): void },
  ) => Promise<Measured>,
): SweepStore {
  const { storage, until, now } = options;
  return createResultsTable({
    ...{ kind: sweepResults, key: `${lab}/sweep`, storage, until, now },
    run: inWorkers(options, async (worker, job: SweepJob, onProgress) =>
      resultOf(job, await measure(worker, task(job), { job, onProgress })),
    ),
  });
}
