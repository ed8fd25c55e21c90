import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blackbox } from '../../estimators/blackbox';
import { streamNoise } from '../../estimators/estimator';
import { perturbedMaximiser } from '../../estimators/perturbed-maximiser';
import { createNoise } from '../../noise/noise';
import { createRng } from '../../rng/rng';
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

  it.each([
    [2, 3, 4],
    [3, 3, 8],
  ] as const)('takes scores above 0 for 0: %i x %i, %i neighbours', (rows, columns, near) => {
    const oracle = gridPath(rows, columns, near);
    const paths = [...oracle.enumerate()];
    const rounding = fc.constantFrom(1.1e-16, -1.1e-16, Number.MIN_VALUE, 0, -0);
    const any = fc.oneof(fc.double({ min: -5, max: 5, noNaN: true }), rounding);
    const list = fc.array(any, { minLength: oracle.dim, maxLength: oracle.dim });
    fc.assert(
      fc.property(list, (scores) => {
        const y = new Float64Array(oracle.dim);
        const value = oracle.argmax(scores, y);
        expect(value).toBeCloseTo(dot(scores, y), 12);
        const clamped = scores.map((score) => Math.min(score, 0));
        const best = Math.max(...paths.map((path) => dot(clamped, path)));
        expect(dot(clamped, y)).toBeCloseTo(best, 10);
        // how far that is from the best path of the scores themselves
        const gained = scores.map((score) => Math.max(score, 0));
        const left = dot(
          gained,
          y.map((visited) => 1 - visited),
        );
        const exact = Math.max(...paths.map((path) => dot(scores, path)));
        expect(exact - value).toBeLessThanOrEqual(left + 1e-10);
      }),
      { numRuns: 200 },
    );
  });

  it('can be interpolated and perturbed past 0', () => {
    const oracle = gridPath(2, 2);
    const { interpolated } = blackbox(oracle, [-0.1, -0.1, -0.3, -0.1], [0, 0, -0.1, 0], 3);
    expect(-0.3 + 3 * 0.1).toBeGreaterThan(0);
    expect([...interpolated]).toEqual([1, 0, 0, 1]);
    const noise = createNoise({ law: 'normal', location: 0, scale: 1 });
    const source = streamNoise(createRng(1, 'grid path'), noise, 4, 200);
    const scores = [-0.1, -0.1, -0.1, -0.1];
    const { mean } = perturbedMaximiser(gridPath(2, 2, 4), scores, 1, source, noise);
    expect([mean.value[0], mean.value[3]]).toEqual([1, 1]);
    expect(mean.value[1]).toBeGreaterThan(0);
    expect(mean.value[2]).toBeGreaterThan(0);
  });

  it('ends at a path even where its cost overflows', () => {
    const oracle = gridPath(3, 3);
    const y = new Float64Array(9);
    oracle.argmax(new Array<number>(9).fill(-Number.MAX_VALUE), y);
    expect([...oracle.enumerate()].map((path) => path.join())).toContain(y.join());
  });
});
