import { expect, it } from 'vitest';
import { awakeClock } from './awake';

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];

/** A clock whose page looks at it every ten seconds while it is awake. */
function open() {
  let time = 5 * HOUR;
  let tick = () => undefined as void;
  const now = awakeClock(
    () => time,
    (read) => (tick = read),
  );
  return {
    now,
    /** @param turns how often the page looks at the clock meanwhile */
    pass(milliseconds: number, turns: number) {
      for (let i = 0; i < turns; i++) {
        time += milliseconds / turns;
        tick();
      }
      if (turns === 0) time += milliseconds;
    },
  };
}

it('goes as its clock does while the page is awake, be it hidden', () => {
  const { now, pass } = open();
  const start = now();
  pass(10 * MINUTE, 60);
  expect(now() - start).toBe(10 * MINUTE);
  // once a minute
  pass(10 * MINUTE, 10);
  expect(now() - start).toBe(20 * MINUTE);
  pass(SECOND, 0);
  expect(now() - start).toBe(20 * MINUTE + SECOND);
});

it('leaves out what the machine has slept through, so that the time that is left is what it was', () => {
  const { now, pass } = open();
  const start = now();
  /** Of four jobs, the first of which took what has passed: minutes that the other three take. */
  const left = () => ((now() - start) * 3) / MINUTE;
  pass(MINUTE, 6);
  expect(left()).toBe(3);
  pass(8 * HOUR, 0);
  expect(left()).toBe(3);
  pass(9 * HOUR, 1);
  expect(left()).toBe(3);
  pass(MINUTE, 6);
  expect(left()).toBe(6);
});

it('stands still at most, whatever its clock does', () => {
  let time = 0;
  const now = awakeClock(
    () => time,
    () => undefined,
  );
  const read: number[] = [];
  for (time of [0, 10 * SECOND, HOUR, HOUR + SECOND, 3 * HOUR]) read.push(now());
  expect(read).toEqual([0, 10 * SECOND, 10 * SECOND, 11 * SECOND, 11 * SECOND]);
});
