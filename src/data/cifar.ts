/**
 * The binary version of CIFAR-10: per image one byte of label, then the planes of red, green and
 * blue, each 32 by 32 row by row.
 */
import { checkIsData } from './bytes';
import { DataError, type Images } from './images';

/** Height and width of an image, in pixels. */
export const CIFAR_SIDE = 32;
const PLANE = CIFAR_SIDE * CIFAR_SIDE;
const CHANNELS = 3;
const RECORD = 1 + CHANNELS * PLANE;
const MAX_LABEL = 9;

/**
 * Images of 32 by 32 pixels in 3 channels.
 * @throws DataError naming the file and what is wrong with it
 */
export function parseCifar(name: string, bytes: Uint8Array): Images {
  checkIsData(name, bytes, `records of ${RECORD} bytes`);
  if (bytes.length % RECORD !== 0) {
    throw new DataError(
      `${name} is ${bytes.length} bytes long; it must be a multiple of ${RECORD}, ` +
        `one label and ${CIFAR_SIDE} by ${CIFAR_SIDE} pixels in ${CHANNELS} colours per image.`,
    );
  }
  const count = bytes.length / RECORD;
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * CHANNELS * PLANE);
  for (let image = 0; image < count; image++) {
    labels[image] = labelAt(name, bytes, image);
    interleave(bytes, image * RECORD + 1, pixels, image * CHANNELS * PLANE);
  }
  return { count, pixels, labels };
}

export function writeCifar({ count, pixels, labels }: Images): Uint8Array {
  const bytes = new Uint8Array(count * RECORD);
  for (let image = 0; image < count; image++) {
    bytes[image * RECORD] = labels[image];
    for (let i = 0; i < CHANNELS * PLANE; i++) {
      const plane = (i % CHANNELS) * PLANE + Math.floor(i / CHANNELS);
      bytes[image * RECORD + 1 + plane] = pixels[image * CHANNELS * PLANE + i];
    }
  }
  return bytes;
}

function labelAt(name: string, bytes: Uint8Array, image: number): number {
  const label = bytes[image * RECORD];
  if (label <= MAX_LABEL) return label;
  throw new DataError(
    `${name}: the label of image ${image + 1} is ${label}; labels must be 0 to ${MAX_LABEL}.`,
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
