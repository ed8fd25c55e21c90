import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../../../core/check/finite-differences';
import { linkOf } from './links';
import { pathsMethods } from './spec';

describe('what makes a cost of an output', () => {
  it.each(pathsMethods)('has the slope of its difference quotient: %s', (method) => {
    const { value, slope } = linkOf(method);
    for (const z of [-30, -2, -0.3, 0.4, 5, 40]) {
      expect(slope(z)).toBeCloseTo(finiteDifference(value, z, 1e-5), 8);
    }
  });

  it.each(['fenchel-young', 'blackbox', 'direct'] as const)(
    'gives a solver nothing below 0: %s',
    (method) => {
      for (const z of [-800, -3, 0, 3, 800]) {
        expect(linkOf(method).value(z)).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(linkOf(method).value(z))).toBe(true);
      }
    },
  );
});
