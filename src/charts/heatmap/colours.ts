import type { Numbers } from '../shared/size';

/** Extent that the colours span: of the values, those with 0, or of shares, which is always the same. */
export type Extent = 'values' | 'with-zero' | 'shares';

/** The concept whose hue a matrix has, or ink: the more, the more of it stands on the card. */
export type Hue = 'signal' | 'noise' | 'loss' | 'error' | 'ink';

export function domainOf(values: Numbers, extent: Extent): readonly [number, number] {
  if (extent === 'shares') return [0, 1];
  let [lo, hi] = extent === 'with-zero' ? [0, 0] : [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    lo = Math.min(lo, values[i]);
    hi = Math.max(hi, values[i]);
  }
  if (!(lo <= hi) || (lo === hi && extent === 'with-zero')) return [0, 1];
  return lo < hi ? [lo, hi] : [lo - 1, lo + 1];
}

/**
 * RGBA of every value, row by row, 4 bytes each: white, the more opaque the greater. It masks the hue, so
 * that one picture serves every theme and the export. What is not a number is blank.
 */
export function pixelsOf(
  values: Numbers,
  [lo, hi]: readonly [number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4).fill(255);
  // the array rounds, and keeps within 0 and 255
  for (let i = 0; i < values.length; i++) pixels[4 * i + 3] = (255 * (values[i] - lo)) / (hi - lo);
  return pixels;
}
