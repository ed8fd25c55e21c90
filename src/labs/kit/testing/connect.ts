import type { Compute } from '../../../compute/client';
import type { Calls } from '../../../compute/service';
import type { Storage } from '../../../state/storage';
import type { ConnectOptions } from '../connect';

/** Storage that a test looks into; what goes in and out is copied. */
export function memoryStorage(stored: Readonly<Record<string, unknown>> = {}) {
  const kept = new Map<string, unknown>(Object.entries(stored));
  const storage: Storage = {
    read: (key) => Promise.resolve(structuredClone(kept.get(key))),
    write(key, value) {
      kept.set(key, structuredClone(value));
      return Promise.resolve(true);
    },
  };
  return { storage, kept };
}

/** What a page gives to whoever connects a lab, and what a test hears of it. */
export function fakePage<C extends Calls>(
  compute: Compute<C>,
  patch: Partial<ConnectOptions<C>> = {},
) {
  const lab = new AbortController();
  const said: string[] = [];
  const clock = { time: 0 };
  let outstanding = 0;
  const begin = () => {
    outstanding++;
    let isOver = false;
    return () => {
      if (!isOver) outstanding--;
      isOver = true;
    };
  };
  const options: ConnectOptions<C> = {
    compute,
    until: lab.signal,
    another: () => {
      throw new Error('This test has no other worker.');
    },
    storage: memoryStorage().storage,
    now: () => clock.time,
    notify: (message, tone) => said.push(`${tone}: ${message}`),
    begin,
    track(promise) {
      const over = begin();
      promise.then(over, over);
      return promise;
    },
    ...patch,
  };
  return { options, said, clock, end: () => lab.abort(), outstanding: () => outstanding };
}
