import { expect, it } from 'vitest';
import { slopesLayout, type SlopePoint, type SlopesData } from './layout';

const point = (column: number, printed: number, failed = false): SlopePoint => ({
  ...{ column, printed, failed, own: { value: printed, interval: [printed - 1, printed + 0.1] } },
});
const data: SlopesData = {
  ...{ valueLabel: 'right, %', columnLabel: 'k' },
  groups: ['a', 'b'].map((title) => ({
    ...{ title, columns: ['1', '9'] },
    lines: [
      { id: 'good', label: 'good', category: 0, points: [point(0, 99), point(1, 99.3)] },
      { id: 'bad', label: 'bad', category: 1, points: [point(0, 16, true), point(1, 41, true)] },
    ],
  })),
};

it('puts the better higher, a tenth of the error as far as the next tenth, dots on their rings', () => {
  const { points, frame } = slopesLayout(data, { width: 600, height: 400 });
  const [first, second, bad, less] = points.map(({ printed }) => printed!);
  expect(second.y).toBeLessThan(first.y);
  expect(less.y).toBeLessThan(bad.y);
  expect(bad.y).toBeGreaterThan(first.y + 100);
  // errors of 1, 0.7, 84 and 59 percent on one log axis
  const perLog = (first.y - second.y) / Math.log(1 / 0.7);
  expect((bad.y - less.y) / Math.log(84 / 59)).toBeCloseTo(perLog, 6);
  for (const { own, printed, interval } of points) {
    expect(own).toEqual(printed);
    expect(interval!.y1).toBeLessThan(interval!.y2);
    expect(own!.y).toBeLessThanOrEqual(frame.bottom);
    expect(own!.y).toBeGreaterThanOrEqual(frame.top);
  }
  expect(points[4].printed!.x).toBeGreaterThan(points[1].printed!.x);
});

it('says how far what failed is under the others', () => {
  const { labels, names } = slopesLayout(data, { width: 600, height: 400 });
  const told = labels.filter(({ kind }) => kind === 'failed').map(({ text }) => text);
  expect(told).toEqual(['16%', '41%', '16%', '41%']);
  expect(names.map(({ label }) => label.text)).toEqual(['good', 'bad']);
});
