import { spawn } from 'node:child_process';
import process from 'node:process';
import { describe, expect, it } from 'vitest';

/**
 * The runner owns its process: signals, the exit code, the last line. Each test is a process that runs
 * suites made of the text given here.
 */
function start(suites: string) {
  const script = `
    import { runSuites } from './scripts/runner.mjs';
    import { run } from './scripts/processes.mjs';
    const node = (code, write) => run(process.execPath, ['-e', code], { write });
    const one = { passed: 1, failed: 0, skipped: 0 };
    process.exitCode = await runSuites(() => [${suites}], (line) => console.error(line));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // as npm is not its parent, it does not watch for npm's end
    env: { ...process.env, npm_lifecycle_event: '' },
  });
  const said = { out: '', closing: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.closing += text));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  /** Resolves once it has said so. */
  const says = (text: string) =>
    new Promise<void>((done) => {
      const look = () => said.out.includes(text) && done();
      child.stdout.on('data', look);
      look();
    });
  return { child, said, ended, says };
}

const lines = (text: string) => text.trimEnd().split('\n');

describe('the runner', () => {
  it('keeps what a suite says together, and ends with the table and the closing line', async () => {
    const { said, ended } = start(`
      { name: 'a', title: 'Suite A', run: async (write) => {
        await node('console.log("a begins"); console.error("a ends")', write);
        return { ...one, passed: 2, skipped: 3, absent: ['x: there is no x'] };
      } },
      { name: 'b', title: 'Suite B', run: async (write) => {
        await node('console.log("b")', write);
        return { ...one, note: 'in part' };
      } }`);
    expect(await ended).toBe(0);
    const a = said.out.indexOf('Suite A: ');
    expect(said.out.slice(a)).toMatch(/^Suite A: [\d.]+ s\n=+\na begins\na ends\n/);
    expect(said.out).toMatch(/Suite B: [\d.]+ s\n=+\nb\n/);
    expect(lines(said.out).slice(-9)).toEqual([
      'suite       passed  failed skipped      time',
      expect.stringMatching(/^a +2 +0 +3 +[\d.]+ s$/),
      expect.stringMatching(/^b +1 +0 +0 +[\d.]+ s {2}in part$/),
      expect.stringMatching(/^all +3 +0 +3 +[\d.]+ s$/),
      '',
      'Not run here:',
      'a         x: there is no x',
      '',
      '3 passed, 0 failed',
    ]);
    expect(said.closing).toBe('3 passed, 0 failed\n');
  });

  it('names what failed below the table, where the end of a long log still shows it', async () => {
    const failures = `['a.spec.ts:3 opens\\n  no button', 'a.spec.ts:9 closes']`;
    const { said, ended } = start(`
      { name: 'a', title: 'A', run: async () => ({ passed: 0, failed: 2, skipped: 0, failures: ${failures} }) }`);
    expect(await ended).toBe(1);
    expect(lines(said.out).slice(-6)).toEqual([
      'Failed:',
      'a         a.spec.ts:3 opens',
      '  no button',
      'a         a.spec.ts:9 closes',
      '',
      '0 passed, 2 failed',
    ]);
  });

  it('counts a suite that throws, and runs the others, but not those that need it', async () => {
    const { said, ended } = start(`
      { name: 'a', title: 'A', run: () => Promise.reject(new Error('no file')) },
      { name: 'b', title: 'B', needs: ['a'], run: async () => one },
      { name: 'c', title: 'C', run: async () => one }`);
    expect(await ended).toBe(1);
    expect(said.out).toMatch(/\na +0 +1 +0 +[\d.]+ s {2}no file\n/);
    expect(said.out).toMatch(/\nb +0 +1 +0 +not run: a failed\n/);
    expect(said.out).toMatch(/\nc +1 +0 +0 +[\d.]+ s\n/);
    expect(lines(said.out).at(-1)).toBe('1 passed, 2 failed');
  });

  it('fails where the list can not be made, and where nothing ran', async () => {
    const broken = start(`...(() => { throw new Error('no list'); })()`);
    expect(await broken.ended).toBe(1);
    expect(broken.said.out).toMatch(/\nset-up +0 +1 +0 +no list\n/);
    const empty = start('');
    expect(await empty.ended).toBe(1);
    expect(lines(empty.said.out)).toEqual(['', '0 passed, 0 failed']);
  });

  it('ends what runs when it is stopped, and closes with what had ended', async () => {
    const { child, said, ended, says } = start(`
      { name: 'a', title: 'A', run: async () => one },
      { name: 'b', title: 'B', run: async (write) => {
        await node('console.log(process.pid); setInterval(() => {}, 1000)', (text) => {
          console.log('child ' + text);
          write(text);
        });
        return one;
      } },
      { name: 'c', title: 'C', needs: ['b'], run: async () => one }`);
    await says('child ');
    await says('A: ');
    child.kill('SIGTERM');
    expect(await ended).toBe(1);
    const pid = Number(said.out.match(/child (\d+)/)![1]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(said.out).toMatch(/B: cut short\n=+\n\d+\n/);
    expect(said.out).toMatch(/\na +1 +0 +0 +[\d.]+ s\nstopped +0 +1 +0 +SIGTERM\n/);
    expect(said.out).not.toContain('-- C');
    expect(lines(said.out).at(-1)).toBe('1 passed, 1 failed');
  });
});
