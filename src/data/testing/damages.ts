/** Drops of small sets in every form, and a seeded generator of what happens to files on their way. */
import { strToU8, zipSync } from 'fflate';
import { gzipSync } from 'node:zlib';
import { createRng } from '../../core/rng/rng';
import type { Decode } from '../folder';
import { smallImages, smallLabels } from '../testing';
import {
  cifarFile,
  gzip,
  imagesFile,
  labelsFile,
  tarOf,
  webPage,
  withByte,
  withUint32,
  writeNpy,
} from '../testing';

export interface DroppedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What must become of a damaged drop. */
export interface Damaged {
  /** What was done, for the test's name. */
  readonly how: string;
  /** The drop before. */
  readonly form: string;
  readonly files: readonly DroppedFile[];
  /**
   * 'same': as before; 'named': a sentence with one of these names; 'either', where what was hit may be of no
   * account, such as a date.
   */
  readonly wanted: 'same' | 'named' | 'either';
  readonly names: readonly string[];
}

const PNG = [0x89, 0x50, 0x4e, 0x47];
const PICTURE_LENGTH = 7;

/** A stand-in for a picture: a magic word, a grey, and two bytes that follow from it. */
const picture = (grey: number) => Uint8Array.of(...PNG, grey, 255 - grey, grey ^ 0x5a);

/** Reads the stand-ins; rejects what is none, as a browser does. */
export const decodePicture: Decode = async (_path, bytes) => {
  const grey = bytes[4];
  const whole =
    bytes.length === PICTURE_LENGTH && picture(grey).every((byte, i) => byte === bytes[i]);
  if (!whole) throw new Error('the image is damaged');
  return { width: 1, height: 1, rgba: Uint8ClampedArray.of(grey, grey, grey, 255) };
};

const idx = {
  'train-images-idx3-ubyte': imagesFile(12, 16, 16),
  'train-labels-idx1-ubyte': labelsFile(12, 3),
  't10k-images-idx3-ubyte': imagesFile(6, 16, 16, 2),
  't10k-labels-idx1-ubyte': labelsFile(6, 3),
};
const cifar = { 'data_batch_1.bin': cifarFile(3), 'test_batch.bin': cifarFile(2) };
const arrays = {
  'x_train.npy': writeNpy('|u1', [12, 16, 16], smallImages(12, 16, 16).pixels),
  'y_train.npy': writeNpy('|u1', [12], smallLabels(12, 3)),
  'x_test.npy': writeNpy('|u1', [6, 16, 16], smallImages(6, 16, 16, 2).pixels),
  'y_test.npy': writeNpy('|u1', [6], smallLabels(6, 3)),
};

function table(count: number, seed: number): Uint8Array {
  const { pixels } = smallImages(count, 16, 16, seed);
  const header = `label,${Array.from({ length: 256 }, (_, i) => `pixel${i}`).join(',')}`;
  const rows = Array.from({ length: count }, (_, i) =>
    [i % 3, ...pixels.subarray(256 * i, 256 * (i + 1))].join(','),
  );
  return strToU8(`${[header, ...rows].join('\n')}\n`);
}

const pictures = Object.fromEntries(
  ['train', 'test'].flatMap((part, p) =>
    ['cats', 'dogs'].flatMap((name, c) =>
      Array.from({ length: 5 }, (_, i) => [
        `${part}/${name}/${i}.png`,
        picture(100 * p + 50 * c + i),
      ]),
    ),
  ),
);

type Content = Readonly<Record<string, Uint8Array>>;
const mapped = (content: Content, map: (name: string, bytes: Uint8Array) => DroppedFile) =>
  Object.entries(content).map(([name, bytes]) => map(name, bytes));
const plain = (content: Content) => mapped(content, (path, bytes) => ({ path, bytes }));
const packed = (content: Content) =>
  mapped(content, (path, bytes) => ({ path: `${path}.gz`, bytes: gzip(bytes) }));

/** Drops that are read, by what they are. */
export const forms = {
  'IDX files': plain(idx),
  'packed IDX files': packed(idx),
  'a zip of IDX files': [{ path: 'archive.zip', bytes: zipSync(idx) }],
  'CIFAR batches': plain(cifar),
  'a packed tar of CIFAR': [{ path: 'cifar-10-binary.tar.gz', bytes: gzip(tarOf(cifar)) }],
  'an NPZ': [{ path: 'mnist.npz', bytes: zipSync(arrays) }],
  arrays: plain(arrays),
  tables: [
    { path: 'mnist_train.csv', bytes: table(12, 1) },
    { path: 'mnist_test.csv', bytes: table(6, 2) },
  ],
  'a zip of pictures': [{ path: 'pets.zip', bytes: zipSync(pictures) }],
} satisfies Readonly<Record<string, readonly DroppedFile[]>>;
export type Form = keyof typeof forms;

