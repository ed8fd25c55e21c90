/** The forms in which people have their sets: each is read, or named with what to drop instead. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Decode } from '../folder';
import { writeIdxImages, writeIdxLabels } from '../idx';
import { DataError } from '../images';
import {
  cifarFile,
  gzip,
  imagesFile,
  labelsFile,
  smallCifar,
  smallImages,
  smallLabels,
  tarOf,
  webPage,
  writeNpy,
} from '../testing';
import { readOwn } from './own';

/** Comparing large arrays number by number takes longer than all that is tested. */
const expectSame = (found: Uint8Array, wanted: Uint8Array) =>
  expect(Buffer.from(found).equals(Buffer.from(wanted))).toBe(true);

type File = readonly [path: string, bytes: Uint8Array];

const PNG = [0x89, 0x50, 0x4e, 0x47];
/** A stand-in for a PNG: its grey, and its width and height in pixels. */
const picture = (grey: number, width = 1, height = 1) => Uint8Array.of(...PNG, grey, width, height);
const decode: Decode = async (_path, bytes) => {
  const [grey, width, height] = bytes.subarray(4);
  const rgba = new Uint8ClampedArray(4 * width * height).fill(255);
  return { width, height, rgba: rgba.map((value, i) => (i % 4 === 3 ? value : grey)) };
};

const read = (...files: File[]) =>
  readOwn(
    files.map(([path, bytes]) => ({ path, bytes })),
    decode,
  );

async function refusal(...files: File[]): Promise<string> {
  const error: unknown = await read(...files).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}

const TRAIN = 24;
const TEST = 12;
const names = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const;
const contents = [
  imagesFile(TRAIN),
  labelsFile(TRAIN, 4),
  imagesFile(TEST, 28, 28, 2),
  labelsFile(TEST, 4),
] as const;

/** The four files of a small MNIST, under names of their own. */
const four = (nameOf: (name: string, i: number) => string, packed = true): File[] =>
  names.map((name, i) => [nameOf(name, i), packed ? gzip(contents[i]) : contents[i]]);
const asRecord = (files: readonly File[]) => Object.fromEntries(files);

describe('the four files of MNIST (36, 37, 38, 41)', () => {
  const kaggle = four((name) => name.replace('-idx', '.idx'), false);
  it.each<[string, File[]]>([
    ['as published', four((name) => `${name}.gz`)],
    ['unpacked by 7-Zip', kaggle],
    ['downloaded a second time', four((name) => `${name} (1).gz`)],
    ['copied by the browser without a blank', four((name) => `${name}(2).gz`)],
    ['kept by another browser', four((name) => `${name}.gz.download`)],
    ['copied by a system', four((name) => `${name} - Copy.gz`)],
    ['in capitals', four((name) => `${name.toUpperCase()}.GZ`)],
    ['packed twice', four((name) => `${name}.gz`).map(([name, bytes]) => [name, gzip(bytes)])],
    [
      'in the folder of torchvision, packed and unpacked',
      [...four((name) => `MNIST/raw/${name}.gz`), ...four((name) => `MNIST/raw/${name}`, false)],
    ],
    [
      'beside stray files',
      [
        ...four((name) => `raw/${name}.gz`),
        ['raw/.DS_Store', Uint8Array.of(0, 0, 0, 1)],
        ['raw/Thumbs.db', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)],
        ['raw/README.md', strToU8('# MNIST')],
        ['raw/__MACOSX/._x', Uint8Array.of(0, 5)],
      ],
    ],
    ['in a zip', [['archive.zip', zipSync(asRecord(kaggle))]]],
    ['packed in a zip', [['archive.zip', zipSync(asRecord(four((name) => `a/${name}.gz`)))]]],
    ['in a tar', [['mnist.tar', tarOf(asRecord(kaggle))]]],
    ['in a packed tar', [['mnist.tgz', gzip(tarOf(asRecord(kaggle)))]]],
    ['in a zip in a zip', [['a.zip', zipSync({ 'b.zip': zipSync(asRecord(kaggle)) })]]],
    ['called by numbers', four((_, i) => `${i}`)],
    [
      'in two folders with equal names (39)',
      four((_, i) => `data/${i < 2 ? 'train' : 'test'}/${i % 2 ? 'labels' : 'images'}`),
    ],
    [
      'in folders of images and labels',
      four((_, i) => `${i % 2 ? 'labels' : 'images'}/${i < 2 ? 'train' : 'test'}.gz`),
    ],
  ])('are read %s', async (_, files) => {
    const { set, problems, notes } = await read(...files);
    expect([problems, notes]).toEqual([[], []]);
    expect(set.title).toBe('Your own IDX files');
    expect([set.train.count, set.test.count]).toEqual([TRAIN, TEST]);
    expectSame(set.train.pixels, smallImages(TRAIN, 28, 28).pixels);
    expectSame(set.test.pixels, smallImages(TEST, 28, 28, 2).pixels);
    expect(set.train.labels).toEqual(smallLabels(TRAIN, 4));
  });

  it('are told apart by their folders even where the counts are equal (39)', async () => {
    const { set } = await read(
      ['data/test/images', imagesFile(8, 28, 28, 2)],
      ['data/test/labels', labelsFile(8, 2)],
      ['data/train/images', imagesFile(8)],
      ['data/train/labels', labelsFile(8, 2)],
    );
    expectSame(set.test.pixels, smallImages(8, 28, 28, 2).pixels);
    expectSame(set.train.pixels, smallImages(8, 28, 28).pixels);
  });

  it('beside other data name what is left out', async () => {
    const { problems } = await read(
      ...four((name) => name),
      ['model.h5', Uint8Array.of(0x89, 0x48, 0x44, 0x46)],
      ['docs/figure.png', picture(1)],
      ['notes.bin', Uint8Array.of(0xfe, 1, 2, 3)],
    );
    expect(problems).toEqual([
      'model.h5 is an HDF5 file; it was left out.',
      'docs/figure.png is none of the IDX files; it was left out.',
      'notes.bin is of no known kind (it begins with the bytes fe 01 02 03); it was left out.',
    ]);
  });
});

