import { describe, expect, it, vi } from 'vitest';
import { keepResults } from './kept-results';
import { memoryTabs } from './testing';

interface Result {
  readonly seed: number;
  readonly right: number;
}

const kind = {
  nameOf: ({ seed }: Result) => `seed ${seed}`,
  conflict: (a: Result, b: Result) => (a.right === b.right ? null : `${a.right}, and ${b.right}`),
};
const result = (seed: number, right = 10 * seed): Result => ({ seed, right });
const seeds = (results: readonly Result[]) => results.map(({ seed }) => seed);

function openTab(tabs: ReturnType<typeof memoryTabs>, denied = false) {
  const said: string[] = [];
  const tab = new AbortController();
  const storage = tabs.open(denied);
  const onConflict = (sentence: string) => void said.push(sentence);
  const kept = keepResults({ kind, key: 'table', storage, until: tab.signal, onConflict });
  return { kept, said, storage, close: () => tab.abort() };
}

describe('results that are kept', () => {
  it('are the union of what tabs add, at once or one after the other', async () => {
    const tabs = memoryTabs({ table: [result(9)] });
    const [a, b] = [openTab(tabs), openTab(tabs)];
    await Promise.all([a.kept.loaded, b.kept.loaded]);
    await Promise.all([
      a.kept.add([result(1)]),
      b.kept.add([result(2)]),
      a.kept.add([result(3)]),
      b.kept.add([result(3), result(4)]),
    ]);
    expect(seeds(tabs.kept.get('table') as Result[]).sort()).toEqual([1, 2, 3, 4, 9]);
    for (const { kept, said } of [a, b]) {
      await vi.waitFor(() => expect(seeds(kept.getState())).toHaveLength(5));
      expect(said).toEqual([]);
    }
    const later = openTab(tabs);
    await later.kept.loaded;
    expect(later.kept.getState()).toEqual(tabs.kept.get('table'));
  });

  it('give way to one of the same job that is preferred, here, in what is stored, and in other tabs', async () => {
    const tabs = memoryTabs();
    const prefers = (a: Result, b: Result) => a.right < b.right;
    const openPreferring = () => {
      const until = new AbortController().signal;
      const choosing = { ...kind, conflict: () => null, prefers };
      return keepResults({ kind: choosing, key: 'table', storage: tabs.open(), until });
    };
    const [a, b] = [openPreferring(), openPreferring()];
    await Promise.all([a.loaded, b.loaded]);
    await a.add([result(1, 8), result(2)]);
    await vi.waitFor(() => expect(b.getState()).toHaveLength(2));
    await b.add([result(1, 5)]);
    await b.add([result(1, 7), result(2, 21)]);
    const expected = [result(1, 5), result(2)];
    await vi.waitFor(() => expect(a.getState()).toEqual(expected));
    expect(b.getState()).toEqual(expected);
    const later = openPreferring();
    await later.loaded;
    expect(later.getState()).toEqual(expected);
  });

  it('stay as they were stored first where two of one job differ, which is said', async () => {
    const tabs = memoryTabs();
    const [a, b] = [openTab(tabs), openTab(tabs, true)];
    await a.kept.add([result(1, 5)]);
    await a.kept.add([result(1, 6), result(2)]);
    expect(a.said).toEqual(['Two results of seed 1 differ: 5, and 6. The first one is kept.']);
    expect(a.kept.getState()).toEqual([result(1, 5), result(2)]);
    expect(tabs.kept.get('table')).toEqual(a.kept.getState());
    // of what is not stored nothing is known there, and here the first one stays as well
    await b.kept.add([result(1, 7)]);
    await b.kept.add([result(1, 8)]);
    expect(b.kept.getState()).toEqual([result(1, 7)]);
  });

  it('are forgotten in all tabs, and what comes after that is kept', async () => {
    const tabs = memoryTabs();
    const [a, b] = [openTab(tabs), openTab(tabs)];
    await a.kept.add([result(1), result(2)]);
    await vi.waitFor(() => expect(b.kept.getState()).toHaveLength(2));
    b.kept.clear();
    expect(b.kept.getState()).toEqual([]);
    await vi.waitFor(() => expect(a.kept.getState()).toEqual([]));
    await a.kept.add([result(3)]);
    expect(tabs.kept.get('table')).toEqual([result(3)]);
    await vi.waitFor(() => expect(b.kept.getState()).toEqual([result(3)]));
  });

  it('are forgotten even while they are being stored', async () => {
    const tabs = memoryTabs();
    const { kept } = openTab(tabs);
    await kept.loaded;
    const stored = kept.add([result(1)]);
    kept.clear();
    await stored;
    await kept.add([]);
    expect([kept.getState(), tabs.kept.get('table') ?? []]).toEqual([[], []]);
  });

  it('are stored in parts, of which only the last one is written again', async () => {
    // as an earlier version stored them
    const tabs = memoryTabs({ table: Array.from({ length: 2000 }, (_, seed) => result(seed)) });
    const [a, b] = [openTab(tabs), openTab(tabs)];
    await Promise.all([a.kept.loaded, b.kept.loaded]);
    const written: number[] = [];
    const { update } = a.storage;
    vi.spyOn(a.storage, 'update').mockImplementation((key, change) =>
      update(key, (stored) => {
        const parts = change(stored);
        if (parts !== stored) written.push((parts as Result[]).length);
        return parts;
      }),
    );
    for (let seed = 2000; seed < 2900; seed++) await a.kept.add([result(seed)]);
    expect([written.length, Math.max(...written)]).toEqual([900, 500]);
    const all = Array.from({ length: 2900 }, (_, seed) => seed);
    expect(seeds(a.kept.getState())).toEqual(all);
    await vi.waitFor(() => expect(seeds(b.kept.getState())).toEqual(all));
    const later = openTab(tabs);
    await later.kept.loaded;
    expect(seeds(later.kept.getState())).toEqual(all);
    later.kept.clear();
    await later.kept.add([]);
    await vi.waitFor(() => expect(b.kept.getState()).toEqual([]));
    expect([...tabs.kept.values()]).toEqual([[], [], []]);
    await b.kept.add([result(1)]);
    await vi.waitFor(() => expect(a.kept.getState()).toEqual([result(1)]));
  });

  it('of this tab give way to what another tab stored first, in their place', async () => {
    const tabs = memoryTabs();
    const [a, b] = [openTab(tabs), openTab(tabs)];
    const held = vi.spyOn(a.storage, 'update').mockResolvedValue(false);
    await a.kept.add([result(1, 5), result(2)]);
    await b.kept.add([result(1, 6)]);
    await vi.waitFor(() => expect(a.kept.getState()).toEqual([result(1, 6), result(2)]));
    held.mockRestore();
    await a.kept.add([]);
    expect(tabs.kept.get('table')).toEqual([result(1, 6), result(2)]);
    expect(a.said).toEqual(['Two results of seed 1 differ: 6, and 5. The first one is kept.']);
  });

  it('last until the page is left where nothing can be stored, or read', async () => {
    const tabs = memoryTabs({ table: [result(1)] });
    const { kept, storage } = openTab(tabs, true);
    await kept.loaded;
    await kept.add([result(2)]);
    await kept.add([result(3)]);
    expect(seeds(kept.getState())).toEqual([2, 3]);
    expect(await storage.read('table')).toBeUndefined();
    kept.clear();
    expect(kept.getState()).toEqual([]);
    expect(tabs.kept.get('table')).toEqual([result(1)]);
  });

  it('are stored when there is room again', async () => {
    const tabs = memoryTabs();
    const { kept, storage } = openTab(tabs);
    const update = vi.spyOn(storage, 'update').mockResolvedValue(false);
    await kept.add([result(1)]);
    expect([tabs.kept.has('table'), update.mock.calls.length]).toEqual([false, 1]);
    update.mockRestore();
    await kept.add([result(2)]);
    expect(tabs.kept.get('table')).toEqual([result(1), result(2)]);
  });

  it('are not followed any more when the lab has been left', async () => {
    const tabs = memoryTabs();
    const [a, b] = [openTab(tabs), openTab(tabs)];
    await b.kept.loaded;
    b.close();
    await a.kept.add([result(1)]);
    expect(b.kept.getState()).toEqual([]);
  });
});
