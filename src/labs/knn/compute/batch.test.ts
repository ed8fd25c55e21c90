import { describe, expect, it } from 'vitest';
import { noiseOf } from '../experiment/noise';
import { initialParams, partsOf, toInputs } from '../experiment/networks';
import { shapeOf } from '../experiment/evaluation';
import { cleanScores, FROZEN_STEP } from '../experiment/query';
import { knnMethods } from '../experiment/spec';
import { batchOf, countBatch } from './batch';
import type { Batch, BatchCountsRequest } from './protocol';
import { digits, digitSetup } from './testing/knn';

const { size, dimensions, scale } = shapeOf(digitSetup);
const sumOf = (pixels: Uint8Array) => pixels.reduce((sum, pixel) => sum + pixel, 0) / 1e4;

/** An embedding whose first number is the sum of the pixels; all others are 0. */
const trained = {
  ...{ set: digits, step: 7, params: initialParams(digitSetup) },
  async embed({ count, pixels }: { readonly count: number; readonly pixels: Uint8Array }) {
    const values = new Float32Array(count * dimensions);
    for (let n = 0; n < count; n++)
      values[n * dimensions] = sumOf(pixels.subarray(n * size, (n + 1) * size));
    return { values, count };
  },
};
const batch = (queries: number, candidates: number) =>
  batchOf({ setup: digitSetup, queries, candidates }, trained, null);

/** Sums of pixels of all training images with their classes. */
const known = Array.from({ length: digits.train.count }, (_, n) => ({
  sum: sumOf(digits.train.pixels.subarray(n * size, (n + 1) * size)),
  label: digits.train.labels[n],
}));

describe('a batch', () => {
  it('has distances between training images, and says who is of one class', async () => {
    const { step, distances, fits, sigma } = await batch(6, 9);
    expect([step, distances.length, fits.length]).toEqual([7, 54, 54]);
    expect([...sigma]).toEqual([1, 1, 1, 1, 1, 1]);
    // every pair is one of two different training images
    distances.forEach((distance, i) => {
      const there = known.some((a) =>
        known.some(
          (b) =>
            Math.abs(Math.abs(a.sum - b.sum) - distance) < 1e-5 &&
            (a.label === b.label) === (fits[i] === 1),
        ),
      );
      expect(there).toBe(true);
    });
  });

  it('takes no more images than there are, half of them as queries', async () => {
    const { queries, candidates } = await batch(1e6, 1e6);
    const half = Math.floor(digits.train.count / 2);
    expect([queries, candidates]).toEqual([half, digits.train.count - half]);
  });

  it('asks the noise network of every query', async () => {
    const { noiseAt, headAt } = partsOf(digitSetup);
    const inputs: Float32Array[] = [];
    const noise = {
      forward(params: Float32Array, input: Float32Array, count: number) {
        expect([params.length, count]).toEqual([headAt - noiseAt, 1]);
        inputs.push(input);
        return Float32Array.of(inputs.length);
      },
      backward: () => undefined,
    };
    const request = { setup: digitSetup, queries: 3, candidates: 4 };
    expect([...(await batchOf(request, trained, noise)).sigma]).toEqual([1, 2, 3]);
    for (const input of inputs) {
      const images = known.map((_, n) => toInputs(digits.train.pixels, [n], size, scale));
      expect(images.some((image) => image.every((value, i) => value === input[i]))).toBe(true);
    }
  });
});

function requestOf(
  { queries, candidates, distances, fits }: Batch,
  method: BatchCountsRequest['setup']['method'],
): BatchCountsRequest {
  return {
    rows: { queries, candidates, distances, fits, scales: new Float32Array(queries).fill(0.4) },
    knobs: { k: 3, epsilon: -0.5, lossForm: 'distance', law: 'normal' },
    setup: { seed: 3, method },
  };
}

describe('what is counted of a batch', () => {
  it.each(knnMethods)('is the share of wrong ones among the nearest, by %s', async (method) => {
    const request = requestOf(await batch(8, 20), method);
    const { wrong, pairs } = countBatch(request);
    const noise = noiseOf(request.setup, 'normal');
    const gamma = new Float64Array(20);
    const shares = Array.from({ length: 8 }, (_, q) => {
      const clean = cleanScores(
        method,
        Float64Array.from(request.rows.distances.subarray(20 * q, 20 * q + 20)),
      );
      let count = 0;
      for (let sample = 0; sample < 20; sample++) {
        noise(FROZEN_STEP, sample, q, gamma);
        const scores = clean.map((score, c) => score + request.rows.scales[q] * gamma[c]);
        const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, 3);
        count += order.filter((c) => request.rows.fits[20 * q + c] === 0).length;
      }
      return count / 60;
    });
    expect(wrong.mean).toBeCloseTo(shares.reduce((a, b) => a + b) / 8, 9);
    expect(wrong.interval[0]).toBeLessThan(wrong.mean);
    expect(pairs).toHaveLength(method === 'direct' ? 8 : 0);
  });

  it('is more pairs with more neighbours, at most all that there are', async () => {
    const { pairs } = countBatch(requestOf(await batch(30, 40), 'direct'));
    const of = (samples: number) => pairs.filter((one) => one.samples === samples);
    expect(of(1).map(({ k }) => k)).toEqual([1, 3, 5, 9]);
    expect(of(1)[3].mean).toBeGreaterThan(of(1)[0].mean);
    for (const { mean, samples, k } of pairs) expect(mean).toBeLessThanOrEqual(2 * k * samples);
  });
});
