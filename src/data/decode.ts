import type { Decode } from './folder';
import { imageSize, type ImageSize } from './image-size';
import { DataError } from './images';

/** More pixels than a camera takes; the canvas of a larger image would fill the memory. */
const MAX_PIXELS = 64_000_000;
/** So many are unpacked at the same time, in one image or in several: each takes some ten bytes meanwhile. */
const PIXELS_AT_ONCE = 32_000_000;

/** The parts of a browser or worker that decoding needs; `ImageBitmap` and `OffscreenCanvas` fit. */
export interface Decoding<Bitmap extends DecodedBitmap> {
  createImageBitmap(file: Blob): Promise<Bitmap>;
  /** A canvas of that size, all transparent. */
  canvas(width: number, height: number): DecodingCanvas<Bitmap> | null;
}

export interface DecodedBitmap {
  readonly width: number;
  readonly height: number;
  close(): void;
}

export interface DecodingCanvas<Bitmap> {
  drawImage(image: Bitmap, x: number, y: number): void;
  getImageData(
    x: number,
    y: number,
    width: number,
    height: number,
  ): {
    readonly data: Uint8ClampedArray;
  };
}

/** Decodes what the browser can show: PNG, JPEG, WebP, GIF and others. Rejects by a DataError what is too large. */
export function bitmapDecoder<Bitmap extends DecodedBitmap>(decoding: Decoding<Bitmap>): Decode {
  const room = createRoom(PIXELS_AT_ONCE);
  async function decode(bytes: Uint8Array) {
    const bitmap = await decoding.createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    try {
      return pixelsOf(bitmap, decoding);
    } finally {
      bitmap.close();
    }
  }
  return async (_path, bytes) => {
    // a browser would unpack what fills all memory, and only then tell its size
    const size = imageSize(bytes);
    if (size) checkSize(size);
    const pixels = size ? size.width * size.height : PIXELS_AT_ONCE / 8;
    await room.take(pixels);
    try {
      return await decode(bytes);
    } finally {
      room.give(pixels);
    }
  };
}

/** Lets wait who would take more than there is; one alone may take more. */
function createRoom(most: number) {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return {
    async take(amount: number): Promise<void> {
      while (taken > 0 && taken + amount > most) {
        await new Promise<void>((free) => waiting.push(free));
      }
      taken += amount;
    },
    give(amount: number): void {
      taken -= amount;
      for (const free of waiting.splice(0)) free();
    },
  };
}

function checkSize({ width, height }: ImageSize): void {
  if (width * height <= MAX_PIXELS) return;
  throw new DataError(`${width} by ${height} pixels are more than ${MAX_PIXELS}`);
}

/** The same by what a browser has, in a worker too. */
export const browserDecoder = (): Decode =>
  bitmapDecoder({
    createImageBitmap: (blob) => createImageBitmap(blob),
    canvas: (width, height) => new OffscreenCanvas(width, height).getContext('2d'),
  });

function pixelsOf<Bitmap extends DecodedBitmap>(bitmap: Bitmap, { canvas }: Decoding<Bitmap>) {
  const { width, height } = bitmap;
  checkSize(bitmap);
  const context = canvas(width, height);
  if (!context) throw new Error('there is no canvas to draw it on');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, rgba: data };
}
