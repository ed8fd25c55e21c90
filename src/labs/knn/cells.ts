import type { ConnectOptions } from '../kit/connect';
import { anySweep } from '../kit/sweep';
import { createSweepTable } from '../kit/sweep-results';
import type { KnnCalls } from './compute/protocol';
import { knnSweep } from './sweep';

/** Cells of sweeps, trained in workers of their own; images of one's own are asked for by the name of their set. */
export const createKnnCells = (options: ConnectOptions<KnnCalls>) =>
  createSweepTable('knn', options, anySweep(knnSweep), (worker, cell, { job, onProgress }) =>
    worker.call('cell', { ...cell, dataset: job.data ?? cell.dataset }, { onProgress }),
  );
