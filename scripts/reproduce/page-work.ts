import { availableParallelism } from 'node:os';
import type { CallContext, Machine, Tasks } from '../../src/compute/service';
import { createThreads } from '../../src/compute/threads';
import { evaluate } from '../../src/labs/knn/compute/evaluation';
import { createKnnNetworks } from '../../src/labs/knn/compute/networks';
import type { EvaluationRequest } from '../../src/labs/knn/compute/protocol';
import { createSets, infoOf } from '../../src/labs/knn/compute/sets';
import { createSlicePool } from '../../src/labs/knn/compute/slices';
import { createTasks } from '../../src/labs/knn/compute/tasks';
import { createKnnTraining } from '../../src/labs/knn/compute/training';
import { createMatching } from '../../src/labs/matching/compute/module';
import { module as paths } from '../../src/labs/paths/compute/module';
import { createCpuBlockDistances, createCpuPairMath } from '../../src/simd/networks/cpu';

/** What the page's work needs of its surroundings: this thread and no more. */
const machine: Machine = {
  ...{ base: '', search: '', gpu: undefined, cores: availableParallelism() },
  now: () => performance.now(),
  openThreads: <T extends Tasks>(tasks: T) =>
    createThreads({ lab: '', tasks, count: 1, spawn: null }),
  report: () => undefined,
};

/** Of a call that nobody watches. */
export const unwatched: CallContext<never> = {
  signal: new AbortController().signal,
  progress: () => undefined,
  breathe: () => Promise.resolve(),
};

const none = () => Promise.reject(new Error('There is none here.'));

/** What trains on the page of the matching lab. */
export const openMatching = () => createMatching(machine, { openNetworks: none }).handlers;

/** What trains on the page of the lab of paths. */
export const openPaths = () => paths.open(machine).handlers;

/** What trains and tests on the page of the neighbours lab, and the images. */
export async function openKnn(dataset: string) {
  const sets = createSets({
    base: '',
    fetch: none,
    cache: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
  });
  const slices = createSlicePool(machine.openThreads(createTasks(), 1));
  const { now, report } = machine;
  const nothing = () => undefined;
  const desk = { get: () => Promise.resolve(null), leave: nothing, lose: none };
  const parts = {
    ...{ open: sets.open, now, desk },
    networks: createKnnNetworks(slices, desk, {
      ...{ openEngine: none, openNetworks: none, now, report },
    }),
    blockDistances: createCpuBlockDistances(),
  };
  return {
    training: createKnnTraining({ ...parts, pairs: createCpuPairMath() }),
    /** Tests weights on all images. */
    test: (request: EvaluationRequest, params: Float32Array) =>
      evaluate(request, params, parts, unwatched),
    set: infoOf(await sets.open(dataset)),
  };
}
