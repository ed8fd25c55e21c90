import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logSpace } from '../shared/scale';
import { findFlips, findIntervals, topK } from './flips';

const RANGE = [0.01, 100] as const;
const value = fc.double({ min: -4, max: 4, noNaN: true });
const problem = fc.integer({ min: 2, max: 12 }).chain((n) =>
  fc.record({
    scores: fc.array(value, { minLength: n, maxLength: n }),
    gamma: fc.array(value, { minLength: n, maxLength: n }),
    k: fc.integer({ min: 1, max: n - 1 }),
  }),
);

describe('findFlips', () => {
  it('agrees with the top-k set at every sigma of a fine grid that is not on a crossing', () => {
    fc.assert(
      fc.property(problem, ({ scores, gamma, k }) => {
        const intervals = findIntervals(scores, gamma, k, RANGE);
        for (const sigma of logSpace(...RANGE, 301)) {
          const inside = intervals.find(
            ({ from, to }) => sigma > from * (1 + 1e-9) && sigma < to * (1 - 1e-9),
          );
          const sums = scores.map((mu, i) => mu + sigma * gamma[i]).sort((a, b) => b - a);
          const tied = sums[k - 1] - sums[k] < 1e-9 * (1 + sigma);
          if (!inside || tied) continue;
          const members = topK(scores, gamma, k, sigma);
          if (String(inside.members) !== String(members)) expect(inside.members).toEqual(members);
        }
      }),
    );
  });

  it('covers the range without gaps, with a change at every flip', () => {
    fc.assert(
      fc.property(problem, ({ scores, gamma, k }) => {
        const intervals = findIntervals(scores, gamma, k, RANGE);
        expect(intervals[0].from).toBe(RANGE[0]);
        expect(intervals.at(-1)!.to).toBe(RANGE[1]);
        intervals.slice(1).forEach(({ from }, i) => expect(from).toBe(intervals[i].to));
        for (const { leaves, enters } of findFlips(scores, gamma, k, RANGE)) {
          expect(enters.length).toBeGreaterThan(0);
          expect(leaves).toHaveLength(enters.length);
        }
      }),
    );
  });

  it('finds the exact crossing of two classes', () => {
    expect(findFlips([1, 0], [0, 2], 1, RANGE)).toEqual([{ sigma: 0.5, leaves: [0], enters: [1] }]);
  });

  it('finds none between equal scores, and none with equal noise', () => {
    expect(findFlips([0, 0, 0], [1, 2, 3], 1, RANGE)).toEqual([]);
    expect(findFlips([3, 2, 1], [1, 1, 1], 2, RANGE)).toEqual([]);
  });

  it('gives ties to the lowest index', () => {
    expect(topK([0, 0, 0], [0, 0, 0], 2, 1)).toEqual([0, 1]);
  });
});
