import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { caller, testMachine } from '../../../compute/testing/machine';
import { knownRankings } from '../../../data/label-ranking/catalogue';
import { linesData } from '../experiment/lines';
import { knownSets } from '../experiment/own-set';
import { trainedPath } from '../experiment/path';
import { defaultKnobs, rankingMethods } from '../experiment/spec';
import { module } from './module';
import type { RankingsCalls } from './protocol';

const halves = linesData({ seed: 4, labels: 4, rows: 20, sigma: 0.2 });
const knobs = { ...defaultKnobs, samples: 2 };
const request = { halves, seed: 4, knobs, methods: rankingMethods };
const call = caller<RankingsCalls>(module.open(testMachine()).handlers);

describe('the work of the rankings lab', () => {
  it('trains all that it is asked for, the same to the bit each time', async () => {
    const [first, second] = [await call('train', request), await call('train', request)];
    expect(first).toEqual(second);
    expect(first.map(({ method }) => method)).toEqual(rankingMethods);
  });

  it('trains one as it does among others', async () => {
    const still = () => Promise.resolve();
    for (const path of await call('train', request)) {
      expect(await trainedPath(path.method, halves, knobs, 4, still)).toEqual(path);
    }
  });
});

describe('files of the reader', () => {
  const read = (file: string, text: string) =>
    call('read', { file, bytes: new TextEncoder().encode(text) });
  const rows = 'a,ranking\n1,u>v\n2,v>u\n3,u>v\n4,v>u\n';

  it('are sets of their own, or known by their names', async () => {
    expect(await read('mine.csv', rows)).toMatchObject({
      ...{ id: 'own', file: 'mine.csv', rows: 4, features: ['a'], labels: ['u', 'v'] },
    });
    expect(knownSets).toEqual(knownRankings.map(({ id }) => id));
    await expect(read('iris.txt', rows)).rejects.toThrow('iris.txt is 34 bytes long');
  });

  it('have as many rows, labels and features as can be drawn', async () => {
    await expect(read('r.csv', 'a,ranking\n1,u>v')).rejects.toThrow('r.csv has 1 rows; 4 are');
    const order = (count: number) => Array.from({ length: count }, (_, i) => `l${i}`).join('>');
    const many = `a,ranking\n${`1,${order(17)}\n`.repeat(4)}`;
    await expect(read('r.csv', many)).rejects.toThrow('ranks 17 labels; the page draws at most 16');
    const names = Array.from({ length: 101 }, (_, i) => `f${i}`).join(',');
    const wide = `${names},ranking\n${`${'1,'.repeat(101)}u>v\n`.repeat(4)}`;
    await expect(read('r.csv', wide)).rejects.toThrow('has 101 features; the page takes at most');
  });

  const iris = '../shared/data/label-ranking/iris.txt';
  const why = existsSync(iris) ? '' : ` (skipped: there is no ${iris})`;
  it.skipIf(why !== '')(`iris is read from ${iris}${why}`, async () => {
    const bytes = new Uint8Array(readFileSync(iris));
    expect(await call('read', { file: 'iris.txt', bytes })).toMatchObject({
      id: 'iris',
      rows: 150,
    });
  });
});
