import { expose } from 'comlink';
import { createEngine } from './engine';

// The first thread a reader can spare is the page's own: leave it one core where there are several.
const cores = navigator.hardwareConcurrency || 2;

expose(
  createEngine({
    gpu: navigator.gpu,
    threads: Math.min(8, Math.max(2, cores - 1)),
    gentleThreads: Math.max(1, Math.floor(cores / 2)),
    spawn:
      typeof Worker === 'undefined'
        ? null
        : () => new Worker(new URL('./cpu.worker.ts', import.meta.url), { type: 'module' }),
    now: () => performance.now(),
  }),
);
