import { expect, it } from 'vitest';
import { seriesCase } from '../gallery/training';
import { ladder, seriesLayout, type SeriesData } from './layout';

const SIZE = { width: 500, height: 300 };
const pointsOf = (path: string) => path.split(/[ML]/).filter(Boolean).length;

it('keeps the extremes of thousands of steps in a few points per pixel', () => {
  const data = seriesCase(1, 20_000);
  const values = Float64Array.from({ length: 20_000 }, () => 0.5);
  values[777] = 0.9;
  values[15_001] = 0.001;
  const spiky: SeriesData = { ...data, series: [{ ...data.series[0], values }] };
  const { lines, y } = seriesLayout(spiky, SIZE);
  expect(pointsOf(lines[0].path)).toBeLessThan(4 * SIZE.width);
  const heights = lines[0].path.match(/,[\d.]+/g)!.map((text) => Number(text.slice(1)));
  expect(Math.min(...heights)).toBeCloseTo(y(0.9), 0);
  expect(Math.max(...heights)).toBeCloseTo(y(0.001), 0);
});

it('draws the mean of a line that is denser than pixels, and only then', () => {
  expect(seriesLayout(seriesCase(1, 5000), SIZE).lines[0].mean).not.toBeNull();
  expect(seriesLayout(seriesCase(1, 100), SIZE).lines[0].mean).toBeNull();
});

it('grows its axis in jumps of one, two and five', () => {
  expect([0.03, 1, 1.2, 21, 80, 2000].map(ladder)).toEqual([0.05, 1, 2, 50, 100, 2000]);
  const end = (steps: number) => seriesLayout(seriesCase(1, steps), SIZE).x.domain[1];
  expect([1, 20, 21, 150, 1999].map(end)).toEqual([20, 20, 50, 200, 2000]);
});

it('stands zeros of a log axis on its floor and calls the floor 0', () => {
  const { lines, frame, labels } = seriesLayout(seriesCase(1, 50, true), SIZE);
  expect(lines[0].end!.y).toBe(frame.bottom);
  expect(labels.some(({ text, kind }) => text === '0' && kind === 'tick')).toBe(true);
});

it('ends its log axis before the numbers end', () => {
  const data = seriesCase(1, 4);
  const values = [1, 1e-200, 5e-324, 0];
  const { lines, y } = seriesLayout({ ...data, series: [{ ...data.series[0], values }] }, SIZE);
  expect(y.domain).toEqual([1e-307, 1]);
  expect(lines[0].path).not.toContain('NaN');
  expect(pointsOf(lines[0].path)).toBe(4);
});

it('breaks a line where a value is missing', () => {
  const data = seriesCase(1, 10);
  const values = [1, 0.9, 0.8, NaN, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
  const { lines } = seriesLayout({ ...data, series: [{ ...data.series[0], values }] }, SIZE);
  expect(lines[0].path.match(/M/g)).toHaveLength(2);
});

it('names the lines at their ends, apart from each other, and not a single one', () => {
  const { names } = seriesLayout(seriesCase(4, 80), SIZE);
  const ys = names.map(({ label }) => label.y).sort((a, b) => a - b);
  ys.slice(1).forEach((y, i) => expect(y - ys[i]).toBeGreaterThan(15));
  expect(seriesLayout(seriesCase(1, 80), SIZE).names).toEqual([]);
});
