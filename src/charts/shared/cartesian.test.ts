import { expect, it } from 'vitest';
import { cartesian, type CartesianSpec } from './cartesian';
import { endLabels } from './ends';
import { lengthOf, longestLeader } from './tags';
import { labelBox } from './labels';
import { labelFaults, SIZES } from './testing';

const spec = (patch: Partial<CartesianSpec> = {}): CartesianSpec => ({
  size: { width: 400, height: 300 },
  head: 30,
  x: { kind: 'log', domain: [0.01, 100] },
  y: { kind: 'linear', domain: [0, 1] },
  xTitle: { text: 'noise scale', kind: 'axis' },
  yTitle: { text: 'loss', kind: 'axis' },
  ...patch,
});

it('ends its scales at the edges of the plot', () => {
  const { x, y, frame } = cartesian(spec());
  expect([x(0.01), x(100)]).toEqual([frame.left, frame.right]);
  expect([y(0), y(1)]).toEqual([frame.bottom, frame.top]);
  expect(frame.top).toBe(30);
});

it('leaves the room at the left that its tick texts need', () => {
  const leftOf = (hi: number) => {
    const { labels, frame } = cartesian(spec({ y: { kind: 'linear', domain: [0, hi] } }));
    const ticks = labels.filter(({ kind, anchor }) => kind === 'tick' && anchor === 'end');
    const widest = Math.max(...ticks.map((label) => labelBox(label).width));
    expect(frame.left - widest).toBeGreaterThan(8);
    expect(frame.left - widest).toBeLessThan(12);
    return frame.left;
  };
  expect(leftOf(0.001)).toBeGreaterThan(leftOf(1));
  expect(cartesian(spec({ left: 90 })).frame.left).toBe(90);
});

it.each(SIZES)('keeps its texts clear and uncut at $width by $height', (size) => {
  for (const domain of [
    [0, 1],
    [-2000, 90_000],
    [1e-7, 2e-7],
  ] as const) {
    const { labels } = cartesian(spec({ size, head: 40, y: { kind: 'linear', domain } }));
    expect(labelFaults(labels, size)).toEqual([]);
    expect(labels.length).toBeGreaterThan(5);
  }
});

it('draws its grid at the ticks of the vertical axis, or else of the horizontal one', () => {
  const level = cartesian(spec()).grid;
  expect(level.every(({ y1, y2 }) => y1 === y2)).toBe(true);
  const { size, head } = spec();
  const { x, grid } = cartesian({ size, head, x: { kind: 'linear', domain: [0, 4] } });
  expect(grid.map(({ x1 }) => x1)).toEqual([0, 1, 2, 3, 4].map(x));
  expect(grid.every(({ x1, x2 }) => x1 === x2)).toBe(true);
});

it('spreads the names of line ends, and leaves out those out of reach or room, the last first', () => {
  const type = { text: 10, row: 15, dot: 4 };
  const named = (apart: number, bottom: number) => {
    const ends = Array.from({ length: 6 }, (_, i) => ({
      ...{ text: `line ${i}`, kind: 'name', at: { x: 100, y: 40 + apart * i } },
    }));
    const placed = endLabels(ends, { x: 110, width: 60, top: 10, bottom }, type);
    const labels = placed.map(({ label }) => label);
    expect(labelFaults(labels, { width: 200, height: bottom + 20 })).toEqual([]);
    for (const { leader } of placed) {
      expect(lengthOf(leader)).toBeLessThanOrEqual(longestLeader(type));
    }
    return labels.map(({ text }) => text);
  };
  expect(named(10, 100)).toHaveLength(6);
  expect(named(1, 100)).toEqual(['line 0', 'line 1', 'line 2']);
  expect(named(4, 60).length).toBeGreaterThan(1);
});
