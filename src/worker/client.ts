import { proxy, wrap } from 'comlink';
import { within } from '../core/within';
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

/** One running engine, and the signal that tells of its death. */
interface Running {
  readonly api: Pick<EngineApi, 'sample' | 'loseDevice'>;
  /** Aborted, with an EngineDeath, when the engine stops. */
  readonly died: AbortSignal;
  stop(): void;
}

const TIME_LIMIT_MS = 20_000;
/** Workers started before the page gives up on them and computes by itself. */
const MAX_STARTS = 4;

/** The page's side of the engine. */
export function createEngineClient(options: ClientOptions): EngineClient {
  const milliseconds = options.timeLimit ?? TIME_LIMIT_MS;
  const late = () => new EngineDeath(`no answer within ${milliseconds / 1000} s`);
  const silence = { milliseconds, late };
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
    const death = new AbortController();
    const fail = () => death.abort(new EngineDeath('The background thread stopped.'));
    worker.addEventListener('error', fail);
    worker.addEventListener('messageerror', fail);
    const api = wrap<EngineApi>(worker);
    const opened = api.open(options.choice, proxy(options.onInfo));
    options.onInfo(await within(opened, death.signal, silence));
    return { api, died: death.signal, stop: () => worker.terminate() };
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
    return { api, died: new AbortController().signal, stop: () => undefined };
  }

  /** Runs a call on the engine; when the engine dies under it, once more on the next one. */
  async function call<T>(work: (engine: Running['api']) => Promise<T>): Promise<T> {
    for (;;) {
      const attempt = running;
      const engine = await attempt;
      try {
        return await within(work(engine.api), engine.died, silence);
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
