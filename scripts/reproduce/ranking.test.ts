import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseResults } from '../../src/core/training/results';
import { rankingResults } from '../../src/labs/rankings/experiment/table';
import { readArguments, UsageError } from './arguments';
import { run, temporaryFolder } from './testing';

const { at } = temporaryFolder('reproduce-ranking');

/** All that is the same in every run of a job. */
function results(name: string) {
  const parsed = parseResults(rankingResults, readFileSync(at(name), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.file.results
    .map((result) => ({ ...result, milliseconds: 0 }))
    .sort((a, b) => a.fold - b.fold || a.method.localeCompare(b.method));
}

/** A file of one's own: labels in the order of three lines. */
function ownFile(name: string, rows = 40): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = Math.sin(i);
    const order = [x, 0.2, -x].map((score, label) => ({ score, label }));
    const places = [0, 0, 0];
    order
      .sort((a, b) => b.score - a.score)
      .forEach(({ label }, place) => (places[label] = place + 1));
    return `${x},${places.join(',')}`;
  });
  writeFileSync(at(name), `x,place:a,place:b,place:c\n${lines.join('\n')}\n`);
  return at(name);
}

describe('npm run reproduce -- ranking', () => {
  it('ranks a file of one’s own, goes on where it was, and shards give the same', async () => {
    const file = ownFile('own.csv');
    const how = ['ranking', '--sets', file, '--steps', '20', '--methods', 'fenchel-young,squared'];
    const first = await run(...how, '--folds', '1', '--jobs', '1', '--out', at('a.json'));
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(results('a.json')).toHaveLength(2);
    expect(await run(...how, '--folds', '2', '--out', at('a.json'))).toMatchObject({ status: 0 });
    for (const i of [1, 2]) {
      const part = ['--folds', '2', '--shard', `${i}/2`, '--jobs', '1', '--out', at(`s${i}.json`)];
      expect(await run(...how, ...part)).toMatchObject({ status: 0 });
    }
    await run('merge', at('s1.json'), at('s2.json'), '--out', at('m.json'));
    expect(results('m.json')).toEqual(results('a.json'));
    expect(results('m.json')).toHaveLength(4);
    expect(readFileSync(at('m.md'), 'utf8')).toMatch(
      /\| set \| examples \| folds \| Perturbed Fenchel-Young \| Squared error \|\n.*\n\| .*own.csv \| 40 \| 2 \| /,
    );
    expect(readFileSync(at('m.csv'), 'utf8')).toContain(',40,squared,20,2000,2,');
  });

  it('makes generated rankings under noise', async () => {
    const size = ['--labels', '4', '--features', '2', '--examples', '20', '--steps', '20'];
    const how = ['ranking', '--synthetic', ...size, '--noise', '0.01,10', '--methods', 'squared'];
    const done = await run(...how, '--reps', '2', '--jobs', '1', '--out', at('n.json'));
    expect(done).toMatchObject({ status: 0, stderr: '' });
    const lines = readFileSync(at('n.md'), 'utf8');
    expect(lines).toContain('| 0.01 | 4 | Squared error | 2 |');
    expect(lines).toContain('| 10 | 4 | Squared error | 2 |');
    expect(readFileSync(at('n.csv'), 'utf8')).toContain('10,4,2,20,squared,20,2000,2,');
  });

  it('names the file that it can’t use', async () => {
    const out = ['--out', at('x.json')];
    const missing = await run('ranking', '--sets', 'iris', '--from', at('nowhere'), ...out);
    expect(missing).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/iris\.txt is missing: --from must name/) as string,
    });
    const unknown = await run('ranking', '--sets', 'algae', ...out);
    expect(unknown.stderr).toContain(
      '--sets has no "algae": it is no file, and no set of iris, wine',
    );
    writeFileSync(at('bad.csv'), 'x,ranking\n1,a>b\n2,a>a\n');
    const bad = await run('ranking', '--sets', at('bad.csv'), ...out);
    expect(bad.stderr).toContain(
      'bad.csv, row 3, column "ranking": the label "a" stands there twice.',
    );
    const few = await run('ranking', '--sets', ownFile('few.csv', 19), ...out);
    expect(few.stderr).toContain('few.csv has 19 examples; 10 folds need 20.');
  });
});

describe('its arguments', () => {
  it('stand for a request', () => {
    expect(readArguments(['ranking', '--out', 'r.json'])).toMatchObject({
      ...{ kind: 'ranking', from: 'public/data', minutes: Infinity },
      request: {
        datasets: { length: 21 },
        methods: { length: 5 },
        folds: 10,
        inner: 2000,
        seed: 1,
      },
    });
    expect(readArguments(['ranking', '--synthetic', '--out', 'n.json'])).toMatchObject({
      kind: 'noisy-rankings',
      request: { labels: 100, features: 50, rows: 500, repetitions: 3, sigmas: { length: 9 } },
    });
    const some = [
      'ranking',
      '--sets',
      'iris,wine',
      '--shard',
      '2/3',
      '--folds',
      '3',
      '--out',
      'r.json',
    ];
    expect(readArguments(some)).toMatchObject({
      request: { datasets: ['iris', 'wine'], folds: 3, shard: { index: 2, count: 3 } },
    });
  });

  it.each([
    [['--folds', '11'], '--folds must be a whole number from 1 to 10, not "11"'],
    [['--inner', '5'], '--inner must be'],
    [['--synthetic', '--noise', '0'], '--noise must be a number above 0, not "0"'],
    [['--methods', 'magic'], '--methods has no "magic"'],
  ])('%j are refused', (args, says) => {
    const read = () => readArguments(['ranking', ...args, '--out', 'r.json']);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(says);
  });
});

it('the arguments of a classifier stand for a request', () => {
  const args = [
    'classify',
    '--dataset',
    'drawn',
    '--draws',
    '1,10',
    '--noise',
    '0,1',
    '--out',
    'c.json',
  ];
  expect(readArguments(args)).toMatchObject({
    kind: 'classify',
    request: {
      dataset: 'drawn',
      sigmas: [0, 1],
      samples: [1, 10],
      steps: 400,
      losses: { length: 4 },
    },
  });
  const wrong = () => readArguments(['classify', '--draws', '0', '--out', 'c.json']);
  expect(wrong).toThrow('--draws must be a whole number from 1 to 100000, not "0"');
});
