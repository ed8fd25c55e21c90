/** Images in one sub-folder per class, from a dropped folder or a zip archive. */
import { concatenated, reasonOf } from './bytes';
import { DataError, type Images, type ImageSet } from './images';
import { MAX_CLASSES } from './own';
import { resize, type Rgba } from './resize';

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
 * A set from images in one sub-folder per class: the last folder of a path is the class. Every
 * image becomes size x size; every sixth of each class, in the order of their names, is for tests.
 * The result does not depend on the order of the entries.
 * @throws DataError where there are too few or too many classes, or too few images in one
 */
export async function sortIntoClasses(
  entries: readonly FolderEntry[],
  decode: Decode,
  size = 28,
  channels: 1 | 3 = 1,
): Promise<Sorted> {
  const { folders, problems } = groupByClass(entries);
  checkClasses([...folders.keys()], problems);
  const classes: ReadImage[][] = [];
  for (const files of folders.values()) {
    classes.push(await readClass(files, { decode, size, channels }, problems));
  }
  const names = [...folders.keys()];
  classes.forEach((images, label) => checkImages(names[label], images.length, problems));
  const all = classes.flatMap((images, label) => images.map((pixels, i) => ({ pixels, label, i })));
  const set: ImageSet = {
    id: 'own-folder',
    title: `Own images (${names.length} classes)`,
    height: size,
    width: size,
    channels,
    classes: names,
    train: gathered(all.filter(({ i }) => !isTest(i))),
    test: gathered(all.filter(({ i }) => isTest(i))),
  };
  return { set, problems };
}

const isTest = (i: number) => i % TEST_STEP === FIRST_TEST;

function gathered(images: readonly { pixels: ReadImage; label: number }[]): Images {
  return {
    count: images.length,
    pixels: concatenated(images.map(({ pixels }) => pixels)),
    labels: Uint8Array.from(images, ({ label }) => label),
  };
}

/** The pixels of one image, [size, size, channels]. */
type ReadImage = Uint8Array;

interface Grouped {
  /** Files by class, both in the order of their names. */
  readonly folders: ReadonlyMap<string, readonly FolderEntry[]>;
  readonly problems: string[];
}

function groupByClass(entries: readonly FolderEntry[]): Grouped {
  const folders = new Map<string, FolderEntry[]>();
  const problems: string[] = [];
  const files = entries
    .map(({ path, bytes }) => ({ path: path.replaceAll('\\', '/'), bytes }))
    .filter(({ path }) => !isSystemFile(path))
    .sort((a, b) => byName(a.path, b.path));
  const root = commonFolders(files.map(({ path }) => path));
  for (const file of files) {
    const folder = file.path.split('/').slice(root, -1).at(-1);
    if (folder === undefined) problems.push(`${file.path} lies in no folder of a class.`);
    else folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return { folders: new Map([...folders].sort(([a], [b]) => byName(a, b))), problems };
}

const collator = new Intl.Collator('en', { numeric: true });

/** "2" before "10"; names that compare equal keep an order of their own. */
const byName = (a: string, b: string) => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** What systems add to folders and archives; nobody misses it. */
function isSystemFile(path: string): boolean {
  const parts = path.split('/');
  const hidden = parts.some((part) => part.startsWith('.') || part === '__MACOSX');
  return hidden || /^(thumbs\.db|desktop\.ini|)$/i.test(parts.at(-1)!);
}

/** How many folders at the start all the paths share: those hold the classes. */
function commonFolders(paths: readonly string[]): number {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const differs = first.findIndex((part, i) => others.some((other) => other[i] !== part));
  if (differs >= 0) return differs;
  // where all lie in one folder, that folder is the one class
  const deeper = others.some((other) => other.length > first.length);
  return deeper ? first.length : Math.max(0, first.length - 1);
}

interface Reading {
  readonly decode: Decode;
  readonly size: number;
  readonly channels: 1 | 3;
}

async function readClass(
  files: readonly FolderEntry[],
  reading: Reading,
  problems: string[],
): Promise<ReadImage[]> {
  const images: ReadImage[] = [];
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE);
    for (const read of await Promise.all(some.map((file) => readImage(file, reading)))) {
      if (typeof read === 'string') problems.push(read);
      else images.push(read);
    }
  }
  return images;
}

/** The pixels of an image, or a sentence that says why there are none. */
async function readImage(
  { path, bytes }: FolderEntry,
  { decode, size, channels }: Reading,
): Promise<ReadImage | string> {
  if (bytes.length === 0) return `${path} is empty; it was left out.`;
  try {
    const image = await decode(path, bytes);
    const { width, height, rgba } = image;
    if (width >= 1 && height >= 1 && rgba.length === 4 * width * height) {
      return resize(image, size, channels);
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
