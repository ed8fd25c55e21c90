import { describe, expect, it } from 'vitest';
import { gridPath } from '../../core/oracles/grid-path/grid-path';
import { dot } from '../../core/vector';
import { DataError } from '../images';
import { writeNpy } from '../testing';
import { CELLS, SIDE, terrainCosts } from '../../core/terrain/kinds';
import { terrainCostsOf } from '../../core/terrain/land';
import { terrainMaps, terrainSet } from './terrain';
import { warcraftMaps } from './warcraft';

const MAPS = 60;
const cells = CELLS * CELLS;
const maps = terrainMaps(1, 'train', MAPS);
const costsOf = (map: number) => maps.costs.subarray(map * cells, (map + 1) * cells);
const pathOf = (map: number) => maps.paths.subarray(map * cells, (map + 1) * cells);
const each = <T>(value: (map: number) => T) => Array.from({ length: MAPS }, (_, map) => value(map));
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;

/** FNV-1a. */
const hashOf = (bytes: Uint8Array) =>
  bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0;

describe('generated terrain', () => {
  it('is the same, bit for bit, on every machine', () => {
    const { pixels, costs, paths } = terrainMaps(7, 'test', 3);
    const told = [pixels, new Uint8Array(costs.buffer), paths].map(hashOf);
    expect(told).toEqual(HASHES);
  });

  it('is the beginning of a larger set, and other maps for another seed and in the other part', () => {
    const set = terrainSet({ seed: 1, train: 2, test: 2 });
    expect(set.train.pixels).toEqual(maps.pixels.slice(0, 2 * SIDE * SIDE * 3));
    expect(set.train.paths).toEqual(maps.paths.slice(0, 2 * cells));
    expect(set.test.pixels).not.toEqual(set.train.pixels);
    expect(terrainMaps(2, 'train', 2).costs).not.toEqual(set.train.costs);
    expect(() => terrainMaps(1, 'train', -1)).toThrow(RangeError);
    expect(Float32Array.from(terrainCostsOf(1, 5, CELLS))).toEqual(costsOf(5));
  });

  it('has all terrains about as often, in cells of the five costs', () => {
    const shares = Object.values(terrainCosts).map(
      (cost) => maps.costs.filter((c) => c === Math.fround(cost)).length / maps.costs.length,
    );
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    for (const share of shares) expect(share).toBeGreaterThan(0.1);
  });

  it('has cheapest paths that are worth looking for', () => {
    const oracle = gridPath(CELLS, CELLS);
    const y = new Float64Array(cells);
    for (let map = 0; map < MAPS; map++) {
      const scores = Array.from(costsOf(map), (cost) => -cost);
      expect(dot(costsOf(map), pathOf(map))).toBeCloseTo(-oracle.argmax(scores, y), 9);
    }
    const lengths = each((map) => pathOf(map).reduce((a, b) => a + b));
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(CELLS);
    expect(mean(lengths)).toBeGreaterThan(14);
    const diagonal = Float64Array.from({ length: cells }, (_, i) => Number(i % (CELLS + 1) === 0));
    const ratios = each((map) => dot(costsOf(map), diagonal) / dot(costsOf(map), pathOf(map)));
    expect(mean(ratios)).toBeGreaterThan(1.3);
  });

  it("is read from a reader's own files, or refused by name", () => {
    const first = <T extends Uint8Array | Float32Array>(list: T, size: number) =>
      list.slice(0, 2 * size) as T;
    const good = {
      'test_maps.npy': writeNpy('|u1', [2, SIDE, SIDE, 3], first(maps.pixels, SIDE ** 2 * 3)),
      'test_shortest_paths.npy': writeNpy('|u1', [2, CELLS, CELLS], first(maps.paths, cells)),
      'test_vertex_weights.npy': writeNpy('<f4', [2, CELLS, CELLS], first(maps.costs, cells)),
    };
    const files = (change: Partial<Record<keyof typeof good, Uint8Array>> = {}) =>
      new Map(Object.entries({ ...good, ...change }));
    const read = warcraftMaps('test', files());
    expect(read.count).toBe(2);
    expect(read.costs).toEqual(maps.costs.slice(0, 2 * cells));
    expect(read.paths).toEqual(maps.paths.slice(0, 2 * cells));
    // paths that are missing are found again, at the same cost
    const found = warcraftMaps(
      'test',
      new Map([...files()].filter(([name]) => !name.includes('path'))),
    );
    expect(found.paths).toEqual(read.paths);
    const refused = (change: Partial<Record<keyof typeof good, Uint8Array>>) => () =>
      warcraftMaps('test', files(change));
    expect(refused({ 'test_maps.npy': Uint8Array.of(1) })).toThrow(DataError);
    expect(() => warcraftMaps('train', files())).toThrow('train_maps.npy is missing');
    const three = writeNpy('|u1', [3, CELLS, CELLS], new Uint8Array(3 * cells));
    expect(refused({ 'test_shortest_paths.npy': three })).toThrow('has 3 maps, test_maps.npy 2');
    const flat = writeNpy('|u1', [2, cells], new Uint8Array(2 * cells));
    expect(refused({ 'test_vertex_weights.npy': flat })).toThrow('it must be (maps, 12, 12)');
    const free = writeNpy('<f4', [2, CELLS, CELLS], new Float32Array(2 * cells));
    expect(refused({ 'test_vertex_weights.npy': free })).toThrow('a cost is 0, not above 0');
  });
});

const HASHES = [1767651704, 3866374941, 195678618];
