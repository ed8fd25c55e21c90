/** One canvas serves all pictures: it is only a way to the encoder. */
let canvas: HTMLCanvasElement | null = null;

/**
 * A data URL of a picture; null where there is no canvas, as in tests of the markup.
 * @param pixels RGBA row by row, 4 bytes each
 */
export function urlOf(pixels: Uint8ClampedArray<ArrayBuffer>, width: number): string | null {
  if (typeof document === 'undefined' || width === 0) return null;
  const image = new ImageData(pixels, width);
  canvas ??= document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas.toDataURL();
}
