import { afterEach, describe, expect, it, vi } from 'vitest';
import { claimLock } from './lock';

afterEach(() => void vi.unstubAllGlobals());

type Held = (lock: object | null) => unknown;

/** The locks of a browser: one holder of each name at a time, others wait or are told at once. */
function stubLocks() {
  const queues = new Map<string, Promise<unknown>>();
  const request = async (
    name: string,
    { ifAvailable, signal }: { ifAvailable?: boolean; signal?: AbortSignal },
    held: Held,
  ) => {
    const before = queues.get(name);
    if (before && ifAvailable) return held(null);
    const ended = new Promise((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason as Error)),
    );
    if (before) await Promise.race([before, ended]);
    const mine = Promise.resolve(held({ name })).then(() => void queues.delete(name));
    queues.set(name, mine);
    return mine;
  };
  vi.stubGlobal('navigator', { locks: { request } });
}

describe('a lock', () => {
  it('is had by one at a time, until that one lets go of it', async () => {
    stubLocks();
    const letGo = await claimLock('x');
    expect(letGo).not.toBeNull();
    expect(await claimLock('x')).toBeNull();
    expect(await claimLock('y')).not.toBeNull();
    letGo!();
    await vi.waitFor(async () => expect(await claimLock('x')).not.toBeNull());
  });

  it('is waited for as long as is wanted', async () => {
    stubLocks();
    const letGo = await claimLock('x');
    const [short, long] = [new AbortController(), new AbortController()];
    const [given, had] = [claimLock('x', short.signal), claimLock('x', long.signal)];
    short.abort();
    expect(await given).toBeNull();
    letGo!();
    expect(await had).not.toBeNull();
  });

  it('is had by everybody where a browser has none, or does not allow them', async () => {
    vi.stubGlobal('navigator', {});
    for (let i = 0; i < 2; i++) expect(await claimLock('x')).not.toBeNull();
    const request = () => Promise.reject(new DOMException('no origin', 'SecurityError'));
    vi.stubGlobal('navigator', { locks: { request } });
    for (let i = 0; i < 2; i++) expect(await claimLock('x')).not.toBeNull();
  });
});
