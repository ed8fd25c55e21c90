import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { parseNetwork } from '../../src/labs/knn/network-file';
import { drawnSet } from '../../src/data/drawn/drawn';
import { terrainMaps } from '../../src/data/terrain/terrain';
import { decodeCostNetwork } from '../../src/labs/paths/experiment/cost-network';
import { readArguments, UsageError } from './arguments';
import { pretrainPaths } from './paths';
import { pretrain, pretrainSets } from './pretrain';
import { roundWeights, setupOf, shareOf, test } from './train';

const folder = mkdtempSync(join(tmpdir(), 'noisy-argmax-pretrain-'));
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = 'public/networks/drawn-compact.json';

function read(path: string) {
  const parsed = parseNetwork(readFileSync(path, 'utf8'));
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.network;
}

function command(...args: string[]) {
  const tsx = ['--import', 'tsx', 'scripts/pretrain.ts', ...args];
  return spawnSync(process.execPath, tsx, { encoding: 'utf8', timeout: 240_000 });
}

describe('the network that comes with the page', () => {
  const { set, lab } = pretrainSets();

  it('is small, and as good as its file says', async () => {
    const network = read(shipped);
    expect(statSync(shipped).size).toBeLessThan(120_000);
    expect(network.setup).toEqual(setupOf(lab, network.setup.seed));
    expect(network.made).toMatch(/^npm run pretrain -- --steps \d+ --seed \d+$/);
    const accuracy = await test(network.setup, lab, network.params);
    // a distance rounded the other way may turn an image
    expect(Math.abs(shareOf(accuracy, network.k) - network.accuracy!)).toBeLessThan(0.002);
    expect(network.accuracy).toBeGreaterThan(0.98);
    // what pixels alone give
    expect(shareOf(await test(network.setup, lab, null), network.k)).toBeLessThan(0.9);
  });

  it('was trained on none of the images it is tested on', () => {
    const size = 28 * 28;
    const keys = ({ pixels, count }: { pixels: Uint8Array; count: number }) =>
      Array.from({ length: count }, (_, i) =>
        String.fromCharCode(...pixels.subarray(i * size, (i + 1) * size)),
      );
    expect([set.train.count, set.test.count]).toEqual([12_000, 0]);
    expect([lab.train.count, lab.test.count]).toEqual([6000, 2000]);
    const trained = new Set(keys(set.train));
    expect(keys(lab.test).some((key) => trained.has(key))).toBe(false);
    expect(keys(lab.train).some((key) => trained.has(key))).toBe(false);
  });
});

describe('npm run pretrain', () => {
  it('writes the same file for the same number of steps', async () => {
    // the images of a smaller set are the beginning of those of the real one
    const sets = {
      set: drawnSet({ seed: 2, train: 500, test: 0 }),
      lab: drawnSet({ seed: 1, train: 300, test: 100 }),
    };
    const [a, b] = ['a', 'b'].map((name) => join(folder, name, 'network.json'));
    const [first, second]: [string[], string[]] = [[], []];
    await pretrain({ steps: 2, seed: 9, out: a }, sets, (line) => first.push(line));
    await pretrain({ steps: 2, seed: 9, out: b }, sets, (line) => second.push(line));
    expect(readFileSync(a, 'utf8')).toBe(readFileSync(b, 'utf8'));
    expect(read(a)).toMatchObject({ step: 2, k: 5, setup: { seed: 9, network: 'compact' } });
    expect(first[0]).toMatch(/^step 2 of 2, /);
    expect(first.slice(1, -1)).toEqual(second.slice(1, -1));
    expect(first.at(-1)).toBe(`${a} is written.`);
  });

  it('tells what it can be asked, and what it cannot', () => {
    expect(command('--help')).toMatchObject({ status: 0, stderr: '' });
    const wrong = command('--steps', 'many');
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('not "many"')]);
  });

  it.each([
    [['--steps', '0'], '--steps must be a whole number from 1'],
    [['--steps', '1e3'], 'not "1e3"'],
    [['--seed', '4294967296'], '--seed must be'],
    [['--out', 'network.txt'], '--out must end with .json, not "network.txt"'],
    [['now'], 'now'],
    [['--speed', '1'], "Unknown option '--speed'"],
  ])('refuses %j with a sentence', (args, says) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(says);
  });
});

describe('npm run pretrain -- paths', () => {
  it('writes the same file for the same maps and epochs', async () => {
    const sets = {
      train: terrainMaps(2, 'train', 70),
      test: terrainMaps(1, 'test', 5),
    };
    const [a, b] = ['a', 'b'].map((name) => join(folder, name, 'paths.json'));
    const said: string[] = [];
    const command = { maps: 70, epochs: 1, seed: 3 };
    await pretrainPaths({ ...command, out: a }, sets, (line) => said.push(line));
    await pretrainPaths({ ...command, out: b }, sets, () => undefined);
    expect(readFileSync(a, 'utf8')).toBe(readFileSync(b, 'utf8'));
    const network = decodeCostNetwork(readFileSync(a, 'utf8'));
    expect(network.made).toBe('npm run pretrain -- paths --maps 70 --epochs 1 --seed 3');
    expect(said[0]).toMatch(/^epoch 1 of 1, loss /);
    expect(said[2]).toMatch(/^weights of 8 bits cheapest path on \d of 5 held-out maps, /);
  });

  it('reads its own arguments', () => {
    expect(readArguments(['paths'])).toEqual({
      ...{ maps: 4000, epochs: 40, seed: 1, out: 'public/networks/paths-cells.json' },
    });
    expect(readArguments(['paths', '-h'])).toBe('help');
    expect(() => readArguments(['paths', '--maps', '69'])).toThrow('--maps must be a whole number');
    expect(() => readArguments(['paths', '--steps', '9'])).toThrow("Unknown option '--steps'");
  });
});

describe('rounded weights', () => {
  it('have 8 significant bits and are the nearest such numbers, ties to even', () => {
    const weights = Float32Array.of(1, -1, 0, 0.1, 1 + 2 ** -8, 1 + 3 * 2 ** -8, -1e-38, 3e38);
    const rounded = roundWeights(weights);
    expect(Array.from(rounded.subarray(0, 3))).toEqual([1, -1, 0]);
    expect(rounded[4]).toBe(1);
    expect(rounded[5]).toBe(1 + 2 ** -6);
    rounded.forEach((value, i) => {
      expect(Math.abs(value - weights[i])).toBeLessThanOrEqual(2 ** -8 * Math.abs(weights[i]));
    });
    expect(roundWeights(rounded)).toEqual(rounded);
  });
});
