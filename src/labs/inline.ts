import { createEngine } from './argmax/compute/engine';
import { createKnn } from './knn/compute/module';
import { openGraphics } from './knn/compute/graphics';
import type { KnnApi } from './knn/compute/protocol';
import { browserCache, createSets } from './knn/compute/sets';
import type { EngineApi } from './argmax/compute/protocol';
import { createTraining } from './matching/compute/module';
import type { TrainingApi } from './matching/compute/protocol';

/** The engine on the page's own thread, for browsers that cannot start a module worker. */
export function createInlineEngine(): EngineApi {
  return createEngine({
    gpu: navigator.gpu,
    threads: 1,
    gentleThreads: 1,
    spawn: null,
    now: () => performance.now(),
  });
}

/** The exact curves on the page's own thread, likewise. */
export { createCurveSource } from './argmax/compute/curves';

const noNetworks = () =>
  Promise.reject(new Error('Without a background thread the networks run on own code.'));

/** Training on the page's own thread, likewise; without tfjs, which would not be faster. */
export function createInlineTraining(): TrainingApi {
  return createTraining({
    threads: 1,
    spawn: null,
    now: () => performance.now(),
    openNetworks: noNetworks,
  });
}

/** The kNN lab on the page's own thread, likewise. */
export function createInlineKnn(): KnnApi {
  return createKnn({
    threads: 1,
    spawn: null,
    sets: (base) => createSets({ base, fetch: (address) => fetch(address), cache: browserCache() }),
    now: () => performance.now(),
    openGraphics: () => openGraphics(navigator.gpu),
    openNetworks: noNetworks,
  });
}
