import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallOptions, Compute } from '../client';
import { starting } from '../host';
import { latestWins } from '../latest';
import type { Calls, ComputeStatus } from '../service';
import { within } from '../within';

/** How a test answers; what it has no answer to fails. */
export type Answers<C extends Calls> = {
  readonly [Name in keyof C]?: (
    request: C[Name]['request'],
    options: CallOptions<C[Name]['progress']>,
  ) => C[Name]['reply'] | Promise<C[Name]['reply']>;
};

/** The page's side of work that a test does. */
export interface FakeCompute<C extends Calls> extends Compute<C> {
  /** A test says itself what computes. */
  readonly status: StoreApi<ComputeStatus>;
  /** The requests of one name so far, in their order. */
  asked<Name extends keyof C & string>(name: Name): readonly C[Name]['request'][];
  /** How they were asked. */
  options<Name extends keyof C & string>(name: Name): readonly CallOptions<C[Name]['progress']>[];
  /** Names of all calls so far. */
  readonly names: readonly string[];
  readonly isDisposed: boolean;
}

const always = new AbortController().signal;

export function fakeCompute<C extends Calls>(answers: Answers<C>): FakeCompute<C> {
  type Asked = { readonly name: string; readonly request: unknown; readonly options: unknown };
  const calls: Asked[] = [];
  const status = createStore<ComputeStatus>(() => starting);
  let isDisposed = false;

  const call: Compute<C>['call'] = async (name, request, options = {}) => {
    options.signal?.throwIfAborted();
    calls.push({ name, request, options });
    const answer = answers[name];
    if (!answer) throw new Error(`This test has no answer to "${name}".`);
    return within(Promise.resolve(answer(request, options)), options.signal ?? always);
  };
  const of = (name: string) => calls.filter((one) => one.name === name);

  return {
    call,
    latest: (name) => latestWins((request) => call(name, request)),
    status,
    start: () => undefined,
    loseDevice: () => Promise.resolve(),
    crash: () => undefined,
    dispose: () => void (isDisposed = true),
    asked: (name) => of(name).map(({ request }) => request),
    options: (name) => of(name).map(({ options }) => options as CallOptions<never>),
    get names() {
      return calls.map(({ name }) => name);
    },
    get isDisposed() {
      return isDisposed;
    },
  };
}

/** An answer that a test gives when it is time. */
export function deferred<T>() {
  let [resolve, reject]: [(value: T) => void, (error: Error) => void] = [
    () => undefined,
    () => undefined,
  ];
  const promise = new Promise<T>((done, failed) => ([resolve, reject] = [done, failed]));
  return { promise, resolve, reject };
}
