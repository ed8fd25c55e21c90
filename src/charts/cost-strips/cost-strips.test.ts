import { expect, it } from 'vitest';
import { costStripsCase } from '../gallery/held-out';
import { describeCostStrips } from './describe';
import { costStripsLayout, medianOf } from './layout';

const data = costStripsCase(0.3);

it('knows the middle of values', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([5])]).toEqual([2, 2.5, 5]);
  expect([medianOf([0, 0, 1]), medianOf([-1, 1])]).toEqual([0, 0]);
  expect(medianOf([])).toBeNaN();
});

it('has a strip for every terrain, the cheapest at the bottom, its middle where half of its points are left', () => {
  const { strips, x } = costStripsLayout(data, { width: 640, height: 360 });
  expect(strips.map(({ ground }) => ground.y1)).toEqual(
    strips.map(({ ground }) => ground.y1).sort((a, b) => b - a),
  );
  strips.forEach(({ points, median, height, ground }, s) => {
    expect(points).toHaveLength(data.strips[s].values.length);
    expect(median!.x1).toBeCloseTo(x(medianOf(data.strips[s].values)), 9);
    for (const { y } of points) expect(Math.abs(y - ground.y1)).toBeLessThan(height / 2);
  });
});

it('leaves out a terrain that is not there', () => {
  const { strips } = costStripsLayout(costStripsCase(0, 2), { width: 640, height: 360 });
  expect(strips[2]).toMatchObject({ points: [], median: null });
  expect(describeCostStrips(costStripsCase(0, 2))).not.toContain('forest');
  expect(describeCostStrips(data)).toContain('dirt, which costs 0.8: 22 cells about ');
});