describe('one pair of IDX files', () => {
  const sorted = Uint8Array.from({ length: 60 }, (_, i) => Math.floor(i / 20));

  it('that is sorted by class has images of all classes to test (N14)', async () => {
    const { set, notes } = await read(['i', imagesFile(60)], ['l', writeIdxLabels(sorted)]);
    expect([...set.test.labels]).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    expect([set.train.count, notes]).toEqual([51, []]);
  });

  it('names a class that has no image to test, or none to learn from (46)', async () => {
    const few = sorted.map((label, i) => (i === 59 ? 3 : label));
    const { set, notes } = await read(['i', imagesFile(60)], ['l', writeIdxLabels(few)]);
    expect(set.classes).toEqual(['0', '1', '2', '3']);
    expect(notes).toEqual(['There are no images to test of the class 3.']);
    const parts = await read(
      ['train-images', imagesFile(9)],
      ['train-labels', labelsFile(9, 3)],
      ['test-images', imagesFile(4, 28, 28, 2)],
      ['test-labels', writeIdxLabels(Uint8Array.of(0, 5, 5, 7))],
    );
    expect(parts.set.classes).toEqual(['0', '1', '2', '5', '7']);
    expect(parts.notes).toEqual([
      'There are no images to learn from of the classes 5 and 7.',
      'There are no images to test of the classes 1 and 2.',
    ]);
  });

  it('of one label is refused, whichever it is (F12)', async () => {
    const threes = writeIdxLabels(new Uint8Array(60).fill(3));
    expect(await refusal(['i', imagesFile(60)], ['l', threes])).toBe(
      'l holds the label 3 alone; there must be at least 2 classes.',
    );
  });

  it('of images that are too small for a network is enlarged (N15)', async () => {
    const { set, notes } = await read(['i', imagesFile(12, 8, 7)], ['l', labelsFile(12, 2)]);
    expect([set.height, set.width]).toEqual([24, 21]);
    expect(notes).toEqual([
      'The images of 8 by 7 pixels are enlarged to 24 by 21; networks take sides of 16 and more.',
    ]);
    const [first, second] = smallImages(12, 8, 7).pixels;
    expect([...set.train.pixels.subarray(0, 6)]).toEqual([
      ...Array(3).fill(first),
      ...Array(3).fill(second),
    ]);
    expect(set.train.pixels.subarray(21, 42)).toEqual(set.train.pixels.subarray(0, 21));
  });

  it('that is the test part alone is learned from too, with a word', async () => {
    const { set, notes } = await read(['t10k-images', imagesFile(12)], ['l', labelsFile(12, 2)]);
    expect([set.train.count, set.test.count]).toEqual([10, 2]);
    expect(notes).toEqual(['t10k-images is a test part alone; most of it is learned from here.']);
  });
});

describe('IDX files by their names that are something else', () => {
  it.each<[string, Uint8Array]>([
    ['a pointer of Git LFS', strToU8('version https://git-lfs.github.com/spec/v1\nsize 9\n')],
    ['a pointer of git-annex', strToU8('/annex/objects/MD5E-s9912422.gz\n')],
    ['JSON', strToU8('{"message":"Not Found"}')],
    ['an IDX file of floats in 3 dimensions', Uint8Array.of(0, 0, 13, 3, 0, 0, 0, 1)],
  ])('are named: %s', async (what, bytes) => {
    expect(await refusal([names[0], bytes], [names[1], contents[1]])).toBe(
      `${names[0]} is ${what}; it must be an IDX file of images.`,
    );
  });

  it('of two parts that are no pair, though their counts are the same', async () => {
    expect(await refusal([names[2], contents[0]], [names[1], contents[1]])).toBe(
      't10k-images-idx3-ubyte is the part "test" and train-labels-idx1-ubyte the part "train"; drop images and labels of one part.',
    );
  });

  it('with the labels of another set have a word on it', async () => {
    const { notes } = await read(
      [`MNIST/${names[0]}`, contents[0]],
      [`FashionMNIST/${names[1]}`, contents[1]],
    );
    expect(notes).toEqual([
      `FashionMNIST/${names[1]} is taken for the labels of MNIST/${names[0]}: no others have as many.`,
    ]);
    const beside = await read(['images/train.idx', contents[0]], ['labels/train.idx', contents[1]]);
    expect(beside.notes).toEqual([]);
  });
});

