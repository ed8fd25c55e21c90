import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsOf, fromPosition, nextRound, stepFrom, toPosition, type Scale } from './scale';

const sigma: Scale = { kind: 'log', min: 0.01, max: 100 };
const score: Scale = { kind: 'linear', min: -5, max: 5, step: 0.1 };
const cap: Scale = { kind: 'log', min: 1000, max: 16_777_216, integer: true };
const epsilon: Scale = { kind: 'signed-log', min: 0.01, max: 100 };
const scales = [sigma, score, cap, epsilon];
const anyScale = fc.constantFrom(...scales);
const anyPosition = fc.double({ min: 0, max: 1, noNaN: true });

describe('a scale', () => {
  it('gives its bounds at its ends, also beyond them', () => {
    for (const scale of scales) {
      const ends = endsOf(scale);
      expect([fromPosition(scale, 0), fromPosition(scale, 1)]).toEqual(ends);
      expect(ends.map((end) => toPosition(scale, end))).toEqual([0, 1]);
      expect(toPosition(scale, -1e9)).toBe(0);
    }
  });

  it('comes back to the same value from its position', () => {
    fc.assert(
      fc.property(anyScale, anyPosition, (scale, position) => {
        const value = fromPosition(scale, position);
        expect(fromPosition(scale, toPosition(scale, value))).toBe(value);
      }),
    );
  });

  it('rises with the position', () => {
    fc.assert(
      fc.property(anyScale, anyPosition, anyPosition, (scale, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(fromPosition(scale, low)).toBeLessThanOrEqual(fromPosition(scale, high));
      }),
    );
  });

  it('has its geometric mean in the middle if it is logarithmic', () => {
    expect(fromPosition(sigma, 0.5)).toBe(1);
    expect(toPosition(sigma, 0.1)).toBeCloseTo(0.25, 12);
  });

  it('writes values that are short in a link', () => {
    fc.assert(
      fc.property(anyScale, anyPosition, (scale, position) => {
        expect(String(fromPosition(scale, position)).length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe('a signed scale', () => {
  it('mirrors its halves, and gives the least magnitude in the gap between them', () => {
    for (const value of [0.01, 0.3, 100]) {
      expect(toPosition(epsilon, -value)).toBeCloseTo(1 - toPosition(epsilon, value), 12);
    }
    expect([0.48, 0.499, 0.5, 0.52].map((at) => fromPosition(epsilon, at))).toEqual([
      -0.01, -0.01, 0.01, 0.01,
    ]);
  });

  it('is stepped in one direction from end to end, over zero', () => {
    let value = -0.012;
    const seen = [];
    for (let i = 0; i < 5; i++) seen.push((value = stepFrom(epsilon, value, 1, false)));
    expect(seen).toEqual([-0.011, -0.01, 0.01, 0.011, 0.012]);
    expect(stepFrom(epsilon, 0.01, -1, true)).toBe(-0.01);
    expect(stepFrom(epsilon, -100, -1, false)).toBe(-100);
  });
});

describe('a step', () => {
  it.each([
    [1, 1, 1.1],
    [1, -1, 0.99],
    [0.99, 1, 1],
    [1.234, 1, 1.3],
    [1.234, -1, 1.2],
    [9.9, 1, 10],
    [99, 1, 100],
    [100, 1, 100],
    [0.01, -1, 0.01],
  ] as const)('from sigma %d in direction %d leads to %d', (from, direction, to) => {
    expect(stepFrom(sigma, from, direction, false)).toBe(to);
  });

  it.each([
    [1, 1, 2],
    [1, -1, 0.9],
    [9, 1, 10],
    [2.5, -1, 2],
  ] as const)('from sigma %d in coarse direction %d leads to %d', (from, direction, to) => {
    expect(stepFrom(sigma, from, direction, true)).toBe(to);
  });

  it('moves along the grid of a linear scale', () => {
    expect(stepFrom(score, 0.3, -1, false)).toBe(0.2);
    expect(stepFrom(score, 0.24, 1, false)).toBe(0.3);
    expect(stepFrom(score, 0, 1, true)).toBe(1);
  });

  it('moves an integer by one at least', () => {
    const batch: Scale = { kind: 'log', min: 1, max: 100, integer: true };
    expect(stepFrom(batch, 1, 1, false)).toBe(2);
    expect(stepFrom(batch, 3, -1, false)).toBe(2);
  });

  it('up and then down comes back for round values', () => {
    const rounds = fc.tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: -6, max: 6 }));
    fc.assert(
      fc.property(rounds, ([digits, exponent]) => {
        const value = Number(`${digits}e${exponent}`);
        expect(nextRound(nextRound(value, 1, 2), -1, 2)).toBe(value);
      }),
    );
  });
});
