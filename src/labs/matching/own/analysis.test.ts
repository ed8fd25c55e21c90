import { describe, expect, it } from 'vitest';
import { orderings } from '../../../core/oracles/orderings';
import { createRng } from '../../../core/rng/rng';
import { examples } from './examples';
import { matrixOfText } from './matrix';
import { createNoiseFill } from '../experiment/noise';
import {
  analyseMatrix,
  LARGEST_SIGMA,
  MOST_OPTIMA,
  sumsOf,
  type MatrixRequest,
} from '../experiment/own-matrix';
import { paperKnobs } from '../experiment/spec';

const knobs = { ...paperKnobs, sigma: 0.7 };

/** The request of costs. */
function asked(text: string, more: Partial<MatrixRequest> = {}): MatrixRequest {
  const matrix = matrixOfText(text);
  if ('fault' in matrix) throw new Error(matrix.fault);
  const scores = matrix.values.map((cost) => -cost);
  return { n: matrix.rows.length, scores, seed: 5, knobs, ...more };
}

describe('the matrices that people asked about', () => {
  // values and best matchings as their threads have them
  it.each([
    [0, 26.5, [[3, 2, 1, 0]]],
    [1, 6, [[1, 3, 2, 0]]],
    [
      2,
      10,
      [
        [0, 2, 1, 3],
        [3, 2, 1, 0],
      ],
    ],
    [
      3,
      25,
      [
        [2, 0, 3, 9, 5, 6, 1, 4, 8, 7],
        [2, 0, 3, 9, 5, 6, 4, 1, 8, 7],
        [2, 1, 3, 9, 5, 0, 6, 4, 8, 7],
      ],
    ],
  ])('example %i costs %d', (i, cost, matchings) => {
    const { value, optima, u, v, n, stakes, ...rest } = analyseMatrix(asked(examples[i].text));
    expect(-value).toBe(cost);
    const found = [...optima.matchings].map((columns) => [...columns]);
    expect(found).toEqual(matchings);
    expect(optima.complete).toBe(true);
    // the certificate: prices that no score exceeds, whose sum is the value
    const { scores } = asked(examples[i].text);
    let bought = 0;
    for (let a = 0; a < n; a++) {
      bought += u[a] + v[a];
      for (let b = 0; b < n; b++) {
        expect(u[a] + v[b] - scores[a * n + b]).toBeGreaterThanOrEqual(-1e-9);
      }
    }
    expect(bought).toBeCloseTo(value, 9);
    expect(Math.min(...stakes)).toBeCloseTo(found.length > 1 ? 0 : secondBest(scores, n, value), 9);
    expect(rest.draws).toBe(1000);
  });

  it('all of them are best where all costs are equal, and as many are shown as fit', () => {
    const { optima, stakes } = analyseMatrix(asked(examples[4].text));
    expect(optima.matchings).toHaveLength(MOST_OPTIMA);
    expect(optima.complete).toBe(false);
    expect([...stakes].every((stake) => stake === 0)).toBe(true);
  });
});

/** By how much the second best of all matchings is worse. */
function secondBest(scores: Float64Array, n: number, value: number): number {
  const values = Array.from(orderings(n), (columns) =>
    columns.reduce((sum, column, i) => sum + scores[i * n + column], 0),
  );
  return value - Math.max(...values.filter((each) => each < value));
}

describe('noise on a matrix', () => {
  const rng = createRng(8, 'scores');
  const scores = Float64Array.from({ length: 16 }, (_, c) => rng.word(c, 0) / 2 ** 32);
  const request: MatrixRequest = { n: 4, scores, seed: 11, knobs };
  const fill = createNoiseFill(request, knobs);
  const gammaOf = (draw: number) => {
    const gamma = new Float64Array(16);
    fill(draw, 0, 3000, gamma);
    return gamma;
  };
  const bestOf = (sum: ArrayLike<number>) => {
    let [best, most]: [number[], number] = [[], -Infinity];
    for (const columns of orderings(4)) {
      const value = columns.reduce((total, column, i) => total + sum[i * 4 + column], 0);
      if (value > most) [best, most] = [[...columns], value];
    }
    return best;
  };
  const noisy = (draw: number, sigma: number) => {
    const gamma = gammaOf(draw);
    return scores.map((score, c) => score + sigma * gamma[c]);
  };

  it('takes every link in the share of the draws in which it is among the best of all matchings', () => {
    const { shares, draws } = analyseMatrix(request);
    const counts = new Float64Array(16);
    for (let draw = 0; draw < draws; draw++)
      bestOf(noisy(draw, knobs.sigma)).forEach((column, i) => counts[i * 4 + column]++);
    shares.forEach((share, c) => expect(share).toBeCloseTo(counts[c] / draws, 12));
    const { rows, columns } = sumsOf(shares, 4);
    for (const sum of [...rows, ...columns]) expect(sum).toBeCloseTo(1, 12);
  });

  it('flips every link of the followed draw where it is said to, and not before', () => {
    const { flips, optima } = analyseMatrix(request);
    const without = optima.matchings[0];
    const has = (c: number, columns: readonly number[]) => columns[Math.floor(c / 4)] === c % 4;
    flips.forEach((sigma, c) => {
      const up = Math.min(sigma, LARGEST_SIGMA);
      for (let share = 0.02; share < 1; share += 0.02)
        expect(has(c, bestOf(noisy(0, share * up)))).toBe(has(c, without));
      if (sigma < LARGEST_SIGMA)
        expect(has(c, bestOf(noisy(0, sigma * (1 + 1e-9))))).toBe(!has(c, without));
    });
    expect([...flips].some(Number.isFinite)).toBe(true);
  });
});

it('Sinkhorn divides rows and columns by their sums, columns last', () => {
  const few = analyseMatrix(asked('1,2,3;4,5,6;9,8,1', { knobs: { ...knobs, iterations: 1 } }));
  const { rows, columns } = sumsOf(few.sinkhorn, 3);
  for (const sum of columns) expect(sum).toBeCloseTo(1, 12);
  expect(Math.max(...rows.map((sum) => Math.abs(sum - 1)))).toBeGreaterThan(0.01);
  const scores = [-1, -2, -3, -4, -5, -6, -9, -8, -1];
  const raw = scores.map((score) => Math.exp(score / knobs.temperature));
  const byRow = raw.map((value, c) => {
    const from = 3 * Math.floor(c / 3);
    return value / (raw[from] + raw[from + 1] + raw[from + 2]);
  });
  byRow.forEach((value, c) => {
    const sum = byRow[c % 3] + byRow[3 + (c % 3)] + byRow[6 + (c % 3)];
    expect(few.sinkhorn[c]).toBeCloseTo(value / sum, 12);
  });
});
