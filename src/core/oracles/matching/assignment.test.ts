import { describe, expect, it } from 'vitest';
import { createNoise, noiseSpec } from '../../noise/noise';
import { createRng } from '../../rng/rng';
import { orderings } from '../orderings';
import { createAssignmentSolver, type AssignmentSolver } from './assignment';

const rng = createRng(5, 'assignment');
const { sample } = createNoise(noiseSpec('normal'));
const normal = (cell: number, part: number, row: number) => sample(rng.word(cell, part, row));
const normalMatrix = (n: number, row: number) => matrix(n, (i, j) => normal(i * n + j, 0, row));

function matrix(n: number, score: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, c) => score(Math.floor(c / n), c % n));
}

/** Score matrices [n*n] by kind; `row` picks the noise. */
const kinds: Record<string, (n: number, row: number) => Float64Array> = {
  random: normalMatrix,
  constant: (n) => matrix(n, () => 3),
  'with three values': (n, row) =>
    matrix(n, (i, j) => Math.abs(Math.round(normal(i * n + j, 0, row))) % 3),
  'sparse of two values': (n, row) => normalMatrix(n, row).map((x) => (x > 1.5 ? 1 : 0)),
  'of constant rows': (n, row) => matrix(n, (i) => normal(i, 0, row)),
  'of constant columns': (n, row) => matrix(n, (_, j) => normal(j, 0, row)),
  'Monge, in order': (n) => matrix(n, (i, j) => i * j),
  'Monge, in reverse': (n) => matrix(n, (i, j) => -i * j),
  // what the experiment's network makes of nearly equal numbers: smooth, large and a little noisy
  'nearly Monge': (n, row) =>
    matrix(n, (i, j) => 40 * normal(i, 1, row) * j + normal(i * n + j, 0, row)),
  'of rank three': (n, row) =>
    matrix(n, (i, j) =>
      [1, 2, 3].reduce((sum, k) => sum + Math.max(0, normal(i, k, row)) * normal(j, k + 3, row), 0),
    ),
  'of blocks': (n, row) =>
    matrix(n, (i, j) => (i % 3 === j % 3 ? 10 : 0) + normal(i * n + j, 0, row)),
  'with forbidden cells': (n, row) =>
    matrix(n, (i, j) => ((i + j) % 2 === 1 ? -1e9 : normal(i * n + j, 0, row))),
  'with rows of very different scale': (n, row) =>
    matrix(n, (i, j) => 10 ** ((i % 13) - 6) * normal(i * n + j, 0, row)),
  shifted: (n, row) => normalMatrix(n, row).map((x) => 1e6 + x),
  tiny: (n, row) => normalMatrix(n, row).map((x) => 1e-12 * x),
  huge: (n, row) => normalMatrix(n, row).map((x) => 1e12 * x),
};

/** Column prices [n] to start from, by kind; null: none. */
const starts: Record<string, (n: number, scores: Float64Array) => ArrayLike<number> | null> = {
  none: () => null,
  zero: (n) => new Float64Array(n),
  random: (n) => Array.from({ length: n }, (_, j) => normal(j, 9, n)),
  'in the wrong order': (n, scores) => reversed(solved(n, scores).v),
  'of the same problem': (n, scores) => solved(n, scores).v,
  'of a similar problem': (n, scores) =>
    solved(
      n,
      scores.map((x, c) => x + 0.1 * normal(c, 8, n)),
    ).v,
  'of astronomic size': (n) => Array.from({ length: n }, (_, j) => (j % 3 === 0 ? -1 : j) * 1e15),
  'at the ends of the numbers': (n) =>
    Array.from({ length: n }, (_, j) => (j % 2 === 0 ? -1 : 1) * Number.MAX_VALUE),
};

const reversed = (values: Float64Array) => values.slice().reverse();

function solved(n: number, scores: Float64Array): AssignmentSolver {
  const solver = createAssignmentSolver(n);
  solver.solve(scores);
  return solver;
}

/**
 * Primal and dual of the same value prove the optimum without enumeration.
 * @param tolerance in units of score
 */
function expectProven(
  { n, perm, u, v }: AssignmentSolver,
  value: number,
  scores: Float64Array,
  tolerance: number,
): void {
  expect(new Set(perm).size).toBe(n);
  let dual = 0;
  for (let i = 0; i < n; i++) {
    dual += u[i] + v[i];
    for (let j = 0; j < n; j++) {
      const slack = u[i] + v[j] - scores[i * n + j];
      if (slack >= -tolerance && (perm[i] !== j || slack <= tolerance)) continue;
      throw new Error(`prices of cell ${i},${j} miss by ${slack}, more than ${tolerance}`);
    }
  }
  expect(Math.abs(dual - value)).toBeLessThanOrEqual(n * tolerance);
}

/** A few roundings of the largest number that the prices are made of. */
function rounding(n: number, scores: Float64Array): number {
  const largest = scores.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return 4 * n * Number.EPSILON * largest;
}

