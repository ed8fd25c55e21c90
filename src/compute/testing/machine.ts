import { starting } from '../host';
import type {
  CallContext,
  Calls,
  ComputeStatus,
  Handlers,
  Machine,
  Tasks,
  Threads,
} from '../service';
import { createThreads } from '../threads';

/** What a test can give a machine. */
export interface TestMachineOptions extends Partial<Omit<Machine, 'openThreads' | 'report'>> {
  /** Starts a helper thread. */
  readonly spawn?: (() => Worker) | undefined;
}

export interface TestMachine extends Machine {
  /** What the badge of the page says. */
  status(): ComputeStatus;
  /** Resolves when all threads that have been opened so far have started. */
  ready(): Promise<unknown>;
}

/** A machine with nothing but this thread, unless a test gives it more; every look at its clock takes one. */
export function testMachine({ spawn, ...patch }: TestMachineOptions = {}): TestMachine {
  const opened: Pick<Threads<Tasks>, 'ready'>[] = [];
  let clock = 0;
  let status = starting;
  return {
    base: 'https://example.org/page/',
    search: '',
    now: () => clock++,
    gpu: undefined,
    cores: 1,
    openThreads<T extends Tasks>(tasks: T, count: number) {
      const threads = createThreads({ lab: 'test', tasks, count, spawn: spawn ?? null });
      opened.push(threads);
      return threads;
    },
    report: (change) => void (status = { ...status, ...change }),
    ...patch,
    status: () => status,
    ready: () => Promise.all(opened.map((threads) => threads.ready())),
  };
}

/** What a call gets that is made without a border. */
export const unwatched: CallContext<unknown> = {
  signal: new AbortController().signal,
  progress: () => undefined,
  breathe: () => Promise.resolve(),
};

/** Calls handlers as a page does: what goes to them and comes back is copied. */
export function caller<C extends Calls>(handlers: Handlers<C>) {
  return async <Name extends keyof C>(
    name: Name,
    request: C[Name]['request'],
    context: Partial<CallContext<C[Name]['progress']>> = {},
  ): Promise<C[Name]['reply']> =>
    structuredClone(await handlers[name](structuredClone(request), { ...unwatched, ...context }));
}
