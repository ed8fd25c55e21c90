import process from 'node:process';
import { resultOf, type Measured, type SweepJob } from '../../src/core/sweeps/sweep';
import { measureArgmax } from '../../src/labs/argmax/experiment/cell';
import { argmaxSweep } from '../../src/labs/argmax/sweep';
import { anySweep } from '../../src/labs/kit/sweep';
import { DRAWN, measureCell } from '../../src/labs/knn/experiment/cell';
import type { KnnData } from '../../src/labs/knn/experiment/repetition';
import { knnSweep } from '../../src/labs/knn/sweep';
import { measureTraining } from '../../src/labs/matching/experiment/cell';
import { matchingSweep } from '../../src/labs/matching/sweep';
import {
  createCpuBlockDistances,
  createCpuNetwork,
  createCpuPairMath,
} from '../../src/simd/networks/cpu';
import { answerJobs } from './answers';
import { readSet } from './sets';

/** A cell, and the folder that its images come from, where it has any. */
export interface SweepTask {
  readonly job: SweepJob;
  readonly from: string;
}

const argmax = anySweep(argmaxSweep);
const matching = anySweep(matchingSweep);
const knn = anySweep(knnSweep);

/** The images of all cells: those of a sweep share a set. */
let images: Promise<KnnData> | null = null;

/** How the cells of each lab are measured. */
const measures: Readonly<Record<string, (task: SweepTask) => Measured | Promise<Measured>>> = {
  argmax: ({ job }) => measureArgmax(argmax.task(job)),
  matching: ({ job }) => measureTraining(matching.task(job)),
  async knn({ job, from }) {
    const cell = knn.task(job);
    images ??= readSet(from, cell.dataset, DRAWN);
    return measureCell(cell, await images, {
      createNetwork: createCpuNetwork,
      pairs: createCpuPairMath(),
      blockDistances: createCpuBlockDistances(),
      now: () => process.cpuUsage().user / 1000,
    });
  },
};

answerJobs(async (task: SweepTask) => resultOf(task.job, await measures[task.job.lab](task)));