describe('EMNIST (43)', () => {
  const images = smallImages(52, 28, 28);
  const labels = Uint8Array.from({ length: 52 }, (_, i) => 1 + (i % 26));
  const files = (prefix: string): File[] => [
    [`${prefix}-images-idx3-ubyte.gz`, gzip(writeIdxImages(images))],
    [`${prefix}-labels-idx1-ubyte.gz`, gzip(writeIdxLabels(labels))],
  ];

  it('is put upright, and its letters are 26 classes with their signs', async () => {
    const { set, notes } = await read(...files('emnist-letters-train'));
    expect([set.classes.length, set.classes[0], set.classes[25]]).toEqual([26, 'A', 'Z']);
    const at = (y: number, x: number) => set.train.pixels[28 * y + x];
    expect([at(0, 1), at(5, 2)]).toEqual([images.pixels[28], images.pixels[2 * 28 + 5]]);
    expect(notes[0]).toBe(
      'emnist-letters-train-images-idx3-ubyte.gz is of EMNIST, whose images are turned and mirrored; here they are upright.',
    );
  });

  it('by other names has 26 classes, and a word on how its images may lie', async () => {
    const { set, notes } = await read(...files('letters'));
    expect([set.classes.length, set.classes[0]]).toEqual([26, '1']);
    expect(set.train.pixels.subarray(0, 784)).toEqual(images.pixels.subarray(0, 784));
    expect(notes[0]).toMatch(
      /^Labels from 1 to 26 are those of the letters of EMNIST: where these/,
    );
  });

  it('has signs for every split', async () => {
    const of = async (split: string) => {
      const some = Uint8Array.from({ length: 52 }, (_, i) => 36 + (i % 2));
      const { set } = await read(
        [`emnist-${split}-train-images-idx3-ubyte`, writeIdxImages(images)],
        [`emnist-${split}-train-labels-idx1-ubyte`, writeIdxLabels(some)],
      );
      return set.classes;
    };
    expect(await of('balanced')).toEqual(['a', 'b']);
    expect(await of('byclass')).toEqual(['a', 'b']);
    expect(await of('other')).toEqual(['36', '37']);
  });

  it('as its archive of all splits asks for one of them', async () => {
    const all = asRecord(
      [...files('emnist-letters-train'), ...files('emnist-digits-train')].map(
        ([name, bytes], i): File => [
          `gzip/${name}`,
          i === 2 ? gzip(imagesFile(52, 28, 28, 3)) : bytes,
        ],
      ),
    );
    expect(await refusal(['gzip.zip', zipSync(all)])).toBe(
      'There are images of several sets (emnist-letters and emnist-digits); drop the files of images and labels of one of them.',
    );
  });
});

