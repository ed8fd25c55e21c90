import { describe, expect, it } from 'vitest';
import { terrainCase } from '../gallery/paths';
import { cellText, describeTerrain } from './describe';
import { terrainLayout } from './layout';
import { cellAt, cellBox, centreOf, laneOf, lineOf, squareIn } from './square';

const PAGE = { width: 900, height: 400 };

describe('a square of cells', () => {
  const square = squareIn(10, 20, 120, 12);

  it('has cells row by row, found again under a point', () => {
    expect(cellBox(square, 13)).toEqual({ x: 20, y: 30, width: 10, height: 10 });
    for (const cell of [0, 11, 50, 143]) expect(cellAt(square, centreOf(square, cell))).toBe(cell);
    expect(cellAt(square, { x: -100, y: 1000 })).toBe(132);
  });

  it('has paths over the middles of cells, and threads in lanes of their own', () => {
    expect(lineOf(square, [0, 13])).toBe('M15,25L25,35');
    expect(lineOf(square, [0, 13], 0.2)).toBe('M17,23L27,33');
    const lanes = Array.from({ length: 64 }, (_, draw) => laneOf(draw));
    expect(Math.max(...lanes.map(Math.abs))).toBeLessThanOrEqual(0.3);
    expect(new Set(lanes).size).toBe(64);
  });
});

describe('the layout', () => {
  const data = terrainCase({ sigma: 0.6 });

  it('has the list beside the map on a page, under it on a phone', () => {
    const wide = terrainLayout(data, PAGE);
    const { box } = wide.square;
    expect(wide.rows[0].hit.x).toBeGreaterThan(box.x + box.width);
    expect(wide.key).toHaveLength(5);
    const high = terrainLayout(data, { width: 340, height: 460 });
    expect(high.rows[0].hit.y).toBeGreaterThan(high.square.box.y + high.square.box.height);
    expect(high.key).toEqual([]);
  });

  it('has bars by share, and none without draws', () => {
    const [first, second] = terrainLayout(data, PAGE).rows;
    expect(first.bar.width / second.bar.width).toBeCloseTo(
      first.taken.share / second.taken.share,
      9,
    );
    expect(terrainLayout({ ...data, draws: null }, PAGE).rows).toEqual([]);
  });

  it('has threads of at most a pixel on a page, which are drawn fast, and wider ones on a big screen', () => {
    const width = (presentation: boolean, height: number) =>
      terrainLayout(data, { width: 2 * height, height, presentation }).widths.thread;
    expect(width(false, 900)).toBe(1);
    expect(width(false, 250)).toBeLessThan(1);
    expect(width(true, 900)).toBeGreaterThan(1.5);
  });
});

it('is described: the path, who takes it, what else is taken', () => {
  const data = terrainCase({ sigma: 0.3 });
  expect(describeTerrain(data)).toMatchInlineSnapshot(
    `"A map of 12 by 12 cells, whose cheapest path goes over 14 of them and costs 42.89. With noise of scale 0.300 22.0% of 200 draws take the cheapest path. 34 other paths are taken, by 18.0% at 0.06 more and 16.5% at 0.11 more."`,
  );
  expect(describeTerrain({ ...data, draws: null, target: [0, 13], changed: [4] })).toContain(
    'One cost is changed. It is not the path that is wanted.',
  );
  expect(cellText(data, 13)).toMatch(/^row 2, column 2: \w+, cost \d\.\d\d, .*% of draws$/);
});
