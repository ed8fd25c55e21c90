/** From labelled images of a reader to a set: its two parts, its classes, and what is to be told of them. */
import { concatenated } from '../bytes';
import { MAX_SIDE } from '../idx';
import { DataError, type Images, type ImageSet } from '../images';
import type { NamedPart } from './names';
import { listed } from './names';

/** Most classes of a set that is not known by name. */
export const MAX_CLASSES = 100;
/** Least side of an image that every network takes. */
const MIN_SIDE = 16;
/** Where there is no test part, one image of a class in so many is a test image. */
const TEST_SHARE = 6;
/** With so many, a class has a test image and three for training. */
const LEAST_TO_SPLIT = 4;
const MIN_CLASSES = 2;

/** A set of a reader and what is to be told of it: what was left out, and what was done. */
export interface OwnSet {
  readonly set: ImageSet;
  /** A sentence for each file that could not be used. */
  readonly problems: readonly string[];
  /** Sentences on what was made of the files that were used. */
  readonly notes: readonly string[];
}

/** Labelled images of one file or pair of files. */
export interface LabelledImages extends Images {
  /** The file of the images. */
  readonly name: string;
  /** The file of the labels, where it is another. */
  readonly labelsName?: string;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Null where no name tells. */
  readonly part: NamedPart | null;
}

export interface SetWords {
  readonly title: string;
  /** Name of the class of a label. */
  className(label: number): string;
  readonly notes: readonly string[];
}

/**
 * A set from one part or more: those of one part follow each other; where none is the test part, that of
 * validation is, or else the last sixth of each class. Labels that do not occur are no classes, and images below
 * the least side are enlarged.
 * @throws DataError naming files whose images differ in shape, or that hold too few images or classes
 */
export function setOfParts(parts: readonly LabelledImages[], words: SetWords): OwnSet {
  checkShapes(parts);
  const [{ height, width, channels }] = parts;
  const notes = [...words.notes];
  const { train, test } = twoParts(parts, notes);
  const labels = [...new Set([...train.labels, ...test.labels])].sort((a, b) => a - b);
  if (labels.length < MIN_CLASSES) {
    const { labelsName, name } = parts[0];
    throw new DataError(
      `${labelsName ?? name} holds the label ${words.className(labels[0])} alone; ` +
        `there must be at least ${MIN_CLASSES} classes.`,
    );
  }
  const classes = labels.map((label) => words.className(label));
  notes.push(...missingIn(classes, labels, train, test));
  const times = Math.ceil(MIN_SIDE / Math.min(height, width));
  if (times > 1) {
    notes.push(
      `The images of ${height} by ${width} pixels are enlarged to ${times * height} by ${times * width}; ` +
        `networks take sides of ${MIN_SIDE} and more.`,
    );
  }
  const own = (part: Images): Images => ({
    count: part.count,
    pixels: times > 1 ? enlarged(part.pixels, width, channels, times) : part.pixels,
    labels: part.labels.map((label) => labels.indexOf(label)),
  });
  return {
    set: {
      ...{ id: 'own', title: words.title, height: times * height, width: times * width, channels },
      ...{ classes, train: own(train), test: own(test) },
    },
    problems: [],
    notes,
  };
}

function checkShapes([first, ...others]: readonly LabelledImages[]): void {
  const shape = ({ height, width, channels }: LabelledImages) =>
    `${height} by ${width}${channels === 3 ? ' coloured' : ''}`;
  if (Math.max(first.height, first.width) > MAX_SIDE) {
    throw new DataError(
      `${first.name} holds images of ${shape(first)} pixels; each side must be 1 to ${MAX_SIDE}.`,
    );
  }
  const other = others.find((part) => shape(part) !== shape(first));
  if (!other) return;
  throw new DataError(
    `${first.name} holds images of ${shape(first)} pixels and ${other.name} of ${shape(other)}; ` +
      'both parts must be of one size.',
  );
}

