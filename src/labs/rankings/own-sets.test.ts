import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeCompute } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import { createLabStore } from '../../state/lab-store';
import { memoryTabs } from '../../state/testing';
import { fakePage, stubBrowser } from '../kit/testing/connect';
import type { RankingsCalls } from './compute/protocol';
import { connectRankings } from './connect';
import type { OwnSet } from './experiment/own-set';
import { normalise, rankingsTable } from './params';

const none = new Float64Array();

/** Eight rows of two features and two labels. */
const set = (file: string): OwnSet => ({
  ...{ id: file === 'iris.txt' ? 'iris' : 'own', file, sum: '', rows: 8, features: ['p', 'q'] },
  labels: ['u', 'v'],
  x: Float64Array.from({ length: 16 }, (_, i) => Math.sin(i) + file.length),
  ranks: Float64Array.from({ length: 16 }, (_, i) => (i + (i >> 1)) % 2),
});

function connected(
  kept: Readonly<Record<string, unknown>> = {},
  data = 'made',
  { kept: stored, open } = memoryTabs(kept),
) {
  const compute = fakeCompute<RankingsCalls>({
    train: ({ methods }) =>
      methods.map((method) => ({ method, weights: none, losses: none, spearman: none })),
    read({ file }) {
      if (file === 'wrong.csv') throw new Error('wrong.csv is empty; it must be a table.');
      return set(file);
    },
  });
  const storage = open();
  const store = createLabStore(rankingsTable, { normalise });
  store.set({ data: data as 'made' });
  const page = fakePage<RankingsCalls>(compute, { storage });
  const results = connectRankings(store, page.options);
  const learned = () => results.work.getState().trained?.material;
  return { compute, store, results, storage, stored, learned, sets: results.sets.getState };
}

const hrefOf = (address: Parameters<typeof fetch>[0]) => (address as URL).href;
const files = (...names: string[]) => names.map((name) => new File(['x'], name));

describe('sets of the reader', () => {
  it('are read, learned and kept; what can not be read is named', async () => {
    const { results, store, stored, learned, sets } = connected();
    await results.addFiles(files('wrong.csv', 'mine.csv', 'iris.txt', 'other.csv'));
    expect(sets().problems).toEqual([
      'wrong.csv is empty; it must be a table.',
      'other.csv is left out: of your own files mine.csv is kept.',
    ]);
    expect(sets().list.map(({ id, file }) => [id, file])).toEqual([
      ['own', 'mine.csv'],
      ['iris', 'iris.txt'],
    ]);
    expect(store.getState().values.data).toBe('own');
    await until(() => learned()?.own?.set.file === 'mine.csv');
    expect(learned()).toMatchObject({ names: ['u', 'v'], data: { train: { rows: 4 } } });
    store.set({ data: 'iris' });
    await until(() => learned()?.own?.set.id === 'iris');
    expect([...stored.keys()].sort()).toEqual([
      ...['rankings/set/iris', 'rankings/set/own', 'rankings/sets'],
    ]);
  });

  it('are there after a reload, and gone once they are removed', async () => {
    const first = connected();
    await first.results.addFiles(files('mine.csv'));
    const { results, store, stored, learned, sets } = connected(
      Object.fromEntries(first.stored),
      'own',
    );
    await until(() => learned()?.own?.set.file === 'mine.csv');
    results.remove('own');
    expect(store.getState().values.data).toBe('made');
    await until(() => learned()?.own === null);
    expect(sets().list).toEqual([]);
    expect(stored.get('rankings/set/own')).toBeUndefined();
  });

  it('are those of all tabs, whichever has read or removed them', async () => {
    const tabs = memoryTabs();
    const [a, b] = [connected({}, 'made', tabs), connected({}, 'made', tabs)];
    await Promise.all([
      a.results.addFiles(files('mine.csv')),
      b.results.addFiles(files('iris.txt')),
    ]);
    const ids = ({ sets }: typeof a) =>
      sets()
        .list.map(({ id }) => id)
        .sort();
    for (const tab of [a, b]) await until(() => ids(tab).join() === 'iris,own');
    a.store.set({ data: 'iris' });
    await until(() => a.learned()?.own?.set.file === 'iris.txt');
    b.results.remove('own');
    await until(() => ids(a).join() === 'iris');
    const later = connected({}, 'made', tabs);
    await until(() => ids(later).join() === 'iris');
  });

  it('last until the page is left where there is no room for their numbers', async () => {
    const tabs = memoryTabs();
    const [a, b] = [connected({}, 'made', tabs), connected({}, 'made', tabs)];
    const write = vi.spyOn(a.storage, 'write').mockResolvedValue(false);
    await a.results.addFiles(files('mine.csv'));
    expect(write).toHaveBeenCalledTimes(1);
    await b.results.addFiles(files('iris.txt'));
    await until(() => a.sets().list.length === 2);
    await until(() => a.learned()?.own?.set.file === 'mine.csv');
    // a list that names it would find nothing after a reload
    expect(tabs.kept.get('rankings/sets')).toMatchObject([{ id: 'iris' }]);
  });

  it('take the place of those of their name at once', async () => {
    const { results, learned } = connected();
    await results.addFiles(files('mine.csv'));
    await until(() => learned()?.own?.set.file === 'mine.csv');
    await results.addFiles(files('another.csv'));
    await until(() => learned()?.own?.set.file === 'another.csv');
  });

  it('that are not here are stood in for by generated examples', async () => {
    const { learned, sets } = connected({}, 'wine');
    await until(() => learned() !== undefined);
    expect(learned()?.own).toBeNull();
    expect(sets()).toMatchObject({ open: null, settled: true });
  });

  describe('that lie beside the page', () => {
    afterEach(() => vi.unstubAllGlobals());
    const files = [{ name: 'iris.txt' }, { name: 'wine.txt' }, { name: 'other.txt' }];
    const index = {
      sets: [
        { id: 'mnist', files: [] },
        { id: 'label-ranking', files },
      ],
    };

    it('are fetched when they are asked for, and kept from then on', async () => {
      const { fetched } = stubBrowser();
      fetched.mockImplementation((address) =>
        Promise.resolve(
          new Response(hrefOf(address).endsWith('.json') ? JSON.stringify(index) : 'x'),
        ),
      );
      const { learned, sets, stored } = connected({}, 'iris');
      await until(() => learned()?.own?.set.id === 'iris');
      await until(() => sets().site.length > 0);
      expect(sets().site).toEqual(['iris', 'wine']);
      expect(stored.has('rankings/set/iris')).toBe(true);
      expect(fetched.mock.calls.map(([address]) => hrefOf(address))).toContain(
        'https://example.org/page/data/label-ranking/iris.txt',
      );
    });

    it('and could not be fetched are named', async () => {
      const { fetched } = stubBrowser();
      fetched.mockImplementation((address) =>
        hrefOf(address).endsWith('.json')
          ? Promise.resolve(new Response(JSON.stringify(index)))
          : Promise.resolve(new Response('', { status: 503 })),
      );
      const { learned, sets } = connected({}, 'wine');
      await until(() => learned() !== undefined);
      expect(sets().problems).toEqual(['wine.txt could not be fetched: the server answered 503.']);
    });
  });

  it('have the lines of the chosen method first', async () => {
    const { compute, results, learned } = connected();
    await until(() => learned() !== undefined);
    await results.addFiles(files('mine.csv'));
    await until(() => results.work.getState().trained?.paths.length === 5 && !!learned()?.own);
    expect(compute.asked('train').map(({ methods }) => methods.length)).toEqual([5, 1, 5]);
  });
});
