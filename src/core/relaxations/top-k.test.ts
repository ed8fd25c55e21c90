import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { createNoise, noiseSpec } from '../noise/noise';
import { createRng } from '../rng/rng';
import { createNeuralSort } from './neural-sort';
import { createRelaxedSubset } from './relaxed-subset';

function normals(length: number, seed: number): Float64Array {
  const rng = createRng(seed, 'relaxations/top-k');
  const { sample } = createNoise(noiseSpec('normal'));
  return Float64Array.from({ length }, (_, i) => sample(rng.word(0, i)));
}

const softmax = (z: readonly number[]) => {
  const weights = z.map((value) => Math.exp(value - Math.max(...z)));
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
};

const total = (values: Float64Array) => values.reduce((a, b) => a + b);

describe('NeuralSort', () => {
  const n = 6;
  const scores = normals(n, 1);
  const rowsOf = (s: Float64Array, tau: number, rows = n) => {
    const out = new Float64Array(rows * n);
    createNeuralSort(n).forward(s, tau, rows, out);
    return out;
  };

  it('is equation 5 of its paper, also with ties', () => {
    for (const s of [scores, Float64Array.of(1, 2, 1, 2, 2, 0)]) {
      const out = rowsOf(s, 0.8);
      for (let i = 1; i <= n; i++) {
        const z = Array.from(s, (value) => {
          const spread = s.reduce((sum, other) => sum + Math.abs(value - other), 0);
          return ((n + 1 - 2 * i) * value - spread) / 0.8;
        });
        softmax(z).forEach((p, j) => expect(out[(i - 1) * n + j]).toBeCloseTo(p, 12));
      }
    }
  });

  it.each([1e6, -1e6])('keeps its digits for scores about %d', (shift) => {
    const far = scores.map((score) => score + shift);
    // exact: the digits that the shift has cost are lost in both
    const near = far.map((score) => score - shift);
    const expected = rowsOf(near, 0.01);
    rowsOf(far, 0.01).forEach((p, at) => expect(p).toBeCloseTo(expected[at], 12));
  });

  it.each([1, 3, n])('has the gradient of finite differences: %i rows', (rows) => {
    for (const tau of [0.5, 1, 16]) {
      const dOut = normals(rows * n, 2);
      const sort = createNeuralSort(n);
      const gradient = new Float64Array(n).fill(7);
      sort.forward(scores, tau, rows, new Float64Array(rows * n));
      sort.backward(dOut, gradient);
      const value = (s: Float64Array) =>
        rowsOf(s, tau, rows).reduce((sum, p, i) => sum + p * dOut[i], 0);
      const expected = finiteDifferenceGradient(value, scores);
      gradient.forEach((g, j) => expect(g).toBeCloseTo(expected[j], 8));
      // a shift of all scores changes nothing
      expect(total(gradient)).toBeCloseTo(0, 12);
    }
  });

  it('has at ties the mean of the gradients on both sides', () => {
    const tied = Float64Array.of(1, 0.2, 1, -0.4, 1, 0.2);
    const dOut = normals(2 * n, 3);
    const sort = createNeuralSort(n);
    const gradient = new Float64Array(n);
    sort.forward(tied, 2, 2, new Float64Array(2 * n));
    sort.backward(dOut, gradient);
    const value = (s: Float64Array) => rowsOf(s, 2, 2).reduce((sum, p, i) => sum + p * dOut[i], 0);
    // central differences are that mean
    const expected = finiteDifferenceGradient(value, tied, 1e-5);
    gradient.forEach((g, j) => expect(g).toBeCloseTo(expected[j], 4));
  });

  it('comes to an end with scores that are not numbers', () => {
    const sort = createNeuralSort(n);
    const gradient = new Float64Array(n);
    sort.forward(Float64Array.of(1, NaN, 2, NaN, 0, 1), 1, 2, new Float64Array(2 * n));
    sort.backward(normals(2 * n, 2), gradient);
    expect(gradient.every(Number.isNaN)).toBe(true);
  });

  it('has rows that sum to one, and sorts as the temperature falls', () => {
    const out = rowsOf(scores, 1);
    const cold = rowsOf(scores, 1e-4);
    const order = Array.from(scores, (_, j) => j).sort((a, b) => scores[b] - scores[a]);
    for (let i = 0; i < n; i++) {
      expect(total(out.slice(i * n, i * n + n))).toBeCloseTo(1, 12);
      order.forEach((j, place) => expect(cold[i * n + j]).toBeCloseTo(place === i ? 1 : 0, 12));
    }
  });
});

describe('RelaxSubSample', () => {
  const n = 6;
  const scores = normals(n, 4);
  const massOf = (s: Float64Array, k: number, tau: number) => {
    const out = new Float64Array(n).fill(9);
    createRelaxedSubset(n).forward(s, k, tau, out);
    return out;
  };

  it('is algorithm 1 of its paper', () => {
    for (const [k, tau] of [
      [1, 1],
      [3, 0.7],
      [n, 2],
    ]) {
      let alpha = Array.from(scores);
      let sum = alpha.map(() => 0);
      for (let turn = 0; turn < k; turn++) {
        const p = softmax(alpha.map((value) => value / tau));
        sum = sum.map((value, i) => value + p[i]);
        alpha = alpha.map((value, i) => value + Math.log(1 - p[i]));
      }
      massOf(scores, k, tau).forEach((mass, i) => expect(mass).toBeCloseTo(sum[i], 12));
    }
  });

  it.each([1, 2, 5])('has the gradient of finite differences: k = %i', (k) => {
    for (const tau of [0.5, 1, 16]) {
      const dOut = normals(n, 5);
      const subset = createRelaxedSubset(n);
      const gradient = new Float64Array(n).fill(7);
      subset.forward(scores, k, tau, new Float64Array(n));
      subset.backward(dOut, gradient);
      const value = (s: Float64Array) =>
        massOf(s, k, tau).reduce((sum, mass, i) => sum + mass * dOut[i], 0);
      const expected = finiteDifferenceGradient(value, scores);
      gradient.forEach((g, i) => expect(g).toBeCloseTo(expected[i], 7));
      expect(total(gradient)).toBeCloseTo(0, 9);
    }
  });

  it('sums to k, and is the top k as the temperature falls', () => {
    for (const k of [1, 3, n]) expect(total(massOf(scores, k, 1))).toBeCloseTo(k, 12);
    const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
    const cold = massOf(scores, 3, 1e-3);
    order.forEach((i, place) => expect(cold[i]).toBeCloseTo(place < 3 ? 1 : 0, 12));
  });

  it('keeps nothing of the call before', () => {
    const subset = createRelaxedSubset(n);
    const out = new Float64Array(n);
    subset.forward(normals(n, 8), 5, 0.1, out);
    subset.backward(normals(n, 9), new Float64Array(n));
    subset.forward(scores, 2, 1, out);
    expect(out).toEqual(massOf(scores, 2, 1));
  });
});
