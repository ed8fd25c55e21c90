import { proxy, type Remote } from 'comlink';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { starting, type HostApi } from './host';
import { latestWins } from './latest';
import { createRestarting } from './restarting';
import type { Calls, ComputeStatus, PageFacts } from './service';
import { always, within } from './within';

export interface CallOptions<Progress> {
  /** Once it is aborted, the call fails with its reason and the work is given up. */
  readonly signal?: AbortSignal;
  onProgress?(value: Progress): void;
  /** Silence after which a worker that owes this answer counts as dead; default 20,000 milliseconds. */
  readonly patience?: number;
}

/** The page's side of a lab's work: whatever is called answers, or fails for a reason of its own. */
export interface Compute<C extends Calls> {
  call<Name extends keyof C & string>(
    name: Name,
    request: C[Name]['request'],
    options?: CallOptions<C[Name]['progress']>,
  ): Promise<C[Name]['reply']>;
  /** One call in flight, the newest waits; null for a request that a newer one has replaced. */
  latest<Name extends keyof C & string>(
    name: Name,
  ): (request: C[Name]['request']) => Promise<C[Name]['reply'] | null>;
  /** What the lab is computed on. */
  readonly status: Pick<StoreApi<ComputeStatus>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** Starts the worker before there is work for it. */
  start(): void;
  /** Destroys the graphics devices that are in use, as a driver crash would. */
  loseDevice(): Promise<void>;
  /** Ends the background thread as a crash would. */
  crash(): void;
  /** Stops; calls that are under way fail. */
  dispose(): void;
}

export interface ComputeOptions {
  readonly lab: string;
  readonly page: PageFacts;
  /** Starts the worker; may throw where module workers do not exist. */
  spawn(): Worker;
  /** The same work on this thread; null where calls had better fail. */
  readonly inline: (() => Promise<HostApi>) | null;
  /** What every call waits for, before it is made; without it none waits. */
  mayWork?(): Promise<void>;
  /** Hears of every call: see the activity of the page. */
  track<T>(work: Promise<T>): Promise<T>;
}

/** Opens the work of a lab. Its worker starts with the first call, or when it is told to. */
export function openCompute<C extends Calls>(options: ComputeOptions): Compute<C> {
  const { lab, page, track } = options;
  const status = createStore<ComputeStatus>(() => starting);
  const listeners = new Map<number, (value: unknown) => void>();
  let calls = 0;

  const onStatus = (now: ComputeStatus) => status.setState(now, true);
  const onProgress = (call: number, value: unknown) => listeners.get(call)?.(value);
  const host = createRestarting<HostApi>({
    spawn: options.spawn,
    async greet(api, heard) {
      const listen = (call: number, value: unknown) => {
        heard();
        onProgress(call, value);
      };
      await api.open(lab, page, proxy(onStatus), proxy(listen));
    },
    inline: options.inline && ((reason) => openInline(options.inline!, reason)),
  });

  async function openInline(load: () => Promise<HostApi>, reason: string): Promise<HostApi> {
    const api = await load();
    const cost = `${reason} Everything is computed on the page's own thread and moves less smoothly.`;
    const annotate = (now: ComputeStatus) =>
      onStatus({ ...now, note: [cost, now.note].filter(Boolean).join(' '), degraded: true });
    await api.open(lab, page, annotate, onProgress);
    return api;
  }

  async function call(
    name: string,
    request: unknown,
    { signal, patience, onProgress: hear }: CallOptions<never> = {},
  ): Promise<unknown> {
    if (options.mayWork) await within(options.mayWork(), signal ?? always);
    const id = calls++;
    if (hear) listeners.set(id, hear as (value: unknown) => void);
    const ask = (api: Remote<HostApi> | HostApi) => {
      const cancel = () => void api.cancel(id);
      signal?.addEventListener('abort', cancel);
      const answer = api.call(id, name, request);
      const forget = () => signal?.removeEventListener('abort', cancel);
      answer.then(forget, forget);
      return answer;
    };
    try {
      return await host.call(ask, { signal, patience });
    } finally {
      listeners.delete(id);
    }
  }

  const tracked: Compute<C>['call'] = (name, request, callOptions) =>
    track(call(name, request, callOptions));

  return {
    call: tracked,
    latest: (name) => latestWins((request) => tracked(name, request)),
    status,
    start: () => host.start(),
    loseDevice: () => host.call((api) => api.loseDevice()),
    crash: () => host.crash(),
    dispose: () => host.dispose(),
  };
}
