import { drawBatch } from '../experiment/batch';
import { embed, shapeOf, type LabelledImages } from '../experiment/evaluation';
import { partsOf, toInputs } from '../experiment/networks';
import { plainPairMath } from '../../../core/neighbours/pairs';
import { FROZEN_STEP } from '../experiment/query';
import { isLayered } from '../../../core/networks/embeddings';
import type { KnnSetup } from '../experiment/spec';
import { createProjection } from '../../../core/projection/pca';
import { rasterise } from '../../../data/drawn/drawn';
import type { ImageSet } from '../../../data/images';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import type { KnnNetworks } from './networks';
import type { QueryRequest, QueryView, Scatter, ScatterRequest, Trained } from './protocol';
import type { FixedWeights } from './weights';
import { remembering } from '../../../compute/remember';

/** Thickness of the pen of a reader's own strokes, in pixels of the image. */
const PEN = 2.2;

/** What a trained embedding looks like: many images in a plane, and one query among candidates. */
export function createPictures(
  open: (dataset: string) => Promise<ImageSet>,
  networks: Pick<KnnNetworks, 'embedder'>,
  weightsOf: (trained: Trained) => FixedWeights | null,
) {
  const projections = remembering(8, () => createProjection());
  const noiseNetworks = remembering(3, (setup: KnnSetup) => {
    const { noise } = partsOf(setup);
    return noise ? createCpuNetwork(noise, 1) : null;
  });

  async function embedded(
    setup: KnnSetup,
    params: Float32Array,
    images: LabelledImages,
    count: number,
  ) {
    const network = await networks.embedder(isLayered(setup.network) ? 'own' : 'auto', setup);
    const to = Math.min(count, images.count);
    return embed(network, params, images, { from: 0, to }, shapeOf(setup));
  }

  async function scatter(request: ScatterRequest): Promise<Scatter | null> {
    const { setup, key, train, test } = request;
    const set = await open(setup.dataset);
    const weights = weightsOf(request);
    if (!weights) return null;
    const { step, params } = weights;
    const first = await embedded(setup, params, set.train, train);
    const second = await embedded(setup, params, set.test, test);
    const count = first.count + second.count;
    const values = new Float32Array(first.values.length + second.values.length);
    values.set(first.values);
    values.set(second.values, first.values.length);
    const projection = projections(`${key} ${count}`, null);
    const { positions, share } = projection.project(values, count, partsOf(setup).dimensions);
    const labels = new Uint8Array(count);
    labels.set(set.train.labels.subarray(0, first.count));
    labels.set(set.test.labels.subarray(0, second.count), first.count);
    return {
      step,
      positions: positions.slice(),
      labels,
      train: first.count,
      test: second.count,
      share: share[0] + share[1],
    };
  }

  async function query(request: QueryRequest): Promise<QueryView | null> {
    const { setup, query: asked } = request;
    const set = await open(setup.dataset);
    const weights = weightsOf(request);
    if (!weights) return null;
    const { step, params } = weights;
    const { size, scale } = shapeOf(setup);
    const wanted = Math.min(request.candidates, set.train.count);
    const numbers = drawBatch(setup.seed, FROZEN_STEP, wanted, set.train.count);
    const number = asked.kind === 'test' ? asked.number % set.test.count : -1;
    const pixels =
      asked.kind === 'test'
        ? set.test.pixels.slice(number * size, (number + 1) * size)
        : inChannels(rasterise(asked.strokes, PEN), set);
    const labels = Uint8Array.from(numbers, (n) => set.train.labels[n]);
    const images = new Uint8Array(wanted * size);
    numbers.forEach((n, i) =>
      images.set(set.train.pixels.subarray(n * size, (n + 1) * size), i * size),
    );
    const everything = new Uint8Array((wanted + 1) * size);
    everything.set(pixels);
    everything.set(images, size);
    const { values } = await embedded(
      setup,
      params,
      { count: wanted + 1, pixels: everything, labels: new Uint8Array(wanted + 1) },
      wanted + 1,
    );
    const distances = new Float64Array(wanted);
    const dim = partsOf(setup).dimensions;
    plainPairMath.squaredDistances(values, { queries: 1, candidates: wanted, dim }, distances);
    distances.forEach((squared, i) => (distances[i] = Math.sqrt(squared)));
    const { noise, noiseAt, headAt } = partsOf(setup);
    const network = noise && noiseNetworks(setup.network, setup);
    const sigma = network
      ? network.forward(params.subarray(noiseAt, headAt), toInputs(pixels, [0], size, scale), 1)[0]
      : 1;
    const label = asked.kind === 'test' ? set.test.labels[number] : -1;
    return { step, label, pixels, sigma, numbers, labels, images, distances };
  }

  return { scatter, query };
}

/** A grey drawing in the shape of a set's images. */
function inChannels(grey: Uint8Array, { height, width, channels }: ImageSet): Uint8Array {
  const side = Math.sqrt(grey.length);
  const out = new Uint8Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = grey[Math.floor((y * side) / height) * side + Math.floor((x * side) / width)];
      for (let c = 0; c < channels; c++) out[(y * width + x) * channels + c] = value;
    }
  }
  return out;
}
