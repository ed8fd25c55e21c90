import {
  confusion,
  countRight,
  embed,
  EMBEDDING_BLOCK,
  rawPoints,
  shapeOf,
} from '../experiment/evaluation';
import {
  createNeighbourSearch,
  vote,
  type BlockDistances,
  type Neighbours,
  type Points,
} from '../../../core/neighbours/nearest';
import type { ImageSet } from '../../../data/images';
import type { Graphics, GraphicsDesk } from './graphics';
import type { KnnNetworks } from './networks';
import type {
  EvaluationProgress,
  EvaluationRequest,
  EvaluationResult,
  HardQuery,
} from './protocol';

/** What an evaluation needs besides its request. */
export interface EvaluationParts {
  open(dataset: string): Promise<ImageSet>;
  readonly networks: Pick<KnnNetworks, 'embedder'>;
  readonly desk: GraphicsDesk;
  readonly blockDistances: BlockDistances;
  now(): number;
}

/** Computing time of one call that goes on with an evaluation. */
const EVALUATION_SLICE_MS = 400;
/** Test images that are searched for at a time, on the CPU and on a device. */
const CPU_BLOCK = 64;
const GPU_BLOCK = 512;
/** Hardest queries that are told of. */
const HARDEST = 24;

/** Evaluations in portions: the same key goes on where the last call stopped. */
export function createEvaluator(parts: EvaluationParts) {
  let evaluation: {
    readonly key: string;
    readonly next: () => Promise<EvaluationProgress>;
    readonly end: () => void;
  } | null = null;
  return async (request: EvaluationRequest): Promise<EvaluationProgress> => {
    if (evaluation?.key !== request.key) {
      evaluation?.end();
      evaluation = { key: request.key, ...(await begin(request, parts)) };
    }
    const mine = evaluation;
    const progress = await mine.next();
    if (progress.result) {
      mine.end();
      if (evaluation === mine) evaluation = null;
    }
    return progress;
  };
}

/** Embeddings of all images, then neighbours of all test images. */
async function begin(request: EvaluationRequest, parts: EvaluationParts) {
  const { setup, params, k, ks, raw, networks } = request;
  const set = await parts.open(setup.dataset);
  const shape = shapeOf(setup);
  const dim = raw ? shape.size : shape.dimensions;
  const { train, test: asked } = set;
  const most = Math.min(Math.max(k, ...ks), train.count);
  const total = train.count + asked.count;
  const trained = raw ? rawPoints(train) : emptyPoints(train.count, dim);
  const tested = raw ? rawPoints(asked) : emptyPoints(asked.count, dim);
  const network = raw ? null : await parts.networks.embedder(networks, setup);
  const found: Neighbours = {
    k: most,
    indices: new Int32Array(asked.count * most),
    distances: new Float32Array(asked.count * most),
  };
  const search = createSearch(trained, dim, most, request, parts);
  let embeddedCount = raw ? total : 0;
  let searched = 0;
  let milliseconds = 0;

  async function embedBlock(): Promise<void> {
    const inTrain = embeddedCount < train.count;
    const part = inTrain ? train : asked;
    const from = inTrain ? embeddedCount : embeddedCount - train.count;
    const to = Math.min(part.count, from + EMBEDDING_BLOCK);
    const points = await embed(network!, params, part, { from, to }, shape);
    (inTrain ? trained : tested).values.set(points.values, from * dim);
    embeddedCount += to - from;
  }

  async function searchBlock(): Promise<void> {
    const block = await search.find(tested, searched);
    found.indices.set(block.indices, searched * most);
    found.distances.set(block.distances, searched * most);
    searched += block.indices.length / most;
  }

  async function next(): Promise<EvaluationProgress> {
    const start = parts.now();
    while (searched < asked.count && parts.now() - start < EVALUATION_SLICE_MS) {
      if (embeddedCount < total) await embedBlock();
      else await searchBlock();
    }
    milliseconds += parts.now() - start;
    // a search weighs about as much as embedding does
    const done = (embeddedCount / total + searched / asked.count) / 2;
    if (searched < asked.count) {
      return { done, stage: embeddedCount < total ? 'embedding' : 'searching', result: null };
    }
    const result = { ...judge(found, request, set), milliseconds, backend: search.backend() };
    return { done: 1, stage: 'done', result };
  }
  return { next, end: () => search.end() };
}

const emptyPoints = (count: number, dim: number): Points => ({
  count,
  values: new Float32Array(count * dim),
});

/**
 * Neighbours on a graphics device while there is one, then on the CPU; both are exact, so nobody can
 * tell from the neighbours which it was.
 */
function createSearch(
  points: Points,
  dim: number,
  k: number,
  { networks }: EvaluationRequest,
  { desk, blockDistances }: EvaluationParts,
) {
  const onCpu = () => createNeighbourSearch(points, dim, k, blockDistances);
  let cpu: ReturnType<typeof onCpu> | null =
    networks === 'own' || networks === 'wasm' ? onCpu() : null;
  let there: { graphics: Graphics; search: ReturnType<Graphics['search']> } | null = null;
  let onDevice = 0;

  async function findThere(queries: Points, from: number): Promise<Neighbours | null> {
    const graphics = there?.graphics ?? (await desk.get(networks === 'webgpu'));
    if (!graphics) return null;
    try {
      there ??= { graphics, search: graphics.search(points, dim, k) };
      const to = Math.min(queries.count, from + GPU_BLOCK);
      const found = await there.search.find(queries, from, to);
      onDevice += found.indices.length / k;
      return found;
    } catch (error) {
      // numbers that no device takes are no fault of the device
      if (!(error instanceof RangeError)) desk.leave(graphics, error);
      return null;
    }
  }

  return {
    /** Neighbours of some queries from this one on. */
    async find(queries: Points, from: number): Promise<Neighbours> {
      const found = cpu ? null : await findThere(queries, from);
      if (found) return found;
      there?.search.destroy();
      there = null;
      cpu ??= onCpu();
      return cpu.find(queries, from, Math.min(queries.count, from + CPU_BLOCK));
    },
    backend: (): EvaluationResult['backend'] =>
      onDevice === 0 ? 'cpu' : cpu ? 'webgpu, then cpu' : 'webgpu',
    end() {
      there?.search.destroy();
      there = null;
    },
  };
}

function judge(
  found: Neighbours,
  { k, ks }: EvaluationRequest,
  { train, test, classes }: ImageSet,
): Omit<EvaluationResult, 'milliseconds' | 'backend'> {
  const voting = Math.min(k, found.k);
  const all = [...new Set([...ks, k].map((one) => Math.min(one, found.k)))].sort((a, b) => a - b);
  return {
    accuracy: countRight(found, all, train.labels, test.labels),
    k: voting,
    confusion: confusion(found, voting, train.labels, test.labels, classes.length),
    hardest: hardest(found, voting, train.labels, test.labels),
    candidates: train.count,
  };
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
