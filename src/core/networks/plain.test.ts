import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { outputSize, parameterCount, type Layer, type NetworkSpec } from './layers';
import { createPlainNetwork } from './plain';
import { normals } from '../neighbours/testing/numbers';

/** A map as nested lists, [y][x][channel]: slow, in double precision, and with indices one can read. */
type FeatureMap = number[][][];

const grid = <T>(height: number, width: number, at: (y: number, x: number) => T): T[][] =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => at(y, x)));

const activations = {
  none: (x: number) => x,
  relu: (x: number) => (x > 0 ? x : 0),
  softplus: (x: number) => Math.log(1 + Math.exp(x)),
};

/** Takes the parameters of a layer from the front of the list. */
function applyLayer(layer: Layer, map: FeatureMap, params: number[]): FeatureMap {
  const [height, width, channels] = [map.length, map[0].length, map[0][0].length];
  if (layer.kind === 'pool') {
    return grid(Math.floor(height / 2), Math.floor(width / 2), (y, x) =>
      Array.from({ length: channels }, (_, c) =>
        Math.max(...[0, 1, 2, 3].map((i) => map[2 * y + (i >> 1)][2 * x + (i & 1)][c])),
      ),
    );
  }
  if (layer.kind === 'mean') {
    return grid(Math.floor(height / 2), Math.floor(width / 2), (y, x) =>
      Array.from(
        { length: channels },
        (_, c) =>
          [0, 1, 2, 3].reduce((sum, i) => sum + map[2 * y + (i >> 1)][2 * x + (i & 1)][c], 0) / 4,
      ),
    );
  }
  if (layer.kind === 'pad') {
    const { before, after } = layer;
    const zeros = new Array<number>(channels).fill(0);
    return grid(
      height + before + after,
      width + before + after,
      (y, x) => map[y - before]?.[x - before] ?? zeros,
    );
  }
  const activate = activations[layer.activation];
  if (layer.kind === 'dense') {
    const values = map.flat(2);
    const weights = params.splice(0, values.length * layer.units);
    const biases = params.splice(0, layer.units);
    const units = biases.map((bias, u) =>
      activate(values.reduce((sum, value, i) => sum + value * weights[i * layer.units + u], bias)),
    );
    return [[units]];
  }
  const { kernel, filters, stride = 1 } = layer;
  const weights = params.splice(0, kernel * kernel * channels * filters);
  const biases = params.splice(0, filters);
  const weight = (ky: number, kx: number, c: number, f: number) =>
    weights[((ky * kernel + kx) * channels + c) * filters + f];
  const places = (size: number) => Math.floor((size - kernel) / stride) + 1;
  return grid(places(height), places(width), (y, x) =>
    biases.map((bias, f) => {
      let sum = bias;
      for (let ky = 0; ky < kernel; ky++) {
        for (let kx = 0; kx < kernel; kx++) {
          map[stride * y + ky][stride * x + kx].forEach(
            (value, c) => (sum += value * weight(ky, kx, c, f)),
          );
        }
      }
      return activate(sum);
    }),
  );
}

/** Outputs of the network for one image after another. */
function byHand(
  { input: [height, width, channels], layers }: NetworkSpec,
  params: ArrayLike<number>,
  images: Float32Array,
  count: number,
): number[] {
  return Array.from({ length: count }, (_, image) => {
    const rest = Array.from(params);
    const first = grid(height, width, (y, x) =>
      Array.from(
        { length: channels },
        (_, c) => images[((image * height + y) * width + x) * channels + c],
      ),
    );
    return layers.reduce((map, layer) => applyLayer(layer, map, rest), first).flat(2);
  }).flat();
}

const spec = (input: NetworkSpec['input'], ...layers: Layer[]): NetworkSpec => ({ input, layers });
const specs: [string, NetworkSpec][] = [
  [
    'convolution, odd pool, convolution, pool, dense',
    spec(
      [13, 11, 1],
      { kind: 'conv', kernel: 3, filters: 3, activation: 'relu' },
      { kind: 'pool' },
      { kind: 'conv', kernel: 2, filters: 5, activation: 'relu' },
      { kind: 'pool' },
      { kind: 'dense', units: 4, activation: 'none' },
    ),
  ],
  [
    'three channels and softplus',
    spec(
      [6, 7, 3],
      { kind: 'conv', kernel: 2, filters: 4, activation: 'softplus' },
      { kind: 'pool' },
      { kind: 'dense', units: 5, activation: 'relu' },
      { kind: 'dense', units: 1, activation: 'softplus' },
    ),
  ],
  [
    'dense directly on the image',
    spec([3, 4, 2], { kind: 'dense', units: 6, activation: 'softplus' }),
  ],
  [
    'pool first, map last',
    spec([5, 4, 2], { kind: 'pool' }, { kind: 'conv', kernel: 1, filters: 3, activation: 'none' }),
  ],
  [
    'strides, zeros around, means',
    spec(
      [12, 11, 3],
      { kind: 'conv', kernel: 3, filters: 4, activation: 'relu', stride: 2 },
      { kind: 'pad', before: 1, after: 2 },
      { kind: 'conv', kernel: 2, filters: 3, activation: 'softplus' },
      { kind: 'mean' },
      { kind: 'conv', kernel: 2, filters: 2, activation: 'none', stride: 3 },
    ),
  ],
  [
    'zeros first, means last',
    spec(
      [4, 5, 2],
      { kind: 'pad', before: 2, after: 0 },
      { kind: 'conv', kernel: 1, filters: 2, activation: 'none' },
      { kind: 'mean' },
    ),
  ],
];

describe.each(specs)('the plain network (%s)', (_, network) => {
  const count = 3;
  const size = network.input[0] * network.input[1] * network.input[2];
  const images = normals(count * size, 11);
  const params = normals(parameterCount(network), 12, 0.5);

  it('computes what the layers say', () => {
    const outputs = createPlainNetwork(network).forward(params, images, count);
    const expected = byHand(network, params, images, count);
    expect(outputs.length).toBe(count * outputSize(network));
    expected.forEach((value, i) => expect(outputs[i]).toBeCloseTo(value, 5));
  });

  it('has the gradient of finite differences', () => {
    const dOut = normals(count * outputSize(network), 13);
    const plain = createPlainNetwork(network);
    plain.forward(params, images, count);
    const gradient = new Float32Array(params.length);
    plain.backward(dOut, gradient);
    const value = (at: Float64Array) =>
      byHand(network, at, images, count).reduce((sum, out, i) => sum + out * dOut[i], 0);
    const expected = finiteDifferenceGradient(value, params, 1e-6);
    gradient.forEach((g, i) =>
      expect(Math.abs(g - expected[i])).toBeLessThan(1e-6 + 1e-6 * Math.abs(g)),
    );
    expect(gradient.some((g) => Math.abs(g) > 0.1)).toBe(true);
  });

  it('adds to the gradient that is there, for the images of its last call alone', () => {
    const dOut = normals(outputSize(network), 14);
    const plain = createPlainNetwork(network);
    const run = (gradient: Float32Array) => {
      plain.forward(params, images, count);
      plain.forward(params, images.subarray(size), 1);
      plain.backward(dOut, gradient);
      return gradient;
    };
    const alone = new Float32Array(params.length);
    const other = createPlainNetwork(network);
    other.forward(params, images.subarray(size), 1);
    other.backward(dOut, alone);
    run(new Float32Array(params.length).fill(2)).forEach((g, i) =>
      expect(g).toBeCloseTo(2 + alone[i], 5),
    );
  });
});
