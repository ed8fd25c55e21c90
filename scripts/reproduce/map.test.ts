import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sweepGrid } from '../../src/core/sweeps/cells';
import { resultOf, sweepJobs, sweepResults } from '../../src/core/sweeps/sweep';
import { parseResults } from '../../src/core/training/results';
import { drawnSet } from '../../src/data/drawn/drawn';
import { anySweep } from '../../src/labs/kit/sweep';
import { sweepChoice, sweepCommand } from '../../src/labs/kit/sweep-link';
import { askedMap, sweepTable } from '../../src/labs/kit/sweep-view';
import { DRAWN, measureCell } from '../../src/labs/knn/experiment/cell';
import { knnSweep } from '../../src/labs/knn/sweep';
import { measureTraining } from '../../src/labs/matching/experiment/cell';
import { matchingSweep } from '../../src/labs/matching/sweep';
import {
  createCpuBlockDistances,
  createCpuNetwork,
  createCpuPairMath,
} from '../../src/simd/networks/cpu';
import { csvLines } from '../../src/ui/export/csv';
import pkg from '../../package.json' with { type: 'json' };
import { readArguments } from './arguments';
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
    expect(lines[0]).toBe('lab,sigma,epsilon,quantity,mean,se,n,seed,version,hash,made_on');
    expect(lines).toHaveLength(1 + 6 * Object.keys(matchingSweep.quantities).length);
    expect(lines[1]).toMatch(
      /^matching,0\.1,-10,wrong,[\d.]+,[\d.]+,2,1,[\d.]+,"#\/matching\?d=3&method=direct-sigma-1&maxSteps=20",CPU$/,
    );
    expect(readFileSync(at('merged.md'), 'utf8')).toContain('| epsilon \\ sigma | 0.1 | 1 | 10 |');
  });

  it('makes the cells of the neighbours that the page makes', async () => {
    const link = '#/knn?cellSteps=10&queries=20&candidates=50';
    const axes = ['--x', 'sigma=0.5,1', '--y', 'k=3', '--jobs', '1'];
    const done = await run('map', '--link', link, ...axes, '--out', at('knn.json'));
    expect(done).toMatchObject({ status: 0, stderr: '' });
    const [, { values, ...job }] = resultsIn('knn.json');
    expect(job).toMatchObject({ lab: 'knn', xName: 'sigma', x: 1, yName: 'k', y: 3 });
    const { height, width, channels, classes, ...images } = drawnSet(DRAWN);
    const made = await measureCell(
      anySweep(knnSweep).task(job),
      { ...images, input: [height, width, channels], classes: classes.length },
      {
        ...{ createNetwork: createCpuNetwork, pairs: createCpuPairMath(), now: () => 0 },
        blockDistances: createCpuBlockDistances(),
      },
    );
    expect(values).toEqual(made);
  });

  it('is what the page offers to copy, for all its cells and under its settings', () => {
    const sweep = anySweep(matchingSweep);
    const choice = sweepChoice(sweep, 'sigma=0.1778279410..3.162277660:5~d=3,5,9~wrong');
    const query = 'compare=blackbox&d=7&method=direct-sigma-1&sigma=3&temperature=2';
    const asked = askedMap(sweep, { lab: 'matching', query, choice });
    if ('fault' in asked) throw new Error(asked.fault);
    const { settings } = asked;
    const command = sweepCommand({
      ...{ lab: 'matching', settings, axes: choice.axes, repetitions: 3, seed: 8 },
    });
    const [, , , , ...args] = command.split(' ').map((arg) => arg.replaceAll("'", ''));
    const read = readArguments(args);
    if (read === 'help' || read.kind !== 'map') throw new Error('no command of a map');
    const { data: _, ...map } = asked;
    expect(read.request).toEqual({ ...map, repetitions: 3, seed: 8 });
    expect(settings).toBe('method=direct-sigma-1&temperature=2');
  });

  it('writes the table of the page, where the command that it offers is run', async () => {
    const sweep = anySweep(matchingSweep);
    const choice = sweepChoice(sweep, 'rate=0.05..0.2:2~d=3,4~loss');
    const query = 'method=direct-sigma-1&maxSteps=10&sequences=2&sigma=0.5&seed=4';
    const asked = askedMap(sweep, { lab: 'matching', query, choice });
    if ('fault' in asked) throw new Error(asked.fault);
    const request = { ...asked, repetitions: 2, seed: 4 };
    const command = sweepCommand({ ...request, axes: choice.axes });
    const [, , , , ...args] = command.split(' ').map((arg) => arg.replaceAll("'", ''));
    expect(args.splice(-2)).toEqual(['--out', 'sweep.json']);
    const made = await run(...args, '--jobs', '1', '--out', at('sweep.json'));
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const results = await Promise.all(
      sweepJobs(request).map(async (job) => resultOf(job, await measureTraining(sweep.task(job)))),
    );
    const { columns, rows } = sweepTable(results, pkg.version);
    expect(readFileSync(at('sweep.csv'), 'utf8')).toBe(csvLines([columns, ...rows]));
  });

  it('names what can’t be swept', async () => {
    const argmax = ['--link', '#/argmax'];
    const axes = ['--x', 'sigma=0.1..10:3', '--y', 'epsilon=-10,-1'];
    expect(await refused('--link', '#/paths', ...axes)).toBe(
      'There is no sweep of "paths"; there is of argmax, matching, knn.',
    );
    expect(await refused('--link', '#/knn?dataset=own', ...axes)).toBe(
      'dataset=own is of images of your own, which only the page has.',
    );
    expect(await refused('--link', '#/knn?network=resnet18', ...axes)).toContain(
      'ResNet18 can’t be swept',
    );
    expect(await refused('--link', '#/knn?dataset=mnist', ...axes, '--from', at(''))).toContain(
      'mnist is missing: --from must name a folder',
    );
    expect(await refused(...argmax, '--x', 'k=1..3:3', '--y', 'sigma=1,2')).toBe(
      "k can't be 3 under these settings: it would be 2.",
    );
    expect(await refused(...argmax, '--x', 'sigma=1..0.1:3', '--y', 'k=1,2')).toBe(
      'The range of sigma is empty: 1 is not less than 0.1.',
    );
    expect(await refused(...argmax, '--x', 'sigma=1,2', '--y', 'epsilon=-1..1:3')).toBe(
      'epsilon is spaced by its logarithm: -1 and 1 must lie on the same side of 0.',
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
