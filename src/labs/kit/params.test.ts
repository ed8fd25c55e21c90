import { expect, it } from 'vitest';
import { stepsPerSecond } from './params';

it('a watched training doubles its pace every second after five, and ends at full speed', () => {
  const pace = (seconds: number) => stepsPerSecond('easy', 1000 * seconds);
  expect([0, 4.9, 5, 6, 8].map(pace)).toEqual([10, 10, 10, 20, 80]);
  expect(pace(13)).toBe(Infinity);
  expect([stepsPerSecond('20', 9e9), stepsPerSecond('full', 0)]).toEqual([20, Infinity]);
});