/** The optimal value over all n! permutations. */
function bestOfAll(n: number, scores: Float64Array): number {
  let best = -Infinity;
  for (const perm of orderings(n)) {
    let value = 0;
    for (let i = 0; i < n; i++) value += scores[i * n + perm[i]];
    best = Math.max(best, value);
  }
  return best;
}

/** The optimal value by dynamic programming: best[set] of the first rows on that set of columns. */
function bestOfSets(n: number, scores: Float64Array): number {
  const best = new Float64Array(1 << n).fill(-Infinity);
  const rows = new Int32Array(1 << n);
  best[0] = 0;
  for (let set = 1; set < 1 << n; set++) {
    rows[set] = rows[set >> 1] + (set & 1);
    for (let j = 0; j < n; j++) {
      if (!((set >> j) & 1)) continue;
      const value = best[set ^ (1 << j)] + scores[(rows[set] - 1) * n + j];
      if (value > best[set]) best[set] = value;
    }
  }
  return best[(1 << n) - 1];
}

describe('createAssignmentSolver', () => {
  describe.each(Object.entries(kinds))('on scores %s', (_, scoresOf) => {
    it.each(Object.entries(starts))('proves its optimum by prices from the start %s', (_, from) => {
      for (const n of [1, 2, 3, 5, 8, 13, 30]) {
        const solver = createAssignmentSolver(n);
        for (let row = 0; row < 6; row++) {
          const scores = scoresOf(n, row);
          const value = solver.solve(scores, 0, from(n, scores) ?? undefined);
          expectProven(solver, value, scores, rounding(n, scores));
        }
      }
    });

    it('finds the best of all permutations and of all sets of columns', () => {
      for (const n of [1, 2, 3, 4, 5, 6, 7, 10]) {
        const scores = scoresOf(n, 17);
        const best = n <= 7 ? bestOfAll(n, scores) : bestOfSets(n, scores);
        const tolerance = rounding(n, scores);
        const solver = createAssignmentSolver(n);
        for (const from of Object.values(starts)) {
          const value = solver.solve(scores, 0, from(n, scores) ?? undefined);
          expect(Math.abs(value - best)).toBeLessThanOrEqual(tolerance);
        }
      }
    });

    it.each([100, 128, 150])('proves its optimum by prices at n = %i', (n) => {
      const scores = scoresOf(n, 3);
      const solver = createAssignmentSolver(n);
      for (const from of Object.values(starts)) {
        const value = solver.solve(scores, 0, from(n, scores) ?? undefined);
        expectProven(solver, value, scores, rounding(n, scores));
      }
    });
  });

  it('is exact on whole numbers, and to the last digits under a common shift', () => {
    for (const n of [2, 7, 30, 128]) {
      const whole = normalMatrix(n, n).map((x) => Math.round(3 * x));
      const shifted = whole.map((x) => 1e6 + x);
      const solver = createAssignmentSolver(n);
      for (const scores of [whole, shifted]) {
        expectProven(solver, solver.solve(scores), scores, 0);
        expectProven(solver, solver.solve(scores, 0, new Float64Array(n)), scores, 0);
      }
      expect(solved(n, shifted).perm).toEqual(solved(n, whole).perm);
    }
  });

  it('carries its prices from step to step of a problem that drifts', () => {
    const n = 40;
    const solver = createAssignmentSolver(n);
    const slopes = Float64Array.from({ length: n }, (_, i) => normal(i, 7, 0));
    for (let step = 0; step < 200; step++) {
      const scores = matrix(n, (i, j) => step * slopes[i] * j + normal(i * n + j, 0, step));
      expectProven(solver, solver.solve(scores, 0, solver.v), scores, rounding(n, scores));
    }
  });

  it('reads a row of a batch at its offset and forgets the problem before', () => {
    const solver = createAssignmentSolver(3);
    const scores = [9, 9, 0, 9, 0, 0, 0, 0, 0, 0, 0, 5, 5, 0, 0, 0, 5, 0];
    expect(solver.solve(scores, 9)).toBe(15);
    expect([...solver.perm]).toEqual([2, 0, 1]);
    expect(solver.solve(scores)).toBe(18);
    expect([...solver.perm]).toEqual([1, 0, 2]);
    expect(solver.solve(scores, 9, solver.v)).toBe(15);
    expect([...solver.perm]).toEqual([2, 0, 1]);
  });

  it('leaves the scores and the prices to start from as they are', () => {
    const scores = normalMatrix(9, 4);
    const start = Float64Array.from({ length: 9 }, (_, j) => normal(j, 9, 9));
    const copies = [scores.slice(), start.slice()];
    createAssignmentSolver(9).solve(scores, 0, start);
    expect([scores, start]).toEqual(copies);
  });

  it('breaks ties the same way each time, whatever it solved before', () => {
    const n = 12;
    const tied = kinds['with three values'](n, 1);
    const solver = createAssignmentSolver(n);
    solver.solve(tied);
    const first = solver.perm.slice();
    solver.solve(normalMatrix(n, 2));
    solver.solve(tied);
    expect(solver.perm).toEqual(first);
  });
});
