import { proxy, wrap } from 'comlink';
import type { BackendChoice, EngineApi, EngineInfo, SampleReply, SampleRequest } from './protocol';

export interface ClientOptions {
  readonly choice: BackendChoice;
  /** Starts the engine's worker; may throw where module workers do not exist. */
  spawn(): Worker;
  /** The same engine on this thread, loaded only when no worker can be had. */
  inline(): Promise<EngineApi>;
  onInfo(info: EngineInfo): void;
  /** Silence after which a worker counts as dead, in milliseconds. */
  readonly timeLimit?: number;
}

export interface EngineClient {
  /** Always answers: a worker that dies is replaced and the request, a pure function, repeated. */
  sample(request: SampleRequest): Promise<SampleReply>;
  loseDevice(): Promise<void>;
  dispose(): void;
}

/** One running engine, and the promise that tells of its death. */
interface Running {
  readonly api: Pick<EngineApi, 'sample' | 'loseDevice'>;
  readonly died: Promise<never>;
  stop(): void;
}

const TIME_LIMIT_MS = 20_000;
/** Workers started before the page gives up on them and computes by itself. */
const MAX_STARTS = 4;

/** The page's side of the engine. */
export function createEngineClient(options: ClientOptions): EngineClient {
  const limit = options.timeLimit ?? TIME_LIMIT_MS;
  let starts = 0;
  let disposed = false;
  let running: Promise<Running> = start();

  async function start(): Promise<Running> {
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

  async function startWorker(worker: Worker): Promise<Running> {
    const died = new Promise<never>((_, reject) => {
      const fail = () => reject(new Error('The background thread stopped.'));
      worker.addEventListener('error', fail);
      worker.addEventListener('messageerror', fail);
    });
    died.catch(() => undefined);
    const api = wrap<EngineApi>(worker);
    const opened = api.open(options.choice, proxy(options.onInfo));
    options.onInfo(await within(opened, died, limit));
    return { api, died, stop: () => worker.terminate() };
  }

  async function startInline(reason: string): Promise<Running> {
    const api = await options.inline();
    const note = `${reason} The figures are computed on the page's own thread and move less smoothly.`;
    const annotate = (info: EngineInfo) =>
      options.onInfo({
        ...info,
        note: [note, info.note].filter(Boolean).join(' '),
        degraded: true,
      });
    annotate(await api.open(options.choice, annotate));
    return { api, died: new Promise<never>(() => undefined), stop: () => undefined };
  }

  /** Runs a call on the engine; when the engine dies under it, once more on the next one. */
  async function call<T>(work: (engine: Running['api']) => Promise<T>): Promise<T> {
    for (;;) {
      const attempt = running;
      const engine = await attempt;
      try {
        return await within(work(engine.api), engine.died, limit);
      } catch (error) {
        if (disposed || !(error instanceof EngineDeath)) throw error;
        if (running === attempt) {
          engine.stop();
          running = start();
        }
      }
    }
  }

  return {
    sample: (request) => call((engine) => engine.sample(request)),
    loseDevice: () => call((engine) => engine.loseDevice()),
    dispose() {
      disposed = true;
      void running.then((engine) => engine.stop());
    },
  };
}

/** The engine stopped or went silent; what it was asked for can be asked again. */
class EngineDeath extends Error {}

async function within<T>(work: Promise<T>, died: Promise<never>, limit: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    const message = `no answer within ${limit / 1000} s`;
    timer = setTimeout(() => reject(new EngineDeath(message)), limit);
  });
  const death = died.catch((error: Error) => {
    throw new EngineDeath(error.message);
  });
  work.catch(() => undefined);
  death.catch(() => undefined);
  try {
    return await Promise.race([work, death, silence]);
  } finally {
    clearTimeout(timer);
  }
}
