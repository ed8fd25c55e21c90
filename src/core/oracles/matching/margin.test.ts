import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderings } from '../orderings';
import { createMargin } from './margin';

/** The two best values of all matchings. */
function byEnumeration(scores: readonly number[], n: number): number {
  const values = Array.from(orderings(n), (column) =>
    Array.from(column).reduce((sum, c, i) => sum + scores[i * n + c], 0),
  ).sort((a, b) => b - a);
  return values.length > 1 ? values[0] - values[1] : Infinity;
}

it('is the difference of the two best of all matchings', () => {
  const problem = fc.integer({ min: 1, max: 6 }).chain((n) =>
    fc.record({
      n: fc.constant(n),
      scores: fc.array(fc.integer({ min: -900, max: 900 }), {
        minLength: n * n,
        maxLength: n * n,
      }),
    }),
  );
  fc.assert(
    fc.property(problem, ({ n, scores }) => {
      expect(createMargin(n)(scores)).toBeCloseTo(byEnumeration(scores, n), 9);
    }),
  );
});

it('is 0 where two are equally good', () => {
  expect(createMargin(3)([1, 1, 0, 1, 1, 0, 0, 0, 5])).toBe(0);
});
