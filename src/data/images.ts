/** Labelled images of one size: pixels [count, height, width, channels] row by row, 0 to 255. */
export interface Images {
  readonly count: number;
  readonly pixels: Uint8Array;
  /** Class index per image. */
  readonly labels: Uint8Array;
}

/** A set of images with its canonical split. */
export interface ImageSet {
  /** Stands in links and file names: lower-case letters, digits, hyphens. */
  readonly id: string;
  readonly title: string;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Names of the classes; labels are indices into them. */
  readonly classes: readonly string[];
  readonly train: Images;
  readonly test: Images;
}

/** Something in a file is not as it must be; the message names the file and what is wrong. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
