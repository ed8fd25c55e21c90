import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimJobs } from './claims';
import { memoryTabs } from './testing';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;

function openTab(tabs: ReturnType<typeof memoryTabs>) {
  const stop = new AbortController();
  const done = new Set<string>();
  const listeners = new Set<() => void>();
  const claims = claimJobs({
    take: tabs.open().claim,
    isDone: (name) => done.has(name),
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signal: stop.signal,
  });
  const finish = (name: string) => {
    done.add(name);
    listeners.forEach((listener) => listener());
  };
  return { ...claims, finish, listeners, stop: () => stop.abort() };
}

describe('a job that two tabs want', () => {
  it('is done by the one that has it, as often as that asks', async () => {
    const tabs = memoryTabs();
    const [a, b] = [openTab(tabs), openTab(tabs)];
    expect(await a.claim('x', false)).toBe(true);
    expect(await a.claim('x', true)).toBe(true);
    expect([await b.claim('x', false), await b.claim('y', false)]).toEqual([false, true]);
    a.letGo('x');
    expect(await b.claim('x', false)).toBe(true);
    b.letAllGo();
    expect([await a.claim('x', false), await a.claim('y', false)]).toEqual([true, true]);
  });

  it('is not done again by whoever has waited for it', async () => {
    const tabs = memoryTabs();
    const [a, b] = [openTab(tabs), openTab(tabs)];
    await a.claim('x', false);
    const waited = b.claim('x', true);
    b.finish('x');
    a.letGo('x');
    expect(await waited).toBe(false);
    expect(b.listeners.size).toBe(0);
    // nor held by it
    expect(await a.claim('x', false)).toBe(true);
  });

  it('is done by whoever has waited where the other one stops without a result', async () => {
    const tabs = memoryTabs();
    const [a, b] = [openTab(tabs), openTab(tabs)];
    await a.claim('x', false);
    const waited = b.claim('x', true);
    a.letAllGo();
    expect(await waited).toBe(true);
  });

  it('is done twice where the other one seems asleep, which no tab is that finishes something', async () => {
    const tabs = memoryTabs();
    const [a, b] = [openTab(tabs), openTab(tabs)];
    await a.claim('x', false);
    let answer: boolean | null = null;
    void b.claim('x', true).then((it) => (answer = it));
    await vi.advanceTimersByTimeAsync(1.5 * MINUTE);
    b.finish('y');
    await vi.advanceTimersByTimeAsync(1.5 * MINUTE);
    expect(answer).toBeNull();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(answer).toBe(true);
  });

  it('is not done by a tab that has stopped', async () => {
    const tabs = memoryTabs();
    const [a, b] = [openTab(tabs), openTab(tabs)];
    await a.claim('x', false);
    const waited = b.claim('x', true);
    b.stop();
    expect([await waited, await b.claim('z', false)]).toEqual([false, false]);
    expect(await a.claim('z', false)).toBe(true);
  });
});
