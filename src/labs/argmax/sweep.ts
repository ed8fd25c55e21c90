import { TRAINING_STEPS } from '../../core/maps/training';
import type { LabSweep } from '../kit/sweep';
import type { ArgmaxCell } from './experiment/cell';
import { argmaxTable, normalise, toProblem, type ArgmaxTable } from './params';

/** What the direct loss estimator is worth in every cell: the quantities of the regime map. */
export const argmaxSweep: LabSweep<ArgmaxTable, ArgmaxCell> = {
  table: argmaxTable,
  normalise,
  axes: ['sigma', 'epsilon', 'k', 'batch'],
  start: 'sigma=0.1..100:13~batch=1..10000:9',
  reads: ['scores', 'loss', 'noise', 'variance'],
  quantities: {
    error: 'error of an estimate over the length of the gradient',
    bias: 'bias over the length of the gradient',
    spread: 'spread of one draw over the length of the gradient',
    cosine: 'cosine of the mean estimate and the gradient',
    differ: 'share of draws in which y*(ε) is not y*',
    slope: 'mean estimate of the slope in sigma',
    trained: `expected loss after ${TRAINING_STEPS} steps on (μ, σ) from there`,
    wrongWay: 'whether the step of sigma goes the wrong way',
  },
  task: (values, seed) => ({ problem: toProblem({ ...values, seed }), draws: values.batch }),
};
