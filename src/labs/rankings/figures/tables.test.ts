import { describe, expect, it } from 'vitest';
import { describeVersus } from '../../../charts/versus/describe';
import { wilsonInterval } from '../../../core/training/statistics';
import type { NoisyResult } from '../experiment/noisy-repetition';
import type { RankingResult } from '../experiment/repetition';
import { rankingVariants, type RankingMethod } from '../experiment/spec';
import { noisyData, noisySentence, noisyShown, noisySource, noisyTable, noisyTitle } from './noisy';
import {
  nameOfSet,
  setsSentence,
  setsShown,
  setsSource,
  setsTable,
  setsTitle,
  versusData,
} from './sets';

const tested = {
  ...{ kendall: 0.5, perfect: 0.25, right: 0.5, projection: 0.9 },
  ...{ decay: 1, strength: 0, validation: 0.5, milliseconds: 10 },
};

const fold = (
  dataset: string,
  method: RankingMethod,
  number: number,
  spearman: number,
): RankingResult => ({
  ...{ dataset, method, fold: number, spearman, seed: 1, steps: 200, inner: 300, rows: 40 },
  ...tested,
});

/** Two folds, 0.1 apart, of which the squared loss has the other way round. */
const pair = (dataset: string, rho: number, other: number) => [
  fold(dataset, 'fenchel-young', 0, rho + 0.05),
  fold(dataset, 'fenchel-young', 1, rho - 0.05),
  fold(dataset, 'squared', 0, other - 0.05),
  fold(dataset, 'squared', 1, other + 0.05),
];

const file = { app: 'noisy-argmax', kind: '', version: '1', made: 'npm run' } as const;

describe('sets of the paper, one loss against another', () => {
  // ahead; level both ways; as a difference alone; behind both ways
  const recorded = [
    ...pair('iris', 0.9, 0.8),
    ...pair('wine', 0.92, 0.95),
    ...pair('cold', 0.06, 0.1),
    ...pair('spo', 0.5, 0.7),
  ];
  const shown = setsShown([], recorded, 'squared');

  it('are counted in both readings, with intervals of Wilson', () => {
    expect(setsTitle(shown)).toBe(
      `${rankingVariants['fenchel-young'].short} is level with ${rankingVariants.squared.short} or better on 2 of 4 sets`,
    );
    const said = setsSentence(shown);
    for (const [share, of] of [
      [50, 2],
      [75, 3],
    ]) {
      const [low, high] = wilsonInterval(of, 4).map((end) => (100 * end).toFixed(0));
      expect(said).toContain(`${share}% (${low} to ${high})`);
    }
    expect(said).toContain('over 2 of 10 folds');
    expect(said).toContain('Printed: 76%');
    expect(setsSentence(setsShown([], recorded, 'blackbox'))).toContain('There is no set yet');
  });

  it('are points with their folds', () => {
    const { points } = versusData(shown);
    const [iris] = points;
    expect([iris.x, iris.y]).toEqual([expect.closeTo(0.8, 12), expect.closeTo(0.9, 12)]);
    expect(iris.parts[0]).toEqual([expect.closeTo(0.75, 12), expect.closeTo(0.95, 12)]);
    expect(points.every((point) => point.recorded)).toBe(true);
    expect(describeVersus(versusData(shown))).toContain('furthest behind on spo (0.50 against');
    expect(setsTable(shown).rows[0].slice(0, 6)).toEqual(['iris', 40, 200, 300, 'recorded', 2]);
    expect(setsTable(shown).rows[0][8]).toBe('0.9500 0.7500');
  });

  it('that were run here are told from those of the site, and named without their checksums', () => {
    const own = pair('votes.csv 0123abcd', 0.3, 0.2);
    const both = setsShown(own, recorded, 'squared');
    expect(both.duels.filter((duel) => !duel.recorded).map(({ dataset }) => dataset)).toEqual([
      'votes.csv 0123abcd',
    ]);
    expect(versusData(both).points[0].name).toBe('votes.csv');
    expect(nameOfSet('cpu-small')).toBe('cpu-small');
    expect(setsSource(both, null)).toMatchObject({ samples: 4, unit: 'folds' });
    expect(setsSource(shown, { ...file, results: recorded })).toMatchObject({
      ...{ samples: 16, recorded: '1' },
    });
    // a set that both have counts once
    expect(setsShown(pair('iris', 0.9, 0.8), recorded, 'squared').duels).toHaveLength(4);
  });
});

describe('rankings under noise', () => {
  const noisy = (
    method: RankingMethod,
    sigma: number,
    perfect: number,
    repetition = 0,
    rows = 200,
  ): NoisyResult => ({
    ...{ method, sigma, repetition, seed: 1, labels: 20, features: 10, rows, steps: 100 },
    ...{ inner: 100, spearman: perfect, ...tested, perfect },
  });
  const own = [
    ...[0.1, 1].flatMap((sigma) => [0, 1].map((i) => noisy('squared', sigma, 0.1 + i / 10, i))),
  ];
  const recorded = [noisy('fenchel-young', 0.1, 0.3, 0, 500), noisy('squared', 0.1, 0, 0, 500)];
  const rows = noisyShown(own, recorded);

  it('are a line per method and size, with intervals where there are repetitions', () => {
    const { series, stepBounds, bounds } = noisyData(rows, 'perfect');
    expect(series.map(({ tag, recorded: pale }) => [tag, pale])).toEqual([
      [rankingVariants.squared.short, false],
      [rankingVariants['fenchel-young'].short, true],
      [rankingVariants.squared.short, true],
    ]);
    expect(Array.from(series[0].values, Math.round)).toEqual([15, 15]);
    expect(series[0].band).toBeDefined();
    expect(series[1].band).toBeUndefined();
    expect([stepBounds, bounds]).toEqual([
      [0.001, 10],
      [0, 30],
    ]);
    expect(noisyData(rows, 'spearman').bounds).toEqual([-0.1, 1]);
    expect(new Set(series.map(({ id }) => id)).size).toBe(3);
  });

  it('say who leads where there is least noise, here before elsewhere', () => {
    const { short } = rankingVariants.squared;
    expect(noisyTitle(rows, 'perfect')).toBe(
      `At the least noise ${short} has 15% of the rankings all right`,
    );
    expect(noisyTitle(noisyShown([], recorded), 'spearman')).toContain('reaches ρ = 0.30');
    expect(noisyTitle([], 'perfect')).toContain('learned again');
    expect(noisySentence(rows)).toContain('Pale, recorded: 20 labels, 10 features, 500 examples');
    expect(noisySentence(rows)).toContain('Here: 20 labels, 10 features, 200 examples');
    expect(noisyTable(rows).rows).toHaveLength(4);
    expect(noisySource(own, null)).toMatchObject({ samples: 4, unit: 'trainings' });
    expect(noisySource([], { ...file, seed: 1, results: recorded })).toMatchObject({ samples: 2 });
    expect(noisySource([], null)).toBeUndefined();
  });
});
