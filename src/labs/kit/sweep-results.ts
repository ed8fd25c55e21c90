import type { Compute } from '../../compute/client';
import type { Calls } from '../../compute/service';
import {
  resultOf,
  sweepResults,
  type Measured,
  type SweepJob,
  type SweepResult,
} from '../../core/sweeps/sweep';
import {
  createResultsTable,
  type ResultsTableOptions,
  type ResultsTableStore,
} from '../../state/results-table';
import type { ConnectOptions } from './connect';
import { inWorkers } from './repetitions';
import type { AnySweep } from './sweep';

/** Results of a lab's sweeps, of whatever settings. */
export type SweepStore = ResultsTableStore<SweepJob, SweepResult>;

type Options = ResultsTableOptions<SweepJob, SweepResult>;

/** What a lab has of its own beside workers. */
interface OwnWay extends Pick<Options, 'counts'> {
  /** Has cells made in a way of its own, and what that leaves as `then` has it. */
  ahead(then: Options['run']): Options['run'];
}

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
  { ahead, ...own }: OwnWay = { ahead: (then) => then },
): SweepStore {
  const { storage, until, now } = options;
  const inOwn = inWorkers(options, async (worker, job: SweepJob, onProgress) =>
    resultOf(job, await measure(worker, task(job), { job, onProgress })),
  );
  return createResultsTable({
    ...{ kind: sweepResults, key: `${lab}/sweep`, storage, until, now, ...own },
    run: ahead(inOwn),
  });
}
