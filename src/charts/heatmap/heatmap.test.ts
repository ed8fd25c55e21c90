import { expect, it } from 'vitest';
import { heatmapCase } from '../gallery/training';
import { domainOf, pixelsOf } from './colours';
import { cellAt, heatmapLayout, panelColumns } from './layout';

it('shows zero as white, the signs in two colours and larger values deeper', () => {
  const values = [-2, -1, 0, 1, 2];
  const domain = domainOf(values, 'diverging');
  expect(domain).toEqual([-2, 2]);
  const pixels = pixelsOf(values, 'diverging', domain);
  const colour = (i: number) => Array.from(pixels.subarray(4 * i, 4 * i + 3));
  colour(2).forEach((channel) => expect(channel).toBeGreaterThan(250));
  expect(colour(4)).toEqual([43, 108, 212]);
  expect(colour(0)).toEqual([184, 92, 0]);
  expect(colour(3)[0]).toBeGreaterThan(colour(4)[0]);
  expect(pixels[3]).toBe(255);
});

it('spans signed values symmetrically, masses from 0 to 1, and never nothing', () => {
  expect(domainOf([-1, 3], 'diverging')).toEqual([-3, 3]);
  expect(domainOf([0, 0], 'diverging')).toEqual([-1, 1]);
  expect(domainOf([0.2, 0.4], 'mass')).toEqual([0, 1]);
  expect(domainOf([5, 5], 'sequential')).toEqual([4, 6]);
  expect(domainOf([], 'sequential')).toEqual([-1, 1]);
});

it('finds the cell under a point in every panel, and none between them', () => {
  const layout = heatmapLayout(heatmapCase(10), { width: 900, height: 300 });
  for (const { box } of layout.panels) {
    const at = { x: box.x + 3.5 * layout.cell.width, y: box.y + 7.5 * layout.cell.height };
    expect(cellAt(layout, at)).toEqual({ row: 7, column: 3 });
  }
  expect(cellAt(layout, { x: 1, y: 1 })).toBeNull();
});

it('places panels so that they are as large as the room allows', () => {
  expect(panelColumns(4, 1200, 300)).toBe(4);
  expect(panelColumns(4, 400, 400)).toBe(2);
  expect(panelColumns(4, 200, 900)).toBe(1);
});