describe('CIFAR (41, 42)', () => {
  const batches = {
    'cifar-10-batches-bin/data_batch_1.bin': cifarFile(20),
    'cifar-10-batches-bin/test_batch.bin': cifarFile(10),
    'cifar-10-batches-bin/batches.meta.txt': strToU8('airplane\nautomobile\n'),
    'cifar-10-batches-bin/readme.html': webPage,
  };

  it.each<[string, File[]]>([
    ['as downloaded', [['cifar-10-binary.tar.gz', gzip(tarOf(batches))]]],
    ['in a zip', [['cifar-10-batches-bin.zip', zipSync(batches)]]],
    ['as single files', Object.entries(batches)],
    [
      'as copies',
      [
        ['data_batch_1 (1).bin', cifarFile(20)],
        ['test_batch (1).bin.gz', gzip(cifarFile(10))],
      ],
    ],
    [
      'called train and test, with the first thousand once more',
      [
        ['train.bin', cifarFile(20)],
        ['test_batch.bin', cifarFile(10)],
        ['test_batch_first1000.bin', cifarFile(5)],
      ],
    ],
  ])('-10 is read %s', async (_, files) => {
    const { set, problems, notes } = await read(...files);
    expect([set.train.count, set.test.count, problems, notes]).toEqual([20, 10, [], []]);
    expect(set.title).toBe('CIFAR-10, a part (20 training and 10 test images) (dropped)');
    expect(set.classes[9]).toBe('truck');
    expectSame(set.train.pixels, smallCifar(20).pixels);
  });

  it('-10 without its test batch is refused', async () => {
    expect(await refusal(['data_batch_1.bin', cifarFile(20)])).toBe(
      'With data_batch_1.bin there is no test_batch.bin; drop it too, or cifar-10-binary.tar.gz.',
    );
  });

  /** Records with a coarse label, which is 0, before the fine one. */
  const hundred = (count: number) => {
    const ten = cifarFile(count);
    const record = ten.length / count;
    const out = new Uint8Array(count * (record + 1));
    for (let i = 0; i < count; i++) {
      out.set(ten.subarray(i * record, (i + 1) * record), i * (record + 1) + 1);
    }
    return out;
  };

  it('-100 is read with its fine labels, and with their names where these are there', async () => {
    const files: File[] = [
      ['cifar-100-binary/train.bin', hundred(20)],
      ['cifar-100-binary/test.bin', hundred(10)],
    ];
    const { set } = await read(...files);
    expect([set.train.count, set.test.count, set.classes[3]]).toEqual([20, 10, 'class 3']);
    expectSame(set.train.pixels, smallCifar(20).pixels);
    const fine = strToU8('apple\naquarium_fish\nbaby\nbear\n');
    const named = await read(...files, ['cifar-100-binary/fine_label_names.txt', fine]);
    expect(named.set.classes[3]).toBe('bear');
    expect(await refusal(files[0], ['test_batch.bin', cifarFile(10)])).toBe(
      'cifar-100-binary/train.bin is of CIFAR-100 and test_batch.bin is not; drop the files of one set.',
    );
  });

  it('as the Python version is named, with what to drop instead', async () => {
    const pickle = Uint8Array.of(0x80, 2, 0x7d, 0x71);
    const archive = gzip(tarOf({ 'cifar-10-batches-py/data_batch_1': pickle }));
    expect(await refusal(['cifar-10-python.tar.gz', archive])).toBe(
      'cifar-10-python.tar.gz/cifar-10-batches-py/data_batch_1 is of the Python version of CIFAR; drop cifar-10-binary.tar.gz.',
    );
  });
});

describe('arrays of numpy (41)', () => {
  const bytes = (count: number, seed = 1) => smallImages(count, 28, 28, seed).pixels;
  const labels = (count: number) => smallLabels(count, 3);
  const npz = (arrays: Record<string, Uint8Array>) => zipSync(arrays);

  it.each([
    ['x_train', 'y_train', 'x_test', 'y_test'],
    ['train_images', 'train_labels', 'test_images', 'test_labels'],
  ])('are read from an NPZ with %s', async (x, y, otherX, otherY) => {
    const archive = npz({
      [`${otherX}.npy`]: writeNpy('|u1', [6, 28, 28], bytes(6, 2)),
      [`${x}.npy`]: writeNpy('|u1', [12, 28, 28], bytes(12)),
      [`${y}.npy`]: writeNpy('|u1', [12], labels(12)),
      [`${otherY}.npy`]: writeNpy('|u1', [6, 1], labels(6)),
    });
    const { set, problems, notes } = await read(['mnist.npz', archive]);
    expect([set.train.count, set.test.count, problems, notes]).toEqual([12, 6, [], []]);
    expectSame(set.train.pixels, bytes(12));
    expectSame(set.test.pixels, bytes(6, 2));
    expect(set.title).toBe('Your own arrays');
  });

  it('may have a part of validation, colours, planes and one-hot labels', async () => {
    const hot = Float32Array.from({ length: 36 }, (_, i) =>
      i % 3 === Math.floor(i / 3) % 3 ? 1 : 0,
    );
    const archive = npz({
      'train_images.npy': writeNpy('|u1', [12, 32, 32, 3], smallCifar(12).pixels),
      'train_labels.npy': writeNpy('<f4', [12, 3], hot),
      'val_images.npy': writeNpy('|u1', [4, 32, 32, 3], smallCifar(4).pixels),
      'val_labels.npy': writeNpy('|u1', [4], labels(4)),
      'test_images.npy': writeNpy('|u1', [6, 3, 32, 32], cifarPlanes(6)),
      'test_labels.npy': writeNpy('|u1', [6], labels(6)),
    });
    const { set, notes } = await read(['x.npz', archive]);
    expect([set.channels, set.train.count, set.test.count]).toEqual([3, 16, 6]);
    expect([...set.train.labels.subarray(0, 4)]).toEqual([0, 1, 2, 0]);
    expectSame(set.test.pixels, smallCifar(6).pixels);
    expect(notes).toEqual(['x.npz/val_images.npy is added to what is learned from.']);
  });

  it('may be single files, of floats, or digits of 8 by 8 with 16 greys', async () => {
    const shares = Float64Array.from(bytes(12), (value) => value / 255);
    const floats = await read(
      ['kmnist-imgs.npz', npz({ 'arr_0.npy': writeNpy('<f8', [12, 784], shares) })],
      ['kmnist-labels.npz', npz({ 'arr_0.npy': writeNpy('|u1', [12], labels(12)) })],
    );
    expectSame(floats.set.train.pixels, bytes(12).subarray(0, floats.set.train.pixels.length));
    expect(floats.notes).toEqual(['Numbers from 0 to 1 are stretched to greys from 0 to 255.']);
    const greys = Float64Array.from({ length: 12 * 64 }, (_, i) => i % 17);
    const digits = await read([
      'digits.npz',
      npz({
        'data.npy': writeNpy('<f8', [12, 64], greys),
        'images.npy': writeNpy('<f8', [12, 8, 8], greys),
        'target.npy': writeNpy('|u1', [12], labels(12)),
      }),
    ]);
    expect([digits.set.height, digits.set.train.pixels[2]]).toEqual([16, Math.round(255 / 16)]);
  });

  it('are refused with their shapes where one is missing or does not fit', async () => {
    const x = writeNpy('|u1', [12, 28, 28], bytes(12));
    expect(await refusal(['x.npy', x])).toBe(
      'x.npy of the shape (12, 28, 28): there is no array of labels, such as (count); drop images and their labels.',
    );
    expect(await refusal(['x.npy', x], ['y.npy', writeNpy('|u1', [9], labels(9))])).toBe(
      'x.npy holds 12 images, and no array as many labels (y.npy 9).',
    );
    const wrong = writeNpy('<f4', [12], new Float32Array(12).fill(0.5));
    expect(await refusal(['x.npy', x], ['y.npy', wrong])).toBe(
      'y.npy: label 1 is 0.5; labels must be whole numbers from 0 to 99.',
    );
    for (const [type, what] of [
      ['|O', 'objects of Python'],
      ['<U3', 'words; save a number for each class'],
      ['|S3', 'words; save'],
      ['<c16', 'complex numbers; save'],
      ['<M8[D]', 'dates; save'],
    ]) {
      const odd = writeNpy(type, [12], new Uint8Array(12));
      expect(await refusal(['x.npy', x], ['y.npy', odd])).toContain(`y.npy holds ${what}`);
    }
    expect(await refusal(['x.npy', webPage])).toMatch(/^x\.npy is no NPY file/);
    const none = writeNpy('<f4', [12, 4, 4], new Float32Array(192).fill(NaN));
    expect(await refusal(['x.npy', none], ['y.npy', writeNpy('|u1', [12], labels(12))])).toBe(
      'x.npy: number 1 is NaN; pixels must be finite numbers.',
    );
  });
});

