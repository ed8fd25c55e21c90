import { ticks } from 'd3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extentWithZero, scaleOf, ticksOf } from './scale';

describe('round values of a linear scale', () => {
  it('are those of d3-array', () => {
    const value = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
    const size = fc.double({ noNaN: true, min: -9, max: 6 });
    fc.assert(
      fc.property(value, size, fc.integer({ min: 1, max: 12 }), (lo, power, most) => {
        const domain = [lo, lo + 10 ** power] as const;
        let count = most;
        while (ticks(...domain, count).length > most) count--;
        expect(ticksOf(scaleOf('linear', domain, [0, 1]), most)).toEqual(ticks(...domain, count));
      }),
    );
  });

  it('are none where the least number of them is more than may be', () => {
    expect(ticksOf(scaleOf('linear', [0, 1], [0, 1]), 1)).toEqual([]);
  });

  it('are one where the domain has no extent', () => {
    expect(ticksOf(scaleOf('linear', [2, 2], [0, 1]), 5)).toEqual([2]);
  });
});

describe('an extent with zero', () => {
  it('leaves out what is no number, and has a margin where there are values', () => {
    expect(extentWithZero([NaN, 3, Infinity, -1], 0.5)).toEqual([-3, 5]);
    expect(extentWithZero([3], 0.5)).toEqual([0, 4.5]);
    expect(extentWithZero([])).toEqual([-1, 1]);
  });
});
