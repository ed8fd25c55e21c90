import { expect } from 'vitest';
import { uniformSequences } from '../../core/experiments/matching/data';
import {
  createNetwork,
  initialParams,
  networkSize,
} from '../../core/experiments/matching/networks';
import type { ScoreNetwork } from './tfjs-network';

const HIDDEN = 32;
const ROWS = 10;

/** A batch with weights and upstream gradients, and what the plain networks make of it. */
export function plainBatch(d: number) {
  const params = initialParams(11, d, HIDDEN);
  const data = uniformSequences(3, 'train', ROWS, d);
  const x = Float64Array.from(data.flatMap(({ numbers }) => Array.from(numbers)));
  const dScores = Float64Array.from({ length: ROWS * d * d }, (_, c) =>
    c % 3 === 0 ? Math.sin(c) : 0,
  );
  const dSigma = Float64Array.from({ length: ROWS }, (_, r) => Math.cos(r));
  const network = createNetwork(d, HIDDEN);
  const scores = new Float64Array(ROWS * d * d);
  const sigma = new Float64Array(ROWS);
  const gradient = new Float64Array(networkSize(d, HIDDEN));
  data.forEach(({ numbers }, r) => {
    const part = (all: Float64Array) => all.subarray(r * d * d, (r + 1) * d * d);
    sigma[r] = network.forward(params, numbers, part(scores));
    network.backward(params, numbers, part(dScores), dSigma[r], gradient);
  });
  return { rows: ROWS, hidden: HIDDEN, params, x, dScores, dSigma, scores, sigma, gradient };
}

/** Scores and gradients of a network against the plain ones: equal to a few roundings of float32. */
export async function expectPlain(network: ScoreNetwork, d: number): Promise<void> {
  const batch = plainBatch(d);
  const { params, x, rows } = batch;
  const { scores, sigma } = await network.forward(params, x, rows);
  expectClose(scores, batch.scores, 1e-5);
  expectClose(sigma, batch.sigma, 1e-5);
  const gradient = await network.backward(params, x, rows, batch.dScores, batch.dSigma);
  expectClose(gradient, batch.gradient, 1e-5);
}

/** Largest difference relative to the largest value. */
function expectClose(actual: ArrayLike<number>, expected: Float64Array, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const size = Math.max(...expected.map(Math.abs));
  let worst = 0;
  expected.forEach((value, i) => (worst = Math.max(worst, Math.abs(actual[i] - value))));
  expect(worst / size).toBeLessThan(tolerance);
}
