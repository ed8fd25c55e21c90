import { expect, it } from 'vitest';
import { identified } from './identities';

it('keeps what is known, and gives new ones what the others shown do not have', () => {
  const first = identified(new Map(), [31, 7, 52, 9, 4, 88]);
  expect([...first.values()]).toEqual([0, 1, 2, 3, 4, 5]);
  const second = identified(first, [52, 7, 99, 9, 100, 88]);
  for (const [number, category] of first) expect(second.get(number)).toBe(category);
  expect(new Set([52, 7, 99, 9, 100, 88].map((number) => second.get(number))).size).toBe(6);
});
