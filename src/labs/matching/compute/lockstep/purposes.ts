import { meanScale, measureTrained } from '../../experiment/cell';
import {
  repetitionResult,
  repetitionTraining,
  type RepetitionJob,
  type RepetitionResult,
  type Training,
} from '../../experiment/repetition';
import { initialParams } from '../../experiment/weights';
import type { MeasuredCell } from '../protocol';
import type { Purpose, TrainedSideBySide } from './run';

/** Repetitions of Table 1. */
export const forTable: Purpose<RepetitionJob, RepetitionResult> = {
  training: repetitionTraining,
  result: (job, { best, device, ...trained }) => ({
    ...repetitionResult(job, { ...trained, bestParams: best }),
    device,
  }),
};

/** A cell of a sweep among others that are asked for. */
export interface PlacedCell {
  readonly at: number;
  readonly training: Training;
}

/**
 * Cells of sweeps, measured by the code that measures what the CPU has trained. Scales of the noise are computed anew
 * from the weights: what they gain at small rates is less than float32 has digits for.
 */
export const forSweep: Purpose<PlacedCell, MeasuredCell> = {
  training: ({ training }) => training,
  result: ({ at, training }, { device, ...trained }) => ({
    ...{ at, device },
    measured: measureTrained(training, { ...trained, ...scalesOf(training, trained) }),
  }),
};

function scalesOf(
  training: Training,
  { params, noise }: Pick<TrainedSideBySide, 'params' | 'noise'>,
) {
  const last = params.slice();
  last.set(noise, params.length - noise.length);
  return {
    sigma: meanScale(training, last),
    firstSigma: meanScale(training, initialParams(training.setup)),
  };
}
