import { urlOf } from '../shared/image';

/** One image: [height, width, channels] row by row, 0 to 255. */
export interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** RGBA of every pixel, 4 bytes each. */
export function rgbaOf({ pixels, width, height, channels }: Picture) {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = pixels[channels * i + (channels === 3 ? c : 0)];
  }
  return rgba;
}

/** The addresses of the images that are in use: a row that changes draws only what is new. */
const known = new WeakMap<Uint8Array, string>();

/**
 * A data URL of the image, a pixel each; null where there is none. It is kept with the pixels, which
 * therefore must not change.
 */
export function pictureUrl(picture: Picture): string | null {
  const { pixels, width } = picture;
  const url = known.get(pixels) ?? urlOf(rgbaOf(picture), width);
  if (url) known.set(pixels, url);
  return url;
}
