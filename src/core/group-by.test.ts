import { expect, it } from 'vitest';
import { groupBy } from './group-by';

it('groups by a key, groups and members in the order in which they come up', () => {
  const groups = groupBy([5, 2, 7, 4, 9], (value) => value % 2);
  expect([...groups]).toEqual([
    [1, [5, 7, 9]],
    [0, [2, 4]],
  ]);
  expect(groupBy([], String).size).toBe(0);
});
