import { describe, expect, it } from 'vitest';
import { kendallTau, spearmanRho } from './rank-correlation';

describe("Kendall's tau", () => {
  it('is 1 for equal orders, -1 for opposite ones and known values between', () => {
    expect(kendallTau([1, 2, 3, 4], [10, 20, 30, 40])).toBe(1);
    expect(kendallTau([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
    // one of six pairs is discordant
    expect(kendallTau([1, 2, 3, 4], [1, 2, 4, 3])).toBeCloseTo(4 / 6, 15);
    // tau-b: (5 - 0) / sqrt(6 * 5)
    expect(kendallTau([1, 2, 3, 4], [1, 2, 3, 3])).toBeCloseTo(5 / Math.sqrt(30), 15);
  });
});

describe("Spearman's rho", () => {
  it('is the correlation of the ranks', () => {
    expect(spearmanRho([2, 0, 3, 1], [2, 0, 3, 1])).toBe(1);
    expect(spearmanRho([0, 1, 2, 3], [3, 2, 1, 0])).toBe(-1);
    const [a, b] = [
      [4, 0, 2, 1, 3],
      [3, 1, 4, 0, 2],
    ];
    const product = a.reduce((sum, rank, i) => sum + (rank - 2) * (b[i] - 2), 0);
    expect(spearmanRho(a, b)).toBeCloseTo(product / 10, 15);
    expect(spearmanRho([0], [0])).toBeNaN();
  });
});
