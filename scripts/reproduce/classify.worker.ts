import process from 'node:process';
import {
  runClassifier,
  type ClassData,
  type ClassJob,
} from '../../src/labs/perturbed/experiment/classification/repetition';
import { createCpuNetwork } from '../../src/simd/networks/cpu';
import { answerJobs } from './answers';
import { readSet } from './sets';

/** A job and the folder that its images come from. */
export interface ClassTask {
  readonly job: ClassJob;
  readonly from: string;
}

/** The set of all jobs, which share one. */
let known: Promise<ClassData> | null = null;

answerJobs(async ({ job, from }: ClassTask) => {
  known ??= readSet(from, job.dataset);
  return runClassifier(job, await known, {
    createNetwork: createCpuNetwork,
    now: () => process.cpuUsage().user / 1000,
  });
});
