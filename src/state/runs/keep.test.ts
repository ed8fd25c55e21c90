import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Kept } from '../kept';
import type { Storage } from '../storage';
import { memoryTabs } from '../testing';
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

/** What a tab remembers over a reload. */
function tabMemory(): Kept {
  let kept: unknown = null;
  return {
    read: () => kept,
    write(value) {
      kept = value;
      return true;
    },
  };
}

/** A store with one run that is kept over a reload, where other tabs may be open too. */
async function open(
  stored?: unknown,
  { tabs = memoryTabs({ runs: stored }), memory = tabMemory(), locks = true } = {},
) {
  const writes: Stored[] = [];
  const own = tabs.open();
  const storage: Storage = {
    ...own,
    write(key, value) {
      writes.push(structuredClone(value) as Stored);
      return own.write(key, value);
    },
    ...(!locks && { claim: () => Promise.resolve(() => undefined) }),
  };
  const store = createRunsStore<ToyRunTypes>(toyKind);
  store.follow([toySpec()]);
  let leave: () => void = () => undefined;
  let due = 0;
  const begin = () => {
    due++;
    return () => void due--;
  };
  const page = new AbortController();
  const told: string[] = [];
  const found = await keepRuns({
    ...{ kind: toyKind, store, storage, key: 'runs', memory, begin, until: page.signal },
    onLeave: (write) => (leave = write),
    onOther: (how) => void told.push(how),
  });
  const run = () => store.getState().runs[0];
  /** Some steps, of which the page is given the state of before or after. */
  const go = (steps: number, after = true) => {
    const { id, version, step, setup, knobs, stop } = run();
    const asked = { id, version, step, setup, knobs, stop, state: null, before: false, after };
    store.absorb({ runs: [answer(asked, steps)], millisecondsPerStep: 1 });
  };
  const last = () => writes.at(-1)!.runs[0];
  return {
    ...{ store, run, go, writes, last, found, told, memory },
    leave: () => leave(),
    /** The tab is closed, or loaded again. */
    close() {
      leave();
      page.abort();
    },
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
    expect(idle.writes).toHaveLength(0);
    idle.go(1);
    idle.leave();
    idle.leave();
    expect([idle.writes.length, idle.last().step]).toEqual([1, 4]);
  });

  it('are written soon and then now and then while something plays, and at its end', async () => {
    const { store, go, writes, last, due } = await open();
    store.play(true);
    for (let i = 0; i < 11; i++) {
      go(1);
      vi.advanceTimersByTime(300);
    }
    expect(writes.map(({ runs }) => runs[0].step)).toEqual([2, 6, 10]);
    expect(due()).toBe(0);
    store.play(false);
    expect(last().step).toBe(11);
    store.play(true);
    go(1);
    vi.advanceTimersByTime(500);
    expect(last().step).toBe(12);
  });

  it('tell when they go on with other knobs than they had', async () => {
    const first = await open();
    first.go(3);
    first.leave();
    const [run] = first.writes.at(-1)!.runs;
    const epsilon = run.knobs.epsilon * 2;
    const other = { ...run, knobs: { ...run.knobs, epsilon } };
    const again = await open({ version: 1, runs: [other] });
    expect([again.found, again.run().events.at(-1)?.step]).toEqual(['changed', 3]);
    expect((await open({ version: 1, runs: [run] })).found).toBe('own');
  });

  it('of the site alone are no training of the last visit', async () => {
    const first = await open();
    first.go(3);
    first.leave();
    const [run] = first.writes.at(-1)!.runs;
    const pinned = { ...run, pinned: true };
    expect((await open({ version: 1, runs: [pinned] })).found).toBeNull();
    expect((await open({ version: 1, runs: [pinned, run] })).found).toBe('own');
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
    expect(first.found).toBeNull();
    first.go(3);
    first.leave();
    const second = await open(first.writes.at(-1));
    expect(second.found).toBe('own');
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
    expect(second.found).toBe('own');
    expect(second.run()).toMatchObject({ step: 3, state: { step: 3 }, steps: { step: [1, 2, 3] } });
    expect(second.run().version).toEqual(expect.any(Number));
    const columns = { step: [], loss: [], epsilon: [], growths: [], right: [] };
    const nothing = { ...told, state: null, good: [], steps: columns, tests: columns };
    const begun = await open({ version: 1, runs: [nothing] });
    expect([begun.found, begun.run().step]).toEqual([null, 0]);
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
    const { found, run } = await open(stored);
    expect([found, run().step]).toEqual([null, 0]);
  });
});

describe('runs of two tabs', () => {
  it('are kept apart: each tab has its own after a reload, and is told so once', async () => {
    const tabs = memoryTabs();
    const a = await open(undefined, { tabs });
    const b = await open(undefined, { tabs });
    a.go(3);
    b.go(2);
    b.leave();
    b.go(3);
    a.close();
    b.close();
    expect([a.told, b.told]).toEqual([[], ['apart']]);
    const [b2, a2] = [
      await open(undefined, { tabs, memory: b.memory }),
      await open(undefined, { tabs, memory: a.memory }),
    ];
    expect([a2.found, a2.run().step]).toEqual(['own', 3]);
    expect([b2.found, b2.run().step]).toEqual(['own', 5]);
  });

  it('begin as copies of what the first one has stored', async () => {
    const tabs = memoryTabs();
    const a = await open(undefined, { tabs });
    a.go(3);
    a.leave();
    const b = await open(undefined, { tabs });
    expect([b.found, b.run().step]).toEqual(['copies', 3]);
    b.close();
    expect(b.writes).toHaveLength(0);
    a.go(1);
    a.close();
    const again = await open(undefined, { tabs });
    expect([again.found, again.run().step]).toEqual(['own', 4]);
  });

  it('are all found by the tabs that open later, those of the last one first', async () => {
    const tabs = memoryTabs();
    const opened = [1, 2, 3].map(() => open(undefined, { tabs }));
    const [a, b, c] = await Promise.all(opened);
    c.go(3);
    c.close();
    a.go(1);
    a.close();
    b.go(2);
    b.close();
    const later = [];
    for (let i = 0; i < 4; i++) later.push(await open(undefined, { tabs }));
    expect(later.map(({ run }) => run().step)).toEqual([2, 1, 3, 2]);
    expect(later.map(({ found }) => found)).toEqual(['own', 'own', 'own', 'copies']);
  });

  it('are those of a duplicated tab, as copies of the one that it was made of', async () => {
    const tabs = memoryTabs();
    const a = await open(undefined, { tabs });
    const b = await open(undefined, { tabs });
    a.go(3);
    a.leave();
    b.go(2);
    b.leave();
    vi.useRealTimers();
    const copy = await open(undefined, { tabs, memory: a.memory });
    expect([copy.found, copy.run().step]).toEqual(['copies', 3]);
  });

  it('are said to be in one place, once, where tabs cannot be told apart', async () => {
    const tabs = memoryTabs();
    const a = await open(undefined, { tabs, locks: false });
    const b = await open(undefined, { tabs, locks: false });
    a.go(3);
    a.leave();
    expect([a.told, b.told]).toEqual([[], []]);
    for (let i = 0; i < 2; i++) {
      b.go(1);
      b.leave();
    }
    expect([a.told, b.told]).toEqual([['rival'], []]);
  });
});
