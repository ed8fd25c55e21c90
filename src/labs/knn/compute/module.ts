import { drive } from '../../../compute/drive';
import type { ComputeModule, Machine } from '../../../compute/service';
import { browserCache } from '../../../data/file-cache';
import { knnSnapshotOf } from '../experiment/snapshot';
import {
  createCpuBlockDistances,
  createCpuNetwork,
  createCpuPairMath,
} from '../../../simd/networks/cpu';
import { measureCell } from '../experiment/cell';
import { countBatch } from './batch';
import { openEngine } from './engine';
import { entryShares } from './entries';
import { evaluate } from './evaluation';
import { createGraphicsDesk, openGraphics, type Graphics } from './graphics';
import { PIECES } from './halves';
import { createKnnNetworks, type GpuEngine, type KnnNetworkDevice } from './networks';
import { createPictures } from './pictures';
import type { KnnCalls } from './protocol';
import { createSets, imagesOf, infoOf, type Sets } from './sets';
import { createSlicePool } from './slices';
import { createTasks } from './tasks';
import { createKnnTraining } from './training';
import { createHeldWeights } from './weights';

/** What the kNN lab needs of its surroundings, handed in so that each can be missing or fail. */
export interface KnnSurroundings {
  readonly sets: Sets;
  /** Opens the graphics device for neighbours and entries. */
  openGraphics(): Promise<Graphics>;
  /** Opens own code on the graphics device, for networks. */
  openEngine(): Promise<GpuEngine>;
  /** Opens tfjs on a backend. */
  openNetworks(kind: 'webgpu' | 'wasm'): Promise<KnnNetworkDevice>;
}

/** The work of the kNN lab: training, pictures of what it makes, and tests on everything. */
export function createKnn(machine: Machine, around: KnnSurroundings) {
  const { now, report } = machine;
  const open = (dataset: string) => around.sets.open(dataset);
  const desk = createGraphicsDesk(around.openGraphics);
  const threads = machine.openThreads(createTasks(), Math.min(PIECES, machine.cores));
  const slices = createSlicePool(threads);
  const networks = createKnnNetworks(slices, desk, { ...around, now, report });
  const blockDistances = createCpuBlockDistances();
  const parts = { open, networks, desk, blockDistances, now };
  const training = createKnnTraining({ ...parts, pairs: createCpuPairMath() });
  const weightsOf = createHeldWeights(training.latest);
  const pictures = createPictures(open, networks, weightsOf);
  report(networks.info());

  return {
    handlers: {
      sets: () => around.sets.list(),
      open: async (id) => infoOf(await open(id)),
      add: (files) => around.sets.add(files),
      images: async ({ set, part, numbers }) => imagesOf((await open(set))[part], numbers),
      async advance({ runs, limits, settings }, context) {
        const reply = await training.advance(runs, limits, settings, context);
        report(networks.info());
        return reply;
      },
      snapshot: (version) => training.snapshot(version),
      scatter: pictures.scatter,
      query: pictures.query,
      batch: pictures.batch,
      batchCounts: async (request) => countBatch(request),
      entries: (request) => entryShares(request, desk),
      map: (request, context) => drive(knnSnapshotOf(request), now, context),
      async evaluate(request, context) {
        const weights = request.raw ? null : await weightsOf(request);
        if (!request.raw && !weights) return null;
        return evaluate(request, weights?.params ?? new Float32Array(0), parts, context);
      },
      async cell(cell, { progress, breathe }) {
        const { height, width, channels, classes, ...images } = await open(cell.dataset);
        const data = { ...images, input: [height, width, channels] as const };
        return measureCell(
          cell,
          { ...data, classes: classes.length },
          {
            ...{ createNetwork: createCpuNetwork, pairs: createCpuPairMath(), blockDistances, now },
            pause(done) {
              progress(done);
              return breathe();
            },
          },
        );
      },
    },
    async loseDevice() {
      await desk.lose();
      await networks.lose();
    },
  } satisfies ReturnType<ComputeModule<KnnCalls>['open']>;
}

export const module: ComputeModule<KnnCalls> = {
  open: (machine: Machine) =>
    createKnn(machine, {
      sets: createSets({
        base: `${machine.base}data/`,
        fetch: (address) => fetch(address),
        cache: browserCache(),
      }),
      openGraphics: () => openGraphics(machine.gpu),
      openEngine: () => openEngine(machine.gpu),
      openNetworks: async (kind) => (await import('./tfjs-device')).openKnnNetworks(kind),
    }),
};
