import { createEngine } from './engine';
import type { EngineApi } from './protocol';

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
export { createCurveSource } from './curves';
