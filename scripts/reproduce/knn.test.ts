import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KnnResult } from '../../src/labs/knn/experiment/repetition';
import { variantNames } from '../../src/labs/knn/experiment/spec';
import { knnResults, knnRows } from '../../src/labs/knn/experiment/table';
import { readArguments, UsageError } from './arguments';
import { run, temporaryFolder, writeMnist } from './testing';
import { readResults } from './file';
import { knnTables } from './knn-report';
import { readSet } from './sets';

const { folder, at } = temporaryFolder('reproduce-knn');

/** What is tested is not how much can be learned. */
beforeAll(() => writeMnist(at('mnist'), { train: 600, test: 100 }));

/** Two methods for less than a second each. */
const small = [
  ...[
    'knn',
    '--from',
    folder,
    '--dataset',
    'mnist',
    '--network',
    'compact',
    '--minutes',
    '0.01',
    '--k',
    '3',
  ],
  ...['--methods', 'direct-sigma-0,cross-entropy', '--seed', '5', '--queries', '20', '--jobs', '1'],
];

const result = (k: number, change: Partial<KnnResult> = {}): KnnResult => ({
  ...{ dataset: 'mnist', variant: 'direct-learned-sigma', network: 'lenet', k },
  ...{ queries: 100, candidates: 100, minutes: 60, seed: 1, steps: 900, validation: 0.99 },
  ...{ right: 0.97, sigma: 0.25, millisecondsPerStep: 240, fault: '' },
  test: { images: 10_000, ks: [1, 3, 5, 9], right: [9900, 9910, 9920, 9930] },
  ...change,
});

function write(name: string, results: readonly KnnResult[], change: object = {}): string {
  const file = { app: 'noisy-argmax', kind: 'knn-table', version: '', made: '', results };
  writeFileSync(at(name), JSON.stringify({ ...file, ...change }));
  return at(name);
}

