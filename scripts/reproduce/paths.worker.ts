import process from 'node:process';
import {
  runPathsRepetition,
  type PathsData,
  type PathsJob,
} from '../../src/labs/paths/experiment/repetition';
import { createCpuNetwork } from '../../src/simd/networks/cpu';
import { answerJobs } from './answers';
import { readMaps } from './maps';

/** A job and the folder that its maps come from, where they are not generated. */
export interface PathsTask {
  readonly job: PathsJob;
  readonly from: string;
}

/** The maps that were made or read last: the jobs of one table share them. */
let known: { readonly name: string; readonly data: PathsData } | null = null;

function dataOf({ job, from }: PathsTask): PathsData {
  const name = `${from}/${job.dataset} ${job.maps} ${job.testMaps}`;
  if (known?.name !== name) known = { name, data: readMaps(from, job) };
  return known.data;
}

answerJobs((task: PathsTask) =>
  runPathsRepetition(task.job, dataOf(task), {
    createNetwork: createCpuNetwork,
    // time of the processor, so that a busy machine does not make steps slow
    now: () => process.cpuUsage().user / 1000,
  }),
);
