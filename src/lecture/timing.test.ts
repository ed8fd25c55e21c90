import { expect, it } from 'vitest';
import { scenes } from './scenes';
import { behind, elapsed, enter, planned, readTiming, spentIn, untimed } from './timing';

const MINUTE = 60_000;
const list = scenes.slice(0, 3);

it('sums up the visits to a scene, and counts from the first scene', () => {
  const [first, second] = list.map(({ id }) => id);
  let timing = enter(untimed, null, 0);
  expect(elapsed(timing, 500)).toBe(0);
  timing = enter(timing, first, 1000);
  timing = enter(timing, second, 3000);
  timing = enter(timing, first, 4000);
  expect(enter(timing, first, 4500)).toBe(timing);
  timing = enter(timing, null, 5000);
  expect([first, second].map((id) => spentIn(timing, id, 9000))).toEqual([3000, 1000]);
  expect(elapsed(timing, 9000)).toBe(8000);
  expect(spentIn(enter(timing, second, 9000), second, 9250)).toBe(1250);
});

it('a scene is on time between its planned start and its planned end', () => {
  const [a, b] = list;
  const timing = enter(enter(untimed, a.id, 0), b.id, MINUTE);
  const start = MINUTE * a.minutes;
  const end = start + MINUTE * b.minutes;
  expect(planned(list.slice(0, 2))).toBe(end);
  expect(behind(timing, list, MINUTE)).toBe(MINUTE - start);
  expect(behind(timing, list, start)).toBe(0);
  expect(behind(timing, list, end)).toBe(0);
  expect(behind(timing, list, end + MINUTE)).toBe(MINUTE);
  // who begins with the second scene has its time from there
  expect(behind(enter(untimed, b.id, 0), list, 0)).toBe(0);
  expect(behind(enter(timing, null, MINUTE), list, 9 * MINUTE)).toBe(0);
  expect(behind(enter(timing, 99, MINUTE), list, 9 * MINUTE)).toBe(0);
});

it('goes on after a reload; what is malformed has not begun', () => {
  const timing = enter(enter(untimed, 1, 1000), 2, 3000);
  expect(readTiming(JSON.parse(JSON.stringify(timing)))).toEqual(timing);
  for (const bad of [null, 7, 'x', [], {}, { first: 'x' }, { first: null, at: {}, spent: {} }])
    expect(readTiming(bad)).toBe(untimed);
  expect(readTiming({ first: null, at: null, spent: { 3: 'long' } })).toBe(untimed);
});
