/** Images in one sub-folder per class, from a dropped folder or a zip archive. */
import { concatenated, reasonOf } from './bytes';
import { DataError, type Images, type ImageSet } from './images';
import { byName, mergedFolders, placesOf, type Place } from './own/classes';
import { MAX_CLASSES } from './own/labelled';
import { isSystemFile, listed, type NamedPart } from './own/names';
import { fit, fittedShape, type Rgba } from './resize';

export interface FolderEntry {
  /** With slashes, such as "pets/cats/1.png". */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The pixels of an image file; rejects what is none. */
export type Decode = (path: string, bytes: Uint8Array) => Promise<Rgba>;

export interface Sorted {
  readonly set: ImageSet;
  /** One sentence for each file that was left out. */
  readonly problems: readonly string[];
  /** Sentences on what was made of the others. */
  readonly notes: readonly string[];
}

const MIN_CLASSES = 2;
/** With so many, every class has at least one test image and three for training. */
const MIN_IMAGES = 4;
/** One image in so many is a test image; the fourth is the first of them. */
const TEST_STEP = 6;
const FIRST_TEST = 3;
/** Images that are decoded at the same time. */
const AT_ONCE = 16;

/**
 * A set from images in one sub-folder per class: the last folder of a path is the class. Every image becomes
 * size x size in its own shape. Folders called training, testing and the like are the parts; without them every
 * sixth image of each class, in the order of their names, is for tests. The result does not depend on the order of
 * the entries.
 * @throws DataError where there are too few or too many classes, or too few images in one
 */
export async function sortIntoClasses(
  entries: readonly FolderEntry[],
  decode: Decode,
  size = 28,
  channels: 1 | 3 = 1,
): Promise<Sorted> {
  const { files, names, problems, notes } = groupByClass(entries);
  checkClasses(names, problems);
  const read: LabelledPixels[] = [];
  let fitted = 0;
  for (const [label, name] of names.entries()) {
    const of = files.filter(({ folder }) => folder === name);
    const images = await readClass(of, { decode, size, channels }, problems);
    checkImages(name, images.length, problems);
    fitted += images.filter((image) => image.fitted).length;
    read.push(...images.map((image) => ({ ...image, label })));
  }
  if (fitted > 0) {
    const are = fitted === 1 ? '1 image is' : `${fitted} images are`;
    notes.push(`${are} not square: kept in shape, with the colour of the edges beside it.`);
  }
  const { train, test } = inParts(read, notes);
  notes.push(...missing(names, train, 'learn from'), ...missing(names, test, 'test'));
  const set: ImageSet = {
    id: 'own-folder',
    title: `Own images (${names.length} classes)`,
    height: size,
    width: size,
    channels,
    classes: names,
    train: gathered(train),
    test: gathered(test),
  };
  return { set, problems, notes };
}

/** By the parts that their folders tell, or by their numbers in their class. */
function inParts(read: readonly LabelledPixels[], notes: string[]) {
  const of = (...wanted: (NamedPart | null)[]) => read.filter(({ part }) => wanted.includes(part));
  let [train, test, validation] = [of('train', null), of('test'), of('validation')];
  if (test.length === 0) [test, validation] = [validation, []];
  if (validation.length > 0) {
    notes.push(`The ${validation.length} images of validation are added to what is learned from.`);
  }
  train = [...train, ...validation];
  if (train.length > 0 && test.length > 0) return { train, test };
  return { train: read.filter(({ i }) => !isTest(i)), test: read.filter(({ i }) => isTest(i)) };
}

const isTest = (i: number) => i % TEST_STEP === FIRST_TEST;

function missing(names: readonly string[], images: readonly LabelledPixels[], what: string) {
  const none = names.filter((_, label) => images.every((image) => image.label !== label));
  if (none.length === 0) return [];
  return [
    `There are no images to ${what} of the class${none.length > 1 ? 'es' : ''} ${listed(none)}.`,
  ];
}

function gathered(images: readonly LabelledPixels[]): Images {
  return {
    count: images.length,
    pixels: concatenated(images.map(({ pixels }) => pixels)),
    labels: Uint8Array.from(images, ({ label }) => label),
  };
}

interface ReadImage {
  /** [size, size, channels] */
  readonly pixels: Uint8Array;
  readonly part: NamedPart | null;
  /** Whether it is not square. */
  readonly fitted: boolean;
  /** Its number in its class. */
  readonly i: number;
}

interface LabelledPixels extends ReadImage {
  readonly label: number;
}

interface PlacedEntry extends FolderEntry, Place {}

interface Grouped {
  /** In the order of their names. */
  readonly files: readonly PlacedEntry[];
  /** Of the classes, in order. */
  readonly names: readonly string[];
  readonly problems: string[];
  readonly notes: string[];
}

function groupByClass(entries: readonly FolderEntry[]): Grouped {
  const sorted = entries
    .map(({ path, bytes }) => ({ path: path.replaceAll('\\', '/'), bytes }))
    .filter(({ path }) => !isSystemFile(path))
    .sort((a, b) => byName(a.path, b.path));
  const paths = sorted.map(({ path }) => path);
  const places = placesOf(paths);
  const files = sorted.map((file, i) => ({ ...file, ...places[i] }));
  const names = new Set(files.flatMap(({ folder }) => folder ?? []));
  return {
    files,
    names: [...names].sort(byName),
    problems: files
      .filter(({ folder }) => folder === null)
      .map(({ path }) => `${path} lies in no folder of a class.`),
    notes: mergedFolders(paths, places),
  };
}

interface Reading {
  readonly decode: Decode;
  readonly size: number;
  readonly channels: 1 | 3;
}

async function readClass(
  files: readonly PlacedEntry[],
  reading: Reading,
  problems: string[],
): Promise<ReadImage[]> {
  const images: ReadImage[] = [];
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE);
    const read = await Promise.all(some.map((file) => readImage(file, reading)));
    for (const [i, image] of read.entries()) {
      if (typeof image === 'string') problems.push(image);
      else images.push({ ...image, part: some[i].part, i: images.length });
    }
  }
  return images;
}

