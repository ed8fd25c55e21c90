import { describe, expect, it } from 'vitest';
import {
  outputSize,
  parameterCount,
  type Activation,
  type Layer,
  type NetworkSpec,
} from '../../core/networks/layers';
import { createPlainNetwork, type Network } from '../../core/networks/plain';
import { embeddings, noises } from '../../core/networks/embeddings';
import { normals } from '../../core/neighbours/testing/numbers';
import { createSimdNetwork } from './simd-network';

const conv = (kernel: number, filters: number, activation: Activation = 'relu'): Layer => ({
  kind: 'conv',
  kernel,
  filters,
  activation,
});
const pool: Layer = { kind: 'pool' };
const mean: Layer = { kind: 'mean' };
const pad = (before: number, after: number): Layer => ({ kind: 'pad', before, after });
const strided = (kernel: number, filters: number, stride: number): Layer => ({
  ...{ kind: 'conv', activation: 'relu' },
  ...{ kernel, filters, stride },
});
const dense = (units: number, activation: Activation = 'none'): Layer => ({
  kind: 'dense',
  units,
  activation,
});
const spec = (input: NetworkSpec['input'], ...layers: Layer[]): NetworkSpec => ({ input, layers });

const specs: [string, NetworkSpec][] = [
  ['compact, one channel', spec([16, 16, 1], ...embeddings.compact)],
  ['compact, three channels, odd maps', spec([19, 18, 3], ...embeddings.compact)],
  ['the noise network', spec([17, 19, 3], ...noises.compact)],
  ['filters not in fours', spec([12, 11, 3], conv(3, 5), pool, conv(2, 7), pool, dense(9))],
  ['one filter, one unit', spec([8, 9, 1], conv(3, 1), pool, dense(1, 'softplus'))],
  [
    'softplus everywhere',
    spec([9, 8, 2], conv(2, 3, 'softplus'), pool, dense(5, 'softplus'), dense(2)),
  ],
  [
    'convolutions without a pool',
    spec([7, 6, 1], conv(2, 6), conv(3, 2, 'none'), dense(3), dense(6)),
  ],
  ['kernel of one', spec([4, 5, 3], conv(1, 9), pool, dense(3, 'relu'))],
  ['dense directly on the image', spec([5, 3, 3], dense(7, 'relu'), dense(10))],
  ['dense on one pixel', spec([1, 1, 1], dense(3))],
  ['a pool first', spec([9, 8, 3], pool, conv(2, 5), dense(3))],
  ['a pool first, dense after it', spec([5, 4, 1], pool, dense(6))],
  ['a map last', spec([6, 7, 3], conv(3, 5, 'softplus'))],
  ['a pool last', spec([7, 7, 1], conv(2, 3), pool)],
  [
    'windows side by side',
    spec([12, 8, 3], strided(4, 6, 4), pad(1, 1), conv(3, 5), conv(1, 1, 'softplus')),
  ],
  [
    'many products of an output',
    spec([16, 12, 3], strided(4, 32, 4), pad(1, 1), conv(3, 20), conv(1, 1, 'softplus')),
  ],
  [
    'strides that leave pixels out',
    spec([11, 12, 1], conv(2, 3), strided(3, 5, 2), strided(2, 4, 3)),
  ],
  [
    'zeros first, means',
    spec([7, 9, 3], pad(1, 2), conv(4, 6), mean, pad(0, 1), conv(2, 1, 'none')),
  ],
  ['means first and last', spec([9, 8, 3], mean, conv(2, 5), mean)],
];

function step(network: Network, of: NetworkSpec, count: number, seed: number) {
  const [height, width, channels] = of.input;
  const images = normals(count * height * width * channels, seed);
  const params = normals(parameterCount(of), 7, 0.15);
  const outputs = network.forward(params, images, count);
  const gradient = new Float32Array(params.length);
  network.backward(normals(count * outputSize(of), seed + 1), gradient);
  return { outputs, gradient };
}

/** Equal but for the rounding of float32, against the largest of all numbers. */
function expectEqual(got: Float32Array, expected: Float32Array): void {
  expect(got.length).toBe(expected.length);
  const reach = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  let worst = 0;
  // not Math.max alone: it must see NaN
  got.forEach((value, i) => {
    const error = Math.abs(value - expected[i]);
    if (!(error <= worst)) worst = error;
  });
  expect(worst).toBeLessThanOrEqual(2e-6 * reach);
}

