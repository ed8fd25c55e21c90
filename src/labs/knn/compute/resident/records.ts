import { lostGradient, lostNumbers, lostWeights } from '../../../../core/training/diverged';
import { grownEpsilon } from '../../../../core/training/growth';
import { WEIGHT_LIMIT } from '../../../../core/training/limits';
import { samplesOf } from '../../../../gpu/kernels/pair-objective/layout';
import type { StepSums } from '../../../../gpu/kernels/pair-objective/steps';
import { LOSSES } from '../../../../gpu/networks/clock';
import type { KnnRecord } from '../../experiment/run';
import type { KnnKnobs, KnnSetup } from '../../experiment/spec';

/** What the CPU says where it loses the same numbers; steps are counted from 1. */
export function lossOf(halted: number, step: number): Error {
  if (halted === LOSSES.distances) return lostNumbers('distances', step);
  if (halted === LOSSES.scales) return lostNumbers('noise scales', step);
  return halted === LOSSES.gradient ? lostGradient(step) : lostWeights(WEIGHT_LIMIT, step);
}

/**
 * The record of a step from its sums on the device.
 * @param step its number, from 1
 */
export function recordOf(
  { method, scale }: KnnSetup,
  knobs: KnnKnobs,
  sums: StepSums,
  at: Pick<KnnRecord, 'step' | 'milliseconds'>,
): KnnRecord {
  const { queries, candidates, k, samples, noisy } = knobs;
  const { scaleMean, scaleSpread, gradientNorm, growths } = sums;
  const predictions = queries * samplesOf({ method, scale, samples, noisy });
  const right = sums.right / (predictions * k);
  const direct = method === 'direct';
  return {
    ...at,
    loss: direct ? 1 - right : sums.loss,
    right,
    rightAugmented: direct ? sums.rightAugmented / (predictions * k) : right,
    active: method === 'cross-entropy' ? 1 : sums.active / (predictions * candidates),
    ...{ scaleMean, scaleSpread, gradientNorm, growths },
    epsilon: grownEpsilon(knobs, growths),
  };
}