/** The pixels of an image, or a sentence that says why there are none. */
async function readImage(
  { path, bytes }: FolderEntry,
  { decode, size, channels }: Reading,
): Promise<Pick<ReadImage, 'pixels' | 'fitted'> | string> {
  if (bytes.length === 0) return `${path} is empty; it was left out.`;
  try {
    const image = await decode(path, bytes);
    const { width, height, rgba } = image;
    if (width >= 1 && height >= 1 && rgba.length === 4 * width * height) {
      const shape = fittedShape(image, size);
      const fitted = shape.height !== shape.width;
      return { pixels: fit(image, size, channels), fitted };
    }
    return `${path} has ${width} by ${height} pixels; it was left out.`;
  } catch (error) {
    return `${path} can't be read as an image (${reasonOf(error)}); it was left out.`;
  }
}

function checkClasses(names: readonly string[], problems: readonly string[]): void {
  if (names.length > MAX_CLASSES) {
    throw new DataError(
      `There are ${names.length} folders of images, from ${names[0]} to ${names.at(-1)}; ` +
        `at most ${MAX_CLASSES} classes are read.`,
    );
  }
  if (names.length >= MIN_CLASSES) return;
  const found = names.length === 1 ? `the one folder ${names[0]}` : 'no folder';
  const first = problems.length > 0 ? ` ${problems[0]}` : '';
  throw new DataError(
    `There is ${found} of images; put the images of each class into a folder of its own, ` +
      `at least ${MIN_CLASSES} folders.${first}`,
  );
}

function checkImages(name: string, count: number, problems: readonly string[]): void {
  if (count >= MIN_IMAGES) return;
  const inside = problems.filter((problem) => `/${problem}`.includes(`/${name}/`));
  const first = inside.length > 0 ? ` ${inside[0]}` : '';
  throw new DataError(
    `The folder ${name} holds ${count} readable images; each class needs ${MIN_IMAGES}.${first}`,
  );
}
