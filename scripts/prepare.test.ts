import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build, install, needsBuild, needsInstall, nodeProblem, type Runner } from './prepare.mjs';

let root: string;
let calls: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'prepare-'));
  calls = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A file whose last change was so many seconds after a fixed time. */
function write(path: string, seconds: number, text = ''): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  utimesSync(file, 1e9 + seconds, 1e9 + seconds);
}

/** Folders change when files are put in them: set them to the fixed time too. */
function age(...folders: string[]): void {
  for (const folder of folders) utimesSync(join(root, folder), 1e9, 1e9);
}

const lock = (version: string) =>
  JSON.stringify({ packages: { '': {}, 'node_modules/vite': { version } } });

const runner =
  (ok: boolean): Runner =>
  (command, args) => {
    calls.push([command, ...args].join(' '));
    return Promise.resolve({ ok, output: '', problem: ok ? '' : 'exit code 1' });
  };
const quiet = { runner: runner(true), log: () => undefined };

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts %s', (version) => {
    expect(nodeProblem(version)).toBeNull();
  });
  it.each(['18.20.4', '20.18.3', '16.0.0'])('turns %s down, naming it and what is needed', (v) => {
    expect(nodeProblem(v)).toMatch('20.19 or newer');
    expect(nodeProblem(v)).toMatch(`Node ${v}.`);
  });
});

describe('installing', () => {
  it('runs npm ci where node_modules is missing', async () => {
    write('package-lock.json', 0, lock('1.0.0'));
    await install(root, quiet);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/npm.* ci /);
  });
  it('does nothing where what is installed is newer than the lock file', async () => {
    write('package-lock.json', 0, lock('1.0.0'));
    write('node_modules/.package-lock.json', 1, lock('1.0.0'));
    await install(root, quiet);
    expect(calls).toEqual([]);
  });
  it('is needed again when a newer lock file asks for another version or package', () => {
    write('node_modules/.package-lock.json', 0, lock('1.0.0'));
    write('package-lock.json', 1, lock('1.0.1'));
    expect(needsInstall(root)).toBe(true);
    write('package-lock.json', 1, lock('1.0.0'));
    expect(needsInstall(root)).toBe(false);
    write('node_modules/.package-lock.json', 0, JSON.stringify({ packages: {} }));
    expect(needsInstall(root)).toBe(true);
  });
  it('says which command failed', async () => {
    write('package-lock.json', 0, lock('1.0.0'));
    const failing = { ...quiet, runner: runner(false) };
    await expect(install(root, failing)).rejects.toThrow(/ci .*failed \(exit code 1\)/);
  });
});

describe('building', () => {
  it('builds where dist is missing, by vite', async () => {
    write('index.html', 0);
    await build(root, quiet);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/vite\.js build/);
  });
  it.each(['src/core/a.ts', 'public/favicon.svg', 'index.html', 'vite.config.ts'])(
    'builds again once %s is newer than dist, and only then',
    (input) => {
      write(input, 0);
      if (input.includes('/')) age(dirname(input), input.split('/')[0]);
      write('dist/index.html', 1);
      expect(needsBuild(root)).toBe(false);
      write(input, 2);
      expect(needsBuild(root)).toBe(true);
    },
  );
});
