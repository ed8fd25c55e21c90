/** Starts the worker that is measured and hands its calls to whoever drives the page. */
import { wrap, type Remote } from 'comlink';
import type { ThreadsBench } from './threads.worker';

declare global {
  interface Window {
    threadsBench: Remote<ThreadsBench>;
  }
}

window.threadsBench = wrap<ThreadsBench>(
  new Worker(new URL('./threads.worker.ts', import.meta.url), { type: 'module' }),
);
