import type { NetworkSpec } from '../../../core/networks/layers';
import { layersOf, partsOf } from './networks';
import type { Network } from '../../../core/networks/plain';
import type { KnnSetup } from './spec';

/** Where embeddings come from: this thread, several, or a graphics device. */
export interface EmbeddingSource {
  /** Embeddings of all images, and outputs of the noise network for the first `queries` of them. */
  forward(
    params: Float32Array,
    images: Float32Array,
    count: number,
    queries: number,
  ): Embedded | Promise<Embedded>;
  /**
   * Gradient in all parameters but the head's, for the images of the last forward call. The array may be
   * written again by the next call.
   */
  backward(dEmbeddings: Float32Array, dSigma: Float32Array): Float32Array | Promise<Float32Array>;
  /** New running statistics after the last backward call, where the network has any. */
  running?(): Float32Array | null;
}

export interface Embedded {
  readonly embeddings: Float32Array;
  readonly sigma: Float32Array | null;
}

/** Makes networks for batches of a size. */
export type CreateNetwork = (spec: NetworkSpec, capacity: number) => Network;

/** Both networks of a run on this thread, for steps of up to `images` images. */
export function createLocalSource(
  setup: KnnSetup,
  images: number,
  createNetwork: CreateNetwork,
): EmbeddingSource {
  const parts = partsOf(setup);
  const embedding = createNetwork(layersOf(parts), images);
  const noise = parts.noise ? createNetwork(parts.noise, images) : null;
  return {
    forward(params, inputs, count, queries) {
      return {
        embeddings: embedding.forward(params, inputs, count),
        sigma: noise
          ? noise.forward(params.subarray(parts.noiseAt, parts.headAt), inputs, queries)
          : null,
      };
    },
    backward(dEmbeddings, dSigma) {
      const gradient = new Float32Array(parts.size);
      embedding.backward(dEmbeddings, gradient);
      noise?.backward(dSigma, gradient.subarray(parts.noiseAt, parts.headAt));
      return gradient;
    },
  };
}
