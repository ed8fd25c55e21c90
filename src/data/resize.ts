/** An image as a canvas gives it: 4 bytes per pixel, row by row, colours not premultiplied. */
export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** The part of a source pixel that falls into a target pixel. */
interface Overlap {
  readonly source: number;
  readonly weight: number;
}

/** Rec. 601, as in most grey versions of colour sets. */
const GREY = [0.299, 0.587, 0.114] as const;

/** The middle square of an image. */
export function middleSquare({ width, height, rgba }: Rgba): Rgba {
  const side = Math.min(width, height);
  const left = (width - side) >> 1;
  const top = (height - side) >> 1;
  const square = new Uint8ClampedArray(4 * side * side);
  for (let y = 0; y < side; y++) {
    const from = 4 * ((top + y) * width + left);
    square.set(rgba.subarray(from, from + 4 * side), 4 * side * y);
  }
  return { width: side, height: side, rgba: square };
}

/**
 * The image at size x size by area average, [size, size, channels]: each pixel is the mean of what
 * it covers. The sides are stretched apart from each other; what is transparent becomes white.
 */
export function resize({ width, height, rgba }: Rgba, size: number, channels: 1 | 3): Uint8Array {
  const columns = overlaps(width, size);
  const rows = overlaps(height, size);
  const pixels = new Uint8Array(size * size * channels);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const mean = meanColour(rgba, width, rows[y], columns[x]);
      const at = (y * size + x) * channels;
      if (channels === 3) pixels.set(mean.map(Math.round), at);
      else pixels[at] = Math.round(mean.reduce((sum, value, i) => sum + GREY[i] * value, 0));
    }
  }
  return pixels;
}

/** For each target pixel, the source pixels it covers; the weights of one sum to 1. */
function overlaps(from: number, to: number): Overlap[][] {
  return Array.from({ length: to }, (_, target) => {
    const start = (target * from) / to;
    const end = ((target + 1) * from) / to;
    const list: Overlap[] = [];
    for (let source = Math.floor(start); source < Math.min(end, from); source++) {
      const covered = Math.min(end, source + 1) - Math.max(start, source);
      if (covered > 0) list.push({ source, weight: covered / (end - start) });
    }
    return list;
  });
}

function meanColour(
  rgba: Uint8ClampedArray,
  width: number,
  rows: readonly Overlap[],
  columns: readonly Overlap[],
): [number, number, number] {
  const mean: [number, number, number] = [0, 0, 0];
  for (const row of rows) {
    for (const column of columns) {
      const at = 4 * (row.source * width + column.source);
      const opacity = rgba[at + 3] / 255;
      const weight = row.weight * column.weight;
      for (let i = 0; i < 3; i++) mean[i] += weight * onWhite(rgba[at + i], opacity);
    }
  }
  return mean;
}

const onWhite = (value: number, opacity: number) => 255 + (value - 255) * opacity;
