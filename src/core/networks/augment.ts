import { createRng, type Rng } from '../rng/rng';
import type { Shape } from './layers';

/**
 * Images moved and mirrored at random, as the released code of NeuralSort trains on CIFAR-10: a window of
 * the image's own size out of the image with a border of 4 black pixels, mirrored left to right half of
 * the time.
 */
const BORDER = 4;

/** Where the window lies in the image, and whether it is mirrored. */
export interface Crop {
  /** Rows that the window lies below the image, -4 .. 4; columns to its right. */
  readonly down: number;
  readonly right: number;
  readonly mirrored: boolean;
}

/** The generator of all crops of a run. The device draws the same: gpu/networks/gather.wgsl. */
export const cropRng = (seed: number): Rng => createRng(seed, 'images/crops');

const words = new Uint32Array(4);

/** The crop of an image in a step: it depends on neither the batch nor the image's place in it. */
export function cropOf(rng: Rng, step: number, image: number): Crop {
  rng.block(step, 0, image, words);
  // in integers, so that every machine draws the same
  const below = (word: number) => (((word >>> 16) * (2 * BORDER + 1)) >>> 16) - BORDER;
  return { down: below(words[0]), right: below(words[1]), mirrored: words[2] >= 2 ** 31 };
}

/** Writes the window of an image [height, width, channels] into `out`; what is beside the image is black. */
export function cropInto(
  image: Uint8Array,
  [height, width, channels]: Shape,
  { down, right, mirrored }: Crop,
  out: Uint8Array,
): void {
  for (let row = 0, at = 0; row < height; row++) {
    const y = row + down;
    for (let column = 0; column < width; column++) {
      const x = (mirrored ? width - 1 - column : column) + right;
      const inside = y >= 0 && y < height && x >= 0 && x < width;
      for (let c = 0; c < channels; c++, at++) {
        out[at] = inside ? image[(y * width + x) * channels + c] : 0;
      }
    }
  }
}