/** Images of CIFAR as planes of red, green and blue. */
function cifarPlanes(count: number): Uint8Array {
  const { pixels } = smallCifar(count);
  return Uint8Array.from(pixels, (_, at) => {
    const [image, rest] = [Math.floor(at / 3072), at % 3072];
    return pixels[image * 3072 + (rest % 1024) * 3 + Math.floor(rest / 1024)];
  });
}

describe('tables (41)', () => {
  const rows = (
    count: number,
    side = 16,
    row = (label: number, pixels: string) => `${label},${pixels}`,
  ) => {
    const { pixels } = smallImages(count, side, side);
    const size = side * side;
    return Array.from({ length: count }, (_, i) =>
      row(i % 3, pixels.subarray(i * size, (i + 1) * size).join(',')),
    );
  };
  const csv = (lines: readonly string[]) => strToU8(`${lines.join('\n')}\n`);
  const header = (side: number) =>
    Array.from({ length: side * side }, (_, i) => `pixel${i}`).join(',');

  it.each<[string, Uint8Array]>([
    ['MNIST in CSV', csv(rows(12))],
    ['a header', csv([`label,${header(16)}`, ...rows(12)])],
    [
      'a label at the end',
      csv([`${header(16)},class`, ...rows(12, 16, (label, pixels) => `${pixels},${label}`)]),
    ],
    [
      'semicolons, quotes and line ends of Windows',
      strToU8(
        `\ufefflabel;${header(16).replaceAll(',', ';')}\r\n${rows(12, 16, (label, pixels) => `"${label}";${pixels.replaceAll(',', ';')}`).join('\r\n')}`,
      ),
    ],
    [
      'a label at the end that has a name of its own',
      csv([`${header(16)},species`, ...rows(12, 16, (label, pixels) => `${pixels},${label}`)]),
    ],
    [
      'a label at the end, without a header',
      csv(rows(12, 16, (label, pixels) => `${pixels},${label}`)),
    ],
    [
      'a column of numbers of the rows, and labels as floats',
      csv([
        `,label,${header(16)}`,
        ...rows(12, 16, (label, pixels) => `${label}.0,${pixels}`).map((row, i) => `${i},${row}`),
      ]),
    ],
    [
      'a mark behind every line',
      csv([`label,${header(16)},`, ...rows(12).map((row) => `${row},`)]),
    ],
    [
      'UTF-16 and tabs, as a spreadsheet saves them',
      Uint8Array.of(
        ...[0xff, 0xfe],
        ...Array.from(
          `label\t${header(16).replaceAll(',', '\t')}\r\n${rows(12).join('\r\n').replaceAll(',', '\t')}\r\n`,
        ).flatMap((sign) => [sign.charCodeAt(0), 0]),
      ),
    ],
  ])('are read: %s', async (_, bytes) => {
    const { set, notes } = await read(['mnist_train.csv', bytes]);
    expect(set.classes).toEqual(['0', '1', '2']);
    expect([set.height, set.width, set.train.count, set.test.count, notes]).toEqual([
      16,
      16,
      9,
      3,
      [],
    ]);
    expectSame(set.train.pixels, smallImages(12, 16, 16).pixels.subarray(0, 9 * 256));
    expect([...set.train.labels]).toEqual([...smallLabels(9, 3)]);
  });

  it.each<[string, Uint8Array, readonly string[]]>([
    [
      'words with the mark in quotes',
      csv(rows(12, 16, (label, pixels) => `"no ${label}, or so",${pixels}`)),
      ['no 0, or so', 'no 1, or so', 'no 2, or so'],
    ],
    ['bars', csv(rows(12).map((row) => row.replaceAll(',', '|'))), ['0', '1', '2']],
    [
      'old Latin letters',
      Uint8Array.from(
        Buffer.from(
          rows(12)
            .map((row) => `ä${row}\n`)
            .join(''),
          'latin1',
        ),
      ),
      ['ä0', 'ä1', 'ä2'],
    ],
  ])('have labels and marks of any kind: %s', async (_, bytes, classes) => {
    const { set } = await read(['mnist_train.csv', bytes]);
    expect([set.classes, set.train.count, set.test.count]).toEqual([classes, 9, 3]);
    expectSame(set.train.pixels, smallImages(12, 16, 16).pixels.subarray(0, 9 * 256));
  });

  it('are the same with decimal commas and semicolons, below comments', async () => {
    const shares = (separator: string, mark: string) => (label: number, pixels: string) =>
      [
        label,
        ...pixels.split(',').map((grey) => String(Number(grey) / 256).replace('.', mark)),
      ].join(separator);
    const points = await read(['a.csv', csv(rows(12, 16, shares(',', '.')))]);
    const above = ['# one; two', '"# ""three"""', 'sep=;'];
    const commas = await read(['a.csv', csv([...above, ...rows(12, 16, shares(';', ','))])]);
    expect(new Set(points.set.train.pixels).size).toBeGreaterThan(100);
    expectSame(commas.set.train.pixels, points.set.train.pixels);
    expect(commas.set.train.labels).toEqual(points.set.train.labels);
  });

  it('may be two parts, and have words as labels', async () => {
    const words = (label: number, pixels: string) => `${['zebra', 'ape', 'cat'][label]},${pixels}`;
    const { set } = await read(
      ['a_test.csv', csv(rows(6, 16, words))],
      ['a_train.csv', csv(rows(12, 16, words))],
    );
    expect([set.train.count, set.test.count]).toEqual([12, 6]);
    expect(set.classes).toEqual(['ape', 'cat', 'zebra']);
    expect([...set.test.labels.subarray(0, 3)]).toEqual([2, 0, 1]);
  });

  it('of digits of 8 by 8, the label last, whose corners are always 0', async () => {
    const lines = Array.from({ length: 12 }, (_, i) =>
      [0, ...Array(63).fill(i + 4), i % 3].join(','),
    );
    const { set } = await read(['optdigits.tra', csv(lines)]);
    expect([set.height, set.classes]).toEqual([16, ['0', '1', '2']]);
  });

  it('are refused by name, row and column', async () => {
    const of = (lines: readonly string[], name = 'x.csv') => refusal([name, csv(lines)]);
    expect(
      await of(
        rows(12).map((row) => row.slice(2)),
        'test.csv',
      ),
    ).toBe('test.csv has 256 pixels in each row and no label; drop the table with a label column.');
    expect(await of(['id,breed', '1,cat', '2,dog'])).toBe(
      'x.csv is a table of 2 columns with the columns id, breed; a row of images needs a label and a square number of pixels, such as 785 columns.',
    );
    expect(await of([`label,${header(16)}`])).toBe('x.csv has no row below its header.');
    const turned = `label,${header(16)}`.replace('pixel5,pixel6', 'pixel6,pixel5');
    expect(await of([turned, ...rows(12)])).toBe(
      'x.csv: column 8, "pixel5", stands behind "pixel6"; the pixels must be in the order of their numbers.',
    );
    const cut = rows(12);
    cut[5] = cut[5].split(',').slice(0, -3).join(',');
    expect(await of(cut)).toMatch(/^x\.csv, row 6: there are \d+ cells; the first row has 257\.$/);
    cut[5] = `${rows(12)[5]},5`;
    expect(await of(cut)).toMatch(
      /the first row has 257; a decimal comma makes two cells of one\.$/,
    );
    cut[5] = rows(12)[5].replace(/,\d+/, ',x');
    expect(await of(cut)).toBe('x.csv, row 6, column 2: "x" is not a finite number.');
    cut[5] = rows(12)[5].replace(/,\d+/, ',');
    expect(await of(cut)).toBe(
      'x.csv, row 6, column 2: the cell is empty; every pixel must be known.',
    );
    const comma = rows(12, 16, (label, pixels) => `${label};${pixels.replaceAll(',', ';')}`);
    comma[2] = comma[2].replace(/;\d+/, ';1,250');
    expect(await of(comma)).toBe(
      'x.csv, row 3, column 2: "1,250" may be 1250 or 1.25; write it without a comma.',
    );
    const many = Array.from({ length: 120 }, (_, i) => rows(1)[0].replace(/^0/, `c${i}`));
    expect(await of(many)).toBe('x.csv holds 120 classes, from c0 to c119; at most 100 are read.');
  });
});

