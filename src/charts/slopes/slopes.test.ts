import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printedCase } from '../gallery/knn';
import { labelBox } from '../shared/labels';
import { covered } from '../shared/place';
import { lengthOf, longestLeader } from '../shared/tags';
import { labelFaults, SIZES } from '../shared/testing';
import type { ChartSize } from '../shared/size';
import { slopesLayout } from './layout';
import type { SlopePoint, SlopesData } from './model';

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

/** The labels of a table, once nothing is wrong with them: none on another one or on a ring, no long leader. */
function cleanLabels(table: SlopesData, size: ChartSize) {
  const { labels, names, points, type, key } = slopesLayout(table, size);
  expect(labelFaults([...labels, ...names.map(({ label }) => label)], size)).toEqual([]);
  for (const { leader } of names) expect(lengthOf(leader)).toBeLessThanOrEqual(longestLeader(type));
  const rings = points.flatMap(({ printed }) => printed ?? []);
  const told = labels.filter(({ kind }) => kind === 'failed');
  for (const label of told) expect(covered(labelBox(label), rings)).toBe(0);
  return { told: told.map(({ text }) => text), names, key };
}

const TOLD = ['16%', '53.84%', '14.25%', '41.53%', '23.1–29.6%', '27%', '39.6%', '39.9%'];

it('names all methods of the printed table, and says how far all failures are, in a wide place', () => {
  const { told, key, names } = cleanLabels(printedCase(), { width: 1100, height: 420 });
  expect(told).toEqual(TOLD);
  expect(key).toHaveLength(6);
  expect(names).toEqual([]);
});

const PROJECTOR = { width: 1216, height: 430, presentation: true, fontSize: 24 };

it('says nearly all of it on a projector', () => {
  const { told, key } = cleanLabels(printedCase(), PROJECTOR);
  expect(told.length).toBeGreaterThan(6);
  expect(key).toHaveLength(6);
});

it.each([...SIZES, PROJECTOR])(
  'keeps the words of any table apart at $width by $height',
  (size) => {
    cleanLabels(printedCase(), size);
    const cell = fc.option(fc.integer({ min: 0, max: 10_000 }).map((value) => value / 100));
    const lines = fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 4 }), (groups) => {
        const named = groups.map((group, g) => [`set ${g + 1}`, group] as const);
        cleanLabels(printedCase(Object.fromEntries(named)), size);
      }),
      { numRuns: 60 },
    );
    const worst = Array.from({ length: 6 }, () => [3, 3, 3, 3]);
    cleanLabels(printedCase({ all: worst, 'on-each': worst, other: worst }), size);
  },
);
