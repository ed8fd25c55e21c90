import { createSweepTable } from '../kit/sweep-results';
import type { ConnectOptions } from '../kit/connect';
import { anySweep } from '../kit/sweep';
import type { ArgmaxCalls } from './compute/protocol';
import { argmaxSweep } from './sweep';

/** Cells of sweeps, measured in workers of their own. */
export const createArgmaxCells = (options: ConnectOptions<ArgmaxCalls>) =>
  createSweepTable('argmax', options, anySweep(argmaxSweep), (worker, cell) =>
    worker.call('cell', cell),
  );
