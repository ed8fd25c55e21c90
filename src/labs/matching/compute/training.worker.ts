import { expose } from 'comlink';
import { createTraining } from './module';

// Training may take every core: the page's own thread needs little, and the system shares fairly.
const cores = navigator.hardwareConcurrency || 2;

expose(
  createTraining({
    threads: Math.min(10, cores),
    spawn:
      typeof Worker === 'undefined'
        ? null
        : () => new Worker(new URL('./gradient.worker.ts', import.meta.url), { type: 'module' }),
    now: () => performance.now(),
    openNetworks: async (kind) =>
      (await import('../../../models/scores/device')).openNetworks(kind),
  }),
);
