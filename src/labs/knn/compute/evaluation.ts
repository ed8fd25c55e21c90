import type { CallContext } from '../../../compute/service';
import { confusion, countRight, embed, rawPoints, shapeOf } from '../experiment/evaluation';
import { NoRoomError } from '../../../core/no-room';
import {
  createNeighbourSearch,
  vote,
  type BlockDistances,
  type Points,
  type Ranking,
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

/** Test images that are searched for at a time, on the CPU and on a device. */
const CPU_BLOCK = 64;
const GPU_BLOCK = 4096;
/** Hardest queries that are told of. */
const HARDEST = 24;

/**
 * The kNN classifier on all test images: embeddings of all images, then neighbours of all test images.
 * Between blocks others have their turn; what it holds is let go at its end, also when nobody wants the
 * answer any more.
 * @param params weights that stay as they are; not looked at for raw pixels
 */
export async function evaluate(
  request: EvaluationRequest,
  params: Float32Array,
  parts: EvaluationParts,
  { progress, breathe }: Pick<CallContext<EvaluationProgress>, 'progress' | 'breathe'>,
): Promise<EvaluationResult> {
  const { setup, k, ks, raw } = request;
  const set = await parts.open(setup.dataset);
  const { size, dimensions } = shapeOf(setup);
  const dim = raw ? size : dimensions;
  const most = Math.min(Math.max(k, ...ks), set.train.count);
  const start = parts.now();
  let waited = 0;
  const pause = async (done: number, stage: EvaluationProgress['stage']) => {
    progress({ done, stage });
    const from = parts.now();
    await breathe();
    waited += parts.now() - from;
  };
  const embedded = raw
    ? { trained: rawPoints(set.train), tested: rawPoints(set.test) }
    : await embedAll(request, params, set, parts, pause);
  const search = createSearch(embedded.trained, dim, most, request, parts);
  try {
    const found = await searchAll(search, embedded.tested, most, pause);
    const milliseconds = parts.now() - start - waited;
    return { ...judge(found, request, set), milliseconds, backend: search.backend() };
  } finally {
    search.end();
  }
}

type Pause = (done: number, stage: EvaluationProgress['stage']) => Promise<void>;

/** Embeddings of both parts of a set; a search weighs about as much as embedding does. */
async function embedAll(
  { setup, networks }: EvaluationRequest,
  params: Float32Array,
  { train, test }: ImageSet,
  parts: EvaluationParts,
  pause: Pause,
): Promise<{ readonly trained: Points; readonly tested: Points }> {
  const network = await parts.networks.embedder(networks, setup);
  const shape = shapeOf(setup);
  const total = train.count + test.count;
  const all = (images: ImageSet['train'], before: number) =>
    embed(network, params, images, { from: 0, to: images.count }, shape, (share) =>
      pause((before + share * images.count) / total / 2, 'embedding'),
    );
  const trained = await all(train, 0);
  return { trained, tested: await all(test, train.count) };
}

async function searchAll(
  search: ReturnType<typeof createSearch>,
  queries: Points,
  k: number,
  pause: Pause,
): Promise<Ranking> {
  const found: Ranking = { k, indices: new Int32Array(queries.count * k) };
  for (let searched = 0; searched < queries.count;) {
    const block = await search.find(queries, searched);
    found.indices.set(block.indices, searched * k);
    searched += block.indices.length / k;
    await pause((1 + searched / queries.count) / 2, 'searching');
  }
  return found;
}

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

  async function findThere(queries: Points, from: number): Promise<Ranking | null> {
    const graphics =
      there?.graphics ?? (await desk.get(networks === 'webgpu' || networks === 'gpu'));
    if (!graphics) return null;
    try {
      there ??= { graphics, search: graphics.search(points, dim, k) };
      const to = Math.min(queries.count, from + GPU_BLOCK);
      const found = await there.search.find(queries, from, to);
      onDevice += found.indices.length / k;
      return found;
    } catch (error) {
      // numbers that no device takes, and more of them than it takes, are no fault of the device
      if (!isOwnFault(error)) desk.leave(graphics, error);
      return null;
    }
  }

  return {
    /** Neighbours of some queries from this one on. */
    async find(queries: Points, from: number): Promise<Ranking> {
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

const isOwnFault = (error: unknown) => error instanceof RangeError || error instanceof NoRoomError;

function judge(
  found: Ranking,
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
  found: Ranking,
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
