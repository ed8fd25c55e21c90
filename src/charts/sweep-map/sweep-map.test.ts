import { describe, expect, it } from 'vitest';
import { sweepCase, wideCase } from '../gallery/maps';
import { describeSweepMap } from './describe';
import { cellUnder, sweepMapLayout } from './layout';
import { placesOf } from './useCells';
import { cellText, drawnValues, placeOn } from './model';

const PAGE = { width: 640, height: 360 };

describe('the map of a sweep', () => {
  it('draws every cell in its place, the greatest y at the top', () => {
    const data = sweepCase(3, 2);
    const values = drawnValues(data);
    expect(values[0]).toBe(data.cells[3]!.mean);
    expect(values[5]).toBe(data.cells[2]!.mean);
  });

  it('draws what is on its way as the coarser cell in which it lies', () => {
    const data = sweepCase(17, 17, 9);
    const values = drawnValues(data);
    expect(values.some(Number.isNaN)).toBe(false);
    expect(new Set(values).size).toBeLessThanOrEqual(9);
    const { empty } = sweepMapLayout(sweepCase(9, 9, 0), PAGE);
    expect(empty.match(/M/g)).toHaveLength(81);
  });

  it('spaces its colours by the logarithm where one cell would hide all others, and says so', () => {
    const { domain, values, labels } = sweepMapLayout(wideCase(), PAGE);
    expect(domain).toEqual([Math.log(0.1), Math.log(1000)]);
    expect(values[4]).toBeCloseTo(Math.log(10), 12);
    expect(labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['0.10', '1000 (log)']));
    const even = sweepMapLayout(sweepCase(9, 5), PAGE);
    expect(even.labels.some(({ text }) => text.includes('log'))).toBe(false);
  });

  it('finds the cell of a pixel and the place of a value', () => {
    const layout = sweepMapLayout(sweepCase(21, 11), PAGE);
    const { box } = layout;
    expect(cellUnder(layout, { x: box.x + 1, y: box.y + 1 })).toEqual({ row: 0, column: 0 });
    expect(cellUnder(layout, { x: box.x - 1, y: box.y + 1 })).toBeNull();
    expect(cellUnder(layout, { x: box.x + box.width - 1, y: box.y + box.height - 1 })).toEqual({
      ...{ row: 10, column: 20 },
    });
    const side = { title: '', values: [0.1, 1, 10] };
    expect([0.1, 0.4, 2, 10, 11].map((value) => placeOn(side, value))).toEqual([0, 1, 1, 2, -1]);
    expect(placeOn({ title: '', values: [-2, 0, 2] }, 0.9)).toBe(1);
    expect(sweepMapLayout({ ...sweepCase(3, 3), here: { x: 100, y: -1 } }, PAGE).here).toBeNull();
  });

  it('knows a part by any two of its corners, rows from the top', () => {
    const [a, b] = [
      { row: 1, column: 4 },
      { row: 3, column: 2 },
    ];
    for (const [from, to] of [
      [a, b],
      [b, a],
      [
        { row: 3, column: 4 },
        { row: 1, column: 2 },
      ],
    ]) {
      expect(placesOf({ from, to }, 5)).toEqual({ x: [2, 4], y: [1, 3] });
    }
  });

  it('says means with their errors as far as there are any', () => {
    expect(cellText({ n: 3, mean: 12.34, error: 0.5 })).toBe('12.3 ± 0.50');
    expect(cellText({ n: 1, mean: 12.34, error: NaN })).toBe('12.3');
    expect(cellText({ n: 0, mean: NaN, error: NaN })).toBe('not measured');
  });

  it('describes itself', () => {
    expect(describeSweepMap(sweepCase(21, 11, 100))).toMatchInlineSnapshot(
      `"Map of held-out places wrong, %, for 21 values of noise scale σ and 11 of loss weight ε. 100 of 231 cells are there. It is least, 0, at noise scale σ 0.100 and loss weight ε −100, and greatest, 85.7, at noise scale σ 10.0 and loss weight ε −100."`,
    );
    expect(describeSweepMap(sweepCase(9, 9, 0))).toMatchInlineSnapshot(
      `"Map of held-out places wrong, %, for 9 values of noise scale σ and 9 of loss weight ε. Nothing is measured yet."`,
    );
  });
});
