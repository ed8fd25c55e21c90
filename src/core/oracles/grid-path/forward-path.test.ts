import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot } from '../../vector';
import { forwardPath } from './forward-path';
import { gridPath } from './grid-path';

const numbers = (length: number, bound: { min: number; max: number }) =>
  fc.array(fc.double({ ...bound, noNaN: true }), { minLength: length, maxLength: length });

const solve = (oracle: ReturnType<typeof forwardPath>, scores: readonly number[]) => {
  const y = new Float64Array(oracle.dim);
  return { value: oracle.argmax(scores, y), y: [...y] };
};

describe('the best forward path on a grid', () => {
  it.each([
    [1, 1, 8],
    [1, 5, 8],
    [5, 1, 4],
    [3, 4, 4],
    [3, 4, 8],
  ] as const)('is the best of all: %i x %i, %i neighbours, any signs', (rows, columns, near) => {
    const oracle = forwardPath(rows, columns, near);
    const paths = [...oracle.enumerate()];
    fc.assert(
      fc.property(numbers(oracle.dim, { min: -1e3, max: 1e3 }), (scores) => {
        const { value, y } = solve(oracle, scores);
        const best = Math.max(...paths.map((path) => dot(scores, path)));
        expect(Math.abs(value - best)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(best)));
        expect(paths.map((path) => path.join())).toContain(y.join());
      }),
      { numRuns: 100 },
    );
  });

  it('is counted by the binomial numbers, with diagonals by the Delannoy numbers', () => {
    expect([1, 2, 3, 4, 5].map((n) => forwardPath(n, n, 4).count())).toEqual([1, 2, 6, 20, 70]);
    expect([1, 2, 3, 4, 5].map((n) => forwardPath(n, n).count())).toEqual([1, 3, 13, 63, 321]);
  });

  it('is never better than a path that may turn, where no score is above 0', () => {
    fc.assert(
      fc.property(numbers(30, { min: -5, max: 0 }), (scores) => {
        const forward = solve(forwardPath(5, 6), scores).value;
        expect(forward).toBeLessThanOrEqual(solve(gridPath(5, 6), scores).value + 1e-12);
      }),
    );
  });

  it('takes the longest way where every node is worth it', () => {
    const { value, y } = solve(forwardPath(3, 4), new Array<number>(12).fill(1));
    expect(value).toBe(6);
    expect(y).toEqual([1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('takes the diagonal only with 8 neighbours', () => {
    const scores = [0, -1, -1, 0];
    expect(solve(forwardPath(2, 2), scores).y).toEqual([1, 0, 0, 1]);
    expect(solve(forwardPath(2, 2, 4), scores).y).toEqual([1, 1, 0, 1]);
  });

  it('refuses sizes that make no sense, by name', () => {
    expect(() => forwardPath(0, 2)).toThrow('rows must be a positive integer, got 0');
    expect(() => forwardPath(2, 1.5)).toThrow('columns must be a positive integer, got 1.5');
  });
});
