import { isDiverged } from '../core/experiments/diverged';
import {
  confusion,
  countRight,
  embed,
  EMBEDDING_BLOCK,
  findAll,
  rawPoints,
} from '../core/experiments/knn/evaluation';
import { drawBatch } from '../core/experiments/knn/batch';
import {
  createNeighbourSearch,
  vote,
  type Neighbours,
  type NeighbourSearch,
  type Points,
} from '../core/experiments/knn/nearest';
import { partsOf, pixelCount, pixelScale, toInputs } from '../core/experiments/knn/networks';
import type { Network } from '../core/experiments/knn/network';
import { plainPairMath } from '../core/experiments/knn/pairs';
import { FROZEN_STEP } from '../core/experiments/knn/query';
import {
  advance,
  copyState,
  type KnnRecord,
  type TrainingImages,
} from '../core/experiments/knn/run';
import type { KnnSetup } from '../core/experiments/knn/spec';
import { knnStopReason } from '../core/experiments/knn/stop';
import { createProjection } from '../core/projection/pca';
import { rasterise } from '../data/drawn/drawn';
import type { Images, ImageSet } from '../data/images';
import { createCpuBlockDistances, createCpuNetwork, createCpuPairMath } from '../gpu/networks/cpu';
import { createSlicePool } from './knn-pool';
import type {
  EvaluationProgress,
  EvaluationRequest,
  HardQuery,
  KnnAdvanceReply,
  KnnAdvanceRequest,
  KnnApi,
  KnnRunJob,
  KnnRunReply,
  KnnTestRecord,
  QueryRequest,
  QueryView,
  ScatterRequest,
  Trained,
} from './knn-protocol';
import { infoOf, type Sets } from './knn-sets';
import { remembering } from './remember';
import type { TrainingInfo } from './training-protocol';

/** What the kNN lab needs of its surroundings, handed in so that each can be missing or fail. */
export interface KnnSurroundings {
  readonly threads: number;
  readonly spawn: (() => Worker) | null;
  /** The sets of images, those of the site from the folder at this address. */
  sets(base: string): Sets;
  now(): number;
}

/** A run on its way through one request. */
interface Moving {
  readonly job: KnnRunJob;
  readonly images: TrainingImages;
  readonly set: ImageSet;
  readonly reply: { -readonly [Field in keyof KnnRunReply]: KnnRunReply[Field] };
  readonly records: KnnRecord[];
  readonly tests: KnnTestRecord[];
}

/** Computing time of one call that goes on with an evaluation. */
const EVALUATION_SLICE_MS = 400;
/** Training images that are asked like test images, to tell learning from memorising. */
const TRAIN_QUERIES = 250;
/** Hardest queries that are told of. */
const HARDEST = 24;
/** Thickness of the pen of a reader's own strokes, in pixels of the image. */
const PEN = 2.2;

/**
 * The work of the kNN lab. Training remembers nothing that the page does not have; sets of images,
 * networks and half-done evaluations are kept to save time, and made again when they are gone.
 */
