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
export const resize = (image: Rgba, size: number, channels: 1 | 3): Uint8Array =>
  averaged(image, size, size, channels);

/** Height and width of an image that fills a square of that side as far as its shape allows. */
export function fittedShape({ width, height }: Pick<Rgba, 'width' | 'height'>, size: number) {
  const side = (length: number) =>
    Math.max(1, Math.round((size * length) / Math.max(width, height)));
  return { height: side(height), width: side(width) };
}

/**
 * The image at size x size in its own shape, in the middle, [size, size, channels]; what is beside it has the mean
 * colour of the edges that it lies at.
 */
export function fit(image: Rgba, size: number, channels: 1 | 3): Uint8Array {
  const { height, width } = fittedShape(image, size);
  const inner = averaged(image, height, width, channels);
  if (height === size && width === size) return inner;
  const [top, left] = [(size - height) >> 1, (size - width) >> 1];
  const pixels = new Uint8Array(size * size * channels);
  for (let channel = 0; channel < channels; channel++) {
    const at = (y: number, x: number) => inner[(y * width + x) * channels + channel];
    const edges =
      height < width
        ? Array.from({ length: 2 * width }, (_, i) => at(i < width ? 0 : height - 1, i % width))
        : Array.from({ length: 2 * height }, (_, i) => at(i % height, i < height ? 0 : width - 1));
    const beside = Math.round(edges.reduce((sum, value) => sum + value) / edges.length);
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const inside = y >= top && y < top + height && x >= left && x < left + width;
        pixels[(y * size + x) * channels + channel] = inside ? at(y - top, x - left) : beside;
      }
    }
  }
  return pixels;
}

function averaged(
  { width, height, rgba }: Rgba,
  toHeight: number,
  toWidth: number,
  channels: 1 | 3,
): Uint8Array {
  const columns = overlaps(width, toWidth);
  const rows = overlaps(height, toHeight);
  const pixels = new Uint8Array(toHeight * toWidth * channels);
  for (let y = 0; y < toHeight; y++) {
    for (let x = 0; x < toWidth; x++) {
      const mean = meanColour(rgba, width, rows[y], columns[x]);
      const at = (y * toWidth + x) * channels;
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
