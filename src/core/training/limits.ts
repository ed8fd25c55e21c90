import { lostWeights } from './diverged';

/** Weights beyond this are on their way out of the numbers: no score of a use comes from them. */
export const WEIGHT_LIMIT = 1e6;

/** @throws DivergedError naming the step whose update led there */
export function checkWeights(weights: Float64Array | Float32Array, step: number): void {
  let within = true;
  // a plain loop: with a function for each of a million weights this took half of an update
  for (let i = 0; i < weights.length; i++) within &&= Math.abs(weights[i]) <= WEIGHT_LIMIT;
  if (!within) throw lostWeights(WEIGHT_LIMIT, step);
}
