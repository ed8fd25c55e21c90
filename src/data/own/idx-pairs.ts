/** A visitor's own IDX files: which labels belong to which images, and which part is the test. */
import type { Files } from './assemble';
import { checkIsData } from './bytes';
import { gunzip } from './gunzip';
import { checkSameCount, idxKind, parseIdxImages, parseIdxLabels } from './idx';
import type { IdxImages, Named } from './idx';
import { DataError, type Images, type ImageSet } from './images';

/** Most classes of a set that is not known by name. */
export const MAX_CLASSES = 100;
/** Of one pair of files, one image in so many is a test image. */
const TEST_SHARE = 6;

interface Pair {
  readonly images: Named<IdxImages>;
  readonly labels: Named<Uint8Array>;
}

/**
 * One pair of images and labels (its last sixth becomes the test part) or two (of which one is the
 * test part: the one whose name says so, or the smaller one), packed or unpacked.
 * @throws DataError naming the file that is missing or not as it must be
 */
export async function ownIdxSet(files: Files): Promise<ImageSet> {
  const [first, second] = pairs(await readAll(files));
  const [train, test] = second ? ordered(first, second) : split(first);
  const { height, width } = first.images.value;
  const classes = classNames([train, test], first.labels.name);
  const title = `Own images (${classes.length} classes)`;
  return { id: 'own', title, height, width, channels: 1, classes, train, test };
}

interface Read {
  readonly images: readonly Named<IdxImages>[];
  readonly labels: readonly Named<Uint8Array>[];
}

async function readAll(files: Files): Promise<Read> {
  const images: Named<IdxImages>[] = [];
  const labels: Named<Uint8Array>[] = [];
  for (const [name, packed] of files) {
    const bytes = await gunzip(name, packed);
    checkIsData(name, bytes, 'an IDX file of images or labels');
    // what is neither is read as images, which says how such a file starts
    if (idxKind(bytes) === 'labels') {
      labels.push({ name, value: parseIdxLabels(name, bytes, MAX_CLASSES) });
    } else images.push({ name, value: parseIdxImages(name, bytes) });
  }
  return { images, labels };
}

function pairs({ images, labels }: Read): Pair[] {
  if (images.length === 0) throw new DataError(missing(labels, 'images'));
  if (labels.length === 0) throw new DataError(missing(images, 'labels'));
  if (images.length === 1 && labels.length === 1) {
    checkSameCount(images[0], labels[0]);
    return [{ images: images[0], labels: labels[0] }];
  }
  if (images.length !== labels.length || images.length > 2) {
    throw new DataError(
      `There are ${images.length} files of images and ${labels.length} of labels ` +
        `(${names([...images, ...labels])}); one or two pairs make a set.`,
    );
  }
  const found = images.map((one) => ({ images: one, labels: labelsFor(one, labels) }));
  checkOwnLabels(found, labels);
  checkSameShape(found[0].images, found[1].images);
  return found;
}

function missing(there: readonly Named<unknown>[], what: string): string {
  if (there.length === 0) return 'There are no files; an IDX set is images and their labels.';
  return `With ${names(there)} there is no IDX file of ${what}; a set needs both.`;
}

/** Two files of images may not share their labels. */
function checkOwnLabels([a, b]: readonly Pair[], labels: readonly Named<Uint8Array>[]): void {
  if (a.labels !== b.labels) return;
  const left = labels.find((other) => other !== a.labels)!;
  throw new DataError(
    `${left.name} holds ${left.value.length} labels, and no file has as many images.`,
  );
}

/** The labels of the same count; where two have it, those of the same name. */
function labelsFor(
  images: Named<IdxImages>,
  labels: readonly Named<Uint8Array>[],
): Named<Uint8Array> {
  const fitting = labels.filter(({ value }) => value.length === images.value.count);
  if (fitting.length === 0) {
    const counts = labels.map(({ name, value }) => `${name} ${value.length}`).join(', ');
    throw new DataError(
      `${images.name} holds ${images.value.count} images, and no file has as many labels (${counts}).`,
    );
  }
  if (fitting.length === 1) return fitting[0];
  const named = fitting.filter(({ name }) => stem(name) === stem(images.name));
  if (named.length === 1) return named[0];
  throw new DataError(
    `${images.name} could belong to ${names(fitting)}, which have as many labels; ` +
      'give images and labels the same name but for "images" and "labels".',
  );
}

/** "train-images-idx3-ubyte.gz" and "train-labels-idx1-ubyte.gz" have one stem. */
const stem = (name: string) =>
  name
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/images?|labels?|idx[13]/g, '');

function checkSameShape(a: Named<IdxImages>, b: Named<IdxImages>): void {
  const shape = ({ value }: Named<IdxImages>) => `${value.height} by ${value.width}`;
  if (shape(a) === shape(b)) return;
  throw new DataError(
    `${a.name} holds images of ${shape(a)} pixels and ${b.name} of ${shape(b)}; ` +
      'both parts must be of one size.',
  );
}

/** Training and test part of two pairs. */
function ordered(a: Pair, b: Pair): readonly [Images, Images] {
  const [aIsTest, bIsTest] = [a, b].map(({ images }) => /test|t10k/i.test(images.name));
  const [aCount, bCount] = [a, b].map(({ images }) => images.value.count);
  if (aIsTest === bIsTest && aCount === bCount) {
    throw new DataError(
      `${names([a.images, b.images])} hold ${aCount} images each; ` +
        'put "test" into the name of the one that is the test part.',
    );
  }
  const aLast = aIsTest === bIsTest ? aCount < bCount : aIsTest;
  return aLast ? [whole(b), whole(a)] : [whole(a), whole(b)];
}

const whole = ({ images, labels }: Pair): Images => ({
  count: images.value.count,
  pixels: images.value.pixels,
  labels: labels.value,
});

function split(pair: Pair): readonly [Images, Images] {
  const { count } = pair.images.value;
  if (count < TEST_SHARE) {
    throw new DataError(
      `${pair.images.name} holds ${count} images; at least ${TEST_SHARE} are needed, ` +
        'because the last sixth becomes the test part.',
    );
  }
  const cut = count - Math.floor(count / TEST_SHARE);
  return [slice(pair, 0, cut), slice(pair, cut, count)];
}

function slice({ images, labels }: Pair, from: number, to: number): Images {
  const { height, width, pixels } = images.value;
  const size = height * width;
  return {
    count: to - from,
    pixels: pixels.subarray(from * size, to * size),
    labels: labels.value.subarray(from, to),
  };
}

/** The labels are the names: "0", "1", ... up to the greatest one there is. */
function classNames(parts: readonly Images[], name: string): string[] {
  const greatest = Math.max(...parts.map(({ labels }) => labels.reduce((a, b) => Math.max(a, b))));
  if (greatest > 0) return Array.from({ length: greatest + 1 }, (_, label) => `${label}`);
  throw new DataError(`${name} holds the label 0 alone; there must be at least 2 classes.`);
}

const names = (files: readonly Named<unknown>[]) => files.map(({ name }) => name).join(' and ');
