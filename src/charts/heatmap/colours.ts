import { interpolateCividis, rgb } from 'd3';
import type { Numbers } from '../shared/size';

/** Signed values around white, values from least to most, or masses from 0 to 1. */
export type ColourScale = 'diverging' | 'sequential' | 'mass';

const BLUE = [43, 108, 212] as const;
const ORANGE = [184, 92, 0] as const;

/** Extent that the colours span: symmetric about zero, tight, or fixed. */
export function domainOf(values: Numbers, scale: ColourScale): readonly [number, number] {
  if (scale === 'mass') return [0, 1];
  let lo = Infinity;
  let hi = -Infinity;
  for (let i = 0; i < values.length; i++) {
    lo = Math.min(lo, values[i]);
    hi = Math.max(hi, values[i]);
  }
  if (!(lo <= hi)) return [-1, 1];
  if (scale === 'sequential') return lo < hi ? [lo, hi] : [lo - 1, lo + 1];
  const reach = Math.max(Math.abs(lo), Math.abs(hi)) || 1;
  return [-reach, reach];
}

const STEPS = 256;
const tables = new Map<boolean, Uint8ClampedArray>();

/** 256 colours from one end of a scale to the other: interpolating per cell would cost more. */
function tableOf(diverging: boolean): Uint8ClampedArray {
  const made = tables.get(diverging);
  if (made) return made;
  const table = new Uint8ClampedArray(STEPS * 3);
  for (let s = 0; s < STEPS; s++) {
    const share = s / (STEPS - 1);
    const { r, g, b } = rgb(interpolateCividis(share));
    table.set(diverging ? signedColour(2 * share - 1) : [r, g, b], 3 * s);
  }
  tables.set(diverging, table);
  return table;
}

/** Orange below zero, white at it, blue above it; a root lets small values show. */
function signedColour(value: number): number[] {
  const end = value < 0 ? ORANGE : BLUE;
  const share = Math.abs(value) ** 0.75;
  return end.map((channel) => 255 + (channel - 255) * share);
}

/** RGBA of every value, row by row: 4 bytes each. */
export function pixelsOf(
  values: Numbers,
  scale: ColourScale,
  [lo, hi]: readonly [number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const table = tableOf(scale === 'diverging');
  const pixels = new Uint8ClampedArray(values.length * 4);
  const factor = (STEPS - 1) / (hi - lo);
  for (let i = 0; i < values.length; i++) {
    const step = Math.min(STEPS - 1, Math.max(0, Math.round((values[i] - lo) * factor)));
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = table[3 * step + c];
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