export function createKnn(around: KnnSurroundings): KnnApi {
  const pool = createSlicePool(around.threads, around.spawn);
  const pairs = createCpuPairMath();
  const blockDistances = createCpuBlockDistances();
  const networks = remembering(6, (setup: KnnSetup) =>
    createCpuNetwork(partsOf(setup).embedding, EMBEDDING_BLOCK),
  );
  const noiseNetworks = remembering(3, (setup: KnnSetup) => {
    const { noise } = partsOf(setup);
    return noise ? createCpuNetwork(noise, 1) : null;
  });
  const projections = remembering(8, () => createProjection());
  let sets = around.sets('');
  let evaluation: {
    readonly key: string;
    readonly next: () => Promise<EvaluationProgress>;
  } | null = null;

  const info = (): TrainingInfo => ({
    status: 'ready',
    backend: 'own',
    adapter: `${pool.threads} CPU thread${pool.threads === 1 ? '' : 's'}`,
    note: '',
  });

  /** A network for embeddings only, whatever the run it belongs to. */
  function embedder(setup: KnnSetup): Network {
    const { network, input } = setup;
    return networks(`${network} ${input.join('x')}`, plainSetup(setup));
  }

  const shapeOf = (setup: KnnSetup) => ({
    size: pixelCount(setup.input),
    dimensions: partsOf(setup).dimensions,
    scale: pixelScale(setup.dataset, setup.input[2]),
  });

  const embedded = ({ setup, params }: Trained, images: Images, from: number, to: number) =>
    embed(
      embedder(setup),
      params,
      images,
      { from, to: Math.min(to, images.count) },
      shapeOf(setup),
    );

  async function begin(job: KnnRunJob): Promise<Moving> {
    const set = await sets.open(job.setup.dataset);
    const { size, scale } = shapeOf(job.setup);
    const { pixels, labels, count } = set.train;
    const images = {
      count,
      labels,
      inputs: (numbers: Uint32Array) => toInputs(pixels, numbers, size, scale),
    };
    const records: KnnRecord[] = [];
    const tests: KnnTestRecord[] = [];
    const state = copyState(job.state);
    return {
      job: { ...job, state },
      images,
      set,
      records,
      tests,
      reply: { id: job.id, state, records, tests, stopped: null, diverged: null },
    };
  }

  async function step(run: Moving, request: KnnAdvanceRequest): Promise<void> {
    const { job, images } = run;
    const { setup, state, knobs, stop } = job;
    if (state.step === 0 && run.records.length === 0) run.tests.push(await test(run, request));
    try {
      const source = pool.source(job.id, setup);
      const parts = { images, source, pairs, now: around.now };
      run.records.push(await advance(setup, state, knobs, parts));
      run.reply.stopped = knnStopReason(state, stop);
    } catch (error) {
      if (!isDiverged(error)) throw error;
      run.reply.diverged = error.message;
      return;
    }
    const due = state.step % request.evaluateEvery === 0 || run.reply.stopped !== null;
    if (due) run.tests.push(await test(run, request));
  }

  /** Accuracy on some images: test images, and training images that are no candidates. */
  async function test({ job, set }: Moving, request: KnnAdvanceRequest): Promise<KnnTestRecord> {
    const { setup, state, knobs } = job;
    const trained = { setup, params: state.params };
    const dim = partsOf(setup).dimensions;
    const candidates = Math.min(request.candidates, set.train.count - 1);
    const points = await embedded(trained, set.train, 0, candidates);
    const ks = [knobs.k, 1, 3, 5, 9].map((k) => Math.min(k, candidates));
    const most = Math.max(...ks);
    const asked = await embedded(trained, set.test, 0, request.queries);
    const found = await findAll(points, asked, dim, most, blockDistances);
    const truth = set.test.labels;
    const { right, images } = countRight(found, ks, set.train.labels, truth);
    const known = await embedded(trained, set.train, candidates, candidates + TRAIN_QUERIES);
    const seen = await findAll(points, known, dim, ks[0], blockDistances);
    const own = countRight(seen, [ks[0]], set.train.labels, set.train.labels.subarray(candidates));
    const [test, test1, test3, test5, test9] = right.map((count) => count / images);
    const train = own.images > 0 ? own.right[0] / own.images : NaN;
    return { step: state.step, test, train, test1, test3, test5, test9, images };
  }

  async function advanceAll(request: KnnAdvanceRequest): Promise<KnnAdvanceReply> {
    const runs = await Promise.all(request.runs.map(begin));
    const start = around.now();
    const ended = ({ reply }: Moving) => reply.stopped !== null || reply.diverged !== null;
    let steps = 0;
    let spent = 0;
    while (steps < request.maxSteps && !runs.every(ended)) {
      for (const run of runs) if (!ended(run)) await step(run, request);
      steps++;
      if (around.now() - start >= request.milliseconds) break;
    }
    for (const { records } of runs) for (const { milliseconds } of records) spent += milliseconds;
    return {
      runs: runs.map(({ reply }) => reply),
      info: info(),
      millisecondsPerStep: steps > 0 ? spent / steps : 0,
    };
  }

  async function scatter(request: ScatterRequest) {
    const { setup, key, train, test } = request;
    const set = await sets.open(setup.dataset);
    const first = await embedded(request, set.train, 0, train);
    const second = await embedded(request, set.test, 0, test);
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
      positions: positions.slice(),
      labels,
      train: first.count,
      test: second.count,
      share: share[0] + share[1],
    };
  }

  async function query(request: QueryRequest): Promise<QueryView> {
    const { setup, params, query: asked } = request;
    const set = await sets.open(setup.dataset);
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
      request,
      { count: wanted + 1, pixels: everything, labels: new Uint8Array(wanted + 1) },
      0,
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
    return { label, pixels, sigma, numbers, labels, images, distances };
  }

  /** An evaluation in portions: embeddings of all images, then neighbours of all test images. */
  async function startEvaluation(request: EvaluationRequest) {
    const { setup, params, k, ks, raw } = request;
    const set = await sets.open(setup.dataset);
    const shape = shapeOf(setup);
    const dim = raw ? shape.size : shape.dimensions;
    const { train, test: asked } = set;
    const most = Math.min(Math.max(k, ...ks), train.count);
    const total = train.count + asked.count;
    const trainValues = raw ? rawPoints(train).values : new Float32Array(train.count * dim);
    const testValues = raw ? rawPoints(asked).values : new Float32Array(asked.count * dim);
    const network = raw ? null : embedder(setup);
    const indices = new Int32Array(asked.count * most);
    const distances = new Float32Array(asked.count * most);
    let search: NeighbourSearch | null = null;
    let embeddedCount = raw ? total : 0;
    let searched = 0;
    let milliseconds = 0;

    async function embedBlock(): Promise<void> {
      const inTrain = embeddedCount < train.count;
      const part = inTrain ? train : asked;
      const from = inTrain ? embeddedCount : embeddedCount - train.count;
      const to = Math.min(part.count, from + EMBEDDING_BLOCK);
      const points = await embed(network!, params, part, { from, to }, shape);
      (inTrain ? trainValues : testValues).set(points.values, from * dim);
      embeddedCount += to - from;
    }

    function searchBlock(): void {
      const points: Points = { values: trainValues, count: train.count };
      search ??= createNeighbourSearch(points, dim, most, blockDistances);
      const to = Math.min(asked.count, searched + 64);
      const found = search.find({ values: testValues, count: asked.count }, searched, to);
      indices.set(found.indices, searched * most);
      distances.set(found.distances, searched * most);
      searched = to;
    }

    return async (): Promise<EvaluationProgress> => {
      const start = around.now();
      while (searched < asked.count && around.now() - start < EVALUATION_SLICE_MS) {
        if (embeddedCount < total) await embedBlock();
        else searchBlock();
      }
      milliseconds += around.now() - start;
      // a search weighs about as much as embedding does
      const done = (embeddedCount / total + searched / asked.count) / 2;
      if (searched < asked.count) {
        const stage = embeddedCount < total ? ('embedding' as const) : ('searching' as const);
        return { done, stage, result: null };
      }
      const found: Neighbours = { k: most, indices, distances };
      const allKs = [...new Set([...ks, k].map((one) => Math.min(one, most)))].sort(
        (a, b) => a - b,
      );
      const classes = set.classes.length;
      const { labels } = train;
      return {
        done: 1,
        stage: 'done',
        result: {
          accuracy: countRight(found, allKs, labels, asked.labels),
          k: Math.min(k, most),
          confusion: confusion(found, Math.min(k, most), labels, asked.labels, classes),
          hardest: hardest(found, Math.min(k, most), labels, asked.labels),
          candidates: train.count,
          milliseconds,
          backend: 'cpu',
        },
      };
    };
  }

  return {
    ready(base) {
      sets = around.sets(base);
      return Promise.resolve(true);
    },
    sets: () => sets.list(),
    open: async (id) => infoOf(await sets.open(id)),
    add: (files) => sets.add(files),
    async images(id, part, numbers) {
      const set = await sets.open(id);
      const size = set.height * set.width * set.channels;
      const { pixels, count } = set[part];
      const result = new Uint8Array(numbers.length * size);
      numbers.forEach((wanted, i) => {
        const number = wanted % count;
        result.set(pixels.subarray(number * size, (number + 1) * size), i * size);
      });
      return result;
    },
    advance: advanceAll,
    scatter,
    query,
    async evaluate(request) {
      if (evaluation?.key !== request.key) {
        evaluation = { key: request.key, next: await startEvaluation(request) };
      }
      const progress = await evaluation.next();
      if (progress.result) evaluation = null;
      return progress;
    },
    loseDevice: () => Promise.resolve(),
  };
}

/** The setup without what embeddings do not depend on. */
const plainSetup = (setup: KnnSetup): KnnSetup => ({
  ...setup,
  method: 'direct',
  scale: 'zero',
  seed: 0,
});

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

/** Wrongly classified test images, those with the fewest right neighbours first. */
function hardest(
  found: Neighbours,
  k: number,
  labels: Uint8Array,
  truth: Uint8Array,
): readonly HardQuery[] {
  const images = found.indices.length / found.k;
  const wrong: (HardQuery & { readonly right: number })[] = [];
  for (let number = 0; number < images; number++) {
    const predicted = vote(found, number, k, labels);
    if (predicted === truth[number]) continue;
    const neighbours = [...found.indices.subarray(number * found.k, number * found.k + k)];
    const neighbourLabels = neighbours.map((n) => labels[n]);
    const right = neighbourLabels.filter((label) => label === truth[number]).length;
    wrong.push({ number, label: truth[number], predicted, neighbours, neighbourLabels, right });
  }
  return wrong
    .sort((a, b) => a.right - b.right || a.number - b.number)
    .slice(0, HARDEST)
    .map(({ number, label, predicted, neighbours, neighbourLabels }) => ({
      ...{ number, label, predicted, neighbours, neighbourLabels },
    }));
}