describe('npm run reproduce -- knn', () => {
  it('makes a shard, takes it up for the rest, and joins', async () => {
    const shard = await run(...small, '--shard', '1/2', '--out', at('s1.json'));
    expect([shard.status, shard.stderr]).toEqual([0, '']);
    const [first, ...more] = readResults(knnResults, at('s1.json')).results;
    expect(more).toEqual([]);
    expect(first).toMatchObject({ variant: 'direct-sigma-0', k: 3, queries: 20, seed: 5 });
    expect(first).toMatchObject({ candidates: 100, fault: '', test: { images: 100 } });
    expect(first.steps).toBeGreaterThan(0);

    writeFileSync(at('all.json'), readFileSync(at('s1.json')));
    const all = await run(...small, '--out', at('all.json'));
    expect([all.status, all.stderr]).toEqual([0, '']);
    const both = readResults(knnResults, at('all.json'));
    expect(both.results).toHaveLength(2);
    expect(both.results[0]).toEqual(first);
    expect(both.results[1].variant).toBe('cross-entropy');
    expect(both.made).toContain(`npm run reproduce -- knn --from ${folder} --dataset mnist`);
    // nothing is left: the same results, and the table again
    const again = await run(...small, '--out', at('all.json'));
    expect(again.stdout).toContain('Cross-entropy');
    expect(readResults(knnResults, at('all.json')).results).toEqual(both.results);

    write('s2.json', [both.results[1]]);
    const merged = await run('merge', at('s2.json'), at('s1.json'), '--out', at('m.json'));
    expect(merged.status).toBe(0);
    expect(knnRows(readResults(knnResults, at('m.json')).results)).toEqual(knnRows(both.results));
    expect(readFileSync(at('m.md'), 'utf8')).toContain(
      '| mnist | Direct loss, σ = 0 | 3 | compact',
    );
    expect(readFileSync(at('m.csv'), 'utf8').split('\n')[1]).toMatch(
      /^mnist,direct-sigma-0,3,compact,20,100,0.01,5,/,
    );
  });

  it('makes exactly as many steps as are asked for, and a compact file of two sets', async () => {
    const steps = small.map((arg) => ({ '--minutes': '--steps', '0.01': '3' })[arg] ?? arg);
    const other = steps.map((arg) => (arg === 'mnist' ? 'fashion-mnist' : arg));
    cpSync(at('mnist'), at('fashion-mnist'), { recursive: true });
    expect((await run(...steps, '--out', at('mnist3.json'))).status).toBe(0);
    expect((await run(...other, '--out', at('other3.json'))).status).toBe(0);
    const files = [at('mnist3.json'), at('other3.json')];
    const compacted = await run('compact', ...files, '--out', at('small.json'));
    expect(compacted.stdout).toContain('4 results');
    const { results, made } = readResults(knnResults, at('small.json'));
    const of = files.flatMap((file) => readResults(knnResults, file).results);
    expect(results.map(({ test }) => test)).toEqual(of.map(({ test }) => test));
    for (const result of results) expect(result).toMatchObject({ maxSteps: 3, steps: 3 });
    expect(made).toContain('--dataset mnist');
    expect(made).toContain('--dataset fashion-mnist');
    expect(made).not.toContain(folder);
  });

  it('refuses files and folders that cannot be used', async () => {
    writeFileSync(at('damaged.json'), '{');
    const damaged = await run(...small, '--out', at('damaged.json'));
    expect([damaged.status, damaged.stderr]).toEqual([
      2,
      expect.stringContaining('damaged.json: The file is not JSON.'),
    ]);
    expect(readFileSync(at('damaged.json'), 'utf8')).toBe('{');
    const missing = await run('knn', '--from', at('nowhere'), '--out', at('x.json'));
    expect([missing.status, missing.stderr]).toEqual([
      2,
      expect.stringContaining('--from must name a folder with mnist in it'),
    ]);
    const good = write('good.json', [result(5)]);
    const gone = await run('merge', good, at('gone.json'), '--out', at('x.json'));
    expect([gone.status, gone.stderr]).toEqual([2, expect.stringContaining("gone.json can't be")]);
    const other = write('other.json', [], { kind: 'matching-table', seed: 1 });
    const mixed = await run('merge', good, other, '--out', at('x.json'));
    expect([mixed.status, mixed.stderr]).toEqual([
      2,
      expect.stringContaining('other.json: The file is not a kNN table'),
    ]);
    expect(existsSync(at('x.json'))).toBe(false);
  });
});

describe('its arguments', () => {
  const out = ['--out', 'table.json'];

  it('stand for a request', () => {
    expect(readArguments(['knn', ...out])).toMatchObject({
      ...{ kind: 'knn', from: 'public/data', out: 'table.json', nice: false },
      request: {
        ...{ dataset: 'mnist', network: 'lenet', ks: [5], minutes: 60, seed: 1 },
        ...{ queries: 100, candidates: 100, variants: variantNames },
      },
    });
    const some = ['--k', '1,9', '--methods', 'cross-entropy', '--shard', '2/3', '--jobs', '4'];
    expect(readArguments(['knn', ...some, ...out])).toMatchObject({
      processes: 4,
      request: { ks: [1, 9], variants: ['cross-entropy'], shard: { index: 2, count: 3 } },
    });
    const counted = readArguments(['knn', '--steps', '1600', ...out]);
    expect(counted).toMatchObject({ request: { maxSteps: 1600 } });
    expect(counted).not.toHaveProperty('request.minutes');
  });

  it.each([
    [['knn'], '--out must name'],
    [['knn', '--out', 'table.csv'], 'end with .json, not "table.csv"'],
    [['knn', 'mnist', ...out], '"mnist" is one word too many'],
    [['knn', '--k', '0', ...out], '--k must be a whole number from 1 to 50, not "0"'],
    [['knn', '--k', '1,', ...out], '--k must be a whole number from 1 to 50, not ""'],
    [['knn', '--methods', 'table', ...out], '--methods has no "table"'],
    [['knn', '--network', 'vgg', ...out], '--network has no "vgg"; it can be compact or lenet'],
    [['knn', '--queries', '2001', ...out], '--queries must be a whole number from 1 to 2000'],
    [['knn', '--candidates', '49', ...out], '--candidates must be a whole number from 50 to 5000'],
    [['knn', '--minutes', '0', ...out], '--minutes must be a number above 0, not "0"'],
    [['knn', '--minutes', 'ten', ...out], '--minutes must be'],
    [['knn', '--steps', '0', ...out], '--steps must be a whole number from 1 to 1000000, not "0"'],
    [['knn', '--steps', '1.5', ...out], '--steps must be'],
    [['knn', '--steps', '9', '--minutes', '1', ...out], 'Only one of --steps and --minutes'],
    [['knn', '--seed', '-1', ...out], '--seed'],
    [['knn', '--shard', '0/2', ...out], '--shard must be i/n'],
    [['knn', '--jobs', '0', ...out], '--jobs must be'],
  ])('%j are refused with a sentence', (args, says) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(says);
  });
});

