import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot } from '../../vector';
import { gridPath } from './grid-path';

const costs = (length: number) =>
  fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: length, maxLength: length });

describe('the shortest path on a grid', () => {
  it.each([
    [1, 1, 8],
    [1, 4, 8],
    [2, 3, 4],
    [3, 3, 8],
    [3, 3, 4],
  ] as const)('is the best of all simple paths: %i x %i, %i neighbours', (rows, columns, near) => {
    const oracle = gridPath(rows, columns, near);
    const paths = [...oracle.enumerate()];
    expect(oracle.count()).toBe(paths.length);
    fc.assert(
      fc.property(costs(rows * columns), (list) => {
        const scores = list.map((cost) => -cost);
        const y = new Float64Array(oracle.dim);
        const value = oracle.argmax(scores, y);
        const best = Math.max(...paths.map((path) => dot(scores, path)));
        expect(value).toBeCloseTo(best, 10);
        expect(dot(scores, y)).toBeCloseTo(best, 10);
      }),
      { numRuns: 40 },
    );
  });

  it('goes round an expensive middle', () => {
    const oracle = gridPath(3, 3, 8);
    const y = new Float64Array(9);
    oracle.argmax([-1, -1, -1, -1, -9, -1, -1, -1, -1], y);
    expect(y[4]).toBe(0);
    expect(y.reduce((a, b) => a + b)).toBe(4);
  });

  it('refuses a negative cost by the index of its score', () => {
    expect(() => gridPath(2, 2).argmax([-1, 0.5, 0, 0], new Float64Array(4))).toThrow('scores[1]');
  });
});
