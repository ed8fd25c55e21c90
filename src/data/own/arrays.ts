/** A reader's arrays of numpy, in an NPZ or as single files: which are images, which their labels. */
import { DataError } from '../images';
import { parseNpy, type NpyArray } from '../npy';
import { MAX_CLASSES, setOfParts, type LabelledImages, type OwnSet } from './labelled';
import type { OpenedFile } from './opened';
import { listed, partOfPath, plainName, withoutCommon, type NamedPart } from './names';
import { scaled } from './scaled';

export const isArray = ({ path, kind }: OpenedFile): boolean =>
  kind === 'array' || plainName(path).endsWith('.npy');

interface NamedArray extends NpyArray {
  readonly name: string;
  readonly part: NamedPart | null;
}

interface Shape {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Colours as planes, one after the other. */
  readonly planes: boolean;
}

/**
 * Images are arrays [n, h, w], [n, h, w, 1 or 3], [n, 1 or 3, h, w] or [n, h*h]; labels [n], [n, 1] or one-hot.
 * @throws DataError naming the array that is missing or not as it must be
 */
export function ownArraySet(files: readonly OpenedFile[]): OwnSet {
  const paths = withoutCommon(files.map(({ path }) => path));
  const arrays = files.map(({ path, bytes }, i): NamedArray => {
    return { name: path, part: partOfPath(paths[i]), ...parseNpy(path, bytes) };
  });
  const images = imagesAmong(arrays);
  const labels = arrays.filter((array) => !images.includes(array) && isLabels(array));
  if (images.length === 0 || labels.length === 0) {
    const shapes = arrays.map(({ name, shape }) => `${name} of the shape (${shape.join(', ')})`);
    const what =
      images.length === 0 ? 'images, such as (count, height, width)' : 'labels, such as (count)';
    throw new DataError(
      `${listed(shapes)}: there is no array of ${what}; drop images and their labels.`,
    );
  }
  const { pixels: bytes, note } = scaled(images);
  const parts = images.map((array, i): LabelledImages => {
    const pixels = bytes[i];
    const { planes, ...shape } = shapeOf(array)!;
    const own = labelsOf(array, labels);
    return {
      ...{ name: array.name, labelsName: own.name, part: array.part, ...shape },
      pixels: planes ? interleaved(pixels, shape) : pixels,
      labels: classNumbers(own),
    };
  });
  const used = parts.map(({ labelsName }) => labelsName);
  const unused = labels.filter((array) => !used.includes(array.name) && shapeOf(array) === null);
  const own = setOfParts(parts, {
    title: 'Your own arrays',
    className: (label) => `${label}`,
    notes: note ? [note] : [],
  });
  const problems = unused.map(({ name }) => `${name} are labels of no images; it was left out.`);
  return { ...own, problems };
}

/** Those with the shape of images; where rows of pixels and images tell of the same, the images. */
function imagesAmong(arrays: readonly NamedArray[]): NamedArray[] {
  const fitting = arrays.filter((array) => shapeOf(array) !== null);
  const square = fitting.filter(({ shape }) => shape.length > 2);
  return square.length > 0 ? square : fitting;
}

function shapeOf({ name, shape, values }: NamedArray): Shape | null {
  const [count, ...sizes] = shape;
  if (values.length === 0) return null;
  const plain = { count, channels: 1, planes: false } as const;
  if (sizes.length === 2) {
    const [height, width] = sizes;
    return height > 1 && width > 1 ? { ...plain, height, width } : null;
  }
  if (sizes.length === 3) {
    const [a, b, c] = sizes;
    if (c === 1) return { ...plain, height: a, width: b };
    if (a === 1) return { ...plain, height: b, width: c };
    if (c === 3) return { ...plain, height: a, width: b, channels: 3 };
    return a === 3 ? { count, height: b, width: c, channels: 3, planes: true } : null;
  }
  if (sizes.length !== 1 || isLabelName(name)) return null;
  const side = Math.sqrt(sizes[0]);
  return side >= 4 && Number.isInteger(side) ? { ...plain, height: side, width: side } : null;
}

const isLabelName = (name: string) =>
  /^(y|labels?|targets?)([_-]|\.npy$)|labels?/.test(plainName(name));

const isLabels = ({ shape }: NpyArray) => shape.length === 1 || shape.length === 2;

/** The labels of the same part, or else of the same count. */
function labelsOf(images: NamedArray, labels: readonly NamedArray[]): NamedArray {
  const count = images.shape[0];
  const fitting = labels.filter(({ shape }) => shape[0] === count);
  const own = fitting.filter(({ part }) => part === images.part);
  const best = own.length > 0 ? own : fitting;
  const named = best.filter(({ name }) => isLabelName(name));
  const found = (named.length > 0 ? named : best).at(0);
  if (found) return found;
  const counts = labels.map(({ name, shape }) => `${name} ${shape[0]}`).join(', ');
  throw new DataError(
    `${images.name} holds ${count} images, and no array as many labels (${counts}).`,
  );
}

/** @throws DataError naming the label that is no class */
function classNumbers({ name, shape, values }: NamedArray): Uint8Array {
  const [count, wide = 1] = shape;
  return Uint8Array.from({ length: count }, (_, i) => {
    const row = [...values.subarray(i * wide, (i + 1) * wide)];
    const label = wide === 1 ? row[0] : row.indexOf(Math.max(...row));
    if (Number.isInteger(label) && label >= 0 && label < MAX_CLASSES) return label;
    throw new DataError(
      `${name}: label ${i + 1} is ${label}; labels must be whole numbers from 0 to ${MAX_CLASSES - 1}.`,
    );
  });
}

/** Planes of colours become a row of red, green, blue per pixel. */
function interleaved(pixels: Uint8Array, { height, width, channels }: Omit<Shape, 'planes'>) {
  const out = new Uint8Array(pixels.length);
  const plane = height * width;
  for (let image = 0; image < pixels.length; image += plane * channels) {
    for (let i = 0; i < plane; i++) {
      for (let c = 0; c < channels; c++)
        out[image + i * channels + c] = pixels[image + c * plane + i];
    }
  }
  return out;
}
