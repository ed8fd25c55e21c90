import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseResults } from '../../../core/training/results';
import { gates, gatesFound } from '../experiment/gates';
import type { PathsResult } from '../experiment/repetition';
import { pathsVariants } from '../experiment/spec';
import { byTraining, pathsResults, shownRows } from '../experiment/table';
import {
  claimsOf,
  comparisonData,
  curvesData,
  gatesData,
  gatesSentence,
  gatesTable,
  rowsTable,
} from './figure-6';

const parsed = parseResults(pathsResults, readFileSync('public/recorded/paths-table.json', 'utf8'));
const recorded = parsed.ok ? parsed.file.results : [];
const rows = shownRows([], recorded);

const point = (optimal: number, valid = 100) => ({
  ...{ epoch: 20, maps: 500, optimal, valid },
  ratio: valid > 0 ? 1.5 : NaN,
});
const result = (
  variant: PathsResult['variant'],
  optimal: number,
  patch: Partial<PathsResult> = {},
): PathsResult => ({
  ...{ dataset: 'terrain', variant, network: 'cells', maps: 2000, testMaps: 500, epochs: 20 },
  ...{ rate: 0.003, seed: 1, steps: 560, train: point(optimal), clamped: 0, active: 0.1 },
  curve: [{ ...point(0, 0), epoch: 10 }, point(optimal)],
  ...{ millisecondsPerStep: 60, fault: '' },
  ...patch,
});

describe('the end points', () => {
  it('are those of the site until the reader has made the same', () => {
    const data = comparisonData(rows);
    expect(new Set(data.rows.map(({ group }) => group))).toEqual(
      new Set(['2,000 maps, 20 epochs', '4,000 maps, 40 epochs', '6,000 maps, 40 epochs']),
    );
    expect(data.rows.every((row) => row.recorded)).toBe(true);
    const own = comparisonData(shownRows([result('squared', 250)], recorded)).rows;
    expect(own).toHaveLength(data.rows.length);
    expect(own.filter((row) => !row.recorded)).toMatchObject([
      { label: pathsVariants.squared.label, value: 50, count: 500 },
    ]);
  });

  it('join repetitions, and stand in the table with all that was measured', () => {
    const own = [result('direct', 100), result('direct', 200, { seed: 2, fault: 'lost' })];
    const [row, ...rest] = rowsTable(shownRows(own, [])).rows;
    expect(rest).toEqual([]);
    expect(row.slice(0, 7)).toEqual([
      ...[2000, 'cells', 20, `${pathsVariants.direct.label} (1 diverged)`, 2, '', 30],
    ]);
    expect(rowsTable(rows).columns).toHaveLength(row.length);
  });

  it('are told beside what the paper says', () => {
    const ours = claimsOf(rows).map((claim) => claim.ours);
    expect(ours).toEqual([
      '74.1% and 40.9%, as printed',
      '40.9% and 0.0%, as printed',
      '74.1% and 0.0%, as printed',
      'a path on 0% of the maps',
      '49.5% after 2, 74.1% after 20',
    ]);
    expect(claimsOf([])).toEqual([]);
  });
});

describe('the curves', () => {
  const [first] = byTraining(rows);

  it('are the tests along the training, with the intervals of shares', () => {
    const data = curvesData(first, 'optimal');
    const line = data.series.find(({ id }) => id === 'fenchel-young')!;
    const runs = recorded.filter(({ variant }) => variant === 'fenchel-young');
    const optimal = (i: number) => runs.reduce((sum, { curve }) => sum + curve[i].optimal, 0);
    expect(line.steps).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    runs[0].curve.forEach(({ maps }, i) => {
      expect(line.values[i]).toBeCloseTo((100 * optimal(i)) / (runs.length * maps), 12);
      expect(line.band![0][i]).toBeLessThan(line.values[i]);
      expect(line.band![1][i]).toBeGreaterThan(line.values[i]);
    });
  });

  it('leave gaps where no map has a path', () => {
    const series = curvesData(first, 'ratio').series;
    expect(series.find(({ id }) => id === 'squared')!.values).toEqual(Array(10).fill(NaN));
    const blackbox = series.find(({ id }) => id === 'blackbox')!;
    expect(blackbox.values[0]).toBeCloseTo(23.07, 2);
  });

  it('join repetitions that have been tested after the same epochs', () => {
    const own = [result('direct', 100), result('direct', 200, { seed: 2 })];
    const [line] = curvesData(shownRows(own, []), 'optimal').series;
    expect([line.steps, line.values]).toEqual([
      [10, 20],
      [0, 30],
    ]);
  });
});

describe('the gates', () => {
  it('stand beside what was asked', () => {
    const data = gatesData(rows);
    expect(data.rows.map(({ value, printed }) => [value, printed])).toEqual([
      [5.6, 25],
      [43.2, 45],
      [0, 35],
      [98.8, 97],
    ]);
    expect(gatesSentence(gatesFound(rows))).toBe('4 of 4 gates are met.');
    expect(gatesTable(gatesFound(rows)).rows).toHaveLength(4);
    expect(gatesSentence(gatesFound([]))).toBe('2 of 2 gates are met.');
  });

  it('have the counts of the documentation', () => {
    const text = readFileSync('docs/reproduction.md', 'utf8');
    for (const { measured } of gates) {
      if ('maps' in measured) expect(text).toContain(`(${measured.right} of ${measured.maps})`);
    }
  });
});