function twoParts(
  parts: readonly LabelledImages[],
  notes: string[],
): { train: Images; test: Images } {
  const of = (...wanted: (NamedPart | null)[]) => parts.filter(({ part }) => wanted.includes(part));
  let [train, test, validation] = [of('train', null), of('test'), of('validation')];
  if (test.length === 0 && train.length > 0) [test, validation] = [validation, []];
  if (validation.length > 0 && train.length > 0) {
    notes.push(`${listed(validation.map(({ name }) => name))} is added to what is learned from.`);
  }
  train = [...train, ...validation];
  if (train.length === 0) {
    notes.push(`${test[0].name} is a test part alone; most of it is learned from here.`);
    [train, test] = [test, []];
  }
  return test.length > 0
    ? { train: joined(train), test: joined(test) }
    : split(joined(train), train[0]);
}

function joined(parts: readonly Images[]): Images {
  if (parts.length === 1) return parts[0];
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    pixels: concatenated(parts.map(({ pixels }) => pixels)),
    labels: concatenated(parts.map(({ labels }) => labels)),
  };
}

/** The last sixth of each class is the test part: files may be sorted by class. */
function split(images: Images, { name }: LabelledImages): { train: Images; test: Images } {
  const { count, labels } = images;
  if (count < TEST_SHARE) {
    throw new DataError(
      `${name} holds ${count} image${count === 1 ? '' : 's'}; at least ${TEST_SHARE} are needed, ` +
        'because the last sixth becomes the test part.',
    );
  }
  const numbers = new Map<number, number[]>();
  labels.forEach((label, i) => {
    const of = numbers.get(label);
    if (of) of.push(i);
    else numbers.set(label, [i]);
  });
  const isTest = new Uint8Array(count);
  for (const of of numbers.values()) {
    const least = of.length >= LEAST_TO_SPLIT ? 1 : 0;
    const some = Math.max(least, Math.floor(of.length / TEST_SHARE));
    for (const i of of.slice(of.length - some)) isTest[i] = 1;
  }
  // classes of three images and fewer
  if (!isTest.includes(1)) isTest.fill(1, count - Math.floor(count / TEST_SHARE));
  return {
    train: chosen(images, (i) => isTest[i] === 0),
    test: chosen(images, (i) => isTest[i] === 1),
  };
}

function chosen({ count, pixels, labels }: Images, wanted: (i: number) => boolean): Images {
  const size = pixels.length / count;
  const numbers = Array.from({ length: count }, (_, i) => i).filter(wanted);
  const out = new Uint8Array(numbers.length * size);
  numbers.forEach((from, to) =>
    out.set(pixels.subarray(from * size, (from + 1) * size), to * size),
  );
  return {
    count: numbers.length,
    pixels: out,
    labels: Uint8Array.from(numbers, (i) => labels[i]),
  };
}

function missingIn(
  classes: readonly string[],
  labels: readonly number[],
  train: Images,
  test: Images,
): string[] {
  const told = (part: Images, what: string) => {
    const names = classes.filter((_, i) => !part.labels.includes(labels[i]));
    if (names.length === 0) return [];
    return [
      `There are no images to ${what} of the class${names.length > 1 ? 'es' : ''} ${listed(names)}.`,
    ];
  };
  return [...told(train, 'learn from'), ...told(test, 'test')];
}

/** Every pixel as a square of times x times. */
function enlarged(pixels: Uint8Array, width: number, channels: number, times: number): Uint8Array {
  const row = width * channels * times;
  const out = new Uint8Array(pixels.length * times * times);
  const rows = pixels.length / (width * channels);
  for (let y = 0; y < rows; y++) {
    const to = y * times * row;
    for (let x = 0; x < width * times; x++) {
      const from = (y * width + Math.floor(x / times)) * channels;
      for (let c = 0; c < channels; c++) out[to + x * channels + c] = pixels[from + c];
    }
    for (let copy = 1; copy < times; copy++) out.copyWithin(to + copy * row, to, to + row);
  }
  return out;
}
