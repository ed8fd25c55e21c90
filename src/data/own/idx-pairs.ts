/** A reader's own IDX files: which labels belong to which images, and which part they are. */
import { checkIsData, sameBytes } from '../bytes';
import { checkSameCount, idxKind, parseIdxImages, parseIdxLabels } from '../idx';
import type { IdxImages, Named } from '../idx';
import { DataError } from '../images';
import { emnistSigns, isEmnist, looksLikeLetters, upright } from './emnist';
import { MAX_CLASSES, setOfParts, type LabelledImages, type OwnSet } from './labelled';
import type { OpenedFile } from './opened';
import { whatIs } from './kind';
import { folderOf, listed, partOfPath, plainName, withoutCommon } from './names';

interface Pair {
  readonly images: Named<IdxImages>;
  readonly labels: Named<Uint8Array>;
}

/** Whether a file is IDX of images or labels, or is called so. */
export const isIdx = ({ path, kind }: OpenedFile): boolean =>
  kind === 'images' || kind === 'labels' || /ubyte|idx[13]|\.idx$/.test(plainName(path));

/**
 * One pair of images and labels (the last sixth of each class becomes the test part), or two (of which one is the
 * test part: the one whose path says so, or the smaller one), or three with one of validation.
 * @throws DataError naming the file that is missing or not as it must be
 */
export function ownIdxSet(files: readonly OpenedFile[]): OwnSet {
  const parts = inParts(
    pairs(
      readAll(files),
      files.map(({ path }) => path),
    ),
  );
  const notes = parts.flatMap(strangeLabels);
  const turned = parts.map((part) => {
    if (!isEmnist(part.name) || part.height !== part.width) return part;
    notes.push(
      `${part.name} is of EMNIST, whose images are turned and mirrored; here they are upright.`,
    );
    return { ...part, pixels: upright(part.pixels, part.height) };
  });
  if (
    !turned.some(({ name }) => isEmnist(name)) &&
    parts.some((part) => looksLikeLetters(part.height, part.width, part))
  ) {
    notes.push(
      'Labels from 1 to 26 are those of the letters of EMNIST: where these lie on their side, put "emnist" into the names of the files.',
    );
  }
  const signs = parts.every(({ name }) => isEmnist(name)) ? emnistSigns(parts[0].name) : '';
  return setOfParts(turned, {
    title: 'Your own IDX files',
    className: (label) => signs.charAt(label) || `${label}`,
    notes,
  });
}

/** A word on labels that lie elsewhere and are called otherwise: they may be of another set. */
function strangeLabels({ name, labelsName = name }: LabelledImages): string[] {
  if (folderOf(name) === folderOf(labelsName) || stem(name) === stem(labelsName)) return [];
  return [`${labelsName} is taken for the labels of ${name}: no others have as many.`];
}

interface Read {
  readonly images: readonly Named<IdxImages>[];
  readonly labels: readonly Named<Uint8Array>[];
}

function readAll(files: readonly OpenedFile[]): Read {
  const images: Named<IdxImages>[] = [];
  const labels: Named<Uint8Array>[] = [];
  for (const { path: name, bytes } of files) {
    checkIsData(name, bytes, 'an IDX file of images or labels');
    const named = /label|idx1/i.test(name) ? 'labels' : 'images';
    const other = idxKind(bytes) ? null : whatIs(name, bytes);
    if (other) throw new DataError(`${name} is ${other}; it must be an IDX file of ${named}.`);
    // what is nothing known is read as what its name says, which tells how such a file starts
    const kind = idxKind(bytes) ?? named;
    if (kind === 'labels') {
      labels.push({ name, value: parseIdxLabels(name, bytes, MAX_CLASSES) });
    } else {
      const read = { name, value: parseIdxImages(name, bytes) };
      const twin = images.some(({ value }) => sameBytes(value.pixels, read.value.pixels));
      if (!twin) images.push(read);
    }
  }
  return { images, labels };
}

function pairs({ images, labels }: Read, paths: readonly string[]): Pair[] {
  if (images.length === 0) throw new DataError(missing(paths, 'images'));
  if (labels.length === 0) throw new DataError(missing(paths, 'labels'));
  checkOneSet(images);
  if (images.length === 1 && labels.length === 1) {
    checkSameCount(images[0], labels[0]);
    checkSamePart(images[0].name, labels[0].name);
    return [{ images: images[0], labels: labels[0] }];
  }
  if (images.length > labels.length || images.length > MOST_PAIRS) {
    throw new DataError(unpaired({ images, labels }));
  }
  const found = images.map((one) => ({ images: one, labels: labelsFor(one, labels) }));
  checkAllUsed(found, { images, labels });
  return found;
}

