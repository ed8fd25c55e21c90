import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitText, spread, textWidth } from './labels';
import { nudge, scaleOf, ticksOf, valueAt } from './scale';
import { keyValue } from './SliderHandle';

const log = scaleOf('log', [0.01, 100], [400, 0]);
const linear = scaleOf('linear', [-3, 3], [0, 300]);

it.each([
  ['log', log],
  ['linear', linear],
])('maps a value to a pixel and back on a %s scale', (_, scale) => {
  for (const pixel of [0, 10, 150, 299]) {
    expect(scale(valueAt(scale, pixel))).toBeCloseTo(pixel, 6);
  }
});

it('clamps pixels off the axis to its domain', () => {
  expect(valueAt(log, 500)).toBe(0.01);
  expect(valueAt(linear, 1e4)).toBe(3);
});

it('moves a value by hundredths of the axis, in ratio on a log axis', () => {
  expect(nudge(linear, 0, 1)).toBeCloseTo(0.06);
  expect(nudge(log, 1, 25)).toBeCloseTo(10);
  expect(nudge(log, 90, 10)).toBe(100);
});

it('keeps to the number of ticks asked for', () => {
  expect(ticksOf(log, 5)).toEqual([0.01, 0.1, 1, 10, 100]);
  expect(ticksOf(log, 3).length).toBeLessThanOrEqual(3);
  expect(ticksOf(scaleOf('linear', [0, 0.6], [0, 300]), 4)).toEqual([0, 0.2, 0.4, 0.6]);
});

it('spreads positions apart within their room, in order', () => {
  const positions = fc.array(fc.double({ min: -10, max: 110, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(positions, (list) => {
      const out = spread(list, 12, 0, 100);
      const sorted = [...out].sort((a, b) => a - b);
      expect(sorted[0]).toBeGreaterThanOrEqual(-1e-9);
      expect(sorted.at(-1)).toBeLessThanOrEqual(100 + 1e-9);
      sorted.slice(1).forEach((value, i) => expect(value - sorted[i]).toBeGreaterThan(11.99));
    }),
  );
});

it('cuts a text with an ellipsis to fit', () => {
  const cut = fitText('nightingale', 13, 50);
  expect(cut).toMatch(/^night.*…$|^nigh…$/);
  expect(textWidth(cut, 13)).toBeLessThanOrEqual(50);
});

it('takes arrows, Home and End on a slider, ten steps with Shift, and never PageUp', () => {
  const slider = { bounds: [0, 1] as const, step: (steps: number) => 0.5 + steps / 100 };
  expect(keyValue({ key: 'ArrowUp', shiftKey: false }, slider)).toBe(0.51);
  expect(keyValue({ key: 'ArrowLeft', shiftKey: true }, slider)).toBe(0.4);
  expect(keyValue({ key: 'End', shiftKey: false }, slider)).toBe(1);
  expect(keyValue({ key: 'PageUp', shiftKey: false }, slider)).toBe(null);
});
