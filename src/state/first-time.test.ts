import { expect, it } from 'vitest';
import { firstTime } from './first-time';

it('is the first time once per name, and always where nothing can be kept', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const asked = ['a', 'a', 'b', 'a'].map((name) => firstTime(name, () => storage));
  expect(asked).toEqual([true, false, true, false]);
  const none = () => {
    throw new Error('no storage');
  };
  expect([firstTime('a', none), firstTime('a', none)]).toEqual([true, true]);
});
