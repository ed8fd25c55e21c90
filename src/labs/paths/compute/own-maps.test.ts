import { describe, expect, it } from 'vitest';
import { terrainCosts, terrainNames } from '../../../core/terrain/kinds';
import type { FileCache } from '../../../data/file-cache';
import { terrainMaps } from '../../../data/terrain/terrain';
import { writeNpy } from '../../../data/testing';
import { createOwnMaps } from './own-maps';

const maps = terrainMaps(3, 'test', 2);
const good = {
  'test_maps.npy': writeNpy('|u1', [2, 96, 96, 3], maps.pixels),
  'test_vertex_weights.npy': writeNpy('<f4', [2, 12, 12], maps.costs),
  'test_shortest_paths.npy': writeNpy('|u1', [2, 12, 12], maps.paths),
};
type Name = keyof typeof good;
const filesOf = (...names: Name[]) => names.map((name) => ({ name, bytes: good[name] }));

function memory(): FileCache {
  const kept = new Map<string, Uint8Array>();
  return {
    read: (name) => Promise.resolve(kept.get(name) ?? null),
    write: (name, bytes) => Promise.resolve(void kept.set(name, bytes)),
  };
}

/** Decodes files of one line: width, height and the greys of the rows. */
function decode(_name: string, bytes: Uint8Array) {
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith('grey ')) return Promise.reject(new Error('no picture'));
  const [width, height, ...greys] = text.slice(5).split(' ').map(Number);
  const rgba = Uint8ClampedArray.from(greys.flatMap((grey) => [grey, grey, grey, 255]));
  return Promise.resolve({ width, height, rgba });
}
const fileOf = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

const open = (cache = memory()) => createOwnMaps({ cache, decode });

describe('Warcraft maps of the reader', () => {
  it('are kept from any files that suffice, and are there after a reload', async () => {
    const cache = memory();
    const own = open(cache);
    expect(await own.read('warcraft')).toBeNull();
    const names: Name[] = ['test_shortest_paths.npy', 'test_vertex_weights.npy', 'test_maps.npy'];
    expect(await own.add(filesOf(...names))).toEqual({ added: 'warcraft', problems: [] });
    expect(await own.read('warcraft')).toEqual(maps);
    expect(await open(cache).read('warcraft')).toEqual(maps);
    // without paths those of before do not stay: they are found again
    const other = writeNpy('<f4', [2, 12, 12], new Float32Array(288).fill(1));
    const added = await own.add([
      ...filesOf('test_maps.npy'),
      { name: 'test_vertex_weights.npy', bytes: other },
    ]);
    expect(added.added).toBe('warcraft');
    const read = (await open(cache).read('warcraft'))!;
    // on equal costs the diagonal is the shortest way
    expect(Array.from(read.paths!.subarray(0, 144))).toEqual(
      Array.from({ length: 144 }, (_, i) => Number(i % 13 === 0)),
    );
  });

  it('may have the names of copies', async () => {
    const copies = filesOf('test_maps.npy', 'test_vertex_weights.npy').map(({ name, bytes }) => ({
      ...{ name: name.replace('.npy', ' (1).npy'), bytes },
    }));
    expect(await open().add(copies)).toEqual({ added: 'warcraft', problems: [] });
  });

  it('may come one by one', async () => {
    const own = open();
    expect(await own.add(filesOf('test_maps.npy'))).toEqual({
      ...{ added: null, problems: ['test_maps.npy: drop test_vertex_weights.npy too.'] },
    });
    expect(await own.add(filesOf('test_vertex_weights.npy'))).toMatchObject({ added: 'warcraft' });
    expect(await own.read('warcraft')).toEqual(maps);
  });

  it('are refused by name where they do not fit, and what was there stays', async () => {
    const own = open();
    await own.add(filesOf('test_maps.npy', 'test_vertex_weights.npy'));
    const one = writeNpy('<f4', [1, 12, 12], maps.costs.slice(0, 144));
    const { added, problems } = await own.add([
      ...filesOf('test_maps.npy'),
      { name: 'test_vertex_weights.npy', bytes: one },
    ]);
    expect([added, problems]).toEqual([
      null,
      ['test_vertex_weights.npy has 1 maps, test_maps.npy 2.'],
    ]);
    expect(await own.read('warcraft')).toEqual(maps);
  });
});

