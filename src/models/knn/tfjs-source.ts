import type { EmbeddingSource } from '../../core/experiments/knn/run';
import { partsOf, pixelCount } from '../../core/experiments/knn/networks';
import type { KnnSetup } from '../../core/experiments/knn/spec';
import type { TfjsSession } from '../tfjs/session';
import { createTfjsEmbedder } from './tfjs-embedder';

interface Last {
  readonly params: Float32Array;
  readonly images: Float32Array;
  readonly count: number;
  readonly queries: number;
}

/**
 * Both networks of a run on tfjs, parameters and gradients as `partsOf` lays them out. It remembers
 * the images of the last forward call and nothing else.
 * @throws GpuError from every call, when the device of the session is lost
 */
export function createTfjsSource(session: TfjsSession, setup: KnnSetup): EmbeddingSource {
  const { embedding, noise, noiseAt, headAt, size } = partsOf(setup);
  const network = createTfjsEmbedder(session, embedding);
  const noiseNetwork = noise && createTfjsEmbedder(session, noise);
  const pixels = pixelCount(setup.input);
  const none = new Float32Array(0);
  let last: Last = { params: none, images: none, count: 0, queries: 0 };
  const asked = () => last.images.subarray(0, last.queries * pixels);
  const noiseParams = () => last.params.subarray(noiseAt, headAt);
  return {
    async forward(params, images, count, queries) {
      last = { params, images, count, queries };
      const embeddings = await network.forward(params.subarray(0, noiseAt), images, count);
      const sigma = noiseNetwork && (await noiseNetwork.forward(noiseParams(), asked(), queries));
      return { embeddings, sigma };
    },
    async backward(dEmbeddings, dSigma) {
      const { params, images, count, queries } = last;
      const gradient = new Float32Array(size);
      gradient.set(await network.backward(params.subarray(0, noiseAt), images, count, dEmbeddings));
      if (noiseNetwork) {
        gradient.set(await noiseNetwork.backward(noiseParams(), asked(), queries, dSigma), noiseAt);
      }
      return gradient;
    },
  };
}
