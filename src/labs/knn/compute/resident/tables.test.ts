import { expect, it } from 'vitest';
import { growthsAfter } from '../../../../core/training/growth';
import { drawBatch } from '../../experiment/batch';
import { correctionsOf, epsilonsOf, numbersOf } from './tables';

it('numbers the images of steps as the steps do themselves', () => {
  const table = numbersOf(3, { step: 5, steps: 2, count: 4, images: 9 });
  expect(Array.from(table)).toEqual([...drawBatch(3, 5, 4, 9), ...drawBatch(3, 6, 4, 9)]);
  expect(() => numbersOf(3, { step: 0, steps: 1, count: 10, images: 9 })).toThrow(RangeError);
});

it('corrects the moments of every update by its number', () => {
  const table = correctionsOf(7, 2);
  [8, 9].forEach((updates, slot) => {
    expect(table[2 * slot]).toBeCloseTo(1 / (1 - 0.9 ** updates), 6);
    expect(table[2 * slot + 1]).toBeCloseTo(1 / (1 - 0.999 ** updates), 4);
  });
});

it.each([
  [{ epsilon: -0.1, growth: 2, maxEpsilon: 0.5 }, 0],
  [{ epsilon: -0.1, growth: 2, maxEpsilon: 0.5 }, 2],
  [{ epsilon: 0.7, growth: 2, maxEpsilon: 0.5 }, 0],
  [{ epsilon: 0, growth: 2, maxEpsilon: 0.5 }, 0],
  [{ epsilon: -0.1, growth: 1, maxEpsilon: 0.5 }, 4],
])('lets epsilon grow by the rule %o after %i growths', (rule, growths) => {
  const { first, most, epsilons } = epsilonsOf(rule, growths, 6);
  expect([first, epsilons.length]).toEqual([growths, 7]);
  let expected = growths;
  let ours = first;
  for (let step = 0; step < 6; step++) {
    expected = growthsAfter(rule, expected, true);
    if (ours < most) ours++;
    expect(ours).toBe(expected);
  }
  expect(Math.abs(epsilons[ours - first])).toBeLessThanOrEqual(
    Math.max(Math.abs(rule.epsilon), rule.maxEpsilon),
  );
});
