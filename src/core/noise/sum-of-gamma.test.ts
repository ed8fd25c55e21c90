import { describe, expect, it } from 'vitest';
import { createRng } from '../rng/rng';
import { sumOfGamma } from './sum-of-gamma';

const rng = createRng(6, 'sum-of-gamma');
const samples = 6000;

describe.each([1, 2, 5])('sum-of-Gamma noise for subsets of %d', (k) => {
  const fill = sumOfGamma(rng, k);
  const rows = Array.from({ length: samples }, (_, draw) => {
    const row = new Float64Array(k + 1);
    fill(draw, row);
    return row;
  });

  it('has its mean and variance', () => {
    const harmonic = (power: number) =>
      Array.from({ length: 10 }, (_, i) => (i + 1) ** -power).reduce((sum, term) => sum + term, 0);
    const mean = (harmonic(1) - Math.log(10)) / k;
    const variance = harmonic(2) / k;
    const near = (wanted: number, f: (row: Float64Array) => number) => {
      const values = rows.map(f);
      const average = values.reduce((sum, x) => sum + x, 0) / samples;
      const square = values.reduce((sum, x) => sum + (x - average) ** 2, 0) / samples;
      expect(Math.abs(average - wanted)).toBeLessThan(4.5 * Math.sqrt(square / samples));
    };
    near(mean, (row) => row[0]);
    near(variance, (row) => (row[0] - mean) ** 2);
    near(0, (row) => (row[0] - mean) * (row[k] - mean));
  });

  it('has sums over k parts that are the largest of ten exponential numbers: near Gumbel', () => {
    const sums = rows.map((row) => row.subarray(0, k).reduce((sum, x) => sum + x, 0));
    for (const z of [-1.5, -0.5, 0, 0.5, 1, 2, 4]) {
      const wanted = (1 - Math.exp(-z) / 10) ** 10;
      const share = sums.filter((sum) => sum <= z).length / samples;
      const error = Math.sqrt((wanted * (1 - wanted)) / samples);
      expect(Math.abs(share - wanted)).toBeLessThan(4.5 * error);
      expect(Math.abs(wanted - Math.exp(-Math.exp(-z)))).toBeLessThan(0.03);
    }
  });

  it('is a function of draw and part', () => {
    const [long, short] = [new Float64Array(k + 3), new Float64Array(1)];
    fill(7, long);
    fill(7, short);
    expect(short[0]).toBe(long[0]);
    expect(short[0]).toBe(rows[7][0]);
    expect(new Set(long).size).toBe(k + 3);
  });
});

it('sum-of-Gamma noise refuses sizes that are none', () => {
  expect(() => sumOfGamma(rng, 0)).toThrow('k must be a positive integer, got 0');
  expect(() => sumOfGamma(rng, 2, 1.5)).toThrow('terms must be a positive integer, got 1.5');
});
