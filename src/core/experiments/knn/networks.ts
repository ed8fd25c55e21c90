import { createRng, unitUniform, type Rng } from '../../rng/rng';
import { outputSize, parameterCount, placeLayers, type NetworkSpec, type Shape } from './layers';
import type { EmbeddingName, KnnSetup } from './spec';

const conv = (kernel: number, filters: number) =>
  ({ kind: 'conv', kernel, filters, activation: 'relu' }) as const;
const pool = { kind: 'pool' } as const;
const dense = (units: number, activation: 'none' | 'relu' | 'softplus') =>
  ({ kind: 'dense', units, activation }) as const;

/**
 * The embedding networks h(x). `lenet` is that of the supplement for MNIST (its section 3.2);
 * `compact` has a fifteenth of its arithmetic and 64 dimensions, to train while one watches.
 */
const embeddings: Record<EmbeddingName, NetworkSpec['layers']> = {
  compact: [conv(5, 8), pool, conv(5, 16), pool, dense(64, 'none')],
  lenet: [conv(5, 20), pool, conv(5, 50), pool, dense(500, 'relu')],
};

/** The networks of sigma(x): that of the supplement, and one to go with the compact embedding. */
const noises: Record<EmbeddingName, NetworkSpec['layers']> = {
  compact: [conv(5, 4), pool, dense(1, 'softplus')],
  lenet: [conv(5, 20), pool, conv(5, 50), pool, dense(500, 'relu'), dense(1, 'softplus')],
};

/** The parts of a run's parameter vector, in this order: embedding, noise network, linear head. */
export interface Parts {
  readonly embedding: NetworkSpec;
  /** Embedding dimensions. */
  readonly dimensions: number;
  /** The noise network, where sigma(x) is learned. */
  readonly noise: NetworkSpec | null;
  readonly noiseAt: number;
  /** Where the head of the cross-entropy begins: weights [dimensions, classes], then biases. */
  readonly headAt: number;
  /** Length of the whole vector. */
  readonly size: number;
}

export function partsOf({ network, input, scale, method, classes }: KnnSetup): Parts {
  const embedding = { input, layers: embeddings[network] };
  const noise = scale === 'learned' ? { input, layers: noises[network] } : null;
  const dimensions = outputSize(embedding);
  const noiseAt = parameterCount(embedding);
  const headAt = noiseAt + (noise ? parameterCount(noise) : 0);
  const head = method === 'cross-entropy' ? (dimensions + 1) * classes : 0;
  return { embedding, dimensions, noise, noiseAt, headAt, size: headAt + head };
}

/**
 * First weights: uniform within one over the root of the number of inputs, biases too. The embedding
 * depends on the seed and its own shape alone, so all methods start from the same one.
 */
export function initialParams(setup: KnnSetup): Float32Array {
  const parts = partsOf(setup);
  const params = new Float32Array(parts.size);
  const { seed } = setup;
  fillNetwork(params, 0, parts.embedding, seed, 'knn/embedding');
  if (parts.noise) fillNetwork(params, parts.noiseAt, parts.noise, seed, 'knn/noise-network');
  const bound = 1 / Math.sqrt(parts.dimensions);
  fillUniform(params.subarray(parts.headAt), 0, bound, createRng(seed, 'knn/head'));
  return params;
}

function fillNetwork(
  params: Float32Array,
  at: number,
  spec: NetworkSpec,
  seed: number,
  stream: string,
): void {
  const rng = createRng(seed, stream);
  for (const { layer, input, weightsAt, end } of placeLayers(spec)) {
    const fanIn =
      layer.kind === 'conv' ? layer.kernel ** 2 * input[2] : input[0] * input[1] * input[2];
    const layerParams = params.subarray(at + weightsAt, at + end);
    fillUniform(layerParams, weightsAt, 1 / Math.sqrt(fanIn), rng);
  }
}

/** Fills with uniform numbers in (-bound, bound): those of the indices from `first` on. */
function fillUniform(out: Float32Array, first: number, bound: number, rng: Rng): void {
  const words = new Uint32Array(4);
  let block = -1;
  for (let i = 0; i < out.length; i++) {
    const index = first + i;
    if (index >>> 2 !== block) rng.block(0, (block = index >>> 2), 0, words);
    out[i] = bound * (2 * unitUniform(words[index & 3]) - 1);
  }
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