/** Bytes at the start that say what a file is; what is behind them has no sum where it is not packed. */
const HEADERS: Readonly<Partial<Record<Form, number>>> = { 'IDX files': 8, arrays: 10 };
const hasSums = (form: Form) => /packed|zip|NPZ/.test(form);

class Chance {
  readonly #word: (at: number) => number;
  #at = 0;

  constructor(seed: number, row: number) {
    const rng = createRng(seed, 'data/damages');
    this.#word = (at) => rng.word(at, 0, row);
  }

  /** A whole number from 0 to below. */
  below(count: number): number {
    return this.#word(this.#at++) % count;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}

type Change = (
  form: Form,
  files: readonly DroppedFile[],
  chance: Chance,
) => Omit<Damaged, 'form'> | null;

/** One file of the drop replaced. */
function replacing(
  how: string,
  change: (bytes: Uint8Array, chance: Chance, form: Form, path: string) => Uint8Array | null,
  wanted: Damaged['wanted'] = 'named',
): Change {
  return (form, files, chance) => {
    const at = chance.below(files.length);
    const { path, bytes } = files[at];
    const changed = change(bytes, chance, form, path);
    if (!changed) return null;
    const all = files.map((file, i) => (i === at ? { path, bytes: changed } : file));
    return { how: `${path}: ${how}`, files: all, wanted, names: [path] };
  };
}

const cut = replacing('cut', (bytes, chance, form) => {
  const length = chance.below(bytes.length - 1);
  // a table may end after any row, and the last cell of a row after any digit
  if (form === 'tables' && !/\d,\d+,\d*$/.test(textBefore(bytes, length))) return null;
  return bytes.subarray(0, length);
});

const textBefore = (bytes: Uint8Array, end: number) =>
  new TextDecoder().decode(bytes.subarray(Math.max(0, end - 20), end));

const flipped = replacing(
  'a bit flipped',
  (bytes, chance, form) => {
    const length = hasSums(form) ? bytes.length : HEADERS[form];
    if (!length) return null;
    const at = chance.below(length);
    return withByte(bytes, at, bytes[at] ^ (1 << chance.below(8)));
  },
  'either',
);

const magic = replacing('another magic word', (bytes, chance, form) => {
  if (form === 'tables' || form === 'CIFAR batches') return null;
  const start = Uint8Array.from({ length: 4 }, () => 128 + chance.below(100));
  return Uint8Array.from([...start, ...bytes.subarray(4)]);
});

const counts = replacing('another number in its header', (bytes, chance, form, path) => {
  if (form !== 'IDX files') return null;
  const at = path.includes('images') ? 4 * (1 + chance.below(3)) : 4;
  const value = chance.of([0, 1, 5, 13, 17, 999, 0x7fffffff, 0xffffffff]);
  return withUint32(bytes, at, value);
});

const doubled = replacing('the file twice', (bytes, _, form) =>
  // twice the rows, records or members are a set too
  form === 'IDX files' || form === 'arrays' || form === 'packed IDX files'
    ? Uint8Array.from([...bytes, ...bytes])
    : null,
);

const trailing = replacing('junk behind it', (bytes, chance, form) =>
  // where a zip archive ends is told by its last bytes
  form.includes('zip') || form === 'an NPZ'
    ? null
    : Uint8Array.from([...bytes, ...Array.from({ length: 1 + chance.below(9) }, () => 200)]),
);

const shuffled = replacing('its blocks in another order', (bytes, chance, form) => {
  const size = 64 + chance.below(200);
  if (bytes.length < 2 * size) return null;
  const from = size * (1 + chance.below(Math.floor(bytes.length / size) - 1));
  const block = bytes.subarray(from, from + size);
  // the first block goes elsewhere, so that what begins the file is something else
  if (bytes.subarray(0, block.length).every((byte, i) => byte === block[i])) return null;
  const copy = bytes.slice();
  copy.set(block, 0);
  copy.set(bytes.subarray(0, block.length), from);
  // a batch says nothing of itself but by its labels
  return form === 'CIFAR batches' && copy[0] < 10 ? null : copy;
});

const FOREIGN: Readonly<Record<string, Uint8Array>> = {
  'a web page': webPage,
  'a packed web page': gzip(webPage),
  nothing: new Uint8Array(0),
  zeros: new Uint8Array(500),
  'a pickle': Uint8Array.of(0x80, 2, 0x7d, 0x71, 1, 0x28),
  'an HDF5 file': Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10),
  'a pointer of Git LFS': strToU8('version https://git-lfs.github.com/spec/v1\nsize 9912422\n'),
  'a text': strToU8('Dear diary'),
  'a RAR archive': strToU8('Rar!\x1a\x07\x01 and so on'),
  'a PNG that is cut': Uint8Array.of(...PNG, 13, 10),
  'an empty zip': zipSync({}),
};

const foreign: Change = (form, files, chance) => {
  const [what, bytes] = chance.of(Object.entries(FOREIGN));
  return replacing(`${what} instead`, () => bytes)(form, files, chance);
};

/** The sentence names what is there, for what is gone has no name. */
const missing: Change = (form, files, chance) => {
  // parts of the others make a set
  if (files.length < 2 || form === 'tables') return null;
  const { path } = chance.of(files);
  const others = files.filter((file) => file.path !== path);
  return {
    how: `${path}: missing`,
    files: others,
    wanted: 'named',
    names: others.map((file) => file.path),
  };
};

const reordered: Change = (_form, files, chance) => {
  const turn = chance.below(files.length);
  const turned = [...files.slice(turn), ...files.slice(0, turn)];
  const all = chance.below(2) ? turned.reverse() : turned;
  return { how: `dropped in another order (${turn})`, files: all, wanted: 'same', names: [] };
};

const COPIES: readonly ((path: string) => string)[] = [
  (path) => path.replace(/(\.[a-z.]+)?$/, ' (1)$1'),
  (path) => `${path}.download`,
  (path) => `Downloads/of me/${path}`,
  (path) => path.toUpperCase(),
  (path) => path.replace(/(\.[a-z]+)?$/, ' - Copy$1'),
  (path) => `C:\\Users\\me\\${path}`,
];

const renamed: Change = (_, files, chance) => {
  const copy = chance.of(COPIES);
  const all = files.map(({ path, bytes }) => ({ path: copy(path), bytes }));
  return { how: `called ${all[0].path}`, files: all, wanted: 'same', names: [] };
};

const asContent = (files: readonly DroppedFile[]) =>
  Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]));