describe('pictures of the reader', () => {
  it('are their middle squares at the size of a map, upright', async () => {
    const cache = memory();
    const own = open(cache);
    // a wide picture, of which the outer columns fall away: bright above, right of the middle darkest
    const wide = fileOf('wide.png', 'grey 4 2 9 200 220 9 9 100 20 9');
    expect(await own.add([wide, fileOf('flat.png', 'grey 1 1 50')])).toEqual({
      ...{ added: 'own', problems: [] },
    });
    for (const { pixels, count, costs } of [
      (await own.read('own'))!,
      (await open(cache).read('own'))!,
    ]) {
      expect([count, costs]).toEqual([2, null]);
      const at = (x: number, y: number) => [...pixels.subarray(3 * (96 * y + x)).subarray(0, 3)];
      expect(at(0, 0)).toEqual([200, 200, 200]);
      expect(at(95, 0)).toEqual([220, 220, 220]);
      expect(at(0, 95)).toEqual([100, 100, 100]);
      expect(at(95, 95)).toEqual([20, 20, 20]);
      expect(at(0, 96)).toEqual([50, 50, 50]);
    }
  });
});

describe('painted land', () => {
  const terrain = Array.from({ length: 144 }, (_, i) => terrainNames[i % 5]);

  it('is a picture at the costs of its terrains, also after a reload, until another takes its place', async () => {
    const cache = memory();
    const own = open(cache);
    await own.addLand(terrain);
    for (const maps of [await own.read('own'), await open(cache).read('own')]) {
      expect([maps!.count, maps!.paths, maps!.pixels.length]).toEqual([1, null, 96 * 96 * 3]);
      expect([...maps!.costs!]).toEqual(terrain.map((name) => Math.fround(terrainCosts[name])));
    }
    await own.add([fileOf('flat.png', 'grey 1 1 50')]);
    for (const maps of [await own.read('own'), await open(cache).read('own')]) {
      expect([maps!.count, maps!.costs]).toEqual([1, null]);
    }
  });

  it('has no costs where those that are kept are of other pictures', async () => {
    const cache = memory();
    await open(cache).addLand(terrain);
    await cache.write('paths/pictures', new Uint8Array(2 * 96 * 96 * 3));
    expect((await open(cache).read('own'))!.costs).toBeNull();
  });
});

describe('files that can not be used', () => {
  it('are told by name, what they are, and what to drop instead', async () => {
    const own = open();
    const { added, problems } = await own.add([
      fileOf('notes.txt', 'hello'),
      fileOf('warcraft_maps.tar.gz', 'x'),
      { ...filesOf('test_maps.npy')[0], name: 'train_maps.npy' },
      { ...filesOf('test_maps.npy')[0], name: 'mine.npy' },
      fileOf('broken.npy', 'x'),
      fileOf('empty.png', ''),
    ]);
    expect(added).toBeNull();
    const instead = 'test_maps.npy and test_vertex_weights.npy of the Warcraft maps';
    expect(problems).toEqual([
      `notes.txt is a text; drop a PNG or JPEG, or ${instead}.`,
      `warcraft_maps.tar.gz is an archive; unpack it, and drop ${instead} or pictures.`,
      'train_maps.npy is of maps to train on; drop test_maps.npy instead.',
      `mine.npy is an array of the shape (2, 96, 96, 3) by another name; drop ${instead}.`,
      `broken.npy is no array that can be read; drop ${instead}.`,
      `empty.png is empty; drop a picture, or ${instead}.`,
    ]);
  });

  it('do not keep those beside them from being used', async () => {
    const own = open();
    const { added, problems } = await own.add([
      fileOf('notes.txt', 'hello'),
      fileOf('flat.png', 'grey 1 1 50'),
    ]);
    expect([added, problems.length]).toEqual(['own', 1]);
  });
});
