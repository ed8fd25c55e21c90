import { fillNetwork, fillUniform } from '../../../core/networks/initial';
import { createRng } from '../../../core/rng/rng';
import {
  outputSize,
  parameterCount,
  type NetworkSpec,
  type Shape,
} from '../../../core/networks/layers';
import { colourNoise, embeddings, isLayered, noises } from '../../../core/networks/embeddings';
import { initialResnet18, resnet18Layout } from '../../../core/networks/resnet18';

import type { KnnSetup } from './spec';

function noiseLayers({ network, input }: KnnSetup): NetworkSpec['layers'] {
  if (isLayered(network)) return noises[network];
  return input[2] === 3 ? colourNoise : noises.lenet;
}

/** The parts of a run's parameter vector, in this order: embedding, noise network, linear head. */
export interface Parts {
  /** The embedding as layers; null for ResNet18, which is none. */
  readonly embedding: NetworkSpec | null;
  /** Embedding dimensions. */
  readonly dimensions: number;
  /** Where what is trained of the embedding ends; behind it, up to noiseAt, are running statistics. */
  readonly trainable: number;
  /** The noise network, where sigma(x) is learned. */
  readonly noise: NetworkSpec | null;
  readonly noiseAt: number;
  /** Where the head of the cross-entropy begins: weights [dimensions, classes], then biases. */
  readonly headAt: number;
  /** Length of the whole vector. */
  readonly size: number;
}

export function partsOf(setup: KnnSetup): Parts {
  const { input, scale, method, classes } = setup;
  const noise = scale === 'learned' ? { input, layers: noiseLayers(setup) } : null;
  const described = describe(setup);
  const { dimensions, noiseAt } = described;
  const headAt = noiseAt + (noise ? parameterCount(noise) : 0);
  const head = method === 'cross-entropy' ? (dimensions + 1) * classes : 0;
  return { ...described, noise, headAt, size: headAt + head };
}

function describe({
  network,
  input,
}: KnnSetup): Pick<Parts, 'embedding' | 'dimensions' | 'trainable' | 'noiseAt'> {
  if (!isLayered(network)) {
    const { outputSize: dimensions, trainable, parameters } = resnet18Layout({ input });
    return { embedding: null, dimensions, trainable, noiseAt: parameters };
  }
  const embedding = { input, layers: embeddings[network] };
  const count = parameterCount(embedding);
  return { embedding, dimensions: outputSize(embedding), trainable: count, noiseAt: count };
}

/** @throws RangeError for a network that is no list of layers */
export function layersOf({ embedding }: Parts): NetworkSpec {
  if (!embedding) throw new RangeError('ResNet18 runs on tfjs only.');
  return embedding;
}

/**
 * First weights: uniform within one over the root of the number of inputs, biases too; ResNet18 as
 * resnet18.ts says. The embedding depends on the seed and its own shape alone, so all methods start
 * from the same one.
 */
export function initialParams(setup: KnnSetup): Float32Array {
  const parts = partsOf(setup);
  const params = new Float32Array(parts.size);
  const { seed } = setup;
  if (parts.embedding) fillNetwork(params, parts.embedding, createRng(seed, 'knn/embedding'));
  else params.set(initialResnet18({ input: setup.input }, createRng(seed, 'knn/embedding')));
  if (parts.noise) {
    const rng = createRng(seed, 'knn/noise-network');
    fillNetwork(params.subarray(parts.noiseAt), parts.noise, rng);
  }
  const bound = 1 / Math.sqrt(parts.dimensions);
  fillUniform(params.subarray(parts.headAt), 0, bound, createRng(seed, 'knn/head'));
  return params;
}

/** How pixels, 0 to 255, become inputs of a network: (pixel / 255 - mean) / deviation, per channel. */
export interface PixelScale {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/**
 * Constants of the experiments the paper follows: none for MNIST, one pair for Fashion-MNIST, one per
 * channel for CIFAR-10; every other set is divided by 255 only.
 */
export function pixelScale(dataset: string, channels: number): PixelScale {
  if (dataset === 'fashion-mnist') return { mean: [0.286], deviation: [0.353] };
  if (dataset === 'cifar10' && channels === 3) {
    return { mean: [0.4914, 0.4822, 0.4465], deviation: [0.2023, 0.1994, 0.201] };
  }
  const each = Array.from({ length: channels });
  return { mean: each.map(() => 0), deviation: each.map(() => 1) };
}

export const pixelCount = ([height, width, channels]: Shape) => height * width * channels;

/** Writes the images of the given numbers as inputs [numbers, height, width, channels]. */
export function toInputs(
  pixels: Uint8Array,
  numbers: ArrayLike<number>,
  size: number,
  { mean, deviation }: PixelScale,
  out: Float32Array = new Float32Array(numbers.length * size),
): Float32Array {
  const channels = mean.length;
  const table = mean.map((m, c) =>
    Float32Array.from({ length: 256 }, (_, value) => (value / 255 - m) / deviation[c]),
  );
  for (let n = 0; n < numbers.length; n++) {
    const from = numbers[n] * size;
    for (let i = 0; i < size; i++) out[n * size + i] = table[i % channels][pixels[from + i]];
  }
  return out;
}
