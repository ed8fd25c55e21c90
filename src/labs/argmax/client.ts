import { proxy } from 'comlink';
import type {
  BackendChoice,
  EngineApi,
  EngineInfo,
  SampleReply,
  SampleRequest,
} from './compute/protocol';
import { createRestarting } from '../../compute/restarting';

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

const TIME_LIMIT_MS = 20_000;

/** The page's side of the engine. */
export function createEngineClient(options: ClientOptions): EngineClient {
  const { choice, onInfo } = options;
  const engine = createRestarting<EngineApi>({
    spawn: options.spawn,
    timeLimit: options.timeLimit ?? TIME_LIMIT_MS,
    greet: async (api) => onInfo(await api.open(choice, proxy(onInfo))),
    async inline(reason) {
      const api = await options.inline();
      const note = `${reason} The figures are computed on the page's own thread and move less smoothly.`;
      const annotate = (info: EngineInfo) =>
        onInfo({ ...info, note: [note, info.note].filter(Boolean).join(' '), degraded: true });
      annotate(await api.open(choice, annotate));
      return api;
    },
  });
  return {
    sample: (request) => engine.call((api) => api.sample(request)),
    loseDevice: () => engine.call((api) => api.loseDevice()),
    dispose: () => engine.dispose(),
  };
}