describe('pictures', () => {
  const folder = (path: string, count: number, grey: number, [width, height] = [1, 1]): File[] =>
    Array.from({ length: count }, (_, i) => [`${path}/${i}.png`, picture(grey + i, width, height)]);

  it('in a zip of macOS become their classes and nothing else (44)', async () => {
    const files = [
      ...folder('pets/cats', 4, 1),
      ...folder('pets/dogs', 4, 11),
      ...folder('pets/owls', 4, 21),
    ];
    const stray: File[] = [
      ['__MACOSX/pets/cats/._0.png', Uint8Array.of(0, 5, 22, 7)],
      ['pets/.DS_Store', Uint8Array.of(0, 0, 0, 1)],
      ['pets/dogs/Thumbs.db', Uint8Array.of(0xd0, 0xcf)],
    ];
    const { set, problems } = await read(['pets.zip', zipSync(asRecord([...files, ...stray]))]);
    expect([set.classes, problems]).toEqual([['cats', 'dogs', 'owls'], []]);
  });

  it.each(['training testing', 'train test', 'seg_train/seg_train seg_test/seg_test', 'train val'])(
    'in the folders %s are these parts (N16)',
    async (folders) => {
      const [train, test] = folders.split(' ');
      const files = [0, 1, 2].flatMap((label) => [
        ...folder(`mnist_png/${train}/${label}`, 20, 50 * label),
        ...folder(`mnist_png/${test}/${label}`, 5, 200 + 10 * label),
      ]);
      const { set, notes } = await read(['mnist_png.zip', zipSync(asRecord(files))]);
      expect([set.train.count, set.test.count, set.classes]).toEqual([60, 15, ['0', '1', '2']]);
      expect(notes).toEqual([]);
      expect(Math.min(...set.test.pixels)).toBe(200);
      expect(Math.max(...set.train.pixels)).toBeLessThan(200);
    },
  );

  it('with parts inside of classes, or one archive for each part, are these parts', async () => {
    const inside = ['cats', 'dogs'].flatMap((name) => [
      ...folder(`${name}/train`, 6, 1),
      ...folder(`${name}/test`, 3, 100),
    ]);
    expect((await read(...inside)).set).toMatchObject({
      classes: ['cats', 'dogs'],
      test: { count: 6 },
    });
    const archive = (grey: number, count: number) =>
      zipSync(asRecord([...folder('a', count, grey), ...folder('b', count, grey)]));
    const { set } = await read(['train.zip', archive(1, 6)], ['test.zip', archive(100, 3)]);
    expect([set.classes, set.train.count, set.test.count]).toEqual([['a', 'b'], 12, 6]);
  });

  it('of a class that is called train are its images', async () => {
    const { set } = await read(
      ...['bus', 'car', 'train'].flatMap((name) => folder(`v/${name}`, 4, 1)),
    );
    expect([set.classes, set.test.count]).toEqual([['bus', 'car', 'train'], 3]);
  });

  it('of one class at several places are told', async () => {
    const places = ['a/cats', 'b/cats', 'a/dogs'].flatMap((path) => folder(path, 4, 1));
    expect((await read(...places)).notes).toEqual(['The class cats is made of a/cats and b/cats.']);
  });

  it('that are not square keep their shape, with a word (45)', async () => {
    const { set, notes } = await read(...folder('a', 4, 10, [4, 3]), ...folder('b', 4, 90));
    expect(notes).toEqual([
      '4 images are not square: kept in shape, with the colour of the edges beside it.',
    ]);
    expect(set.train.pixels[0]).toBe(10);
  });
});

