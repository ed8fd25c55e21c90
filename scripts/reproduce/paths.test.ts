import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { terrainSet } from '../../src/data/terrain/terrain';
import { writeNpy } from '../../src/data/testing';
import type { PathsResult } from '../../src/labs/paths/experiment/repetition';
import { pathsVariants, variantNames } from '../../src/labs/paths/experiment/spec';
import {
  finalTest,
  ordersFound,
  pathsResults,
  pathsRows,
} from '../../src/labs/paths/experiment/table';
import { measureYardstick } from '../../src/labs/paths/experiment/yardsticks';
import { readArguments, UsageError } from './arguments';
import { run, temporaryFolder } from './testing';
import { readResults } from './file';
import { readMaps } from './maps';
import { pathsTables } from './paths-report';

const { folder, at } = temporaryFolder('reproduce-paths');

const small = [
  ...['paths', '--maps', '70', '--test-maps', '20', '--epochs', '2', '--seed', '5', '--jobs', '1'],
  ...['--methods', 'fenchel-young,squared'],
];

describe('npm run reproduce -- paths', () => {
  it('makes a shard, takes it up for the rest, and gives the same results again', async () => {
    const shard = await run(...small, '--shard', '1/2', '--out', at('s1.json'));
    expect([shard.status, shard.stderr]).toEqual([0, '']);
    const [first, ...more] = readResults(pathsResults, at('s1.json')).results;
    expect(more).toEqual([]);
    expect(first).toMatchObject({ variant: 'fenchel-young', maps: 70, steps: 2, fault: '' });
    expect(first.curve.map(({ epoch }) => epoch)).toEqual([1, 2]);
    writeFileSync(at('all.json'), readFileSync(at('s1.json')));
    const all = await run(...small, '--out', at('all.json'));
    expect([all.status, all.stderr]).toEqual([0, '']);
    const both = readResults(pathsResults, at('all.json')).results;
    expect(both.map(({ variant }) => variant)).toEqual(['fenchel-young', 'squared']);
    expect(both[0]).toEqual(first);
    expect(both[1].curve.every(({ ratio, valid }) => valid > 0 || Number.isNaN(ratio))).toBe(true);

    const again = await run(...small, '--shard', '1/2', '--out', at('again.json'));
    expect(again.status).toBe(0);
    // two results of one job are joined only where they agree
    const merged = await run('merge', at('again.json'), at('all.json'), '--out', at('m.json'));
    expect([merged.status, merged.stderr]).toEqual([0, '']);
    expect(readFileSync(at('m.md'), 'utf8')).toContain('| terrain, 70 | cells | 2 | Perturbed');
    const compacted = await run('compact', at('m.json'), '--out', at('c.json'));
    expect(compacted.stdout).toContain('2 results');
    expect(pathsRows(readResults(pathsResults, at('c.json')).results).length).toBe(2);
  }, 100_000);
});

describe('its arguments', () => {
  const out = ['--out', 'table.json'];

  it('stand for a request', () => {
    expect(readArguments(['paths', ...out])).toMatchObject({
      ...{ kind: 'paths', from: 'public/data', out: 'table.json', nice: false },
      request: {
        ...{ dataset: 'terrain', network: 'cells', maps: 2000, testMaps: 1000, epochs: 50 },
        ...{ rate: 5e-4, seed: 1, repetitions: 1, variants: variantNames },
      },
    });
    const some = ['--network', 'pure', '--methods', 'blackbox', '--reps', '3', '--shard', '2/3'];
    expect(readArguments(['paths', ...some, ...out])).toMatchObject({
      request: { network: 'pure', variants: ['blackbox'], repetitions: 3, shard: { index: 2 } },
    });
  });

  it.each([
    [['paths', '--maps', '69', ...out], '--maps must be a whole number from 70'],
    [['paths', '--rate', '0', ...out], '--rate must be a number above 0'],
    [
      ['paths', '--dataset', 'mnist', ...out],
      '--dataset has no "mnist"; it can be terrain or warc',
    ],
    [['paths', '--network', 'lenet', ...out], '--network has no "lenet"; it can be cells or pure'],
    [['paths', '--methods', 'table', ...out], '--methods has no "table"'],
  ])('%j are refused with a sentence', (args, says) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(says);
  });
});

