/**
 * Files of unit tests run one after the other in one process: each must leave it as it found it, or
 * what the next one shows would depend on it. Clocks, globals, the environment and the folder are
 * looked at before and after every file; a file that changed one of them fails.
 */
import process from 'node:process';
import { afterAll, expect, vi } from 'vitest';

/** tfjs keeps its backends in globals, and every test names the one that it wants. */
const ofTfjs = (name: string) => name.startsWith('_tf');

const surroundings = () => ({
  timers: vi.isFakeTimers() ? 'fake' : 'real',
  now: Date.now,
  fetch: globalThis.fetch,
  globals: Object.getOwnPropertyNames(globalThis)
    .filter((name) => !ofTfjs(name))
    .sort(),
  environment: { ...process.env },
  folder: process.cwd(),
});

const before = surroundings();
afterAll(() => {
  expect(surroundings(), 'a file of tests must leave its process as it found it').toEqual(before);
});
