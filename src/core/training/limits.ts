import { DivergedError } from './diverged';

/** Weights beyond this are on their way out of the numbers: no score of a use comes from them. */
export const WEIGHT_LIMIT = 1e6;

/** @throws DivergedError naming the step whose update led there */
export function checkWeights(weights: Float64Array | Float32Array, step: number): void {
  if (weights.every((weight) => Math.abs(weight) <= WEIGHT_LIMIT)) return;
  throw new DivergedError(
    `The weights have grown beyond ${WEIGHT_LIMIT} in step ${step}; the learning rate is too large.`,
  );
}
