/** Starts the worker that is measured and hands its calls to whoever drives the page. */
import { wrap, type Remote } from 'comlink';
import type { ArgmaxBench } from './argmax.worker';

declare global {
  interface Window {
    argmaxBench: Remote<ArgmaxBench>;
  }
}

window.argmaxBench = wrap<ArgmaxBench>(
  new Worker(new URL('./argmax.worker.ts', import.meta.url), { type: 'module' }),
);
