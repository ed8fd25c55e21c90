/** Damaged files of every kind: each is refused with a sentence that names the file. */
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { assembleSet, type Files } from './assemble';
import { writeIdxLabels } from './idx';
import { DataError } from './images';
import { readOwn } from './own/own';
import {
  cifarFile,
  gzip,
  imagesFile,
  labelsFile,
  smallLabels,
  webPage,
  withByte,
  withUint32,
} from './testing';

interface Damage {
  /** What was done, for the test's name. */
  readonly how: string;
  /** The file that must be named. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const TRAIN_IMAGES = 'train-images-idx3-ubyte.gz';
const TRAIN_LABELS = 'train-labels-idx1-ubyte.gz';
const TEST_IMAGES = 't10k-images-idx3-ubyte.gz';
const TEST_LABELS = 't10k-labels-idx1-ubyte.gz';
const BATCH = 'data_batch_1.bin.gz';
const TEST_BATCH = 'test_batch.bin.gz';

const COUNT = 12;
const images = imagesFile(COUNT);
const labels = labelsFile(COUNT);
const batch = cifarFile(3);

const idxFiles: Files = new Map([
  [TRAIN_IMAGES, gzip(images)],
  [TRAIN_LABELS, gzip(labels)],
  [TEST_IMAGES, gzip(imagesFile(6))],
  [TEST_LABELS, gzip(labelsFile(6))],
]);
const cifarFiles: Files = new Map([
  [BATCH, gzip(batch)],
  [TEST_BATCH, gzip(cifarFile(2))],
]);

const parts = (length: number, count: number) =>
  Array.from({ length: count }, (_, i) => Math.floor((i * length) / count));

/** Cut short at `count` places, from nothing at all to all but the last bytes. */
const truncated = (name: string, bytes: Uint8Array, count: number): Damage[] =>
  [...parts(bytes.length, count), bytes.length - 1].map((length) => ({
    how: `cut to ${length} of ${bytes.length} bytes`,
    name,
    bytes: bytes.subarray(0, length),
  }));

/** The first bytes after the magic are the time and system of packing: nothing depends on them. */
const GZIP_HEADER = 10;

const flipped = (name: string, bytes: Uint8Array, count: number): Damage[] => {
  const packed = gzip(bytes);
  const all = parts(packed.length - GZIP_HEADER, count).map((offset, i) => {
    const at = GZIP_HEADER + offset;
    const bit = 1 << (i % 8);
    return {
      how: `bit ${bit} of packed byte ${at} flipped`,
      name,
      bytes: withByte(packed, at, packed[at] ^ bit),
    };
  });
  return all.filter((damage) => !unpacksTo(damage.bytes, bytes));
};

/** Deflate ends within a byte; what fills that byte up does no harm. */
function unpacksTo(packed: Uint8Array, bytes: Uint8Array): boolean {
  try {
    return gunzipSync(packed).equals(bytes);
  } catch {
    return false;
  }
}

const wrongMagic = (name: string, bytes: Uint8Array): Damage[] =>
  [0, 1, 2, 3].flatMap((at) =>
    [1, 0x80].map((bits) => ({
      how: `bits ${bits} of magic byte ${at} flipped`,
      name,
      bytes: withByte(bytes, at, bytes[at] ^ bits),
    })),
  );

const wrongNumber = (name: string, bytes: Uint8Array, at: number, what: string): Damage[] =>
  [0, 1, 11, 13, 255, 65_536, 0x7fffffff, 0xffffffff].map((value) => ({
    how: `${what} ${value}`,
    name,
    bytes: withUint32(bytes, at, value),
  }));

const text = (content: string) => new TextEncoder().encode(content);

/** What stands where the file should be. */
const replaced = (name: string): Damage[] =>
  Object.entries({
    'a web page': webPage,
    'a packed web page': gzip(webPage),
    'a web page after blanks': text(`\n  ${new TextDecoder().decode(webPage)}`),
    'a web page with a byte-order mark': text(`\ufeff${new TextDecoder().decode(webPage)}`),
    'an answer in XML': text('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
    'a pointer of Git LFS': text('version https://git-lfs.github.com/spec/v1\nsize 9912422\n'),
    nothing: new Uint8Array(0),
    'packed nothing': gzip(new Uint8Array(0)),
    'zero bytes': new Uint8Array(500),
    'the start of a PNG': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    'the start of a zip': Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0),
    'the magic of gzip alone': Uint8Array.of(0x1f, 0x8b),
    'a file packed twice': gzip(gzip(images)),
  }).map(([how, bytes]) => ({ how: `${how} instead`, name, bytes }));

const extended = (name: string, bytes: Uint8Array): Damage[] => [
  { how: 'one byte more', name, bytes: new Uint8Array([...bytes, 0]) },
  { how: 'the file twice', name, bytes: new Uint8Array([...bytes, ...bytes]) },
  { how: 'junk after the packed file', name, bytes: new Uint8Array([...gzip(bytes), 1, 2, 3]) },
];

const wrongLabels = (name: string, places: readonly number[], first: number): Damage[] =>
  places.flatMap((place) =>
    [10, 128, 255].map((label) => ({
      how: `label ${label} at ${place}`,
      name,
      bytes: writeIdxLabels(withByte(smallLabels(COUNT), place - first, label)),
    })),
  );

const idxDamages: Damage[] = [
  ...truncated(TRAIN_IMAGES, images, 24),
  ...truncated(TRAIN_IMAGES, gzip(images), 20),
  ...truncated(TRAIN_LABELS, labels, 19),
  ...truncated(TRAIN_LABELS, gzip(labels), 12),
  ...flipped(TRAIN_IMAGES, images, 40),
  ...flipped(TRAIN_LABELS, labels, 20),
  ...wrongMagic(TRAIN_IMAGES, images),
  ...wrongMagic(TEST_LABELS, labels),
  ...wrongNumber(TRAIN_IMAGES, images, 4, 'count'),
  ...wrongNumber(TRAIN_IMAGES, images, 8, 'height'),
  ...wrongNumber(TRAIN_IMAGES, images, 12, 'width'),
  ...wrongNumber(TRAIN_LABELS, labels, 4, 'count'),
  ...[TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS].flatMap(replaced),
  ...extended(TRAIN_IMAGES, images),
  ...extended(TRAIN_LABELS, labels),
  ...wrongLabels(TRAIN_LABELS, [0, 5, COUNT - 1], 0),
  { how: 'labels instead of images', name: TRAIN_IMAGES, bytes: labels },
  { how: 'images instead of labels', name: TRAIN_LABELS, bytes: images },
  { how: 'one image too few', name: TRAIN_IMAGES, bytes: imagesFile(COUNT - 1) },
  { how: 'one image too many', name: TRAIN_IMAGES, bytes: imagesFile(COUNT + 1) },
  { how: 'one label too few', name: TRAIN_LABELS, bytes: labelsFile(COUNT - 1) },
  { how: 'one label too many', name: TRAIN_LABELS, bytes: labelsFile(COUNT + 1) },
  { how: 'the training labels', name: TEST_LABELS, bytes: labels },
  { how: 'the training images', name: TEST_IMAGES, bytes: images },
  { how: 'images of 27 by 28 pixels', name: TEST_IMAGES, bytes: imagesFile(6, 27, 28) },
  { how: 'images of 32 by 32 pixels', name: TRAIN_IMAGES, bytes: imagesFile(COUNT, 32, 32) },
  { how: 'a batch of CIFAR-10', name: TRAIN_IMAGES, bytes: batch },
];

/** Cuts that leave whole images leave a valid, smaller batch. */
const isBatch = ({ bytes }: Damage) => bytes.length > 0 && bytes.length % 3073 === 0;

const cifarDamages: Damage[] = [
  ...truncated(BATCH, batch, 20).filter((damage) => !isBatch(damage)),
  ...truncated(TEST_BATCH, gzip(batch), 20),
  ...flipped(BATCH, batch, 30),
  ...replaced(BATCH),
  ...[0, 3073, 6146].map((at) => ({
    how: `label 10 at byte ${at}`,
    name: BATCH,
    bytes: withByte(batch, at, 10),
  })),
  { how: 'one byte more', name: BATCH, bytes: new Uint8Array([...batch, 0]) },
  { how: 'images of MNIST', name: TEST_BATCH, bytes: images },
];

/** Own files may hold any number of images of any size; all else is refused as well. */
const ownDamages = idxDamages.filter(
  ({ name, how }) =>
    [TRAIN_IMAGES, TRAIN_LABELS].includes(name) &&
    !/pixels$|^label 10 /.test(how) &&
    // own files are unpacked as often as they are packed
    !(name === TRAIN_IMAGES && how.includes('packed twice')),
);

const neverDecoded = () => Promise.reject(new Error('not an image'));

async function refusal(read: () => Promise<unknown>): Promise<unknown> {
  try {
    await read();
  } catch (error) {
    return error;
  }
  return 'it was read';
}

function expectRefused(error: unknown, { name }: Damage): void {
  expect(error).toBeInstanceOf(DataError);
  const { message } = error as DataError;
  expect(message).toContain(name);
  // one sentence, with no value left out
  expect(message).toMatch(/^[^\n]{20,200}\.$/);
  expect(message).not.toMatch(/undefined|NaN|null|\[object/);
}

describe('a damaged file of MNIST is refused by name', () => {
  it.each(idxDamages)('$name: $how', async (damage) => {
    const files = new Map(idxFiles).set(damage.name, damage.bytes);
    expectRefused(await refusal(() => assembleSet('mnist', files)), damage);
  });
});

describe('a damaged batch of CIFAR-10 is refused by name', () => {
  it.each(cifarDamages)('$name: $how', async (damage) => {
    const files = new Map(cifarFiles).set(damage.name, damage.bytes);
    expectRefused(await refusal(() => assembleSet('cifar10', files)), damage);
  });
});

describe('a damaged own file is refused by name', () => {
  const pair = new Map([...idxFiles].slice(0, 2));
  it.each(ownDamages)('$name: $how', async (damage) => {
    const files = new Map(pair).set(damage.name, damage.bytes);
    const dropped = [...files].map(([path, bytes]) => ({ path, bytes }));
    expectRefused(await refusal(() => readOwn(dropped, neverDecoded)), damage);
  });
});

describe('the files before the damage', () => {
  it('are read', async () => {
    expect((await assembleSet('mnist', idxFiles)).train.count).toBe(COUNT);
    expect((await assembleSet('cifar10', cifarFiles)).train.count).toBe(3);
  });

  it('are damaged in more than 200 ways, no two of them equal', () => {
    const all = [...idxDamages, ...cifarDamages];
    const distinct = new Set(all.map(({ name, bytes }) => `${name} ${bytes.join(' ')}`));
    expect(distinct.size).toBeGreaterThan(200);
  });
});
