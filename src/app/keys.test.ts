import { expect, it } from 'vitest';
import { showSpeed } from './EngineBadge';
import { commandOf } from './keys';

it.each([
  ['PageDown', 'next'],
  ['PageUp', 'previous'],
  ['n', 'next'],
  ['p', 'previous'],
  ['b', 'blank'],
  ['.', 'blank'],
  ['f', 'fullscreen'],
  ['Escape', 'leave'],
])('the key %s means %s', (key, command) => {
  expect(commandOf(key, true, false)).toBe(command);
  expect(commandOf(key, true, true)).toBe(command);
});

it('arrows stay with the sliders where one has the focus, and unknown names mean nothing', () => {
  for (const key of ['ArrowRight', 'ArrowLeft', 'x', 'constructor']) {
    expect(commandOf(key, true, false)).toBeNull();
  }
  const idle = ['ArrowRight', 'ArrowLeft', 'x', 'constructor'].map((key) =>
    commandOf(key, false, true),
  );
  expect(idle).toEqual(['next', 'previous', null, null]);
});

it('single characters can be turned off, the keys of a remote stay', () => {
  expect(['n', 'b', '.', 'f'].map((key) => commandOf(key, false, false))).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(commandOf('PageDown', false, false)).toBe('next');
});

it('speeds are written in two digits', () => {
  expect([0, 950, 15_300_000, 2.25e9].map(showSpeed)).toEqual([
    '',
    '0.95 k samples/s',
    '15 M samples/s',
    '2.3 G samples/s',
  ]);
});