describe('its sets', () => {
  it('are the generated one, and the files of a folder', async () => {
    const drawn = await readSet(at('nowhere'), 'drawn');
    expect(drawn).toMatchObject({ input: [28, 28, 1], classes: 10 });
    expect([drawn.train.count, drawn.test.count]).toEqual([12_000, 2000]);
    const mnist = await readSet(folder, 'mnist');
    expect([mnist.train.count, mnist.test.count]).toEqual([600, 100]);
  });

  it('are refused by name, by folder and by file', async () => {
    await expect(readSet(folder, 'imagenet')).rejects.toThrow(
      '--dataset has no "imagenet"; it can be drawn, mnist, fashion-mnist, cifar10',
    );
    await expect(readSet(at('cifar'), 'mnist')).rejects.toThrow(
      'mnist is missing: --from must name',
    );
    mkdirSync(at('cifar10'));
    writeFileSync(at('cifar10/test_batch.bin'), 'not an image');
    await expect(readSet(folder, 'cifar10')).rejects.toThrow(UsageError);
  });
});

describe('its tables', () => {
  const { markdown, csv, terminal } = knnTables([
    result(5),
    result(9, { variant: 'cross-entropy', dataset: 'drawn', sigma: 0, fault: 'Too much, here.' }),
  ]);

  it('show accuracies beside the printed one, with the interval for the trained k', () => {
    const [, , drawn, mnist] = markdown.split('\n');
    expect(mnist).toBe(
      '| mnist | Direct loss, σ(x) learned | 5 | lenet | 60 | 900 | 240 | 99.00 | 99.10 | ' +
        '**99.20** (99.01 to 99.36) | 99.30 | 99.4 | 0.250 |',
    );
    expect(drawn).toContain('| Cross-entropy on a linear head (diverged) | 9 |');
    // nothing is printed for it, and it has no sigma
    expect(drawn).toMatch(/\*\*99\.30\*\* \([\d.]+ to [\d.]+\) \| {2}\| {2}\|$/);
    expect(terminal).not.toContain('*');
  });

  it('as CSV have one line per tested k, and quote a cell with a comma', () => {
    const [header, ...lines] = csv.trim().split('\n');
    expect(lines).toHaveLength(8);
    const columns = header.split(',');
    expect(lines[0].endsWith(',"Too much, here."')).toBe(true);
    const told = lines.map((line) => line.replace(/"[^"]*"/g, 'told'));
    for (const line of told) expect(line.split(',')).toHaveLength(columns.length);
    const cell = (line: string, name: string) => line.split(',')[columns.indexOf(name)];
    expect(lines.slice(4).map((line) => cell(line, 'printed'))).toEqual(['', '', '99.4', '']);
    expect(cell(lines[6], 'percent')).toBe('99.2');
  });
});
