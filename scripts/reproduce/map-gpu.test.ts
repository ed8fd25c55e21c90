import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sweepResults, type SweepResult } from '../../src/core/sweeps/sweep';
import { parseResults } from '../../src/core/training/results';
import { findBrowser } from '../browser.mjs';
import { command, run, temporaryFolder } from './testing';

const { at } = temporaryFolder('map-gpu');
const browser = findBrowser() !== null;
const why = browser ? '' : ' (skipped: there is no browser)';

const sweep = [
  ...['map', '--link', '#/matching?d=3&sequences=3&maxSteps=12&method=direct-learned-sigma'],
  ...['--x', 'sigma=0.5,2', '--y', 'epsilon=-20,9', '--seed', '3', '--jobs', '1'],
];

/** Results by their jobs, and the lines of the CSV beside them. */
function made(name: string) {
  const parsed = parseResults(sweepResults, readFileSync(at(`${name}.json`), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.fault);
  const results = new Map<string, SweepResult>(
    parsed.file.results.map((result) => [sweepResults.nameOf(result), result]),
  );
  const csv = readFileSync(at(`${name}.csv`), 'utf8')
    .trim()
    .split('\n');
  return { results, makers: csv.slice(1).map((line) => line.split(',').at(-1)) };
}

it.skipIf(!browser)(
  `a map is made on the graphics device of a browser, in shards that join with those of processors, and says so${why}`,
  { timeout: 180_000 },
  async () => {
    expect((await run(...sweep, '--out', at('cpu.json'))).status).toBe(0);
    const gpu = command([...sweep, '--shard', '1/2', '--gpu', '--out', at('gpu.json')]);
    expect(gpu.stderr).toMatch(/^on (?!.*left to)/s);
    expect(gpu.status).toBe(0);
    expect((await run(...sweep, '--shard', '2/2', '--out', at('rest.json'))).status).toBe(0);
    const [all, first] = [made('cpu'), made('gpu')];
    expect([all.results.size, first.results.size]).toEqual([4, 2]);
    expect(new Set(all.makers)).toEqual(new Set(['CPU']));
    expect(first.makers).not.toContain('CPU');
    for (const [name, { device, values }] of first.results) {
      expect(device).toMatch(/./);
      const expected = all.results.get(name)!;
      expect(expected).not.toHaveProperty('device');
      expect([values.wrong, values.steps]).toEqual([expected.values.wrong, expected.values.steps]);
      expect(values.loss! / expected.values.loss!).toBeCloseTo(1, 5);
      expect(values.gain! / expected.values.gain!).toBeCloseTo(1, 3);
    }
    expect(readFileSync(at('gpu.md'), 'utf8')).toContain('All results come from ');
    const parts = [at('rest.json'), at('gpu.json')];
    expect((await run('merge', ...parts, '--out', at('mixed.json'))).status).toBe(0);
    const mixed = made('mixed');
    expect(mixed.results.size).toBe(4);
    expect(mixed.makers.filter((maker) => maker === 'CPU')).toHaveLength(mixed.makers.length / 2);
    expect(readFileSync(at('mixed.md'), 'utf8')).toContain('2 of 4 results come from ');
    // a cell that both have made is the processor's, whichever comes first
    for (const files of [
      ['gpu', 'cpu'],
      ['cpu', 'gpu'],
    ]) {
      const both = files.map((name) => at(`${name}.json`));
      expect((await run('merge', ...both, '--out', at('both.json'))).status).toBe(0);
      expect(made('both').results).toEqual(all.results);
    }
  },
);

it('a map of another lab is refused a device in a sentence', async () => {
  const argmax = ['map', '--link', '#/argmax', '--x', 'sigma=1,2', '--y', 'epsilon=-2,-1'];
  const { status, stderr } = await run(...argmax, '--gpu', '--out', at('no.json'));
  expect([status, stderr.split('\n')[0]]).toEqual([
    ...[2, '--gpu is for maps of matching; argmax is swept on processors.'],
  ]);
});
