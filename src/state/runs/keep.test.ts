import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Storage } from '../storage';
import { keepRuns } from './keep';
import type { Run } from './run';
import { createRunsStore } from './store';
import { answer, toyKind, toySpec, type ToyRunTypes } from './testing';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Stored {
  readonly version: number;
  readonly runs: readonly Run<ToyRunTypes>[];
}

/** A store with one run that is kept over a reload. */
async function open(stored?: unknown) {
  const writes: Stored[] = [];
  const storage: Storage = {
    read: async () => structuredClone(stored),
    async write(_, value) {
      writes.push(structuredClone(value) as Stored);
      return true;
    },
  };
  const store = createRunsStore<ToyRunTypes>(toyKind);
  store.follow([toySpec()]);
  let leave: () => void = () => undefined;
  let due = 0;
  const begin = () => {
    due++;
    return () => void due--;
  };
  const until = new AbortController().signal;
  let hear: () => void = () => undefined;
  const told = { others: 0, reader: 0 };
  const resumed = await keepRuns({
    ...{ kind: toyKind, store, storage, key: 'runs', begin, until },
    onLeave: (write) => (leave = write),
    tabs: { tell: () => void told.others++, hear: (listener) => (hear = listener) },
    onRival: () => void told.reader++,
  });
  const run = () => store.getState().runs[0];
  /** Some steps, of which the page is given the state of before or after. */
  const go = (steps: number, after = true) => {
    const { id, version, step, setup, knobs, stop } = run();
    const asked = { id, version, step, setup, knobs, stop, state: null, before: false, after };
    store.absorb({ runs: [answer(asked, steps)], millisecondsPerStep: 1 });
  };
  const last = () => writes.at(-1)!.runs[0];
  const rival = () => hear();
  return {
    ...{ store, run, go, writes, last, resumed, told, rival },
    leave: () => leave(),
    due: () => due,
  };
}

describe('runs that are kept', () => {
  it('are written when they have been at rest for a moment, which the page hears of', async () => {
    const { go, writes, last, due } = await open();
    expect(writes).toHaveLength(0);
    go(2);
    go(1);
    expect(due()).toBe(1);
    vi.advanceTimersByTime(99);
    expect(writes).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect([writes.length, last().step, due()]).toEqual([1, 3, 0]);
    vi.advanceTimersByTime(1e6);
    expect(writes).toHaveLength(1);
  });

  it('are left alone by a tab that has changed none of them', async () => {
    const first = await open();
    first.go(3);
    first.leave();
    const idle = await open(first.writes.at(-1));
    idle.leave();
    expect([idle.writes.length, idle.told.others]).toEqual([0, 0]);
    idle.go(1);
    idle.leave();
    idle.leave();
    expect([idle.writes.length, idle.told.others, idle.last().step]).toEqual([1, 1, 4]);
  });

  it('are said to be stored by two tabs, once, where both have stored some', async () => {
    const { go, leave, told, rival } = await open();
    rival();
    expect(told.reader).toBe(0);
    go(1);
    leave();
    rival();
    rival();
    expect(told.reader).toBe(1);
  });

  it('are written now and then while something plays, and at its end', async () => {
    const { store, go, writes, last, due } = await open();
    store.play(true);
    for (let i = 0; i < 10; i++) {
      go(1);
      vi.advanceTimersByTime(300);
    }
    expect(writes.map(({ runs }) => runs[0].step)).toEqual([4, 8]);
    expect(due()).toBe(0);
    store.play(false);
    expect(last().step).toBe(10);
  });

  it('are written as they stood when the page was last given their state', async () => {
    const { go, last, leave, run } = await open();
    go(2);
    go(3, false);
    leave();
    expect(last()).toMatchObject({ step: 2, state: { step: 2 }, steps: { step: [1, 2] } });
    // on the page nothing is lost
    expect(run().step).toBe(5);
  });

  it('are back where they were, as other runs than those of before', async () => {
    const first = await open();
    expect(first.resumed).toBe(false);
    first.go(3);
    first.leave();
    const second = await open(first.writes.at(-1));
    expect(second.resumed).toBe(true);
    const { version } = second.run();
    expect(second.run()).toEqual({ ...first.run(), version });
    expect(version).not.toBe(first.run().version);
    second.go(1);
    expect(second.run().steps.step).toEqual([1, 2, 3, 4]);
  });

  it('may have been written when a state alone told how far a run was', async () => {
    const first = await open();
    first.go(3);
    first.leave();
    const { step: _, version: __, ...told } = first.last();
    const second = await open({ version: 1, runs: [told] });
    expect(second.resumed).toBe(true);
    expect(second.run()).toMatchObject({ step: 3, state: { step: 3 }, steps: { step: [1, 2, 3] } });
    expect(second.run().version).toEqual(expect.any(Number));
    const columns = { step: [], loss: [], epsilon: [], growths: [], right: [] };
    const nothing = { ...told, state: null, good: [], steps: columns, tests: columns };
    const begun = await open({ version: 1, runs: [nothing] });
    expect([begun.resumed, begun.run().step]).toEqual([false, 0]);
    begun.go(2);
    expect(begun.run().steps.step).toEqual([1, 2]);
  });

  it('may have been written before everything was measured that is now', async () => {
    const first = await open();
    first.go(3);
    first.leave();
    const kept = first.last();
    const { growths: _, ...steps } = kept.steps;
    const second = await open({ version: 1, runs: [{ ...kept, steps }] });
    expect(second.run().steps.growths).toEqual([NaN, NaN, NaN]);
    second.go(1);
    expect(second.run().steps.growths.slice(0, 3)).toEqual([NaN, NaN, NaN]);
    expect(second.run().steps.growths).toHaveLength(4);
  });

  it.each([
    ['nothing', undefined],
    ['no object', 'runs'],
    ['another version', { version: 2, runs: [] }],
    ['a run without a name', { version: 1, runs: [{ id: 3, state: null, steps: {} }] }],
    [
      'weights of another kind',
      { version: 1, runs: [{ id: 'run', state: { step: 3 }, steps: {} }] },
    ],
    ['no columns', { version: 1, runs: [{ id: 'run', state: null }] }],
  ])('are left alone if what is stored is none of them: %s', async (_, stored) => {
    const { resumed, run } = await open(stored);
    expect([resumed, run().step]).toEqual([false, 0]);
  });
});
