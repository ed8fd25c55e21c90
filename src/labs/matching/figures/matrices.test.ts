import { expect, it } from 'vitest';
import type { HeatmapData } from '../../../charts/heatmap/layout';
import { createSinkhorn } from '../../../core/relaxations/sinkhorn';
import { paperKnobs } from '../experiment/spec';
import { matricesTable, sinkhornSums } from './matrices';

/** The matrix of weights 1, 3; 1, 1 after some of Sinkhorn's iterations. */
function afterIterations(iterations: number): HeatmapData {
  const values = new Float64Array(4);
  createSinkhorn(2).forward(Float64Array.of(0, Math.log(3), 0, 0), iterations, values);
  const scores = Float64Array.of(1, 2, 3, 4);
  return {
    ...{ rows: ['0.100', '0.700'], columns: ['1', '2'], rowTitle: 'number', columnTitle: 'place' },
    panels: [
      { id: 'scores', title: 'score', values: scores, hue: 'signal' },
      { id: 'relaxed', title: 'Sinkhorn', values, hue: 'ink', extent: 'shares' },
    ],
  };
}

const knobs = { ...paperKnobs, temperature: 0.5 };

it('the sums of Sinkhorn’s rows tell of iterations that are missing (19)', () => {
  // by hand: rows 1/4, 3/4 and 1/2, 1/2; then columns 1/3, 2/3 and 3/5, 2/5
  const one = sinkhornSums(afterIterations(1), { ...knobs, iterations: 1 });
  expect(one).toContain('After 1 iteration of Sinkhorn the rows sum to 0.933 to 1.07 and the');
  expect(one).toContain('the columns to 1.00. ');
  expect(one).toContain('a temperature lower than 0.50 makes it harder.');
  const many = sinkhornSums(afterIterations(60), { ...knobs, iterations: 60 });
  expect(many).toContain('After 60 iterations of Sinkhorn the rows sum to 1.00 and the columns to');
});

it('the table ends with the sums of Sinkhorn’s rows and columns, and has none without it', () => {
  const data = afterIterations(1);
  const { columns, rows } = matricesTable(data);
  expect(columns).toEqual(['number', 'place', 'score', 'Sinkhorn']);
  expect(rows.slice(0, 4).map((row) => row.slice(0, 3))).toEqual([
    [0.1, 1, 1],
    [0.1, 2, 2],
    [0.7, 1, 3],
    [0.7, 2, 4],
  ]);
  expect(rows.slice(4).map((row) => row.slice(0, 3))).toEqual([
    [0.1, 'sum', ''],
    [0.7, 'sum', ''],
    ['sum', 1, ''],
    ['sum', 2, ''],
  ]);
  const sums = [1 / 3 + 3 / 5, 2 / 3 + 2 / 5, 1, 1];
  rows.slice(4).forEach((row, i) => expect(row[3]).toBeCloseTo(sums[i], 12));
  const bare = { ...data, panels: data.panels.slice(0, 1) };
  expect(matricesTable(bare).rows).toHaveLength(4);
  expect(sinkhornSums(bare, knobs)).toBe('');
});
