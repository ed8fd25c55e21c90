import { expect, it } from 'vitest';
import { repositoryOf } from './repository';

it.each([
  ['someone.github.io', '/noisy-argmax/', '', 'https://github.com/someone/noisy-argmax'],
  ['someone.github.io', '/', '', null],
  ['localhost', '/noisy-argmax/', '', null],
  ['example.org', '/', 'team/fork', 'https://github.com/team/fork'],
  ['github.io.example.org', '/x/', '', null],
])('at %s%s, built for "%s", it is %s', (hostname, pathname, told, expected) => {
  expect(repositoryOf({ hostname, pathname }, told)).toBe(expected);
});
