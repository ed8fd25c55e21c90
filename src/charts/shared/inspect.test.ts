import { expect, it } from 'vitest';
import {
  activeMark,
  inspect,
  nextIndex,
  NOTHING,
  placeTooltip,
  type InspectAction,
} from './inspect';

const mark = (id: string) => ({
  id,
  title: id,
  rows: [],
  box: { x: 0, y: 0, width: 1, height: 1 },
  at: { x: 0, y: 0 },
});
const marks = ['a', 'b'].map(mark);
const after = (...actions: InspectAction[]) =>
  activeMark(marks, actions.reduce(inspect, NOTHING))?.id ?? null;

it('shows the pinned mark before the hovered one before the focused one', () => {
  expect(after({ type: 'focus', id: 'a', visible: true })).toBe('a');
  expect(after({ type: 'focus', id: 'a', visible: true }, { type: 'hover', id: 'b' })).toBe('b');
  expect(after({ type: 'toggle', id: 'a' }, { type: 'hover', id: 'b' })).toBe('a');
});

it('releases a pin by a second click and by Escape', () => {
  expect(after({ type: 'toggle', id: 'a' }, { type: 'toggle', id: 'a' })).toBe(null);
  expect(after({ type: 'toggle', id: 'a' }, { type: 'release' })).toBe(null);
});

it('shows nothing for a focus by pointer, and nothing for a mark that is gone', () => {
  expect(after({ type: 'focus', id: 'a', visible: false })).toBe(null);
  expect(after({ type: 'toggle', id: 'gone' })).toBe(null);
});

it('moves by arrows, Home and End, and leaves PageUp and PageDown alone', () => {
  const keys = ['ArrowRight', 'ArrowUp', 'Home', 'End', 'PageUp', 'PageDown', 'x'];
  expect(keys.map((key) => nextIndex(key, 1, 3))).toEqual([2, 0, 0, 2, null, null, null]);
  expect(nextIndex('ArrowRight', 2, 3)).toBe(2);
});

it('keeps the tooltip inside the chart wherever the mark is', () => {
  const room = { width: 320, height: 200 };
  const tip = { width: 180, height: 120 };
  for (const x of [0, 100, 160, 320]) {
    for (const y of [0, 50, 120, 200]) {
      const corner = placeTooltip({ x, y }, tip, room);
      expect(corner.x).toBeGreaterThanOrEqual(0);
      expect(corner.y).toBeGreaterThanOrEqual(0);
      expect(corner.x + tip.width).toBeLessThanOrEqual(room.width);
      expect(corner.y + tip.height).toBeLessThanOrEqual(room.height);
    }
  }
});
