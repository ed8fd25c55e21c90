/** The sets that are known by name: where they live, what they are made of, how to tell them. */
import { checkChecksum, type KnownFile } from './checksum';
import { CIFAR_SIDE } from './cifar';
import { DataError } from './images';

/** One file that holds the files of a set. */
export interface Archive extends KnownFile {
  /** The files in it that make the set, by their last name. */
  readonly members: readonly string[];
}

export interface KnownSet {
  readonly id: SetId;
  readonly title: string;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly classes: readonly string[];
  /** Images in the whole set; fewer are a part of it. */
  readonly counts: { readonly train: number; readonly test: number };
  /** Public address of the folder where the files (or the archive) lie; ends in a slash. */
  readonly home: string;
  /** Single files of known content; with an archive, they are a part of what it holds. */
  readonly files: readonly KnownFile[];
  readonly archive: Archive | null;
}

export const setIds = ['mnist', 'fashion-mnist', 'cifar10'] as const;
export type SetId = (typeof setIds)[number];

export const isSetId = (text: string): text is SetId => setIds.some((id) => id === text);

const file = (
  name: string,
  bytes: number,
  sha256: string,
  unpacked?: KnownFile['unpacked'],
): KnownFile => ({ name, bytes, sha256, ...(unpacked ? { unpacked } : {}) });

const likeMnist = {
  height: 28,
  width: 28,
  channels: 1,
  counts: { train: 60_000, test: 10_000 },
  archive: null,
} as const;

const mnist: KnownSet = {
  ...likeMnist,
  id: 'mnist',
  title: 'MNIST',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  home: 'https://ossci-datasets.s3.amazonaws.com/mnist/',
  files: [
    file(
      'train-images-idx3-ubyte.gz',
      9_912_422,
      '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      {
        bytes: 47_040_016,
        sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      },
    ),
    file(
      'train-labels-idx1-ubyte.gz',
      28_881,
      '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      { bytes: 60_008, sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5' },
    ),
    file(
      't10k-images-idx3-ubyte.gz',
      1_648_877,
      '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      {
        bytes: 7_840_016,
        sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      },
    ),
    file(
      't10k-labels-idx1-ubyte.gz',
      4_542,
      'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
      { bytes: 10_008, sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2' },
    ),
  ],
};

const fashionMnist: KnownSet = {
  ...likeMnist,
  id: 'fashion-mnist',
  title: 'Fashion-MNIST',
  classes: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  home: 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
  files: [
    file(
      'train-images-idx3-ubyte.gz',
      26_421_880,
      '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      {
        bytes: 47_040_016,
        sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      },
    ),
    file(
      'train-labels-idx1-ubyte.gz',
      29_515,
      'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      { bytes: 60_008, sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9' },
    ),
    file(
      't10k-images-idx3-ubyte.gz',
      4_422_102,
      '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      {
        bytes: 7_840_016,
        sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      },
    ),
    file(
      't10k-labels-idx1-ubyte.gz',
      5_148,
      '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
      { bytes: 10_008, sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34' },
    ),
  ],
};

const cifar10: KnownSet = {
  id: 'cifar10',
  title: 'CIFAR-10',
  height: CIFAR_SIDE,
  width: CIFAR_SIDE,
  channels: 3,
  counts: { train: 50_000, test: 10_000 },
  classes: [
    'airplane',
    'automobile',
    'bird',
    'cat',
    'deer',
    'dog',
    'frog',
    'horse',
    'ship',
    'truck',
  ],
  home: 'https://www.cs.toronto.edu/~kriz/',
  // The part of the set that goes around as single files: a fifth for training, a tenth for tests.
  files: [
    file(
      'data_batch_1.bin.gz',
      28_313_767,
      '6fcee3c4b6ea120cf82b263e2e9fe932e7edf7daf530e8b8ed62c178f70910c6',
      {
        bytes: 30_730_000,
        sha256: 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
      },
    ),
    file(
      'test_batch_first1000.bin.gz',
      2_834_548,
      '3d5e72c2623a79c57b916d8669b4cba52fa2984d04cb8cd7d256902adc743432',
      {
        bytes: 3_073_000,
        sha256: '8314c96d7cd65618193bab23acdd5d4c4af15bf6dd00a1781d55beedf3be1ef5',
      },
    ),
  ],
  archive: {
    ...file(
      'cifar-10-binary.tar.gz',
      170_052_171,
      'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
    ),
    members: [
      'data_batch_1.bin',
      'data_batch_2.bin',
      'data_batch_3.bin',
      'data_batch_4.bin',
      'data_batch_5.bin',
      'test_batch.bin',
    ],
  },
};

export const catalogue: Readonly<Record<SetId, KnownSet>> = {
  mnist,
  'fashion-mnist': fashionMnist,
  cifar10,
};

/**
 * Checks a file of a known set against its published size and checksum.
 * @throws DataError naming the file where it is another one or none of this set
 */
export async function verify(id: SetId, name: string, bytes: Uint8Array): Promise<void> {
  const { title, files, archive } = catalogue[id];
  const known = [...files, ...(archive ? [archive] : [])].find((other) => other.name === name);
  if (!known) throw new DataError(`${name} is no file of ${title} whose checksum is known.`);
  await checkChecksum(name, known, bytes);
}
