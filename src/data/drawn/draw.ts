import { distort } from './distort';
import type { Draws } from '../../core/rng/draws';
import type { Glyph } from './glyphs';
import { SIDE, stamp, toBytes } from './raster';
import { fit } from './strokes';

/** What pen and paper add to the hand. Lengths are in pixels, ink and noise in parts of white. */
export const paper = {
  /** The longer side of a character, its ink included. */
  size: [16, 23],
  /** Largest shift from the centre; never so far that the character reaches the outermost pixels. */
  shift: 3,
  /** Of the pen, as a part of the size. */
  thickness: [0.075, 0.16],
  ink: [0.6, 1],
  /** Noise of a pixel is uniform up to a bound that each image draws from 0 to this. */
  noise: 0.25,
  /** How often there is a stray mark, and its ink. */
  mark: 0.35,
  markInk: [0.25, 0.7],
} as const;

/** One image of a character as bytes at out[offset ..]: SIDE x SIDE, white ink on black. */
export function drawGlyph(glyph: Glyph, draws: Draws, out: Uint8Array, offset: number): void {
  const image = new Float32Array(SIDE * SIDE);
  write(image, glyph, draws);
  if (draws.uniform() < paper.mark) mark(image, draws);
  const noise = draws.uniform() * paper.noise;
  for (let p = 0; p < image.length; p++) image[p] += draws.between(-noise, noise);
  toBytes(image, out, offset);
}

function write(image: Float32Array, glyph: Glyph, draws: Draws): void {
  const strokes = distort(glyph, draws);
  const size = draws.between(...paper.size);
  const thickness = size * draws.between(...paper.thickness);
  const room = Math.min(paper.shift, (SIDE - 2 - size) / 2);
  const x = SIDE / 2 + draws.between(-room, room);
  const y = SIDE / 2 + draws.between(-room, room);
  fit(strokes, size - thickness, x, y);
  stamp(image, strokes, thickness, draws.between(...paper.ink));
}

/** A short stroke anywhere: a slip of the pen, or a blob if it is shorter than it is thick. */
function mark(image: Float32Array, draws: Draws): void {
  const x = draws.between(4, SIDE - 4);
  const y = draws.between(4, SIDE - 4);
  const stroke = Float64Array.of(x, y, x + draws.between(-5, 5), y + draws.between(-5, 5));
  stamp(image, [stroke], draws.between(1, 2.5), draws.between(...paper.markInk));
}
