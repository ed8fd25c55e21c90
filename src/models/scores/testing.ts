import { expect } from 'vitest';
import { createNetwork, initialScores, networkSize } from '../../core/networks/scores';
import { createRng, unitUniform } from '../../core/rng/rng';
import type { ScoreNetwork } from './tfjs-network';

const HIDDEN = 32;
const ROWS = 10;

/** A batch with weights and upstream gradients, and what the plain networks make of it. */
export function plainBatch(d: number) {
  const params = initialScores(createRng(11, 'scores/tests/weights'), d, HIDDEN);
  const rng = createRng(3, 'scores/tests/numbers');
  const x = Float64Array.from({ length: ROWS * d }, (_, i) => unitUniform(rng.word(0, i)));
  const dScores = Float64Array.from({ length: ROWS * d * d }, (_, c) =>
    c % 3 === 0 ? Math.sin(c) : 0,
  );
  const dSigma = Float64Array.from({ length: ROWS }, (_, r) => Math.cos(r));
  const network = createNetwork(d, HIDDEN);
  const scores = new Float64Array(ROWS * d * d);
  const sigma = new Float64Array(ROWS);
  const gradient = new Float64Array(networkSize(d, HIDDEN));
  for (let r = 0; r < ROWS; r++) {
    const numbers = x.subarray(r * d, (r + 1) * d);
    const part = (all: Float64Array) => all.subarray(r * d * d, (r + 1) * d * d);
    sigma[r] = network.forward(params, numbers, part(scores));
    network.backward(params, numbers, part(dScores), dSigma[r], gradient);
  }
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