/** @throws DataError where the names tell of two parts, whose counts happen to be the same */
function checkSamePart(images: string, labels: string): void {
  const [part, other] = [images, labels].map(partOfPath);
  if (part === null || other === null || part === other) return;
  throw new DataError(
    `${images} is the part "${part}" and ${labels} the part "${other}"; drop images and labels of one part.`,
  );
}

/** For training, tests and validation. */
const MOST_PAIRS = 3;

const unpaired = ({ images, labels }: Read) =>
  `There ${images.length === 1 ? 'is 1 file' : `are ${images.length} files`} of images and ` +
  `${labels.length} of labels (${listed(namesOf([...images, ...labels]))}); ` +
  'a set is one pair of them, or two of which one is the test part.';

function missing(paths: readonly string[], what: string): string {
  return `With ${listed(paths)} there is no IDX file of ${what}; a set needs both.`;
}

/** @throws DataError where the names tell of several sets, as in the archive of EMNIST */
function checkOneSet(images: readonly Named<IdxImages>[]): void {
  const sets = new Set(images.map(({ name }) => /emnist-[a-z]+/.exec(plainName(name))?.[0] ?? ''));
  if (sets.size < 2) return;
  throw new DataError(
    `There are images of several sets (${listed([...sets].map((set) => set || 'another'))}); ` +
      'drop the files of images and labels of one of them.',
  );
}

/** Labels that no images take would be lost without a word, unless they are those of others once more. */
function checkAllUsed(found: readonly Pair[], read: Read): void {
  const used = found.map(({ labels }) => labels);
  const same = (a: Named<Uint8Array>, b: Named<Uint8Array>) => sameBytes(a.value, b.value);
  const left = read.labels.find((one) => !used.some((other) => same(one, other)));
  if (left && read.images.length < read.labels.length) throw new DataError(unpaired(read));
  if (left) {
    throw new DataError(
      `${left.name} holds ${left.value.length} labels, and no file has as many images.`,
    );
  }
}

/** The labels of the same count; where several have it, those of the same name or folder. */
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
  const named = fitting.filter(({ name }) => stem(name) === stem(images.name));
  const best = named.length > 0 ? named : fitting;
  if (best.every(({ value }) => sameBytes(value, best[0].value))) return best[0];
  throw new DataError(
    `${images.name} could belong to ${listed(namesOf(best))}, which have as many labels; ` +
      'give images and labels the same name but for "images" and "labels".',
  );
}

/** "train-images-idx3-ubyte.gz" and "train-labels-idx1-ubyte.gz" have one stem, with the folders around them. */
const stem = (path: string) =>
  [...path.toLowerCase().split('/').slice(0, -1), plainName(path)]
    .join('/')
    .replace(/images?|labels?|idx[13]/g, '');

/** Which pair is which part; where no path tells, the smallest is the test part. */
function inParts(found: readonly Pair[]): LabelledImages[] {
  const told = withoutCommon(found.map(({ images }) => images.name)).map(
    // a word within a word counts where no word alone does
    (path) => partOfPath(path) ?? (/test|t10k/i.test(path) ? 'test' : null),
  );
  const count = ({ images }: Pair) => images.value.count;
  const distinct =
    new Set(told).size === found.length &&
    (found.length === 1 || told.includes('test') || told.includes('validation'));
  const smallest = Math.min(...found.map(count));
  if (!distinct && (found.length > 2 || count(found[0]) === count(found[1]))) {
    throw new DataError(
      `${listed(found.map((pair) => `${pair.images.name} (${count(pair)} images)`))} are not told apart; ` +
        'put "test" into the name of the one that is the test part.',
    );
  }
  return found.map((pair, i) => {
    const { count: images, height, width, pixels } = pair.images.value;
    const part = distinct ? told[i] : images === smallest ? 'test' : 'train';
    return {
      ...{ name: pair.images.name, labelsName: pair.labels.name, count: images, height, width },
      ...{ pixels, labels: pair.labels.value, channels: 1, part },
    };
  });
}

const namesOf = (files: readonly Named<unknown>[]) => files.map(({ name }) => name);
