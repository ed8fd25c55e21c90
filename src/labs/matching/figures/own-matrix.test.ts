import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../../state/params';
import { analyseMatrix } from '../experiment/own-matrix';
import { examples } from '../own/examples';
import { matchingTable, type MatchingValues } from '../params';
import {
  answerable,
  describeOwnMatrix,
  matrixOf,
  ownMatrixData,
  ownMatrixSentence,
  ownMatrixTable,
  ownMatrixTitle,
  questionOf,
  type KnownMatrix,
} from './own-matrix';

function known(settings: Partial<MatchingValues>, shown = 0): KnownMatrix {
  const values = { ...defaultsOf(matchingTable), ...settings };
  const matrix = matrixOf(values);
  if ('fault' in matrix) throw new Error(matrix.fault);
  const { request, ...asked } = answerable(questionOf(values, matrix));
  return { ...asked, analysis: analyseMatrix(request), knobs: request.knobs, shown };
}

describe('a matrix of the reader', () => {
  it('is the first example where there is none, in costs', () => {
    const found = known({});
    expect(ownMatrixTitle(found)).toBe('The best matching costs 26.5, the next one 1.1 more');
    expect(ownMatrixSentence(found)).toMatch(
      /^Prices of rows and columns add up to 26\.5 and no link costs less than its two/,
    );
    expect(describeOwnMatrix(found)).toContain('1 with 4, 2 with 3, 3 with 2, 4 with 1.');
  });

  it('may be of scores, where the most is wanted', () => {
    const scores = known({ matrix: 'a:1,2;b:3,5~x,y', matrixOf: 'scores' });
    expect(ownMatrixTitle(scores)).toBe('The best matching scores 6, the next one 1 less');
    const costs = known({ matrix: 'a:1,2;b:3,5~x,y' });
    expect(ownMatrixTitle(costs)).toBe('The best matching costs 5, the next one 1 more');
    expect(describeOwnMatrix(costs)).toContain('a with y, b with x.');
  });

  it('has its best matchings one by one where there are several', () => {
    const matrix = examples[2].text;
    expect(ownMatrixTitle(known({ matrix }))).toBe('2 matchings are best: each costs 10');
    const dots = [0, 1, 7].map((shown) => ownMatrixData(known({ matrix }, shown)).panels[0].dots);
    expect(dots).toEqual([
      [0, 2, 1, 3],
      [3, 2, 1, 0],
      [3, 2, 1, 0],
    ]);
    expect(ownMatrixTitle(known({ matrix: examples[4].text }))).toBe(
      'More than 50 matchings are best: each costs 8',
    );
  });

  it('has a line in the table for every link, and the sums of Sinkhorn', () => {
    const found = known({ matrix: 'a:1,2;b:3,5~x,y', iterations: 1 });
    const { columns, rows } = ownMatrixTable(found);
    expect(rows).toHaveLength(4 + 2 + 2);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    expect(rows[1].slice(0, 5)).toEqual(['a', 'y', 2, 'yes', 1]);
    const { sinkhorn } = found.analysis;
    expect(rows[4][7]).toBe(sinkhorn[0] + sinkhorn[1]);
    // prices: no link costs less than its two, and the links of the matching cost just that
    for (const [, , cost, inside, , , , , u, v] of rows.slice(0, 4) as number[][]) {
      expect(u + v).toBeLessThanOrEqual(cost + 1e-12);
      if (inside) expect(u + v).toBeCloseTo(cost, 12);
    }
  });

  it('asks the same where only what does not touch it has changed', () => {
    const ask = (settings: Partial<MatchingValues>) => {
      const values = { ...defaultsOf(matchingTable), ...settings };
      const matrix = matrixOf(values);
      return 'fault' in matrix ? '' : questionOf(values, matrix);
    };
    expect(ask({ epsilon: 3, d: 7 })).toBe(ask({}));
    expect(ask({ sigma: 3 })).not.toBe(ask({}));
  });
});
