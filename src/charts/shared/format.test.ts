import { expect, it } from 'vitest';
import {
  formatFixed,
  formatList,
  formatNumber,
  formatTick,
  formatTwoErrors,
  ordinal,
} from './format';

it.each([
  [0, '0'],
  [0.3, '0.300'],
  [-0.3, '−0.300'],
  [12.345, '12.3'],
  [1234.5, '1235'],
  [0.00001234, '1.23×10⁻⁵'],
  [-123456, '−1.23×10⁵'],
  [9.999, '10.0'],
  [99999.6, '1.00×10⁵'],
  [NaN, 'n/a'],
  [-Infinity, '−∞'],
])('formats %s with three significant digits as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

it('formats ticks without idle digits', () => {
  expect([0, 0.5, -2, 1e-5, 3e-7, 1e6].map(formatTick)).toEqual([
    '0',
    '0.5',
    '−2',
    '10⁻⁵',
    '3×10⁻⁷',
    '10⁶',
  ]);
});

it('never shows a negative zero', () => {
  expect(formatFixed(-0.001, 2)).toBe('0.00');
  expect(formatFixed(-1.25, 1)).toBe('−1.3');
});

it('states two standard errors and lists in words', () => {
  expect(formatTwoErrors(0.0123)).toBe('± 0.025');
  expect(formatList(['A', 'B', 'C'])).toBe('A, B and C');
  expect(formatList(['A'])).toBe('A');
});

it('counts in words', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 50].map(ordinal)).toEqual(
    '1st 2nd 3rd 4th 11th 12th 13th 21st 50th'.split(' '),
  );
});
