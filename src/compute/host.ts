import { createBreath } from './breath';
import type {
  Calls,
  ComputeModule,
  ComputeStatus,
  Machine,
  OpenModule,
  PageFacts,
} from './service';

/** What a page says to whatever works for it: in a worker, or on its own thread. */
export interface HostApi {
  /**
   * Opens the module of a lab. To be called once, before anything else; calls may follow at once.
   * @param onStatus hears what the lab is computed on, from the start and with every change
   * @param onProgress hears of the progress of calls, by their numbers
   */
  open(
    lab: string,
    page: PageFacts,
    onStatus: (status: ComputeStatus) => void,
    onProgress: (call: number, value: unknown) => void,
  ): Promise<void>;
  /** @param id tells the calls of a page apart */
  call(id: number, name: string, request: unknown): Promise<unknown>;
  /** Nobody wants the answer of this call any more. */
  cancel(id: number): void;
  loseDevice(): Promise<void>;
}

export interface HostOptions {
  load(lab: string): Promise<ComputeModule<Calls>>;
  machine(lab: string, page: PageFacts, report: Machine['report']): Machine;
}

/** The status of a lab whose work has not begun. */
export const starting: ComputeStatus = {
  status: 'starting',
  engine: 'own',
  backend: 'cpu',
  adapter: '',
  software: false,
  samplesPerSecond: 0,
  note: '',
  degraded: false,
  losses: 0,
};

/** The worker's side of the border: calls by name, each with a signal, progress and pauses. */
export function createHost({ load, machine }: HostOptions): HostApi {
  const running = new Map<number, AbortController>();
  let module: Promise<OpenModule<Calls>> | null = null;
  let now = () => 0;
  let tell: (call: number, value: unknown) => void = () => undefined;

  async function opened(): Promise<OpenModule<Calls>> {
    if (!module) throw new Error('Nothing has been opened that could answer.');
    return module;
  }

  return {
    async open(lab, page, onStatus, onProgress) {
      let status = starting;
      onStatus(status);
      const own = machine(lab, page, (change) => {
        status = { ...status, ...change };
        onStatus(status);
      });
      now = () => own.now();
      tell = onProgress;
      module = load(lab).then((found) => found.open(own));
      await module;
    },
    async call(id, name, request) {
      const wanted = new AbortController();
      running.set(id, wanted);
      try {
        const { handlers } = await opened();
        wanted.signal.throwIfAborted();
        const handler = Object.hasOwn(handlers, name) ? handlers[name] : null;
        if (!handler) throw new Error(`There is no call "${name}".`);
        return await handler(request, {
          signal: wanted.signal,
          progress: (value) => tell(id, value),
          breathe: createBreath(wanted.signal, now),
        });
      } finally {
        running.delete(id);
      }
    },
    cancel: (id) => running.get(id)?.abort(),
    loseDevice: async () => (await opened()).loseDevice(),
  };
}
