/**
 * IDX, the format of MNIST and its relatives: two zero bytes, the type (8: unsigned bytes), the
 * number of dimensions, each dimension as a big-endian 32-bit number, then the bytes row by row.
 */
import { checkIsData } from './bytes';
import { DataError } from './images';

const IMAGES_MAGIC = 2051;
const LABELS_MAGIC = 2049;
const IMAGES_HEADER = 16;
const LABELS_HEADER = 8;
/** Longest side of an image that is read; larger ones are a damaged header. */
export const MAX_SIDE = 1024;

export interface IdxImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** [count, height, width], a view of the file's bytes. */
  readonly pixels: Uint8Array;
}

/** What the first bytes say the file is, or null where it is neither. */
export function idxKind(bytes: Uint8Array): 'images' | 'labels' | null {
  const magic = bytes.length >= 4 ? uint32(bytes, 0) : 0;
  return magic === IMAGES_MAGIC ? 'images' : magic === LABELS_MAGIC ? 'labels' : null;
}

/** @throws DataError naming the file and what is wrong with it */
export function parseIdxImages(name: string, bytes: Uint8Array): IdxImages {
  checkMagic(name, bytes, 'images');
  checkHeader(name, bytes, 'images', IMAGES_HEADER);
  const [count, height, width] = [4, 8, 12].map((at) => uint32(bytes, at));
  checkCount(name, count, 'images');
  if (Math.min(height, width) < 1 || Math.max(height, width) > MAX_SIDE) {
    throw new DataError(
      `${name} says its images are ${height} by ${width} pixels; each side must be 1 to ${MAX_SIDE}.`,
    );
  }
  const what = `${count} images of ${height} by ${width} pixels`;
  checkSize(name, bytes, IMAGES_HEADER + count * height * width, what);
  return { count, height, width, pixels: bytes.subarray(IMAGES_HEADER) };
}

/**
 * The labels, each less than `classes`.
 * @throws DataError naming the file and what is wrong with it
 */
export function parseIdxLabels(name: string, bytes: Uint8Array, classes = 256): Uint8Array {
  checkMagic(name, bytes, 'labels');
  checkHeader(name, bytes, 'labels', LABELS_HEADER);
  const count = uint32(bytes, 4);
  checkCount(name, count, 'labels');
  checkSize(name, bytes, LABELS_HEADER + count, `${count} labels`);
  const labels = bytes.subarray(LABELS_HEADER);
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong < 0) return labels;
  throw new DataError(
    `${name}: label ${wrong + 1} is ${labels[wrong]}; labels must be 0 to ${classes - 1}.`,
  );
}

/** A file of one name and what it held. */
export interface Named<T> {
  readonly name: string;
  readonly value: T;
}

/** @throws DataError naming both files where there is not one label for each image */
export function checkSameCount(images: Named<IdxImages>, labels: Named<Uint8Array>): void {
  if (images.value.count === labels.value.length) return;
  throw new DataError(
    `${images.name} holds ${images.value.count} images and ${labels.name} ` +
      `${labels.value.length} labels; there must be one label for each image.`,
  );
}

export function writeIdxImages({ count, height, width, pixels }: IdxImages): Uint8Array {
  return written([IMAGES_MAGIC, count, height, width], pixels);
}

export function writeIdxLabels(labels: Uint8Array): Uint8Array {
  return written([LABELS_MAGIC, labels.length], labels);
}

function written(header: readonly number[], content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 * header.length + content.length);
  const view = new DataView(bytes.buffer);
  header.forEach((number, i) => view.setUint32(4 * i, number));
  bytes.set(content, 4 * header.length);
  return bytes;
}

function checkMagic(name: string, bytes: Uint8Array, wanted: 'images' | 'labels'): void {
  checkIsData(name, bytes, `an IDX file of ${wanted}`);
  const kind = idxKind(bytes);
  if (kind === wanted) return;
  if (kind) throw new DataError(`${name} holds ${kind}; a file of ${wanted} is needed here.`);
  const magic = wanted === 'images' ? IMAGES_MAGIC : LABELS_MAGIC;
  const start = [...bytes.subarray(0, 4)].map(hex).join(' ');
  const right = [24, 16, 8, 0].map((shift) => hex((magic >> shift) & 255)).join(' ');
  throw new DataError(
    `${name} starts with the bytes ${start}; an IDX file of ${wanted} starts with ${right}.`,
  );
}

function checkHeader(name: string, bytes: Uint8Array, wanted: string, header: number): void {
  if (bytes.length >= header) return;
  throw new DataError(
    `${name} ends after ${bytes.length} bytes; the header of ${wanted} alone has ${header}.`,
  );
}

function checkCount(name: string, count: number, what: string): void {
  if (count === 0) throw new DataError(`${name} says it holds 0 ${what}; there must be some.`);
}

function checkSize(name: string, bytes: Uint8Array, wanted: number, what: string): void {
  if (bytes.length === wanted) return;
  throw new DataError(
    `${name} is ${bytes.length} bytes long; its header says ${what}, which make ${wanted} bytes.`,
  );
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

function uint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
}
