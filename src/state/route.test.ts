import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatHash, parseHash } from './route';

it('a route reads back from its hash', () => {
  const route = { lab: 'argmax', query: 'sigma=0.5&scores=1,0.2,-1', present: 'distribution' };
  expect(formatHash(route)).toBe('#/argmax?sigma=0.5&scores=1,0.2,-1&present=distribution');
  expect(parseHash(formatHash(route))).toEqual(route);
});

it.each(['', '#', '#/', '#/argmax', '#/argmax?', '#argmax?present=', '#/?sigma=1'])(
  'the hash "%s" has a stable form',
  (hash) => {
    const once = formatHash(parseHash(hash));
    expect(formatHash(parseHash(once))).toBe(once);
  },
);

it('no text is too odd for a hash', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof parseHash(text).lab === 'string'));
});
