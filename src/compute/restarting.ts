import type { Remote } from 'comlink';
import { PATIENCE_MS, runInline, runWorker, WorkerDeath, type Running } from './running';
import { always, within } from './within';

export interface RestartingOptions<Api> {
  /** Starts the worker; may throw where module workers do not exist. */
  spawn(): Worker;
  /**
   * Called with every worker that starts; work follows at once. Where it fails or stays without an
   * answer, workers are done without.
   * @param heard to be called with each sign of life that is no answer
   */
  greet(api: Remote<Api>, heard: () => void): Promise<unknown>;
  /**
   * The same work on this thread, loaded only when no worker can be had; the reason is for the reader.
   * Without it, calls fail with the reason.
   */
  readonly inline: ((reason: string) => Promise<Api>) | null;
}

export interface RestartingCall {
  /** Once it is aborted, the call fails with its reason and is not made again. */
  readonly signal?: AbortSignal | undefined;
  /** Silence after which a worker that owes an answer counts as dead, in milliseconds. */
  readonly patience?: number | undefined;
}

export interface Restarting<Api> {
  /**
   * Runs a call on the worker; when the worker dies under it, once more on the next one. The work
   * must therefore be a pure function of its request.
   */
  call<T>(work: (api: Remote<Api> | Api) => Promise<T>, how?: RestartingCall): Promise<T>;
  /** Starts the worker before there is work for it. */
  start(): void;
  /** Ends the running worker as a crash would. */
  crash(): void;
  /** Stops; calls that are under way fail. */
  dispose(): void;
}

/** Workers started before the page gives up on them and computes by itself. */
const MAX_STARTS = 4;

/** A worker that is replaced when it dies, and done without when it cannot be had. */
export function createRestarting<Api>(options: RestartingOptions<Api>): Restarting<Api> {
  /** Aborted when the worker is wanted no more. */
  const disposal = new AbortController();
  const disposed = disposal.signal;
  let starts = 0;
  let running: Promise<Running<Api>> | null = null;

  async function start(): Promise<Running<Api>> {
    starts += 1;
    if (starts > MAX_STARTS) return startInline('The background thread failed several times.');
    try {
      return runWorker(options.spawn(), options.greet, disposed);
    } catch {
      return startInline('This browser cannot start a background thread.');
    }
  }

  async function startInline(reason: string): Promise<Running<Api>> {
    if (!options.inline) throw new Error(reason);
    return runInline(await options.inline(reason), disposed);
  }

  return {
    async call(work, { signal: wanted = always, patience = PATIENCE_MS } = {}) {
      for (;;) {
        wanted.throwIfAborted();
        disposed.throwIfAborted();
        const attempt = (running ??= start());
        const { api, greeted, died, wait } = await within(within(attempt, disposed), wanted);
        // what starts has its own time
        const waits = greeted.then(() => wait(patience));
        try {
          return await within(within(work(api), died), wanted);
        } catch (error) {
          if (!(error instanceof WorkerDeath)) throw error;
          const started = await greeted;
          disposed.throwIfAborted();
          if (running === attempt) {
            running = started ? null : startInline('The background thread did not start.');
          }
        } finally {
          void waits.then((answered) => answered());
        }
      }
    },
    start: () => void (running ??= start()).catch(() => undefined),
    crash() {
      const died = new WorkerDeath('The thread was stopped.');
      running?.then(
        ({ greeted, end }) => greeted.then(() => end(died)),
        () => undefined,
      );
    },
    dispose: () => disposal.abort(new Error('The background thread has been stopped.')),
  };
}
