import { expose } from 'comlink';
import { createKnn } from './module';
import { openGraphics } from './graphics';
import { browserCache, createSets } from './sets';

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
    openNetworks: async (kind) => (await import('./tfjs-device')).openKnnNetworks(kind),
  }),
);
