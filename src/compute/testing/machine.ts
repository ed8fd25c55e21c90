import type { CallContext, Calls, Handlers, Machine, Tasks } from '../service';
import { createThreads } from '../threads';

/** A machine with nothing but this thread, unless a test gives it more; every look at its clock takes one. */
export function testMachine(
  patch: Partial<Machine> & { readonly spawn?: () => Worker } = {},
): Machine {
  let clock = 0;
  const { spawn = null, ...rest } = patch;
  return {
    base: 'https://example.org/page/',
    search: '',
    now: () => clock++,
    gpu: undefined,
    cores: 1,
    openThreads: <T extends Tasks>(tasks: T, count: number) =>
      createThreads({ lab: 'test', tasks, count, spawn }),
    report: () => undefined,
    ...rest,
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
