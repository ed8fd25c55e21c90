import { describe, expect, it } from 'vitest';
import { finiteDifference } from './check/finite-differences';
import { logistic, softplus } from './logistic';

describe('softplus', () => {
  it('neither overflows nor vanishes early', () => {
    expect(softplus(1000)).toBe(1000);
    expect(softplus(-700)).toBeGreaterThan(0);
    expect(softplus(0)).toBeCloseTo(Math.LN2, 15);
    for (const x of [-5, -0.3, 0.1, 4]) {
      expect(softplus(x)).toBeCloseTo(Math.log(1 + Math.exp(x)), 14);
    }
  });

  it('has the logistic function as its derivative', () => {
    for (const x of [-5, -0.3, 0, 4]) {
      expect(logistic(x)).toBeCloseTo(finiteDifference(softplus, x), 11);
    }
    expect([logistic(-Infinity), logistic(Infinity)]).toEqual([0, 1]);
    expect(logistic(-700)).toBeGreaterThan(0);
  });
});
