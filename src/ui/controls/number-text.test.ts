import { describe, expect, it } from 'vitest';
import { readNumber, showNumber } from './number-text';
import { plainText } from './plain-text';

const sigma = { min: 0.01, max: 100 };

describe('readNumber', () => {
  it.each([
    ['0.5', 0.5],
    [' 0,5 ', 0.5],
    ['1e1', 10],
    ['.25', 0.25],
  ])('reads %j', (text, value) => {
    expect(readNumber('σ', text, sigma)).toEqual({ value, fault: null });
    expect(readNumber('σ', text, sigma, plainText)).toEqual({ value, fault: null });
  });

  it.each([
    ['1/4', 0.25],
    ['1 / 0,5', 2],
    ['١٢', 12],
    ['٠٫٥', 0.5],
    ['１．５', 1.5],
    ['\u200e0.5\u200b', 0.5],
    ['1e−1', 0.1],
  ])('reads %j, once it knows how', (text, value) => {
    expect(readNumber('σ', text, sigma, plainText)).toEqual({ value, fault: null });
  });

  it.each(['', 'abc', 'NaN', 'Infinity', '1 2', '--1', '0x10', '1e', '1/0', '0/0', '1/2/3', '/2'])(
    'answers %j with a sentence',
    (text) => {
      const fault = `σ must be a number from 0.01 to 100, not "${text}".`;
      expect(readNumber('σ', text, sigma)).toEqual({ value: null, fault });
      expect(readNumber('σ', text, sigma, plainText)).toEqual({ value: null, fault });
    },
  );

  const wide = { min: -1e9, max: 1e9 };
  it.each([
    ['1.000,5', 1000.5],
    ['1,000.5', 1000.5],
    ['1,000,000', 1e6],
    ['1.000.000', 1e6],
    ['12 345,75', 12345.75],
    ["12'345", 12345],
    ['−1\u202f000', -1000],
    ['0,125', 0.125],
    ['1.000', 1],
    ['1,5', 1.5],
  ])('reads %j, with the marks of any country', (text, value) => {
    expect(readNumber('σ', text, wide)).toEqual({ value, fault: null });
  });

  it.each([
    ['1,024', 1024],
    ['100.000', 100_000],
    ['4,000', 4000],
    ['12,345', 12_345],
    ['1 048 576', 1_048_576],
  ])('reads %j as thousands where fractions make no sense', (text, value) => {
    expect(readNumber('M', text, { ...wide, integer: true })).toEqual({ value, fault: null });
  });

  it('asks what is meant where both make sense', () => {
    const fault = 'σ: write 1 or 1000 for "1,000".';
    expect(readNumber('σ', ' 1,000', wide)).toEqual({ value: null, fault });
    expect(readNumber('σ', '−1,500', wide).fault).toBe('σ: write -1.5 or -1500 for "−1,500".');
  });

  it('clamps, and says so', () => {
    const fault = 'σ must be a number from 0.01 to 100; 100 is used.';
    expect(readNumber('σ', '1e9', sigma)).toEqual({ value: 100, fault });
  });

  it('rounds whole numbers, and says so', () => {
    const { value, fault } = readNumber('Seed', '1.6', { min: 0, max: 9, integer: true });
    expect(value).toBe(2);
    expect(fault).toBe('Seed must be a whole number from 0 to 9; 2 is used.');
  });

  it('bounds the magnitude where both signs are in', () => {
    const bounds = { min: 0.001, max: 100, eitherSign: true };
    expect(readNumber('ε', '−200', bounds).value).toBe(-100);
    expect(readNumber('ε', '-0.5', bounds)).toEqual({ value: -0.5, fault: null });
    expect(readNumber('ε', '0', bounds).value).toBe(0.001);
  });
});

it('showNumber writes few digits, whole numbers in full, and a true minus', () => {
  expect([1048576, -0.5, 1 / 3, 1e-5].map((value) => showNumber(value))).toEqual([
    '1048576',
    '−0.5',
    '0.3333',
    '0.00001',
  ]);
});
