import { createCpuBlockDistances, createCpuPairMath } from '../../../simd/networks/cpu';
import { entryShares } from './entries';
import { createEvaluator } from './evaluation';
import { createGraphicsDesk, type Graphics } from './graphics';
import { createLooks } from './pictures';
import { createKnnNetworks, type KnnNetworkDevice } from './networks';
import { createSlicePool } from './slices';
import type { KnnApi } from './protocol';
import { infoOf, type Sets } from './sets';
import { createKnnTraining } from './training';

/** What the kNN lab needs of its surroundings, handed in so that each can be missing or fail. */
export interface KnnSurroundings {
  readonly threads: number;
  readonly spawn: (() => Worker) | null;
  /** The sets of images, those of the site from the folder at this address. */
  sets(base: string): Sets;
  now(): number;
  /** Opens the graphics device for neighbours and entries. */
  openGraphics(): Promise<Graphics>;
  /** Opens tfjs on a backend. */
  openNetworks(kind: 'webgpu' | 'wasm'): Promise<KnnNetworkDevice>;
}

/**
 * The work of the kNN lab. Training remembers nothing that the page does not have; sets of images,
 * networks and half-done evaluations are kept to save time, and made again when they are gone.
 */
export function createKnn(around: KnnSurroundings): KnnApi {
  let sets = around.sets('');
  const open = (dataset: string) => sets.open(dataset);
  const { now } = around;
  const desk = createGraphicsDesk(around.openGraphics);
  const networks = createKnnNetworks(createSlicePool(around.threads, around.spawn), desk, around);
  const blockDistances = createCpuBlockDistances();
  const parts = { open, networks, desk, blockDistances, now };
  const looks = createLooks(open, networks);

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
    advance: createKnnTraining({ ...parts, pairs: createCpuPairMath() }),
    scatter: looks.scatter,
    query: looks.query,
    entries: (request) => entryShares(request, desk),
    evaluate: createEvaluator(parts),
    async loseDevice() {
      await desk.lose();
      await networks.lose();
    },
  };
}
