import { describe, expect, it } from 'vitest';
import { createProjection } from '../../../core/projection/pca';
import { initialParams, partsOf, toInputs } from '../experiment/networks';
import { shapeOf } from '../experiment/evaluation';
import type { QueryImage } from './protocol';
import { inShapeOf, queryOf } from './query';
import { digits, digitSetup } from './testing/knn';
import type { TrainedEmbedding } from './trained';

const { size, dimensions, scale } = shapeOf(digitSetup);
const { noiseAt, headAt } = partsOf(digitSetup);
const params = initialParams(digitSetup);

/** An embedding whose first number is the sum of the pixels; all others are 0. */
const trained: TrainedEmbedding = {
  ...{ set: digits, step: 7, params },
  async embed({ count, pixels }) {
    const values = new Float32Array(count * dimensions);
    for (let n = 0; n < count; n++)
      values[n * dimensions] = sumOf(pixels.subarray(n * size, (n + 1) * size));
    return { values, count };
  },
};

const sumOf = (pixels: Uint8Array) => pixels.reduce((sum, pixel) => sum + pixel, 0);
const imageOf = (part: 'train' | 'test', n: number) =>
  digits[part].pixels.slice(n * size, (n + 1) * size);
const ask = (query: QueryImage, candidates = 20) =>
  queryOf({ setup: digitSetup, query, candidates }, trained, null, createProjection());

const line: QueryImage = {
  kind: 'strokes',
  strokes: [
    [
      [0.1, 0.1],
      [0.9, 0.8],
    ],
  ],
};

describe('a query', () => {
  it.each([3, 3 + digits.test.count])('is a test image, with its class: %i', async (number) => {
    const { step, pixels, label } = await ask({ kind: 'test', number });
    expect(step).toBe(7);
    expect(pixels).toEqual(imageOf('test', 3));
    expect(label).toBe(digits.test.labels[3]);
  });

  it('is what a reader has drawn, whose class nobody knows', async () => {
    const { pixels, label } = await ask(line);
    expect([pixels.length, label]).toEqual([size, -1]);
    expect(sumOf(pixels)).toBeGreaterThan(0);
  });

  it('has the same candidates as every other one, all different', async () => {
    const [first, second] = [await ask({ kind: 'test', number: 3 }), await ask(line)];
    expect(new Set(first.numbers).size).toBe(20);
    expect(second).toMatchObject({ numbers: first.numbers, images: first.images });
    const { numbers, labels, images } = first;
    expect([...labels]).toEqual([...numbers].map((n) => digits.train.labels[n]));
    expect([...images]).toEqual([...numbers].flatMap((n) => [...imageOf('train', n)]));
  });

  it('has no more candidates than there are', async () => {
    const { numbers } = await ask(line, 1e6);
    expect([...numbers].sort((a, b) => a - b)).toEqual([...digits.train.labels.keys()]);
  });

  it('tells the distances of the embeddings', async () => {
    const { pixels, numbers, distances } = await ask(line);
    expect([...distances]).toEqual(
      [...numbers].map((n) => Math.abs(sumOf(pixels) - sumOf(imageOf('train', n)))),
    );
  });

  it('sees its candidates in the directions of the plane: here on a line, on both sides', async () => {
    const { pixels, numbers, directions } = await ask(line);
    const mass = (n: number) => Math.sign(sumOf(imageOf('train', n)) - sumOf(pixels));
    const side = Math.sign(Math.cos(directions[0])) * mass(numbers[0]);
    [...numbers].forEach((n, i) => expect(Math.cos(directions[i])).toBeCloseTo(side * mass(n), 4));
  });

  it('has the sigma of the noise network, or 1', async () => {
    expect((await ask(line)).sigma).toBe(1);
    const given: unknown[] = [];
    const noise = {
      forward(...call: unknown[]) {
        given.push(...call);
        return Float32Array.of(0.5);
      },
      backward: () => undefined,
    };
    const request = { setup: digitSetup, query: line, candidates: 5 };
    const { sigma, pixels } = await queryOf(request, trained, noise, createProjection());
    expect(sigma).toBe(0.5);
    expect(given).toEqual([params.slice(noiseAt, headAt), toInputs(pixels, [0], size, scale), 1]);
  });
});

describe('a grey image in the shape of a set', () => {
  it.each([
    ['as it is', { height: 2, width: 2, channels: 1 }, [1, 2, 3, 4]],
    ['in all channels', { height: 2, width: 2, channels: 3 }, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]],
    ['higher', { height: 4, width: 2, channels: 1 }, [1, 2, 1, 2, 3, 4, 3, 4]],
    ['smaller', { height: 1, width: 1, channels: 1 }, [1]],
  ] as const)('is %s', (_, shape, expected) => {
    expect([...inShapeOf(shape, Uint8Array.of(1, 2, 3, 4))]).toEqual(expected);
  });
});
