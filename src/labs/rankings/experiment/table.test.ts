import { describe, expect, it } from 'vitest';
import { mergeResults, parseResults, resultsFile } from '../../../core/training/results';
import type { RankingResult } from './repetition';
import type { RankingMethod } from './spec';
import { claimsOf, rankingJobs, rankingResults, rankingRows } from './table';

const result = (
  dataset: string,
  method: RankingMethod,
  fold: number,
  spearman: number,
): RankingResult => ({
  ...{ dataset, method, fold, spearman, seed: 1, steps: 200, inner: 300, rows: dataset.length },
  ...{ kendall: 0.5, perfect: 0.25, right: 0.5, projection: 0.9 },
  ...{ decay: 1, strength: 0, validation: 0.5, milliseconds: 10 },
});

/** Fenchel-Young against the squared loss, on two folds. */
const pair = (dataset: string, rho: number, other: number) => [
  ...[0, 1].map((fold) => result(dataset, 'fenchel-young', fold, rho + (fold - 0.5) / 10)),
  ...[0, 1].map((fold) => result(dataset, 'squared', fold, other + (fold - 0.5) / 10)),
];

describe('a table of label ranking', () => {
  it('has all sets and methods in turn before the next fold', () => {
    const request = {
      ...{ datasets: ['iris', 'wine'], methods: ['squared', 'blackbox'] as const },
      ...{ folds: 2, seed: 1, steps: 200, inner: 300 },
    };
    const jobs = rankingJobs(request);
    expect(jobs.map(({ dataset, method, fold }) => `${fold} ${dataset} ${method}`)).toEqual([
      ...['0 iris squared', '0 iris blackbox', '0 wine squared', '0 wine blackbox'],
      ...['1 iris squared', '1 iris blackbox', '1 wine squared', '1 wine blackbox'],
    ]);
    const parts = [1, 2, 3].flatMap((index) =>
      rankingJobs({ ...request, shard: { index, count: 3 } }),
    );
    expect(new Set(parts.map(rankingResults.nameOf))).toEqual(
      new Set(jobs.map(rankingResults.nameOf)),
    );
  });

  it('sums up the folds, small sets first', () => {
    const rows = rankingRows([...pair('longer', 0.4, 0.5), ...pair('set', 0.8, 0.6)]);
    expect(rows.map(({ dataset, method }) => `${dataset} ${method}`)).toEqual([
      ...['set fenchel-young', 'set squared', 'longer fenchel-young', 'longer squared'],
    ]);
    expect(rows[0].spearman.count).toBe(2);
    expect(rows[0].spearman.mean).toBeCloseTo(0.8, 15);
    expect(rows[0].perfect).toBe(0.25);
  });

  it('counts sets that are level within 5%, read both ways', () => {
    const results = [
      ...pair('better', 0.8, 0.7),
      // as a ratio 0.9 of the other's, 0.02 below it
      ...pair('small', 0.18, 0.2),
      // as a ratio 0.95, 0.046 below it
      ...pair('both', 0.881, 0.927),
      ...pair('worse', 0.5, 0.8),
      // below 0 the ratio asks for less than the other has: -0.2 >= -0.19 does not hold
      ...pair('negative', -0.2, -0.2),
      // without the other method
      result('alone', 'fenchel-young', 0, 1),
      // of a fold that the other lacks
      result('small', 'fenchel-young', 5, 1),
    ];
    const [claim, ...others] = claimsOf(results);
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      method: 'fenchel-young',
      against: 'squared',
      percent: 76,
      sets: 5,
    });
    expect(claim.ratio.percent).toBe(40);
    expect(claim.difference.percent).toBe(80);
    expect(claim.better.percent).toBe(20);
  });

  it('is read back as it was written, and conflicts are named', () => {
    const results = pair('iris', 0.8, 0.7);
    const text = resultsFile(rankingResults, { version: '1', made: 'x', seed: 1, results });
    const parsed = parseResults(rankingResults, text);
    expect(parsed.ok && parsed.file.results).toEqual(results);
    const bad = parseResults(rankingResults, text.replace('"squared"', '"magic"'));
    expect(bad).toMatchObject({ ok: false, fault: expect.stringContaining('"method"') as string });
    const other = { ...results[0], spearman: 0.1 };
    expect(() => mergeResults(rankingResults, [results, [other]])).toThrow(
      'Two results of iris fenchel-young 200 300 fold=0 seed=1 differ: a correlation of 0.75, and one of 0.1.',
    );
  });
});
