import type { EmbeddingSource } from '../experiment/source';
import { partsOf, pixelCount } from '../experiment/networks';
import type { KnnSetup } from '../experiment/spec';
import type { TfjsSession } from '../../../models/tfjs/session';
import type { Embedder } from '../../../models/embeddings/embedder';
import { createResnet18 } from '../../../models/embeddings/resnet18';
import { createTfjsEmbedder } from '../../../models/embeddings/tfjs-embedder';

interface Last {
  readonly params: Float32Array;
  readonly images: Float32Array;
  readonly count: number;
  readonly queries: number;
}

/**
 * Both networks of a run on tfjs, parameters and gradients as `partsOf` lays them out. It remembers
 * the images of the last forward call and nothing else. ResNet18 normalises by the batch here.
 * @throws GpuError from every call, when the device of the session is lost
 */
export function createTfjsSource(session: TfjsSession, setup: KnnSetup): EmbeddingSource {
  const { noise, noiseAt, headAt, size } = partsOf(setup);
  const network = trainedNetwork(session, setup);
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
    running: () => network.running?.() ?? null,
  };
}

/** The embedding of a run, to embed with. */
export function createRunEmbedder(session: TfjsSession, setup: KnnSetup): Embedder {
  const { embedding } = partsOf(setup);
  return embedding
    ? createTfjsEmbedder(session, embedding)
    : createResnet18(session, { input: setup.input });
}

/** The embedding of a run, to train. */
function trainedNetwork(
  session: TfjsSession,
  setup: KnnSetup,
): Pick<Embedder, 'forward' | 'backward'> & Pick<EmbeddingSource, 'running'> {
  const { embedding } = partsOf(setup);
  if (embedding) return createTfjsEmbedder(session, embedding);
  const network = createResnet18(session, { input: setup.input });
  let running: Float32Array | null = null;
  return {
    forward: (...batch) => network.forwardTraining(...batch),
    async backward(...batch) {
      const statistics = new Float32Array(network.parameters - network.trainable);
      const gradient = await network.backward(...batch, statistics);
      running = statistics;
      return gradient;
    },
    running: () => running,
  };
}