const repacked: Change = (_form, files, chance) => {
  const level = chance.below(10);
  const single = files.map(({ path, bytes }) => ({
    path: `${path}.gz`,
    bytes: new Uint8Array(gzipSync(bytes, { level })),
  }));
  const ways: Readonly<Record<string, readonly DroppedFile[]>> = {
    'each packed once more': single,
    'in a zip': [{ path: 'all.zip', bytes: zipSync(asContent(files), { level: level as 6 }) }],
    'in a zip, each packed': [{ path: 'all.zip', bytes: zipSync(asContent(single)) }],
    'in a packed tar': [{ path: 'all.tgz', bytes: gzip(tarOf(asContent(files))) }],
  };
  const [how, all] = chance.of(Object.entries(ways));
  return { how: `${how} (level ${level})`, files: all, wanted: 'same', names: [] };
};

const STRAY: readonly DroppedFile[] = [
  { path: '.DS_Store', bytes: Uint8Array.of(0, 0, 0, 1) },
  { path: '__MACOSX/._images', bytes: Uint8Array.of(0, 5, 22, 7) },
  { path: 'Thumbs.db', bytes: Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0) },
  { path: 'README.md', bytes: strToU8('# A set of images\n') },
  { path: 'LICENSE', bytes: strToU8('All of it is free.\n') },
];

const strayBeside: Change = (_, files, chance) => {
  const stray = chance.of(STRAY);
  return { how: `beside ${stray.path}`, files: [stray, ...files], wanted: 'same', names: [] };
};

const CHANGES: readonly Change[] = [
  ...[cut, flipped, magic, counts, doubled, trailing, shuffled, foreign, missing],
  ...[reordered, renamed, repacked, strayBeside],
];

/** So many damaged or foreign drops, no two of them alike; the same ones for the same seed. */
export function damagedDrops(seed: number, count: number): readonly Damaged[] {
  const found = new Map<string, Damaged>();
  for (let row = 0; found.size < count; row++) {
    const chance = new Chance(seed, row);
    const form = chance.of(Object.keys(forms) as Form[]);
    const damaged = chance.of(CHANGES)(form, forms[form], chance);
    if (!damaged) continue;
    const key = damaged.files.map(({ path, bytes }) => `${path} ${bytes.join(' ')}`).join('\n');
    if (!found.has(key)) found.set(key, { form, ...damaged });
  }
  return [...found.values()];
}
