import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropInto, cropOf, cropRng } from '../../../core/networks/augment';
import { drawBatch, trainingImages } from './batch';
import type { KnnSetup } from './spec';

const batches = fc
  .record({ seed: fc.nat(), step: fc.nat(1e6), count: fc.integer({ min: 1, max: 400 }) })
  .chain((rest) => fc.record({ ...fixed(rest), images: fc.integer({ min: 1, max: rest.count }) }));

function fixed<T extends object>(record: T) {
  const entries = Object.entries(record).map(([key, value]) => [key, fc.constant(value)]);
  return Object.fromEntries(entries) as { [Key in keyof T]: fc.Arbitrary<T[Key]> };
}

describe('a batch', () => {
  it('holds different images of the set', () => {
    fc.assert(
      fc.property(batches, ({ seed, step, images, count }) => {
        const drawn = drawBatch(seed, step, images, count);
        expect(drawn).toHaveLength(images);
        expect(new Set(drawn).size).toBe(images);
        expect(drawn.every((image) => image < count)).toBe(true);
      }),
    );
  });

  it('is the beginning of a larger one of the same step', () => {
    fc.assert(
      fc.property(batches, ({ seed, step, images, count }) => {
        const all = drawBatch(seed, step, count, count);
        expect(drawBatch(seed, step, images, count)).toEqual(all.slice(0, images));
      }),
    );
  });

  it('is another one in another step or with another seed, and always the same one otherwise', () => {
    const batch = drawBatch(1, 7, 50, 1000);
    expect(drawBatch(1, 7, 50, 1000)).toEqual(batch);
    expect(drawBatch(1, 8, 50, 1000)).not.toEqual(batch);
    expect(drawBatch(2, 7, 50, 1000)).not.toEqual(batch);
  });

  it('has every image as often at every place', () => {
    const [count, steps] = [10, 20_000];
    for (const place of [0, 3, 9]) {
      const counts = new Float64Array(count);
      for (let step = 0; step < steps; step++) counts[drawBatch(3, step, count, count)[place]]++;
      // chi-squared with 9 degrees of freedom: above 33.7 once in 10,000
      const expected = steps / count;
      const chi = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
      expect(chi).toBeLessThan(33.7);
    }
  });

  it('is refused where the set is smaller', () => {
    expect(() => drawBatch(1, 0, 5, 4)).toThrow('takes 5 different images, but the set has only 4');
  });
});

describe('the inputs of a step', () => {
  const [height, width, channels] = [18, 16, 1];
  const train = {
    count: 6,
    labels: new Uint8Array(6),
    pixels: Uint8Array.from({ length: 6 * height * width }, (_, i) => (i * i) % 251),
  };
  const setup: KnnSetup = {
    ...{ dataset: 'squares', input: [height, width, channels], classes: 2 },
    ...{ network: 'compact', method: 'direct', scale: 'zero', seed: 5 },
  };
  const images = trainingImages(setup, train);
  const numbers = Uint32Array.of(4, 1, 4);
  const size = height * width * channels;
  const pixelsOf = (number: number) => train.pixels.subarray(number * size, (number + 1) * size);

  it('are the images as they are', () => {
    const expected = [4, 1, 4].flatMap((number) => [...pixelsOf(number)]);
    expect(images.inputs(numbers, null)).toEqual(Float32Array.from(expected, (v) => v / 255));
  });

  it('are each moved and mirrored by the draw of its own in the step, whatever is beside it', () => {
    const step = 9;
    const expected = [4, 1, 4].flatMap((number) => {
      const moved = new Uint8Array(size);
      cropInto(pixelsOf(number), setup.input, cropOf(cropRng(setup.seed), step, number), moved);
      return [...moved];
    });
    const inputs = images.inputs(numbers, step);
    expect(inputs).toEqual(Float32Array.from(expected, (v) => v / 255));
    expect(inputs).not.toEqual(images.inputs(numbers, null));
    expect(images.inputs(numbers, step + 1)).not.toEqual(inputs);
    expect(images.inputs(numbers.subarray(1), step)).toEqual(inputs.subarray(size));
    const other = trainingImages({ ...setup, seed: 6 }, train);
    expect(other.inputs(numbers, step)).not.toEqual(inputs);
  });
});
