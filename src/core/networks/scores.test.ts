import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { createRng } from '../rng/rng';
import { createNetwork, initialScores, networkSize } from './scores';

const d = 5;
const hidden = 7;
const weights = (seed: number, numbers: number, neurons: number) =>
  initialScores(createRng(seed, 'matching/weights'), numbers, neurons);
const params = weights(3, d, hidden);
const x = Float64Array.of(0.1, 0.9, 0.35, 0.6, 0.02);

describe('the networks of scores and noise scale', () => {
  it('score every number alone: equal numbers have equal rows of scores', () => {
    const network = createNetwork(d, hidden);
    const scores = new Float64Array(d * d);
    network.forward(params, Float64Array.of(0.4, 0.9, 0.4, 0.1, 0.4), scores);
    const row = (j: number) => Array.from(scores.subarray(j * d, (j + 1) * d));
    expect(row(2)).toEqual(row(0));
    expect(row(4)).toEqual(row(0));
    expect(row(1)).not.toEqual(row(0));
  });

  it('compute what the formula says', () => {
    const network = createNetwork(d, hidden);
    const scores = new Float64Array(d * d);
    const sigma = network.forward(params, x, scores);
    const at = (j: number, i: number) => {
      let sum = params[2 * hidden + hidden * d + i];
      for (let k = 0; k < hidden; k++) {
        sum += Math.max(0, x[j] * params[k] + params[hidden + k]) * params[2 * hidden + k * d + i];
      }
      return sum;
    };
    for (let j = 0; j < d; j++) {
      for (let i = 0; i < d; i++) expect(scores[j * d + i]).toBeCloseTo(at(j, i), 12);
    }
    const noise = params.subarray(2 * hidden + hidden * d + d);
    let logit = noise[d];
    for (let j = 0; j < d; j++) logit += noise[j] * x[j];
    expect(sigma).toBeCloseTo(Math.log(1 + Math.exp(logit)), 12);
  });

  it('have the gradient that finite differences give, for dense and for sparse upstream gradients', () => {
    const network = createNetwork(d, hidden);
    const scores = new Float64Array(d * d);
    for (const sparse of [false, true]) {
      const dScores = Float64Array.from({ length: d * d }, (_, c) =>
        sparse && c % 4 !== 0 ? 0 : Math.sin(c + 1),
      );
      const value = (p: Float64Array) => {
        const sigma = network.forward(p, x, scores);
        return scores.reduce((sum, score, c) => sum + score * dScores[c], 0) + 0.7 * sigma;
      };
      const gradient = new Float64Array(networkSize(d, hidden));
      network.forward(params, x, scores);
      network.backward(params, x, dScores, 0.7, gradient);
      const expected = finiteDifferenceGradient(value, params, 1e-5);
      gradient.forEach((g, p) => expect(g).toBeCloseTo(expected[p], 7));
    }
  });

  it('add to the gradient that is there', () => {
    const network = createNetwork(d, hidden);
    const scores = new Float64Array(d * d);
    const dScores = new Float64Array(d * d).fill(1);
    const once = new Float64Array(networkSize(d, hidden));
    network.forward(params, x, scores);
    network.backward(params, x, dScores, 1, once);
    const twice = once.slice();
    network.backward(params, x, dScores, 1, twice);
    twice.forEach((g, p) => expect(g).toBeCloseTo(2 * once[p], 12));
  });

  it('begin with weights inside the bounds of their layer, and with the seed alone deciding them', () => {
    const first = weights(9, 20, 32);
    expect(weights(9, 20, 32)).toEqual(first);
    expect(weights(10, 20, 32)).not.toEqual(first);
    const bound = (from: number, to: number) =>
      Math.max(...Array.from(first.subarray(from, to), Math.abs));
    expect(bound(0, 64)).toBeLessThanOrEqual(1);
    expect(bound(0, 64)).toBeGreaterThan(0.9);
    expect(bound(64, 64 + 32 * 20 + 20)).toBeLessThanOrEqual(1 / Math.sqrt(32));
    expect(bound(64 + 33 * 20, networkSize(20, 32))).toBeLessThanOrEqual(1 / Math.sqrt(20));
  });
});
