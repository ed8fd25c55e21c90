import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outgrowData, outgrowTitle } from './outgrow';

const testsOf = (spread: readonly number[], noise: readonly number[]) => ({
  tests: {
    step: spread.map((_, i) => i + 1),
    ...{ spread, noise, margin: spread.map((value) => value / 4) },
    ...{ wrong: [], anyWrong: [], kendall: [], sequences: [] },
  },
  events: [],
});

describe('the title of scores against noise', () => {
  it('claims that scores outgrow noise only where their ratio has at least doubled', () => {
    const values = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), {
      minLength: 2,
      maxLength: 9,
    });
    fc.assert(
      fc.property(values, values, (spread, raw) => {
        const noise = spread.map((_, i) => raw[i % raw.length]);
        const title = outgrowTitle(testsOf(spread, noise));
        const before = spread[0] / noise[0];
        const after = spread.at(-1)! / noise.at(-1)!;
        fc.pre(Math.abs(after / before - 2) > 1e-9);
        expect(title.startsWith('The scores outgrow the noise')).toBe(after / before > 2);
      }),
      { numRuns: 200 },
    );
  });

  it('says the numbers of a run', () => {
    expect(outgrowTitle(testsOf([0.5, 4, 500], [0.9, 0.9, 0.9]))).toBe(
      'The scores outgrow the noise: 1000 times as large as at step 1, the noise 1.0 times',
    );
    expect(outgrowTitle(testsOf([2, 1], [1, 1]))).toBe(
      'The scores are 0.50 times as large as at step 1, the noise 1.0 times',
    );
    expect(outgrowTitle(testsOf([2, 4], [0, 0]))).toContain('There is no noise');
  });

  it('claims nothing before two tests, nor of those of an earlier page', () => {
    const neutral = 'Scores beside the noise on them';
    expect(outgrowTitle(testsOf([], []))).toBe(neutral);
    expect(outgrowTitle(testsOf([1], [1]))).toBe(neutral);
    expect(outgrowTitle(testsOf([NaN, NaN], [NaN, NaN]))).toBe(neutral);
  });
});

it('has no ratio where there is no noise', () => {
  const { series } = outgrowData(testsOf([1, 2], [0, 0.5]));
  expect(series.map(({ label }) => label)).toEqual([
    'scores, ±',
    'margin',
    'noise, ±',
    'margin / noise',
  ]);
  expect(Array.from(series[3].values)).toEqual([NaN, 1]);
});
