import { expect, it } from 'vitest';
import { barsOf, gridOf } from './miniatures';

const BOX = { x: 10, y: 20, width: 120, height: 90 };

it('draws bars up and down from 0, on one scale', () => {
  const { zero, places } = barsOf([2, -1, 0], BOX);
  const [up, down, none] = places.map(({ bar }) => bar);
  expect(up.height).toBeCloseTo(2 * down.height);
  expect(up.y + up.height).toBeCloseTo(zero.y1);
  expect(down.y).toBeCloseTo(zero.y1);
  expect(none.height).toBe(0);
  expect(down.y + down.height).toBeCloseTo(BOX.y + BOX.height);
  // bars of numbers below 0 hang from under their images
  const { zero: ceiling, places: hanging } = barsOf([-1, -2], BOX);
  for (const { bar } of hanging) expect(bar.y).toBe(ceiling.y1);
  for (const { bar } of barsOf([0, 0], BOX).places) expect(bar.height).toBe(0);
});

it.each([1, 2, 5, 9, 18])('places %d images in the box without one on another', (count) => {
  const grid = gridOf(count, BOX);
  expect(grid).toHaveLength(count);
  grid.forEach(({ x, y, width, height }, i) => {
    expect(x).toBeGreaterThanOrEqual(BOX.x);
    expect(y).toBeGreaterThanOrEqual(BOX.y);
    expect(x + width).toBeLessThanOrEqual(BOX.x + BOX.width);
    expect(y + height).toBeLessThanOrEqual(BOX.y + BOX.height);
    for (const other of grid.slice(0, i)) {
      const apart = Math.abs(x - other.x) >= width || Math.abs(y - other.y) >= height;
      expect(apart).toBe(true);
    }
  });
});
