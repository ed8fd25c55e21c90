import process from 'node:process';
import {
  runKnnRepetition,
  type KnnData,
  type KnnJob,
} from '../../src/labs/knn/experiment/repetition';
import {
  createCpuBlockDistances,
  createCpuNetwork,
  createCpuPairMath,
} from '../../src/simd/networks/cpu';
import { readSet } from './sets';

/** A job and the folder that its images come from. */
export interface KnnTask {
  readonly job: KnnJob;
  readonly from: string;
}

/** The set that was read last: the jobs of one table share one. */
let known: { readonly name: string; readonly data: Promise<KnnData> } | null = null;

function dataOf({ job, from }: KnnTask): Promise<KnnData> {
  const name = `${from}/${job.dataset}`;
  if (known?.name !== name) known = { name, data: readSet(from, job.dataset) };
  return known.data;
}

/** A process that works off jobs one at a time, as the parent sends them. */
process.on('message', (task: KnnTask) => {
  void dataOf(task)
    .then((data) =>
      runKnnRepetition(task.job, data, {
        createNetwork: createCpuNetwork,
        pairs: createCpuPairMath(),
        blockDistances: createCpuBlockDistances(),
        // time of the processor, so that a busy machine takes no training from a method
        now: () => process.cpuUsage().user / 1000,
      }),
    )
    .then((result) => process.send?.(result));
});

// Ctrl-C reaches every process of a terminal; the parent decides when this one ends.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
