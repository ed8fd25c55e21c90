import { concatenated } from './bytes';
import { catalogue, type KnownSet, type SetId } from './catalogue';
import { parseCifar } from './cifar';
import { gunzip } from './gunzip';
import { checkSameCount, parseIdxImages, parseIdxLabels, type IdxImages } from './idx';
import { DataError, type Images, type ImageSet } from './images';

export type Files = ReadonlyMap<string, Uint8Array>;

/**
 * A known set from its files, packed or unpacked. Fewer images than the whole set are a valid,
 * smaller set, which its title says.
 * @throws DataError naming the file that is missing or not as it must be
 */
export async function assembleSet(id: SetId, files: Files): Promise<ImageSet> {
  const known = catalogue[id];
  const part = id === 'cifar10' ? cifarPart : idxPart;
  const train = await part(known, files, 'train');
  const test = await part(known, files, 'test');
  const { height, width, channels, classes } = known;
  return { id, title: titleOf(known, train, test), height, width, channels, classes, train, test };
}

/** The title of a known set, which says where it is a part. */
export function titleOf({ title, counts }: KnownSet, train: Images, test: Images): string {
  if (train.count === counts.train && test.count === counts.test) return title;
  return `${title}, a part (${train.count} training and ${test.count} test images)`;
}

type Part = 'train' | 'test';

const idxPrefix = { train: 'train', test: 't10k' } as const;

async function idxPart(known: KnownSet, files: Files, part: Part): Promise<Images> {
  const prefix = idxPrefix[part];
  const images = find(known, files, `${prefix}-images-idx3-ubyte`);
  const labels = find(known, files, `${prefix}-labels-idx1-ubyte`);
  const unpackedLabels = await gunzip(labels.name, labels.value);
  const read = parseIdxImages(images.name, await gunzip(images.name, images.value));
  const indices = parseIdxLabels(labels.name, unpackedLabels, known.classes.length);
  checkSameCount({ name: images.name, value: read }, { name: labels.name, value: indices });
  checkShape(images.name, read, known);
  return { count: read.count, pixels: read.pixels, labels: indices };
}

function checkShape(name: string, { height, width }: IdxImages, known: KnownSet): void {
  if (height === known.height && width === known.width) return;
  throw new DataError(
    `${name} holds images of ${height} by ${width} pixels; ` +
      `those of ${known.title} are ${known.height} by ${known.width}.`,
  );
}

/** The file of that name, with or without `.gz`. */
function find({ title }: KnownSet, files: Files, stem: string) {
  for (const name of [`${stem}.gz`, stem]) {
    const value = files.get(name);
    if (value) return { name, value };
  }
  throw new DataError(`${stem}.gz is missing; ${title} can't be put together without it.`);
}

/** The files of a part, in the order in which they make one set. */
const cifarStems = {
  train: [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`),
  test: ['test_batch.bin', 'test_batch_first1000.bin'],
} as const;

async function cifarPart(known: KnownSet, files: Files, part: Part): Promise<Images> {
  const there = cifarStems[part].filter((stem) => files.has(stem) || files.has(`${stem}.gz`));
  // The first 1000 test images are in the whole batch too.
  const stems = part === 'test' ? there.slice(0, 1) : there;
  if (stems.length === 0) find(known, files, cifarStems[part][0]);
  const batches: Images[] = [];
  for (const stem of stems) {
    const { name, value } = find(known, files, stem);
    batches.push(parseCifar(name, await gunzip(name, value)));
  }
  return batches.length === 1 ? batches[0] : joined(batches);
}

function joined(batches: readonly Images[]): Images {
  return {
    count: batches.reduce((sum, { count }) => sum + count, 0),
    pixels: concatenated(batches.map(({ pixels }) => pixels)),
    labels: concatenated(batches.map(({ labels }) => labels)),
  };
}
