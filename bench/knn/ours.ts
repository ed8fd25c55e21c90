/**
 * Our side of the kNN benchmark, in Node on one thread, with the code of the page:
 *
 *     tsx ours.ts FOLDER
 *
 * writes images and points into the folder for the peer to work on, prints the names of its tasks,
 * and then, for every name it reads, the milliseconds that this task took.
 */
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { findAll } from '../../src/labs/knn/experiment/evaluation';
import { drawBatch } from '../../src/labs/knn/experiment/batch';
import type { Points } from '../../src/core/neighbours/nearest';
import { initialParams, layersOf, partsOf, toInputs } from '../../src/labs/knn/experiment/networks';
import { createObjective } from '../../src/labs/knn/experiment/objective';
import { noiseOf } from '../../src/labs/knn/experiment/noise';
import { advance, initialState } from '../../src/labs/knn/experiment/run';
import { createLocalSource } from '../../src/labs/knn/experiment/source';
import type { EmbeddingName } from '../../src/core/networks/embeddings';
import {
  knnVariants,
  paperKnobs,
  type KnnKnobs,
  type KnnSetup,
  type KnnVariant,
} from '../../src/labs/knn/experiment/spec';
import { createNoise, noiseSpec } from '../../src/core/noise/noise';
import { createRng } from '../../src/core/rng/rng';
import { drawnSet } from '../../src/data/drawn/drawn';
import {
  createCpuBlockDistances,
  createCpuNetwork,
  createCpuPairMath,
} from '../../src/simd/networks/cpu';
import { createArena } from '../../src/simd/networks/products';
import sizes from './sizes.json' with { type: 'json' };

const { images: IMAGES, batch: BATCH, side: SIDE, queries, candidates, k, clusters } = sizes;

const [, , folder] = process.argv;
const now = () => performance.now();
const { train } = drawnSet({ seed: 1, train: IMAGES, test: 0 });
writeFileSync(`${folder}/images.bin`, train.pixels);
writeFileSync(`${folder}/labels.bin`, train.labels);

const pixels = train.pixels.length / train.count;
const scale = { mean: [0], deviation: [1] };
const inputs = (numbers: ArrayLike<number>) => toInputs(train.pixels, numbers, pixels, scale);
const firstImages = inputs(Array.from({ length: BATCH }, (_, i) => i));

function setupOf(network: EmbeddingName, variant: KnnVariant): KnnSetup {
  const { method, scale: source } = knnVariants[variant];
  const shape = { input: [28, 28, 1] as const, classes: 10 };
  return { dataset: 'drawn', ...shape, network, method, scale: source, seed: 1 };
}

/** A task is run once to warm up when it is made; then every call is one measurement. */
type Task = () => void | Promise<void>;

/** Steps of training: batch, embeddings, objective, gradient and update. */
function training(network: EmbeddingName): Task {
  const setup = setupOf(network, 'direct-learned-sigma');
  const state = initialState(setup);
  const count = paperKnobs.queries + paperKnobs.candidates;
  const around = {
    images: { count: train.count, labels: train.labels, inputs },
    source: createLocalSource(setup, count, createCpuNetwork),
    pairs: createCpuPairMath(),
    now,
  };
  return async () => void (await advance(setup, state, paperKnobs, around));
}

/** Forward and, if asked, backward pass of an embedding network on one batch. */
function layers(name: EmbeddingName, backward: boolean): Task {
  const setup = setupOf(name, 'direct-sigma-0');
  const parts = partsOf(setup);
  const { size, dimensions } = parts;
  const network = createCpuNetwork(layersOf(parts), BATCH);
  const params = initialParams(setup);
  const gradient = new Float32Array(size);
  const slopes = normals(BATCH * dimensions, 'slopes');
  return () => {
    network.forward(params, firstImages, BATCH);
    if (backward) network.backward(slopes, gradient);
  };
}

/** The kernel alone: the product of two square matrices. */
function product(): Task {
  const arena = createArena();
  const [a, b, c] = [0, 1, 2].map(() => arena.allocate(SIDE * SIDE));
  for (const block of [a, b]) arena.view(block).set(normals(SIDE * SIDE, 'product'));
  const row = 4 * SIDE;
  return () =>
    arena.kernel.product(
      ...([a.at, row, 0, 4, b.at, 0, row, c.at, row, SIDE, SIDE, 1, SIDE, 0] as const),
    );
}

/** Objective and gradient of a batch that is embedded already, without any network. */
function objective(variant: KnnVariant): Task {
  const setup = setupOf('compact', variant);
  const knobs: KnnKnobs = { ...paperKnobs, ...knnVariants[variant].knobs };
  const count = knobs.queries + knobs.candidates;
  const numbers = drawBatch(1, 0, count, train.count);
  const parts = partsOf(setup);
  const dim = parts.dimensions;
  const network = createCpuNetwork(layersOf(parts), count);
  const batch = {
    embeddings: network.forward(initialParams(setup), inputs(numbers), count),
    labels: Uint8Array.from(numbers, (number) => train.labels[number]),
    sigma: new Float32Array(knobs.queries).fill(0.6),
    dim,
  };
  const compute = createObjective(setup, createCpuPairMath());
  const noise = noiseOf(setup, knobs.law);
  const { epsilon } = knobs;
  let step = 0;
  return () => void compute({ batch, knobs, epsilon, step: step++, noise, head: null });
}

/** Exact neighbours of all queries. */
function search(dim: number): Task {
  const set = points(candidates, dim, 'candidates');
  const asked = points(queries, dim, 'queries');
  return async () => void (await findAll(set, asked, dim, k, createCpuBlockDistances()));
}

function normals(length: number, stream: string): Float32Array {
  const rng = createRng(1, `bench/${stream}`);
  const { sample } = createNoise(noiseSpec('normal'));
  return Float32Array.from({ length }, (_, i) => sample(rng.word(0, i)));
}

/** Points of ten clusters, as embeddings lie; the peer gets the same. */
function points(count: number, dim: number, stream: string): Points {
  const centres = normals(clusters * dim, `centres/${dim}`);
  const values = normals(count * dim, `${stream}/${dim}`);
  for (let i = 0; i < values.length; i++) {
    values[i] = 0.7 * values[i] + centres[(Math.floor(i / dim) % clusters) * dim + (i % dim)];
  }
  writeFileSync(`${folder}/${stream}-${dim}.bin`, values);
  return { values, count };
}

const tasks: Readonly<Record<string, Task>> = {
  'step compact': training('compact'),
  'step lenet': training('lenet'),
  'layers compact': layers('compact', true),
  'layers lenet': layers('lenet', true),
  'embed compact': layers('compact', false),
  'embed lenet': layers('lenet', false),
  product: product(),
  'search 64': search(64),
  'search 500': search(500),
  ...Object.fromEntries(
    (
      [
        'direct-learned-sigma',
        'neuralsort-deterministic',
        'neuralsort-stochastic',
        'relax-subsample',
      ] as const
    ).map((variant) => [`objective ${variant}`, objective(variant)]),
  ),
};

const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
say({ tasks: Object.keys(tasks) });
for await (const line of createInterface({ input: process.stdin })) {
  const task = tasks[JSON.parse(line) as string];
  const start = now();
  await task();
  say({ ours: now() - start });
}