describe.each(specs)('the SIMD network (%s)', (_, of) => {
  it('equals the plain one, outputs and gradients, for batches of all sizes up to its own', () => {
    const capacity = 7;
    const simd = createSimdNetwork(of, capacity);
    // large before small: what the last batch left behind must not be seen
    for (const count of [7, 1, 4, 2, 7]) {
      const expected = step(createPlainNetwork(of), of, count, count);
      const got = step(simd, of, count, count);
      expectEqual(got.outputs, expected.outputs);
      expectEqual(got.gradient, expected.gradient);
      expect(expected.gradient.some((g) => Math.abs(g) > 0.01)).toBe(true);
    }
  });

  it.each([0.02, 0.3, 0.7, 0])(
    'so do the gradients of slopes of which a share of %s is there',
    (share) => {
      const [height, width, channels] = of.input;
      const count = 3;
      const images = normals(count * height * width * channels, 5);
      const params = normals(parameterCount(of), 7, 0.15);
      const chance = normals(count * outputSize(of), 6).map((n) => Math.abs(1000 * n) % 1);
      const dOut = normals(count * outputSize(of), 8).map((slope, i) =>
        chance[i] < share ? slope : 0,
      );
      const [expected, got] = [createPlainNetwork(of), createSimdNetwork(of, count)].map(
        (network) => {
          network.forward(params, images, count);
          const gradient = new Float32Array(params.length);
          network.backward(dOut, gradient);
          return gradient;
        },
      );
      expectEqual(got, expected);
      expect(got.some((g) => g !== 0)).toBe(dOut.some((slope) => slope !== 0));
    },
  );

  it('has nothing to add for no images', () => {
    const simd = createSimdNetwork(of, 3);
    step(simd, of, 3, 1);
    const { outputs, gradient } = step(simd, of, 0, 2);
    expect(outputs.length).toBe(0);
    expect(gradient.every((g) => g === 0)).toBe(true);
  });
});

describe('the SIMD network', () => {
  const of = specs[3][1];
  const size = 12 * 11 * 3;
  const params = normals(parameterCount(of), 7, 0.4);

  it('equals the plain LeNet', () => {
    const embedding = spec([28, 28, 1], ...embeddings.lenet);
    // weights of the size a network begins with, not those of `step`
    const weights = normals(parameterCount(embedding), 8, 0.05);
    const images = normals(2 * 28 * 28, 9);
    const dOut = normals(2 * 500, 10);
    const [expected, got] = [createPlainNetwork(embedding), createSimdNetwork(embedding, 3)].map(
      (network) => {
        const outputs = network.forward(weights, images, 2);
        const gradient = new Float32Array(weights.length);
        network.backward(dOut, gradient);
        return { outputs, gradient };
      },
    );
    expectEqual(got.outputs, expected.outputs);
    expectEqual(got.gradient, expected.gradient);
  });

  it('adds to the gradient that is there, and to every call of backward the same', () => {
    const simd = createSimdNetwork(of, 2);
    simd.forward(params, normals(2 * size, 1), 2);
    const dOut = normals(2 * 9, 2);
    const once = new Float32Array(params.length);
    simd.backward(dOut, once);
    const more = new Float32Array(params.length).fill(3);
    simd.backward(dOut, more);
    more.forEach((g, i) => expect(g).toBeCloseTo(3 + once[i], 4));
  });

  it('takes its parameters from the call, not from the one before', () => {
    const simd = createSimdNetwork(of, 2);
    const images = normals(2 * size, 1);
    const other = normals(parameterCount(of), 8, 0.4);
    simd.forward(other, images, 2);
    expect(simd.forward(params, images, 2)).toEqual(
      createSimdNetwork(of, 2).forward(params, images, 2),
    );
  });

  it('gives one image the same outputs alone and in a batch', () => {
    const simd = createSimdNetwork(of, 5);
    const images = normals(5 * size, 3);
    const all = simd.forward(params, images, 5).slice();
    for (let i = 0; i < 5; i++) {
      const alone = simd.forward(params, images.subarray(i * size, (i + 1) * size), 1);
      expectEqual(alone, all.slice(i * 9, (i + 1) * 9));
    }
  });

  it('sends the gradient of a window with equal values to the first of them', () => {
    const tied = spec([2, 2, 2], conv(1, 1, 'none'), pool);
    // channel 0 is 1 everywhere, channel 1 tells the places apart and has weight 0
    const images = Float32Array.of(1, 10, 1, 20, 1, 30, 1, 40);
    for (const network of [createSimdNetwork(tied, 1), createPlainNetwork(tied)]) {
      expect(Array.from(network.forward(Float32Array.of(2, 0, 5), images, 1))).toEqual([7]);
      const gradient = new Float32Array(3);
      network.backward(Float32Array.of(3), gradient);
      expect(Array.from(gradient)).toEqual([3, 30, 3]);
    }
  });

  it('refuses more images than it has memory for', () => {
    const simd = createSimdNetwork(of, 2);
    expect(() => simd.forward(params, normals(3 * size, 1), 3)).toThrow(
      new RangeError('at most 2 images, not 3'),
    );
  });

  it('shows a NaN that it meets', () => {
    const images = normals(size, 1);
    images[40] = NaN;
    const outputs = createSimdNetwork(of, 1).forward(params, images, 1);
    const expected = createPlainNetwork(of).forward(params, images, 1);
    expect(Array.from(outputs, Number.isNaN)).toEqual(Array.from(expected, Number.isNaN));
  });
});
