/**
 * The binary version of CIFAR-10 and CIFAR-100: per image one or two bytes of labels, then the planes of red, green and
 * blue, each 32 by 32 row by row.
 */
import { checkIsData } from './bytes';
import { DataError, type Images } from './images';

/** Height and width of an image, in pixels. */
export const CIFAR_SIDE = 32;
const PLANE = CIFAR_SIDE * CIFAR_SIDE;
const CHANNELS = 3;
const PIXELS = CHANNELS * PLANE;
const RECORD = 1 + PIXELS;

/** Bytes of labels before an image, of which the last one counts, and how many values each may have. */
const LABELS = { cifar10: [10], cifar100: [20, 100] } as const;
/** CIFAR-100 has a coarse label before the fine one. */
export type CifarKind = keyof typeof LABELS;

/** Whether bytes are whole records with labels of that kind. */
export function isCifar(bytes: Uint8Array, kind: CifarKind): boolean {
  const limits = LABELS[kind];
  const record = limits.length + PIXELS;
  if (bytes.length === 0 || bytes.length % record !== 0) return false;
  for (let at = 0; at < bytes.length; at += record) {
    if (limits.some((limit, i) => bytes[at + i] >= limit)) return false;
  }
  return true;
}

/**
 * Images of 32 by 32 pixels in 3 channels.
 * @throws DataError naming the file and what is wrong with it
 */
export function parseCifar(name: string, bytes: Uint8Array, kind: CifarKind = 'cifar10'): Images {
  const limits = LABELS[kind];
  const record = limits.length + PIXELS;
  checkIsData(name, bytes, `records of ${record} bytes`);
  if (bytes.length % record !== 0) {
    throw new DataError(
      `${name} is ${bytes.length} bytes long; it must be a multiple of ${record}, ` +
        `one label and ${CIFAR_SIDE} by ${CIFAR_SIDE} pixels in ${CHANNELS} colours per image.`,
    );
  }
  const count = bytes.length / record;
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * PIXELS);
  for (let image = 0; image < count; image++) {
    const at = image * record + limits.length;
    labels[image] = labelOf(name, bytes[at - 1], image, limits.at(-1)!);
    interleave(bytes, at, pixels, image * PIXELS);
  }
  return { count, pixels, labels };
}

export function writeCifar({ count, pixels, labels }: Images): Uint8Array {
  const bytes = new Uint8Array(count * RECORD);
  for (let image = 0; image < count; image++) {
    bytes[image * RECORD] = labels[image];
    for (let i = 0; i < PIXELS; i++) {
      const plane = (i % CHANNELS) * PLANE + Math.floor(i / CHANNELS);
      bytes[image * RECORD + 1 + plane] = pixels[image * PIXELS + i];
    }
  }
  return bytes;
}

function labelOf(name: string, label: number, image: number, limit: number): number {
  if (label < limit) return label;
  throw new DataError(
    `${name}: the label of image ${image + 1} is ${label}; labels must be 0 to ${limit - 1}.`,
  );
}

/** Three planes become one row of red, green, blue per pixel. */
function interleave(planes: Uint8Array, from: number, pixels: Uint8Array, to: number): void {
  for (let i = 0; i < PLANE; i++) {
    pixels[to + CHANNELS * i] = planes[from + i];
    pixels[to + CHANNELS * i + 1] = planes[from + PLANE + i];
    pixels[to + CHANNELS * i + 2] = planes[from + 2 * PLANE + i];
  }
}
