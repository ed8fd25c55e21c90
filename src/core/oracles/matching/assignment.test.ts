import { describe, expect, it } from 'vitest';
import { createNoise, noiseSpec } from '../../noise/noise';
import { createRng } from '../../rng/rng';
import { createAssignmentSolver } from './assignment';

const rng = createRng(5, 'assignment');
const noise = createNoise(noiseSpec('normal'));
const normalMatrix = (n: number, row: number) =>
  Float64Array.from({ length: n * n }, (_, i) => noise.sample(rng.word(i, 0, row)));

/** Primal and dual of the same value prove the optimum without enumeration. */
function expectOptimal(
  n: number,
  scores: Float64Array,
  tolerance: number,
  start?: ArrayLike<number>,
): number {
  const solver = createAssignmentSolver(n);
  const value = solver.solve(scores, 0, start);
  expect(new Set(solver.perm).size).toBe(n);
  let dual = 0;
  for (let i = 0; i < n; i++) {
    dual += solver.u[i] + solver.v[i];
    for (let j = 0; j < n; j++) {
      const slack = solver.u[i] + solver.v[j] - scores[i * n + j];
      if (slack < -tolerance) throw new Error(`prices of cell ${i},${j} miss by ${slack}`);
      if (solver.perm[i] === j) expect(Math.abs(slack)).toBeLessThanOrEqual(tolerance);
    }
  }
  expect(Math.abs(dual - value)).toBeLessThanOrEqual(n * tolerance);
  return value;
}

/** Kinds of matrices that training and readers produce, of about unit size. */
const kinds: Record<string, (n: number, row: number) => Float64Array> = {
  random: normalMatrix,
  tied: (n, row) => normalMatrix(n, row).map((x) => Math.round(x)),
  monge: (n, row) => {
    const x = normalMatrix(n, row);
    return Float64Array.from({ length: n * n }, (_, c) => x[Math.floor(c / n)] * (c % n));
  },
  'low rank': (n, row) => {
    const x = normalMatrix(n, row);
    return Float64Array.from({ length: n * n }, (_, c) => {
      const [i, j] = [Math.floor(c / n), c % n];
      return x[i] * x[j] + Math.max(0, x[i]) * Math.abs(x[(j + 1) % n]);
    });
  },
  blocks: (n, row) =>
    normalMatrix(n, row).map((x, c) =>
      Math.floor(c / n / 3) === Math.floor((c % n) / 3) ? x : -9,
    ),
  'many equal columns': (n, row) => normalMatrix(n, row).map((_, c) => Math.sin(Math.floor(c / n))),
};

describe('createAssignmentSolver', () => {
  it.each([1, 2, 3, 10, 40, 100, 150])('proves its optimum by prices at n = %i', (n) => {
    for (let row = 0; row < 10; row++) expectOptimal(n, normalMatrix(n, row), 1e-12);
  });

  it('proves its optimum on tied, constant, sparse, product and hugely scaled scores', () => {
    for (const n of [2, 7, 30]) {
      const base = normalMatrix(n, n);
      expectOptimal(
        n,
        base.map((x) => Math.round(x)),
        0,
      );
      expectOptimal(
        n,
        base.map(() => 3),
        0,
      );
      expectOptimal(
        n,
        base.map((x) => (x > 1.5 ? 1 : 0)),
        0,
      );
      expectOptimal(
        n,
        base.map((_, c) => Math.floor(c / n) * (c % n)),
        0,
      );
      expectOptimal(
        n,
        base.map((_, c) => -Math.floor(c / n) * (c % n)),
        0,
      );
      expectOptimal(
        n,
        base.map((x) => x * 1e6),
        1e-6,
      );
      expectOptimal(
        n,
        base.map((x) => x * 1e-6),
        1e-18,
      );
      expectOptimal(
        n,
        base.map((x) => 1e6 + x),
        1e-9,
      );
    }
  });

  it('reads a row of a batch at its offset and forgets the problem before', () => {
    const solver = createAssignmentSolver(3);
    const scores = [9, 9, 0, 9, 0, 0, 0, 0, 0, 0, 0, 5, 5, 0, 0, 0, 5, 0];
    expect(solver.solve(scores, 9)).toBe(15);
    expect([...solver.perm]).toEqual([2, 0, 1]);
    expect(solver.solve(scores)).toBe(18);
    expect([...solver.perm]).toEqual([1, 0, 2]);
    expect(solver.solve(scores, 9)).toBe(15);
  });

  it.each(Object.entries(kinds))(
    'finds the same optimum from any prices as from scratch: %s',
    (_, matrix) => {
      for (const n of [1, 2, 5, 16, 40]) {
        for (let row = 0; row < 25; row++) {
          const scores = matrix(n, row);
          const tolerance = 1e-10 * n;
          const value = expectOptimal(n, scores, tolerance);
          const warm = createAssignmentSolver(n);
          warm.solve(matrix(n, row + 1));
          const starts = [
            warm.v,
            new Float64Array(n),
            normalMatrix(n, row + 2)
              .subarray(0, n)
              .map((x) => 100 * x),
            Float64Array.from({ length: n }, (_, j) => (j % 2 === 0 ? 1e6 : -1e6)),
          ];
          for (const start of starts) {
            const size = Math.max(...start.map(Math.abs), 1);
            const found = expectOptimal(n, scores, tolerance * size, start);
            expect(found).toBeCloseTo(value, 7);
          }
        }
      }
    },
  );

  it('solves on from its own prices, as a training step does', () => {
    const n = 128;
    const solver = createAssignmentSolver(n);
    for (let row = 0; row < 6; row++) {
      const scores = normalMatrix(n, row);
      const value = solver.solve(scores, 0, row === 0 ? undefined : solver.v);
      expect(value).toBeCloseTo(createAssignmentSolver(n).solve(scores), 9);
    }
  });
});
