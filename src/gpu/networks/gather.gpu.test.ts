import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cropInto, cropOf, cropRng } from '../../core/networks/augment';
import type { Shape } from '../../core/networks/layers';
import { drawDistinct } from '../../core/rng/draw-distinct';
import { createRng } from '../../core/rng/rng';
import { openDevice, type OpenDevice } from '../device';
import { packClock } from './clock';
import { createGather, imagesPerBuffer, uploadImages } from './gather';
import { emptied, floatsOf, submit, uploaded } from './testing/arrays';
import { withLimits } from './testing/limits';

const COUNT = 7;
const SLOTS = 3;

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const sized = ([height, width, channels]: Shape) => height * width * channels;

const pixelsOf = (images: number, shape: Shape) =>
  Uint8Array.from(
    { length: images * sized(shape) },
    (_, i) => (Math.imul(i, 2654435761) >>> 11) & 255,
  );

const colours = { mean: [0.4914, 0.4822, 0.4465], deviation: [0.2023, 0.1994, 0.201] };
const scaleOf = ([, , channels]: Shape) =>
  channels === 3 ? colours : { mean: [0.286], deviation: [0.353] };

/** The images of a step by the definition. */
function expected(
  pixels: Uint8Array,
  shape: Shape,
  numbers: Uint32Array,
  at: { seed: number; step: number } | null,
): Float32Array {
  const { mean, deviation } = scaleOf(shape);
  const size = sized(shape);
  const out = new Float32Array(numbers.length * size);
  numbers.forEach((number, n) => {
    const image = pixels.slice(number * size, (number + 1) * size);
    if (at) {
      const crop = cropOf(cropRng(at.seed), at.step, number);
      cropInto(pixels.subarray(number * size, (number + 1) * size), shape, crop, image);
    }
    image.forEach((value, i) => {
      const c = i % shape[2];
      out[n * size + i] = (value / 255 - mean[c]) / deviation[c];
    });
  });
  return out;
}

/** A device that binds no more than so many bytes at once. */
const withLimit = (bytes: number) =>
  withLimits(open, { maxStorageBufferBindingSize: bytes, maxBufferSize: bytes });

describe('images gathered on the device', () => {
  it.each([
    { shape: [28, 28, 1] as const, images: 20, augment: null, limit: 2 ** 27 },
    { shape: [32, 32, 3] as const, images: 20, augment: { seed: 5 }, limit: 2 ** 27 },
    { shape: [9, 11, 3] as const, images: 30, augment: { seed: 6 }, limit: 2500 },
    { shape: [5, 5, 1] as const, images: 15, augment: { seed: 0xffffffff }, limit: 120 },
    { shape: [1, 1, 1] as const, images: 9, augment: { seed: 1 }, limit: 2 ** 27 },
  ])('are those of the CPU, bit by bit: $shape in buffers of $limit bytes', async (given) => {
    const { shape, augment, limit } = given;
    const { device } = open;
    const pixels = pixelsOf(given.images, shape);
    const images = uploadImages(withLimit(limit), pixels, given.images, shape);
    expect(images.parts.length).toBe(
      Math.ceil(
        given.images /
          imagesPerBuffer(sized(shape), {
            maxStorageBufferBindingSize: limit,
            maxBufferSize: limit,
          }),
      ),
    );
    const rng = createRng(1, 'test/gather');
    const table = new Uint32Array(SLOTS * COUNT);
    for (let slot = 0; slot < SLOTS; slot++) {
      table.set(drawDistinct(rng, slot, COUNT, given.images), slot * COUNT);
    }
    const clock = emptied(device, 8);
    const outputs = emptied(device, COUNT * sized(shape));
    const numbers = uploaded(device, table);
    const gather = await createGather(open, {
      ...{ images, clock, numbers, outputs, count: COUNT, augment },
      scale: scaleOf(shape),
    });
    for (let slot = 0; slot < SLOTS; slot++) {
      const step = 1000 + slot;
      const words = new Uint32Array(packClock({ step, growths: 0, epsilon: 1 }));
      words[0] = slot;
      device.queue.writeBuffer(clock, 0, words);
      submit(device, gather.encode);
      const row = table.subarray(slot * COUNT, (slot + 1) * COUNT);
      const at = augment && { ...augment, step };
      expect(await floatsOf(device, outputs)).toEqual(expected(pixels, shape, row, at));
    }
    gather.destroy();
    images.destroy();
  });

  it('refuse a set that cannot be bound, with the number that can', () => {
    const upload = () => uploadImages(withLimit(100), pixelsOf(20, [5, 5, 1]), 20, [5, 5, 1]);
    expect(upload).toThrow('20 images of 25 bytes are more than the 16');
  });
});
