import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finiteDifference } from '../../core/check/finite-differences';
import { normals } from '../../core/neighbours/testing/numbers';
import { embeddings, noises } from '../../core/networks/embeddings';
import {
  outputSize,
  parameterCount,
  type Activation,
  type Layer,
  type NetworkSpec,
} from '../../core/networks/layers';
import { createPlainNetwork } from '../../core/networks/plain';
import { openDevice, type OpenDevice } from '../device';
import { createGpuNetwork } from './network';
import { compute, download, upload, worstError } from './testing/device';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

type Floats = Float32Array<ArrayBuffer>;
const floats = (length: number, seed: number, scale = 1) => normals(length, seed, scale) as Floats;

const conv = (kernel: number, filters: number, activation: Activation = 'relu'): Layer => ({
  ...{ kind: 'conv', kernel, filters, activation },
});
const strided = (kernel: number, filters: number, stride: number): Layer => ({
  ...{ kind: 'conv', activation: 'relu' },
  ...{ kernel, filters, stride },
});
const dense = (units: number, activation: Activation = 'none'): Layer => ({
  ...{ kind: 'dense', units, activation },
});
const pool: Layer = { kind: 'pool' };
const mean: Layer = { kind: 'mean' };
const pad = (before: number, after: number): Layer => ({ kind: 'pad', before, after });
const spec = (input: NetworkSpec['input'], ...layers: Layer[]): NetworkSpec => ({ input, layers });

const specs: [string, NetworkSpec, number][] = [
  ['compact, three channels, odd maps', spec([19, 18, 3], ...embeddings.compact), 2],
  ['the noise network', spec([17, 19, 3], ...noises.compact), 3],
  ['filters not in fours', spec([12, 11, 3], conv(3, 5), pool, conv(2, 7), pool, dense(9)), 3],
  ['one filter, one unit', spec([8, 9, 1], conv(3, 1), pool, dense(1, 'softplus')), 1],
  [
    'softplus everywhere',
    spec([9, 8, 2], conv(2, 3, 'softplus'), mean, dense(5, 'softplus'), dense(2, 'softplus')),
    4,
  ],
  [
    'convolutions without a pool',
    spec([7, 6, 1], conv(2, 6), conv(3, 2, 'none'), dense(3), dense(6)),
    2,
  ],
  ['dense on one pixel', spec([1, 1, 1], dense(3)), 1],
  ['a pool first and last', spec([13, 12, 3], pool, conv(2, 5), pool), 3],
  [
    'zeros in windows and between other layers',
    spec([8, 7, 3], pad(1, 0), pad(1, 2), strided(3, 6, 2), pad(1, 1), mean, pad(0, 1)),
    2,
  ],
  ['strides that leave pixels out', spec([11, 12, 1], conv(2, 3), strided(3, 5, 2)), 2],
];

async function step(of: NetworkSpec, count: number, params: Floats, images: Floats, dOut: Floats) {
  const { device } = open;
  // what lies before the vector, and images that are not its own, must not be seen
  const [before, more] = [3, images.length / count];
  const place = {
    count,
    params: { buffer: upload(device, join(before, params)), from: before },
    gradient: { buffer: upload(device, join(before, params)), from: before },
    images: { buffer: upload(device, join(0, images, more)), from: 0 },
  };
  const network = await createGpuNetwork(open, of, place);
  device.queue.writeBuffer(network.dOutputs, 0, dOut);
  compute(device, (pass) => {
    network.forward(pass, 'training');
    network.backward(pass);
  });
  const outputs = (await download(device, network.outputs)).slice(0, count * outputSize(of));
  const whole = await download(device, place.gradient.buffer);
  expect(Array.from(whole.slice(0, before))).toEqual([9, 9, 9]);
  network.destroy();
  return { outputs, gradient: whole.slice(before, before + params.length) };
}

/** Numbers between others. */
function join(before: number, numbers: Floats, after = 0): Floats {
  const all = new Float32Array(before + numbers.length + after).fill(9);
  all.set(numbers, before);
  return all;
}

