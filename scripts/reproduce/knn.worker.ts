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
import { answerJobs } from './answers';
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

answerJobs(async (task: KnnTask) =>
  runKnnRepetition(task.job, await dataOf(task), {
    createNetwork: createCpuNetwork,
    pairs: createCpuPairMath(),
    blockDistances: createCpuBlockDistances(),
    // time of the processor, so that a busy machine takes no training from a method
    now: () => process.cpuUsage().user / 1000,
  }),
);
