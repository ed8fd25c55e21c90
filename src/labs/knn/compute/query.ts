import { plainPairMath } from '../../../core/neighbours/pairs';
import type { Network } from '../../../core/networks/plain';
import type { Projection } from '../../../core/projection/pca';
import { rasterise } from '../../../data/drawn/drawn';
import type { ImageSet } from '../../../data/images';
import { drawBatch } from '../experiment/batch';
import { shapeOf } from '../experiment/evaluation';
import { partsOf, toInputs } from '../experiment/networks';
import { FROZEN_STEP } from '../experiment/query';
import type { QueryImage, QueryRequest, QueryView } from './protocol';
import { imagesOf } from './sets';
import type { TrainedEmbedding } from './trained';

/**
 * One query, and training images as its candidates: the same ones for every query of a seed.
 * @param noise the noise network; null where the scale is not learned
 * @param projection the one whose last picture of these candidates this follows
 */
export async function queryOf(
  { setup, query, candidates }: Pick<QueryRequest, 'setup' | 'query' | 'candidates'>,
  { set, step, params, embed }: TrainedEmbedding,
  noise: Network | null,
  projection: Pick<Projection, 'project'>,
): Promise<QueryView> {
  const { train } = set;
  const { size, scale, dimensions } = shapeOf(setup);
  const count = Math.min(candidates, train.count);
  const numbers = drawBatch(setup.seed, FROZEN_STEP, count, train.count);
  const { pixels, label } = askedImage(query, set);
  const images = imagesOf(train, [...numbers]);
  const everything = new Uint8Array((count + 1) * size);
  everything.set(pixels);
  everything.set(images, size);
  const all = { count: count + 1, pixels: everything, labels: new Uint8Array(count + 1) };
  const { values } = await embed(all, all.count);
  const { noiseAt, headAt } = partsOf(setup);
  const sigma = noise
    ? noise.forward(params.subarray(noiseAt, headAt), toInputs(pixels, [0], size, scale), 1)[0]
    : 1;
  const labels = Uint8Array.from(numbers, (n) => train.labels[n]);
  const distances = distancesOf(values, count, dimensions);
  const directions = directionsOf(projection.project(values, all.count, dimensions).positions);
  return { step, label, pixels, sigma, numbers, labels, images, distances, directions };
}

/** Thickness of the pen of a reader's own strokes, in pixels of the image. */
const PEN = 2.2;

/** The pixels of a query and its class, -1 where nobody knows. */
function askedImage(query: QueryImage, set: ImageSet): Pick<QueryView, 'pixels' | 'label'> {
  if (query.kind === 'strokes') {
    return { pixels: inShapeOf(set, rasterise(query.strokes, PEN)), label: -1 };
  }
  const { test } = set;
  return { pixels: imagesOf(test, [query.number]), label: test.labels[query.number % test.count] };
}

/** A grey square image in the shape of a set's images. */
export function inShapeOf(
  { height, width, channels }: Pick<ImageSet, 'height' | 'width' | 'channels'>,
  grey: Uint8Array,
): Uint8Array {
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

/** Angles at which the points of a plane after the first lie as seen from that. */
function directionsOf(positions: Float32Array): Float32Array {
  const [x, y] = positions;
  return Float32Array.from({ length: positions.length / 2 - 1 }, (_, i) =>
    Math.atan2(positions[2 * i + 3] - y, positions[2 * i + 2] - x),
  );
}

/** Distances of the first embedding to those after it. */
function distancesOf(values: Float32Array, candidates: number, dim: number): Float64Array {
  const squared = new Float64Array(candidates);
  plainPairMath.squaredDistances(values, { queries: 1, candidates, dim }, squared);
  return squared.map(Math.sqrt);
}
