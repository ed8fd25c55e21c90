import { expect, it } from 'vitest';
import { heldIn } from './hold';

it.each([
  ['#/argmax?sigma=2&lock=sigma', '#/argmax?k=2&sigma=1', '#/argmax?k=2&sigma=2&lock=sigma'],
  // a locked default is not in the address
  ['#/argmax?lock=sigma', '#/argmax?sigma=1', '#/argmax?lock=sigma'],
  ['#/argmax?present=flips&show=k', '#/argmax?k=2', '#/argmax?k=2&present=flips&show=k'],
])('within %s the state %s is %s', (here, opened, expected) => {
  expect(heldIn(here, opened)).toBe(expected);
});

it.each([
  ['#/argmax?sigma=2', '#/argmax?k=2'],
  ['#/argmax?lock=sigma', '#/knn?sigma=1'],
  ['#/argmax?lock=sigma', '#/argmax?sigma=1&lock=k'],
])('%s holds nothing of %s', (here, opened) => {
  expect(heldIn(here, opened)).toBe(opened);
});
