import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseResults } from '../../src/core/training/results';
import { matchingResults } from '../../src/labs/matching/experiment/table';
import { readArguments, UsageError } from './arguments';
import { command, run as runHere, temporaryFolder } from './testing';

const { at } = temporaryFolder('reproduce');

/** The command in this process, without what it prints. */
async function run(...args: string[]) {
  const { status, stderr } = await runHere(...args);
  return { status, stderr };
}

/** All that is the same in every run of a job. */
function results(name: string) {
  const parsed = parseResults(matchingResults, readFileSync(at(name), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.file.results
    .map((result) => ({ ...result, millisecondsPerStep: 0 }))
    .sort((a, b) => a.repetition - b.repetition);
}

const small = ['matching', '--d', '3', '--methods', 'direct-sigma-0', '--seed', '5'];

describe('npm run reproduce', () => {
  it('makes a table, takes it up again, and the same one from shards', async () => {
    const first = command([...small, '--reps', '2', '--jobs', '1', '--out', at('a.json')]);
    expect(first.stderr).not.toContain('Error');
    expect(first.status).toBe(0);
    expect(first.stdout).toContain('Direct loss, σ = 0');
    expect(results('a.json')).toHaveLength(2);
    const rest = await run(...small, '--reps', '4', '--out', at('a.json'));
    expect(rest).toEqual({ status: 0, stderr: '' });
    for (const i of [1, 2]) {
      const shard = ['--reps', '4', '--shard', `${i}/2`, '--jobs', '1'];
      const part = await run(...small, ...shard, '--out', at(`s${i}.json`));
      expect(part).toEqual({ status: 0, stderr: '' });
    }
    const merged = await run('merge', at('s1.json'), at('s2.json'), '--out', at('m.json'));
    expect(merged.status).toBe(0);
    expect(results('m.json')).toEqual(results('a.json'));
    expect(results('m.json')).toHaveLength(4);
    expect(readFileSync(at('m.md'), 'utf8')).toContain('| 3 | Direct loss, σ = 0 | 4 |');
    expect(readFileSync(at('m.csv'), 'utf8').split('\n')[1]).toMatch(/^3,direct-sigma-0,false,4,/);
  });

  it('refuses a file of another seed, and one that is damaged', async () => {
    const file = { app: 'noisy-argmax', kind: 'matching-table', seed: 9, results: [] };
    writeFileSync(at('other.json'), JSON.stringify(file));
    const other = await run(...small, '--out', at('other.json'));
    expect([other.status, other.stderr]).toEqual([2, expect.stringContaining('results of seed 9')]);
    writeFileSync(at('damaged.json'), '{');
    const damaged = command(['merge', at('damaged.json'), '--out', at('x.json')]);
    expect([damaged.status, damaged.stderr]).toEqual([
      2,
      expect.stringContaining('damaged.json: The file is not JSON.'),
    ]);
  });
});

describe('its arguments', () => {
  const out = ['--out', 'table.json'];

  it('stand for a request', () => {
    expect(readArguments(['matching', '--d', '5,40', '--methods', 'table', ...out])).toMatchObject({
      kind: 'matching',
      request: { ds: [5, 40], repetitions: 200, seed: 1, variants: { length: 4 } },
      out: 'table.json',
    });
    expect(readArguments([])).toBe('help');
  });

  it.each([
    [['matching'], '--out must name'],
    [['matching', '--out', 'x.txt'], 'end with .json, not "x.txt"'],
    [['tsp', ...out], 'no experiment "tsp"'],
    [['matching', 'now', ...out], '"now" is one word too many'],
    [['matching', '--d', '2', ...out], '--d must be a whole number from 3 to 128, not "2"'],
    [['matching', '--d', '5,', ...out], '--d must be'],
    [['matching', '--methods', 'magic', ...out], '--methods has no "magic"'],
    [['matching', '--reps', '0', ...out], '--reps must be'],
    [['matching', '--seed', 'x', ...out], '--seed must be'],
    [['matching', '--shard', '3/2', ...out], '--shard must be i/n'],
    [['matching', '--minutes=-1', ...out], '--minutes must be'],
    [['matching', '--speed', '1', ...out], "Unknown option '--speed'"],
    [['merge', ...out], 'merge needs the files'],
  ])('%j are refused with a sentence', (args, says) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(says);
  });
});
