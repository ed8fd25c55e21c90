import { expect, it } from 'vitest';
import { createSight } from './sight';

it('work goes on while the page is seen, waits while it is not, and goes on again', async () => {
  const shown: string[] = [];
  const done: number[] = [];
  const { tell, seen } = createSight((state) => shown.push(state));
  const work = (number: number) => seen().then(() => done.push(number));
  await work(1);
  tell(true);
  tell(false);
  const waiting = [work(2), work(3)];
  await Promise.resolve();
  expect(done).toEqual([1]);
  expect(shown).toEqual(['seen', 'away', 'paused', 'paused']);
  tell(true);
  await Promise.all(waiting);
  expect(done).toEqual([1, 2, 3]);
  expect(shown.at(-1)).toBe('seen');
});