describe('its maps', () => {
  it("are generated, or the first of the reader's own", () => {
    const { train } = terrainSet({ seed: 1, train: 3, test: 0 });
    const job = { dataset: 'warcraft', maps: 2, testMaps: 1 };
    expect(readMaps(at('nowhere'), { ...job, dataset: 'terrain' }).train.count).toBe(2);
    expect(() => readMaps(folder, job)).toThrow('train_maps.npy is missing');
    mkdirSync(at('warcraft'));
    for (const part of ['train', 'test']) {
      const write = (name: string, file: Uint8Array) =>
        writeFileSync(at(`warcraft/${part}_${name}.npy`), file);
      write('maps', writeNpy('|u1', [3, 96, 96, 3], train.pixels));
      write('shortest_paths', writeNpy('|u1', [3, 12, 12], train.paths));
      write('vertex_weights', writeNpy('<f4', [3, 12, 12], train.costs));
    }
    const read = readMaps(folder, job);
    expect([read.train.count, read.test.count]).toEqual([2, 1]);
    expect(read.train.pixels).toEqual(train.pixels.slice(0, 2 * 96 * 96 * 3));
    expect(() => readMaps(folder, { ...job, maps: 4 })).toThrow('has 3 train maps, not 4');
  });
});

describe('generated terrain', () => {
  /** The gates of the specification: what needs no learning of paths must not do well. */
  it.each([
    ['colour', 0.25],
    ['texture', 0.45],
  ] as const)('gives little away by the %s of its cells', (by, most) => {
    const { train, test } = terrainSet({ seed: 1, train: 100, test: 150 });
    const { optimal, maps, cells } = measureYardstick(by, train, test);
    expect(optimal / maps).toBeLessThan(most);
    expect(cells).toBeGreaterThan(0.65);
  });
});

describe('what comes with the site', () => {
  const rows = pathsRows(readResults(pathsResults, 'public/recorded/paths-table.json').results);
  const trained = (maps: number, variant: PathsResult['variant']) =>
    rows.find((row) => row.maps === maps && row.variant === variant)!;

  it('shows that the pictures suffice, and that paths are not learned without a solver', () => {
    expect(trained(6000, 'true-costs').optimal.interval[0]).toBeGreaterThan(97);
    const squared = trained(4000, 'squared');
    expect(squared.optimal.percent).toBeLessThan(35);
    expect(squared.valid.percent).toBeLessThan(50);
  });

  it('has the order of the figure, with intervals that do not meet', () => {
    const found = ordersFound(rows.filter(({ maps }) => maps === 2000)).map((order) => order.found);
    expect(found).toEqual(['as printed', 'as printed', 'as printed']);
  });
});

describe('its tables', () => {
  const point = (optimal: number, valid = 100) => ({
    ...{ epoch: 50, maps: 100, optimal, valid },
    ratio: valid > 0 ? 1.1 : NaN,
  });
  const result = (variant: PathsResult['variant'], optimal: number, valid = 100): PathsResult => ({
    ...{ dataset: 'terrain', variant, network: 'cells', maps: 2000, testMaps: 100, epochs: 50 },
    ...{ rate: 5e-4, seed: 1, steps: 1400, curve: [point(0, 0), point(optimal, valid)] },
    ...{ train: point(optimal, valid), clamped: 0.1, active: 0.05 },
    ...{ millisecondsPerStep: 60, fault: '' },
  });

  it('say what the paper says of its figure, and what was found', () => {
    const results = [
      result('fenchel-young', 90),
      result('blackbox', 84),
      { ...result('blackbox', 80), seed: 2 },
      result('squared', 5, 0),
    ];
    expect(finalTest(results[0]).optimal).toBe(90);
    const { markdown, csv, terminal } = pathsTables(results);
    const [, , first, second, third] = markdown.split('\n');
    expect(first).toContain(
      `${pathsVariants['fenchel-young'].label} | 1 | **90.0** (82.6 to 94.5)`,
    );
    expect(second).toContain('| 2 | **82.0**');
    expect(third).toContain('| **5.0** (2.2 to 11.2) | 0.0 |  | 5.0 |');
    expect(markdown).toContain('| 90.0 and 82.0 | as printed, not apart |');
    expect(markdown).toContain('| 82.0 and 5.0 | as printed |');
    expect(pathsTables([result('fenchel-young', 4), result('squared', 5)]).markdown).toContain(
      '| reversed |',
    );
    expect(terminal).not.toContain('*');
    const columns = csv.split('\n').map((line) => line.split(',').length);
    expect(new Set(columns.slice(0, 4)).size).toBe(1);
  });
});
