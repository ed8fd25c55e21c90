import { expect, it, vi } from 'vitest';
import { remembering } from './remember';

it('makes a thing once per key and argument, and forgets the one used longest ago', () => {
  const make = vi.fn((argument: { d: number }) => ({ made: argument.d }));
  const remember = remembering(2, make);
  expect(remember('a', { d: 1 })).toBe(remember('a', { d: 1 }));
  expect(remember('a', { d: 2 })).toEqual({ made: 2 });
  remember('b', { d: 3 });
  remember('a', { d: 2 });
  remember('c', { d: 4 });
  expect(make).toHaveBeenCalledTimes(4);
  remember('a', { d: 2 });
  expect(make).toHaveBeenCalledTimes(4);
  remember('b', { d: 3 });
  expect(make).toHaveBeenCalledTimes(5);
});
