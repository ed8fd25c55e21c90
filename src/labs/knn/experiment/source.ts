import type { NetworkSpec } from '../../../core/networks/layers';
import { layersOf, partsOf } from './networks';
import type { Network } from '../../../core/networks/plain';
import type { EmbeddingSource } from './run';
import type { KnnSetup } from './spec';

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
