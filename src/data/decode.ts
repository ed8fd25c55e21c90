import type { Decode } from './folder';
import { DataError } from './images';

/** More pixels than a camera takes; the canvas of a larger image would fill the memory. */
const MAX_PIXELS = 64_000_000;

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
  return async (_path, bytes) => {
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    const bitmap = await decoding.createImageBitmap(blob);
    try {
      return pixelsOf(bitmap, decoding);
    } finally {
      bitmap.close();
    }
  };
}

/** The same by what a browser has, in a worker too. */
export const browserDecoder = (): Decode =>
  bitmapDecoder({
    createImageBitmap: (blob) => createImageBitmap(blob),
    canvas: (width, height) => new OffscreenCanvas(width, height).getContext('2d'),
  });

function pixelsOf<Bitmap extends DecodedBitmap>(bitmap: Bitmap, { canvas }: Decoding<Bitmap>) {
  const { width, height } = bitmap;
  if (width * height > MAX_PIXELS) {
    throw new DataError(`${width} by ${height} pixels are more than ${MAX_PIXELS}`);
  }
  const context = canvas(width, height);
  if (!context) throw new Error('there is no canvas to draw it on');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, rgba: data };
}
