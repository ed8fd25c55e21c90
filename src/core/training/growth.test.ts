import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grownEpsilon, growthsAfter } from './growth';

const rules = fc.record({
  epsilon: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  growth: fc.double({ min: 1, max: 3, noNaN: true }),
  maxEpsilon: fc.double({ min: 1e-3, max: 1e100, noNaN: true }),
});

describe('the growth of epsilon', () => {
  it('keeps its sign, is finite and never beyond the limit, however often it grows', () => {
    fc.assert(
      fc.property(rules, fc.nat(100_000), (rule, growths) => {
        const grown = grownEpsilon(rule, growths);
        expect(Math.abs(grown)).toBeLessThanOrEqual(
          Math.max(Math.abs(rule.epsilon), rule.maxEpsilon),
        );
        expect(grown * rule.epsilon).toBeGreaterThanOrEqual(0);
        expect(Math.abs(grown)).toBeGreaterThanOrEqual(Math.abs(rule.epsilon));
      }),
    );
  });

  it('is the factor to the number of growths, as long as there is room', () => {
    const rule = { epsilon: -12, growth: 1.1, maxEpsilon: 1e100 };
    expect(grownEpsilon(rule, 0)).toBe(-12);
    expect(grownEpsilon(rule, 7)).toBe(-12 * 1.1 ** 7);
  });

  it('counts a step without a direction, and stops counting at the limit', () => {
    const rule = { epsilon: 0.5, growth: 2, maxEpsilon: 3 };
    let growths = 0;
    for (let step = 0; step < 10; step++) growths = growthsAfter(rule, growths, true);
    expect(growths).toBe(3);
    expect(growthsAfter(rule, 1, false)).toBe(1);
  });
});
