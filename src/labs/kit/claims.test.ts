import { describe, expect, it } from 'vitest';
import { createRng } from '../../core/rng/rng';
import { endsOf, growthOf, leadOf, trendOf, wholePercent } from './claims';

const rng = createRng(1, 'claims');

/** Curves of every length and shape, with gaps. */
const curves = Array.from({ length: 200 }, (_, i) => {
  const length = 1 + (rng.word(i, 0) % 400);
  const at = (k: number, s: number) => rng.word(i, 1 + s * 1000 + k) / 2 ** 32;
  const slope = 2 * at(0, 5) - 1;
  return Array.from({ length }, (_, k) =>
    at(k, 2) < 0.02 ? NaN : 2 + (slope * k) / length + 0.2 * (at(k, 3) - 0.5),
  );
});

const numbersIn = (title: string) => (title.match(/\d[\d.]*/g) ?? []).map(Number);

describe('the trend of a curve', () => {
  it('is what the curve does, by another way of counting', () => {
    const told = { falls: 0, rises: 0, stays: 0 };
    for (const curve of curves) {
      const title = trendOf('It', curve, (value) => value.toFixed(9));
      const known = curve.filter((value) => !Number.isNaN(value));
      if (known.length === 0) {
        expect(title).toBe('It');
        continue;
      }
      // sums by running totals from both ends, instead of slices
      const n = Math.max(1, Math.min(20, Math.trunc(known.length / 10)));
      let [first, last] = [0, 0];
      for (let i = 0; i < n; i++) {
        first += known[i] / n;
        last += known[known.length - 1 - i] / n;
      }
      const ratio = last / first;
      const verb = ratio < 0.95 ? 'falls' : ratio > 1 / 0.95 ? 'rises' : 'stays';
      told[verb]++;
      expect(title).toContain(` ${verb} `);
      const said = numbersIn(title);
      expect(said.at(-1)).toBeCloseTo(last, 6);
      if (verb !== 'stays') expect(said[0]).toBeCloseTo(first, 6);
    }
    expect(Math.min(...Object.values(told))).toBeGreaterThan(20);
  });

  it('is of single values, of gaps and of none', () => {
    expect(endsOf([3])).toEqual([3, 3]);
    expect(trendOf('It', [3])).toBe('It stays near 3.0');
    expect(trendOf('It', [0, 0])).toBe('It stays near 0');
    expect(trendOf('It', [NaN])).toBe('It');
    expect(trendOf('It', [])).toBe('It');
    expect(trendOf('It', [-1, -2])).toBe('It falls from −1.0 to −2.0');
  });
});

it('says all and none of a share only where that is so', () => {
  expect([0, 0.001, 0.5, 0.999, 1].map(wholePercent)).toEqual([
    '0%',
    'under 1%',
    '50%',
    'over 99%',
    '100%',
  ]);
});

it('counts the steps in which one is ahead of the other', () => {
  expect(leadOf('points', 'A', 'B', [1, 2, 3, 3], [1, 1, 2, 4])).toBe(
    'A has more points than B in 50% of the steps',
  );
});

it('says how often epsilon has grown', () => {
  const epsilon = [-12, -12, -13.2, -14.52];
  expect(growthOf({ growths: [0, 0, 1, 2], epsilon })).toBe('ε has grown 2 times, to |ε| = 14.5');
  expect(growthOf({ growths: [0, 1], epsilon })).toContain('grown once');
  expect(growthOf({ growths: [0, 0], epsilon: [-12, -12] })).toBe(
    'There was a gradient in every step: |ε| is 12.0, as set',
  );
});
