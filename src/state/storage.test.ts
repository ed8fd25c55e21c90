import { afterEach, expect, it, vi } from 'vitest';
import { browserStorage } from './storage';

afterEach(() => void vi.unstubAllGlobals());

it('where a browser denies its storage nothing fails, and whoever stores hears of it', async () => {
  const denied = new DOMException('The operation is insecure.', 'SecurityError');
  vi.stubGlobal('indexedDB', {
    open() {
      throw denied;
    },
  });
  vi.stubGlobal('BroadcastChannel', undefined);
  const lost: unknown[] = [];
  const storage = browserStorage((reason) => lost.push(reason));
  storage.hear('key', () => undefined, AbortSignal.abort());
  expect(await storage.read('key')).toBeUndefined();
  expect(lost).toEqual([]);
  expect(await storage.write('key', 1)).toBe(false);
  expect(await storage.update('key', () => 2)).toBe(false);
  expect(lost).toEqual([denied, denied]);
});