describe('what is none of these is named, with what to drop instead (40, 41)', () => {
  const idx = Uint8Array.of(0, 0, 12, 2, 0, 0, 0, 1, 0, 0, 0, 8);
  const text = (signs: string) => Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
  it.each<[string, Uint8Array, string]>([
    ['index.html', webPage, 'index.html is a web page; get the file that it leads to.'],
    ['notes.txt', strToU8('Dear diary'), 'notes.txt is a text; drop IDX or CIFAR files, an NPZ'],
    ['set.json', strToU8('{"a": 1}'), 'set.json is JSON; drop'],
    ['empty.dat', new Uint8Array(0), 'empty.dat is empty; get it again.'],
    [
      'train_32x32.mat',
      text('MATLAB 5.0 MAT-file'),
      'train_32x32.mat is a file of MATLAB; save its arrays by',
    ],
    ['a.h5', text('\x89HDF\r\n\x1a\n'), 'a.h5 is an HDF5 file; save its arrays by numpy.savez.'],
    [
      'a.7z',
      text('7z\xbc\xaf\x27\x1c'),
      'a.7z is a 7-Zip archive; unpack it and drop what is in it',
    ],
    ['a.rar', text('Rar!\x1a\x07'), 'a.rar is a RAR archive; unpack it'],
    ['a.parquet', text('PAR1\x15\x04'), 'a.parquet is a Parquet file; save its columns as CSV.'],
    ['a.xls', text('\xd0\xcf\x11\xe0\xa1'), 'a.xls is an Office document; save the table as CSV.'],
    ['a.heic', text('\0\0\0\x18ftypheic'), 'a.heic is a HEIC photo; save it as JPEG.'],
    ['model.pkl', Uint8Array.of(0x80, 4, 0x95), 'model.pkl is a pickle of Python; save its arrays'],
    ['a.csv', Uint8Array.of(0xff, 0xfe, 49, 0), 'a.csv'],
    [
      'qmnist-labels',
      idx,
      'qmnist-labels is an IDX file of 32-bit numbers in 2 dimensions; images and labels',
    ],
    [
      'raw.bin',
      Uint8Array.of(0xfe, 0xed, 0, 1),
      'raw.bin is of no known kind (it begins with the bytes fe ed 00 01); drop',
    ],
    ['lfs.csv', strToU8('version https://git-lfs.github.com/spec/v1\nsize 9\n'), 'lfs.csv'],
    ['a.lnk', text('L\0\0\0\x01\x14\x02\0'), 'a.lnk is a shortcut of Windows; get the file'],
    ['mnist.url', strToU8('[InternetShortcut]\r\nURL=x'), 'mnist.url is a shortcut to a web page;'],
    [
      'mnist.arff',
      strToU8('% x\n@RELATION mnist\n'),
      'mnist.arff is an ARFF file; save its data as',
    ],
    ['mnist.scale', strToU8('5 153:0.01 154:0.07 155:0.1'), 'mnist.scale is a table of LIBSVM;'],
    ['a.torrent', strToU8('d8:announce3:xyze'), 'a.torrent is a torrent; get the file'],
    ['a.lz4', Uint8Array.of(4, 0x22, 0x4d, 0x18, 0), 'a.lz4 is a file packed by LZ4; unpack it'],
    ['set.json', strToU8(`[${'0,'.repeat(800)}0]`), 'set.json is JSON; drop'],
    [
      'table.ods',
      zipSync({ mimetype: strToU8('application/vnd'), 'content.xml': strToU8('<x/>') }),
      'table.ods is an Office document; save',
    ],
    [
      'book.xlsx',
      zipSync({ '[Content_Types].xml': strToU8('<x/>') }),
      'book.xlsx is an Office document; save',
    ],
    [
      'net.pt',
      zipSync({ 'net/data.pkl': strToU8('x') }),
      'net.pt is a file of PyTorch; save its arrays',
    ],
    ['none.zip', zipSync({}), 'none.zip is an archive with no file in it; pack it again.'],
    [
      'a.zip',
      zipSync({ '.DS_Store': strToU8('x') }),
      'There are no files of data in what was dropped; drop',
    ],
    [
      'cut.zip',
      strToU8('PK\x03\x04 and no more'),
      'cut.zip is a damaged zip archive (its end is missing); pack',
    ],
  ])('%s', async (name, bytes, says) => {
    const message = await refusal([name, bytes]);
    expect(message.slice(0, says.length)).toBe(says);
    expect(message).toMatch(/^[^\n]{20,220}\.$/);
  });

  it('and so are others beside it', async () => {
    expect(
      await refusal(['a.txt', strToU8('x')], ['b.h5', Uint8Array.of(0x89, 0x48, 0x44, 0x46)]),
    ).toBe(
      'b.h5 is an HDF5 file; save its arrays by numpy.savez. The other file is no images either.',
    );
  });

  it('and what may have been the missing half', async () => {
    const message = await refusal(['a', imagesFile(8)], ['b', Uint8Array.of(1, 0, 8, 1, 0, 0)]);
    expect(message).toMatch(
      /^With a there is no IDX file of labels; a set needs both\. b is of no known/,
    );
  });

  it('an archive that unpacks without end', async () => {
    let deep = gzip(strToU8('x'));
    for (let i = 0; i < 6; i++) deep = gzip(deep);
    expect(await refusal(['deep.gz', deep])).toBe(
      'deep.gz is packed more than 5 times; unpack it first.',
    );
  });
});
