import { describe, expect, it } from 'vitest';
import { median, studentQuantile, summarise, wilsonInterval } from './statistics';

describe("Wilson's interval", () => {
  it('agrees with published values', () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I, score method without correction
    for (const [successes, trials, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ]) {
      const [lo, hi] = wilsonInterval(successes, trials);
      expect(lo).toBeCloseTo(low, 4);
      expect(hi).toBeCloseTo(high, 4);
    }
  });

  it('stays inside of 0 and 1 and has a width at the ends', () => {
    expect(wilsonInterval(200, 200)[1]).toBe(1);
    expect(wilsonInterval(200, 200)[0]).toBeCloseTo(0.9812, 4);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});

describe('a summary', () => {
  it('has the deviation of a sample and an interval by Student', () => {
    const { mean, std, interval, count } = summarise([1, 2, 3, 4]);
    expect([count, mean]).toEqual([4, 2.5]);
    expect(std).toBeCloseTo(1.2909944, 6);
    // t(3) = 3.182446
    expect(interval[1] - mean).toBeCloseTo((3.182446 * 1.2909944) / 2, 2);
    expect(summarise([5]).interval.every(Number.isNaN)).toBe(true);
  });

  it("uses quantiles of Student's law as tables print them", () => {
    for (const [degrees, quantile] of [
      [1, 12.7062],
      [2, 4.3027],
      [5, 2.5706],
      [10, 2.2281],
      [30, 2.0423],
      [199, 1.972],
    ]) {
      expect(studentQuantile(degrees) / quantile).toBeCloseTo(1, 3);
    }
  });

  it('has a median', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
