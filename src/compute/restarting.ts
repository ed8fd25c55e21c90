import { wrap, type Remote } from 'comlink';
import { within } from './within';

export interface RestartingOptions<Api> {
  /** Starts the worker; may throw where module workers do not exist. */
  spawn(): Worker;
  /** Called with every worker that starts, before it gets work; without an answer it is given up. */
  greet(api: Remote<Api>): Promise<unknown>;
  /** The same work on this thread, loaded only when no worker can be had; the reason is for the reader. */
  inline(reason: string): Promise<Api>;
  /** Silence after which a worker counts as dead, in milliseconds. */
  readonly timeLimit: number;
}

export interface Restarting<Api> {
  /**
   * Runs a call on the worker; when the worker dies under it, once more on the next one. The work
   * must therefore be a pure function of its request.
   */
  call<T>(work: (api: Remote<Api> | Api) => Promise<T>): Promise<T>;
  dispose(): void;
}

/** One running worker, and the signal that tells of its death. */
interface Running<Api> {
  readonly api: Remote<Api> | Api;
  /** Aborted, with a WorkerDeath, when it stops. */
  readonly died: AbortSignal;
  stop(): void;
}

/** Workers started before the page gives up on them and computes by itself. */
const MAX_STARTS = 4;

/** A worker that is replaced when it dies, and done without when it cannot be had. */
export function createRestarting<Api>(options: RestartingOptions<Api>): Restarting<Api> {
  const { timeLimit: milliseconds } = options;
  const late = () => new WorkerDeath(`no answer within ${milliseconds / 1000} s`);
  const silence = { milliseconds, late };
  let starts = 0;
  let disposed = false;
  let running: Promise<Running<Api>> = start();

  async function start(): Promise<Running<Api>> {
    starts += 1;
    if (starts > MAX_STARTS) return startInline('The background thread failed several times.');
    let worker: Worker;
    try {
      worker = options.spawn();
    } catch {
      return startInline('This browser cannot start a background thread.');
    }
    try {
      return await startWorker(worker);
    } catch {
      worker.terminate();
      return startInline('The background thread did not start.');
    }
  }

  async function startWorker(worker: Worker): Promise<Running<Api>> {
    const death = new AbortController();
    const fail = () => death.abort(new WorkerDeath('The background thread stopped.'));
    worker.addEventListener('error', fail);
    worker.addEventListener('messageerror', fail);
    const api = wrap<Api>(worker);
    await within(options.greet(api), death.signal, silence);
    return { api, died: death.signal, stop: () => worker.terminate() };
  }

  async function startInline(reason: string): Promise<Running<Api>> {
    const api = await options.inline(reason);
    return { api, died: new AbortController().signal, stop: () => undefined };
  }

  return {
    async call(work) {
      for (;;) {
        const attempt = running;
        const { api, died, stop } = await attempt;
        try {
          return await within(work(api), died, silence);
        } catch (error) {
          if (disposed || !(error instanceof WorkerDeath)) throw error;
          if (running === attempt) {
            stop();
            running = start();
          }
        }
      }
    },
    dispose() {
      disposed = true;
      void running.then(({ stop }) => stop());
    },
  };
}

/** The worker stopped or went silent; what it was asked for can be asked again. */
class WorkerDeath extends Error {}
