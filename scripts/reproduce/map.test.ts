import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sweepGrid } from '../../src/core/sweeps/cells';
import { sweepResults } from '../../src/core/sweeps/sweep';
import { parseResults } from '../../src/core/training/results';
import { matchingSweep } from '../../src/labs/matching/sweep';
import { run, temporaryFolder } from './testing';

const { at } = temporaryFolder('map');
const matching = [
  ...['map', '--link', '#/matching?d=3&method=direct-sigma-1&maxSteps=20&seed=9'],
  ...['--x', 'sigma=0.1..10:3', '--y', 'epsilon=-10,-1', '--jobs', '1'],
];

function resultsIn(name: string) {
  const parsed = parseResults(sweepResults, readFileSync(at(name), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.file.results;
}

const refused = async (...args: string[]) => {
  const { status, stderr } = await run('map', ...args, '--out', at('no.json'));
  expect(status).toBe(2);
  return stderr.split('\n')[0];
};

describe('npm run reproduce -- map', () => {
  it('goes on where it was stopped, and joins shards, to the bits of one uninterrupted sweep', async () => {
    expect(await run(...matching, '--reps', '2', '--out', at('whole.json'))).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect((await run(...matching, '--reps', '1', '--out', at('on.json'))).status).toBe(0);
    expect((await run(...matching, '--reps', '2', '--out', at('on.json'))).status).toBe(0);
    const parts = ['1', '2', '3'].map((i) => at(`part-${i}.json`));
    for (const [i, part] of parts.entries()) {
      const shard = ['--reps', '2', '--shard', `${i + 1}/3`, '--out', part];
      expect((await run(...matching, ...shard)).status).toBe(0);
    }
    expect((await run('merge', ...parts.toReversed(), '--out', at('merged.json'))).status).toBe(0);
    const whole = sweepGrid(resultsIn('whole.json'));
    expect(whole).toMatchObject({
      settings: 'd=3&method=direct-sigma-1&maxSteps=20',
      x: { name: 'sigma', values: [0.1, 1, 10] },
      y: { name: 'epsilon', values: [-10, -1] },
    });
    expect(whole.cells.every((cell) => cell?.wrong.n === 2)).toBe(true);
    expect(sweepGrid(resultsIn('on.json'))).toEqual(whole);
    expect(sweepGrid(resultsIn('merged.json'))).toEqual(whole);
    const lines = readFileSync(at('merged.csv'), 'utf8').trim().split('\n');
    expect(lines[0]).toBe('lab,sigma,epsilon,quantity,mean,se,n,seed,version,hash');
    expect(lines).toHaveLength(1 + 6 * Object.keys(matchingSweep.quantities).length);
    expect(lines[1]).toMatch(
      /^matching,0\.1,-10,wrong,[\d.]+,[\d.]+,2,1,[\d.]+,"#\/matching\?d=3&method=direct-sigma-1&maxSteps=20"$/,
    );
    expect(readFileSync(at('merged.md'), 'utf8')).toContain('| epsilon \\ sigma | 0.1 | 1 | 10 |');
  });

  it('names what can’t be swept', async () => {
    const argmax = ['--link', '#/argmax'];
    const axes = ['--x', 'sigma=0.1..10:3', '--y', 'epsilon=-10,-1'];
    expect(await refused('--link', '#/knn', ...axes)).toBe(
      'There is no sweep of "knn"; there is of argmax, matching.',
    );
    expect(await refused(...axes)).toContain('There is no sweep of ""');
    expect(await refused(...argmax, '--x', 'sigma=0.1..10:3')).toContain('"" is no axis');
    expect(await refused(...argmax, '--x', 'noise=1,2', '--y', 'sigma=1,2')).toContain(
      '"noise" can\'t be swept; sigma, epsilon, k, batch can.',
    );
    expect(await refused('--link', '#/argmax?sigma=lots', ...axes)).toContain('sigma');
    expect(await refused(...argmax, '--x', 'sigma=0.1..10:1000', '--y', 'epsilon=1..2:1000')).toBe(
      '1000 by 1000 are 1,000,000 cells; 10,000 at most.',
    );
  });
});
