import { allFinite } from '../../../core/vector';
import { DivergedError } from '../../../core/training/diverged';
import { partsOf, pixelCount, pixelScale, toInputs, type PixelScale } from './networks';
import {
  createNeighbourSearch,
  vote,
  type BlockDistances,
  type Neighbours,
  type Points,
  type Ranking,
} from '../../../core/neighbours/nearest';
import type { KnnSetup } from './spec';

/** Labelled images as they are stored. */
export interface LabelledImages {
  readonly count: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Called between blocks of work with the share that is done; may throw to give up. */
export type Pause = (done: number) => void | Promise<void>;

/** Images that a network embeds at a time. */
export const EMBEDDING_BLOCK = 100;

/** A network that only embeds, here or elsewhere. */
export interface Embeds {
  /** `images` are `count` images, and stay as they are until the call is answered. */
  forward(
    params: Float32Array,
    images: Float32Array,
    count: number,
  ): Float32Array | Promise<Float32Array>;
  /** Calls that are worth making before the first is answered; one where it does not say. */
  readonly together?: number | undefined;
}

/** Numbers per image before and after a network, and how pixels become inputs. */
export interface EmbeddingShape {
  readonly size: number;
  readonly dimensions: number;
  readonly scale: PixelScale;
}

/** The shape of the embedding network of a run. */
export const shapeOf = (setup: KnnSetup): EmbeddingShape => ({
  size: pixelCount(setup.input),
  dimensions: partsOf(setup).dimensions,
  scale: pixelScale(setup.dataset, setup.input[2]),
});

/**
 * Embeddings of images from .. to-1.
 * @throws DivergedError if one of them is not finite
 */
export async function embed(
  network: Embeds,
  params: Float32Array,
  images: LabelledImages,
  { from, to }: Range,
  { size, dimensions, scale }: EmbeddingShape,
  pause?: Pause,
): Promise<Points> {
  const count = to - from;
  const values = new Float32Array(count * dimensions);
  const free: Float32Array[] = [];
  const asked: (() => Promise<void>)[] = [];

  /** Asks for a block; what it returns takes the answer. */
  function ask(at: number): () => Promise<void> {
    const block = Math.min(EMBEDDING_BLOCK, count - at);
    const numbers = Uint32Array.from({ length: block }, (_, i) => from + at + i);
    const inputs = free.pop() ?? new Float32Array(EMBEDDING_BLOCK * size);
    toInputs(images.pixels, numbers, size, scale, inputs);
    const answer = network.forward(params, inputs.subarray(0, block * size), block);
    // whoever gives up waits for no further answer
    if (answer instanceof Promise) answer.catch(() => undefined);
    return async () => {
      const found = await answer;
      free.push(inputs);
      if (!allFinite(found)) {
        throw new DivergedError('The embeddings are no longer finite numbers.');
      }
      values.set(found, at * dimensions);
      await pause?.((at + block) / count);
    };
  }

  for (let at = 0; at < count; at += EMBEDDING_BLOCK) {
    asked.push(ask(at));
    while (asked.length >= (network.together ?? 1)) await asked.shift()!();
  }
  for (const take of asked) await take();
  return { values, count };
}

/** Pixels as points: what a classifier without a network sees. */
export function rawPoints({ pixels, count }: LabelledImages): Points {
  return { values: Float32Array.from(pixels, (value) => value / 255), count };
}

/** Queries that are searched between two pauses. */
const SEARCH_BLOCK = 256;

/** The k nearest points of every query. */
export async function findAll(
  points: Points,
  queries: Points,
  dim: number,
  k: number,
  blockDistances?: BlockDistances,
  pause?: Pause,
): Promise<Neighbours> {
  const search = createNeighbourSearch(points, dim, k, blockDistances);
  const indices = new Int32Array(queries.count * k);
  const distances = new Float32Array(queries.count * k);
  for (let from = 0; from < queries.count; from += SEARCH_BLOCK) {
    const to = Math.min(queries.count, from + SEARCH_BLOCK);
    const found = search.find(queries, from, to);
    indices.set(found.indices, from * k);
    distances.set(found.distances, from * k);
    await pause?.(to / queries.count);
  }
  return { k, indices, distances };
}

/** Right answers of the kNN classifier among `images`, for every k. */
export interface KnnAccuracy {
  readonly images: number;
  readonly ks: readonly number[];
  readonly right: readonly number[];
}

/**
 * Votes of the `k` nearest for every k of `ks`, none above `neighbours.k`: `labels` are those of the
 * points, `truth` [queries] those of the queries.
 */
export function countRight(
  neighbours: Ranking,
  ks: readonly number[],
  labels: Uint8Array,
  truth: Uint8Array,
): KnnAccuracy {
  const images = neighbours.indices.length / neighbours.k;
  const right = ks.map((k) => {
    let count = 0;
    for (let q = 0; q < images; q++) if (vote(neighbours, q, k, labels) === truth[q]) count++;
    return count;
  });
  return { images, ks, right };
}

/** Images from .. to-1 of a set. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a classifier sees images with. */
export interface Sight {
  readonly network: Embeds;
  readonly params: Float32Array;
  readonly shape: EmbeddingShape;
  readonly blockDistances?: BlockDistances | undefined;
  /** Finds neighbours elsewhere; without it here. */
  readonly search?: Search | undefined;
}

/** The k nearest points of every query. */
export type Search = (points: Points, queries: Points, dim: number, k: number) => Promise<Ranking>;

/**
 * The kNN classifier among some training images. Of a set it is asked about the images of a range that
 * there are, with every k of `ks`.
 * @throws DivergedError if an embedding is not finite
 */
export async function createClassifier(
  { network, params, shape, blockDistances, search }: Sight,
  train: LabelledImages,
  candidates: Range,
) {
  const points = await embed(network, params, train, candidates, shape);
  return async (set: LabelledImages, { from, to }: Range, ks: readonly number[]) => {
    const end = Math.min(to, set.count);
    const asked = await embed(network, params, set, { from, to: end }, shape);
    const most = Math.max(...ks);
    const { dimensions } = shape;
    const found = search
      ? await search(points, asked, dimensions, most)
      : await findAll(points, asked, dimensions, most, blockDistances);
    const labels = train.labels.subarray(candidates.from);
    return countRight(found, ks, labels, set.labels.subarray(from, end));
  };
}

/** How often class `row` was taken for class `column`, [classes, classes]. */
export function confusion(
  neighbours: Ranking,
  k: number,
  labels: Uint8Array,
  truth: Uint8Array,
  classes: number,
): Float64Array {
  const counts = new Float64Array(classes * classes);
  const images = neighbours.indices.length / neighbours.k;
  for (let q = 0; q < images; q++) counts[truth[q] * classes + vote(neighbours, q, k, labels)]++;
  return counts;
}
