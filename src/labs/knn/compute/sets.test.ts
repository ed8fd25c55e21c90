import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FileCache } from '../../../data/file-cache';
import { gzip, imagesFile, labelsFile } from '../../../data/testing';
import { createSets, type SetSurroundings } from './sets';

/** A cache in memory. */
function memory(): FileCache {
  const kept = new Map<string, Uint8Array>();
  return {
    read: (name) => Promise.resolve(kept.get(name) ?? null),
    write: (name, bytes) => Promise.resolve(void kept.set(name, bytes)),
  };
}

const sumOf = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

const files: Readonly<Record<string, Uint8Array>> = {
  'train-images-idx3-ubyte.gz': gzip(imagesFile(12)),
  'train-labels-idx1-ubyte.gz': gzip(labelsFile(12)),
  't10k-images-idx3-ubyte.gz': gzip(imagesFile(6)),
  't10k-labels-idx1-ubyte.gz': gzip(labelsFile(6)),
};

/** A site with MNIST; what it sends may be changed on the way. */
function site(onTheWay: (bytes: Uint8Array) => Uint8Array, cache = memory()) {
  const asked: string[] = [];
  const list = Object.entries(files).map(([name, bytes]) => ({
    ...{ name, ...sumOf(bytes), unpacked: sumOf(gunzipSync(bytes)) },
  }));
  const around: SetSurroundings = {
    base: '/data/',
    cache,
    fetch(address) {
      asked.push(address);
      if (address === '/data/index.json') {
        return Promise.resolve(
          Response.json({ kind: 'data', sets: [{ id: 'mnist', files: list }] }),
        );
      }
      const bytes = files[address.replace('/data/mnist/', '')];
      return Promise.resolve(new Response(onTheWay(bytes) as Uint8Array<ArrayBuffer>));
    },
  };
  return { sets: createSets(around), asked };
}

describe('sets of the site', () => {
  it.each([
    ['as they lie there', (bytes: Uint8Array) => bytes],
    [
      'unpacked by a server that labels them',
      (bytes: Uint8Array) => new Uint8Array(gunzipSync(bytes)),
    ],
  ])('are checked and opened %s, and asked for once', async (_, onTheWay) => {
    const cache = memory();
    const { train, test } = await site(onTheWay, cache).sets.open('mnist');
    expect([train.count, test.count]).toEqual([12, 6]);
    const again = site(onTheWay, cache);
    await again.sets.open('mnist');
    expect(again.asked).toEqual(['/data/index.json']);
  });

  it('are refused where a byte is another, packed or unpacked', async () => {
    const wrong = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 40 ? byte ^ 1 : byte));
    await expect(site(wrong).sets.open('mnist')).rejects.toThrow(/has the SHA-256/);
    const unpacked = (bytes: Uint8Array) => wrong(gunzipSync(bytes));
    await expect(site(unpacked).sets.open('mnist')).rejects.toThrow(/has the SHA-256/);
  });
});

describe("a reader's own set", () => {
  const own = [
    { path: 'a/train-images', bytes: imagesFile(8, 8, 8) },
    { path: 'a/train-labels', bytes: labelsFile(8, 2) },
    { path: 'a/x.h5', bytes: Uint8Array.of(0x89, 0x48, 0x44, 0x46) },
  ];

  it('is told with what was left out and what was done, and outlives a reload', async () => {
    const cache = memory();
    const { sets } = site((bytes) => bytes, cache);
    const { info, problems, notes } = await sets.add(own);
    expect(info).toMatchObject({ title: 'Your own IDX files', train: 6, test: 2, height: 16 });
    expect(problems).toEqual(['a/x.h5 is an HDF5 file; it was left out.']);
    expect(notes).toEqual([expect.stringContaining('8 by 8 pixels are enlarged to 16 by 16')]);
    const again = await site((bytes) => bytes, cache).sets.open(info.id);
    expect(again).toEqual(await sets.open('own'));
    expect((await sets.list()).at(-1)).toMatchObject({ id: 'own', here: true });
  });

  it('of before stays where the next one is refused', async () => {
    const { sets } = site((bytes) => bytes);
    const { info } = await sets.add(own);
    await expect(sets.add(own.slice(2))).rejects.toThrow('a/x.h5 is an HDF5 file; save its arrays');
    expect((await sets.open('own')).id).toBe(info.id);
  });

  it('has an id of its own for other images', async () => {
    const { sets } = site((bytes) => bytes);
    const first = await sets.add(own);
    const second = await sets.add([{ path: 'images', bytes: imagesFile(8, 8, 8, 3) }, own[1]]);
    expect(second.info.id).not.toBe(first.info.id);
  });
});