async function expectTwins(of: NetworkSpec, count: number, scale: number) {
  const [height, width, channels] = of.input;
  const images = floats(count * height * width * channels, 1);
  const params = floats(parameterCount(of), 7, scale);
  const dOut = floats(count * outputSize(of), 2);
  const plain = createPlainNetwork(of);
  const outputs = plain.forward(params, images, count);
  const gradient = new Float32Array(params.length);
  plain.backward(dOut, gradient);
  const got = await step(of, count, params, images, dOut);
  expect(worstError(got.outputs, outputs)).toBeLessThan(1e-5);
  expect(worstError(got.gradient, gradient)).toBeLessThan(1e-5);
  expect(gradient.some((g) => Math.abs(g) > 1e-3)).toBe(true);
}

describe('a network on the device', () => {
  it.each(specs)('equals the plain one (%s)', (_, of, count) => expectTwins(of, count, 0.15));

  it('equals the plain LeNet', () => expectTwins(spec([28, 28, 1], ...embeddings.lenet), 3, 0.05));

  it('gives the slopes that finite differences of its outputs have', async () => {
    const of = spec([8, 8, 1], conv(3, 4, 'softplus'), mean, dense(3, 'softplus'));
    const images = floats(2 * 64, 3);
    const params = floats(parameterCount(of), 4, 0.3);
    const dOut = floats(2 * 3, 5);
    const { gradient } = await step(of, 2, params, images, dOut);
    for (const i of [0, 35, 37, 41, params.length - 1]) {
      const values = new Map<number, number>();
      for (const h of [-0.1, -0.05, 0.05, 0.1]) {
        const moved = params.map((p, j) => (j === i ? p + h : p));
        const { outputs } = await step(of, 2, moved, images, dOut);
        values.set(
          h,
          outputs.reduce((sum, v, j) => sum + v * dOut[j], 0),
        );
      }
      const slope = finiteDifference((h) => values.get(h) ?? NaN, 0, 0.05);
      expect(gradient[i]).toBeCloseTo(slope, 4);
    }
  });

  it('sends the gradient of a window with equal values to the first of them', async () => {
    const tied = spec([2, 2, 2], conv(1, 1, 'none'), pool);
    const images = Float32Array.of(1, 10, 1, 20, 1, 30, 1, 40);
    const got = await step(tied, 1, Float32Array.of(2, 0, 5), images, Float32Array.of(3));
    expect(Array.from(got.outputs)).toEqual([7]);
    expect(Array.from(got.gradient)).toEqual([3, 30, 3]);
  });

  it('shows a NaN that it meets', async () => {
    const of = spec([6, 6, 1], conv(3, 2), pool, dense(2));
    const params = floats(parameterCount(of), 1);
    const images = floats(36, 1);
    images[14] = NaN;
    const got = await step(of, 1, params, images, Float32Array.of(1, 1));
    const expected = createPlainNetwork(of).forward(params, images, 1);
    expect(Array.from(got.outputs, Number.isNaN)).toEqual(Array.from(expected, Number.isNaN));
  });

  it('makes the same bits every time', async () => {
    const of = spec([9, 9, 1], conv(3, 5), pool, dense(4));
    const params = floats(parameterCount(of), 1, 0.3);
    const [images, dOut] = [floats(40 * 81, 2), floats(40 * 4, 3)];
    const once = await step(of, 40, params, images, dOut);
    expect(await step(of, 40, params, images, dOut)).toEqual(once);
  });

  it('refuses what it cannot make', async () => {
    const { device } = open;
    const buffer = upload(device, new Float32Array(4));
    const place = { count: 1, params: { buffer, from: 0 }, gradient: { buffer, from: 0 } };
    const images = { buffer, from: 0 };
    const empty = createGpuNetwork(open, spec([2, 2, 1]), { ...place, images });
    await expect(empty).rejects.toThrow(RangeError);
    const huge = spec([4096, 4096, 3], conv(1, 500));
    await expect(createGpuNetwork(open, huge, { ...place, count: 99, images })).rejects.toThrow(
      /^The graphics device takes .* and maps of 99 images would take \d+ MB\.$/,
    );
  });
});
