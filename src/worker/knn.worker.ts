import { expose } from 'comlink';
import { createKnn } from './knn';
import { openGraphics } from './knn-graphics';
import { browserCache, createSets } from './knn-sets';

const cores = navigator.hardwareConcurrency || 2;

expose(
  createKnn({
    threads: cores,
    spawn:
      typeof Worker === 'undefined'
        ? null
        : () => new Worker(new URL('./knn-thread.worker.ts', import.meta.url), { type: 'module' }),
    sets: (base) => createSets({ base, fetch: (address) => fetch(address), cache: browserCache() }),
    now: () => performance.now(),
    openGraphics: () => openGraphics(navigator.gpu),
    openNetworks: async (kind) => (await import('../models/knn/device')).openKnnNetworks(kind),
  }),
);
