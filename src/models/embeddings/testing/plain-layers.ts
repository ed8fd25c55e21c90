import { expect } from 'vitest';
import { finiteDifferenceGradient } from '../../../core/check/finite-differences';
import {
  parameterCount,
  outputSize,
  placeLayers,
  type Activation,
  type NetworkSpec,
  type PlacedLayer,
} from '../../../core/networks/layers';
import { distance, wave } from '../../tfjs/testing/numbers';
import type { Embedder } from '../embedder';

/** The network of the experiment on handwritten digits. */
export const lenet: NetworkSpec = {
  input: [28, 28, 1],
  layers: [
    { kind: 'conv', kernel: 5, filters: 20, activation: 'relu' },
    { kind: 'pool' },
    { kind: 'conv', kernel: 5, filters: 50, activation: 'relu' },
    { kind: 'pool' },
    { kind: 'dense', units: 500, activation: 'relu' },
  ],
};

/** Every kind of layer and activation, an odd row and column at the pool, several channels. */
export const smallNetwork: NetworkSpec = {
  input: [7, 7, 2],
  layers: [
    { kind: 'conv', kernel: 3, filters: 3, activation: 'softplus' },
    { kind: 'pool' },
    { kind: 'pad', before: 2, after: 1 },
    { kind: 'mean' },
    { kind: 'pad', before: 0, after: 2 },
    { kind: 'conv', kernel: 2, filters: 4, activation: 'none', stride: 2 },
    { kind: 'dense', units: 5, activation: 'relu' },
    { kind: 'dense', units: 3, activation: 'none' },
  ],
};

/** Parameters, images and output gradients for one call of each method. */
export function batchOf(spec: NetworkSpec, count: number, scale: number) {
  return {
    count,
    params: wave(parameterCount(spec), 1).map((value) => scale * value),
    images: wave(count * spec.input[0] * spec.input[1] * spec.input[2], 2),
    dOut: wave(count * outputSize(spec), 3),
  };
}

/** Outputs and gradients of an embedder are those of the definition below. */
export async function expectPlain(embedder: Embedder, spec: NetworkSpec, count: number) {
  const { params, images, dOut } = batchOf(spec, count, 0.5);
  const outputs = await embedder.forward(params, images, count);
  expect(distance(outputs, plainOutputs(spec, params, images, count))).toBeLessThan(1e-5);

  const objective = (at: Float64Array) =>
    plainOutputs(spec, at, images, count).reduce((sum, value, i) => sum + value * dOut[i], 0);
  const gradient = await embedder.backward(params, images, count, dOut);
  expect(distance(gradient, finiteDifferenceGradient(objective, params))).toBeLessThan(1e-5);
}

type Numbers = Float32Array | Float64Array;

/** The network by the definitions in layers.ts, in float64. */
function plainOutputs(spec: NetworkSpec, params: Numbers, images: Numbers, count: number) {
  const pixels = images.length / count;
  const outputs = Array.from({ length: count }, (_, n) =>
    placeLayers(spec).reduce<Float64Array>(
      (x, place) => plainLayer(place, params, x),
      Float64Array.from(images.subarray(n * pixels, (n + 1) * pixels)),
    ),
  );
  return Float64Array.from(outputs.flatMap((numbers) => Array.from(numbers)));
}

function plainLayer(place: PlacedLayer, params: Numbers, x: Float64Array): Float64Array {
  const { layer, input, output, weightsAt, biasAt } = place;
  const [, width, channels] = input;
  const at = (row: number, column: number, c: number) => x[(row * width + column) * channels + c];
  const out = new Float64Array(output[0] * output[1] * output[2]);
  out.forEach((_, o) => {
    const unit = o % output[2];
    const column = Math.floor(o / output[2]) % output[1];
    const row = Math.floor(o / output[2] / output[1]);
    if (layer.kind === 'pool' || layer.kind === 'mean') {
      const window = [0, 1].flatMap((i) =>
        [0, 1].map((j) => at(2 * row + i, 2 * column + j, unit)),
      );
      const sum = window.reduce((a, b) => a + b);
      out[o] = layer.kind === 'pool' ? Math.max(...window) : sum / 4;
      return;
    }
    if (layer.kind === 'pad') {
      const [y, z] = [row - layer.before, column - layer.before];
      out[o] = y >= 0 && z >= 0 && y < input[0] && z < width ? at(y, z, unit) : 0;
      return;
    }
    const [high, wide] =
      layer.kind === 'conv' ? [layer.kernel, layer.kernel] : [input[0], input[1]];
    const stride = layer.kind === 'conv' ? (layer.stride ?? 1) : 1;
    let sum = params[biasAt + unit];
    for (let i = 0; i < high; i++) {
      for (let j = 0; j < wide; j++) {
        for (let c = 0; c < channels; c++) {
          const weight = weightsAt + ((i * wide + j) * channels + c) * output[2] + unit;
          sum += params[weight] * at(stride * row + i, stride * column + j, c);
        }
      }
    }
    out[o] = activated(layer.activation, sum);
  });
  return out;
}

function activated(activation: Activation, x: number): number {
  if (activation === 'none') return x;
  return activation === 'relu' ? Math.max(0, x) : Math.log1p(Math.exp(x));
}
