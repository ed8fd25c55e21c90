import { fit, type Stroke } from './strokes';

/** Pixels per side of an image. */
export const SIDE = 28;

/** The longer side of a character written without chance, its ink included, in pixels (as in MNIST). */
const WRITTEN = 20;

/**
 * Draws strokes (in pixels) with a round pen: raises image [SIDE, SIDE] to `ink` where the distance
 * of a pixel's centre to the strokes is below half the thickness, fading over one pixel.
 */
export function stamp(
  image: Float32Array,
  strokes: readonly Stroke[],
  thickness: number,
  ink: number,
): void {
  const reach = (thickness + 1) / 2;
  const squares = new Float32Array(SIDE * SIDE).fill(reach * reach);
  for (const stroke of strokes) {
    const last = stroke.length - 2;
    // a stroke of one point is a segment of length 0
    for (let i = 0; i < Math.max(last, Math.min(stroke.length, 1)); i += 2) {
      const end = Math.min(i + 2, last);
      nearer(squares, stroke[i], stroke[i + 1], stroke[end], stroke[end + 1], reach);
    }
  }
  for (let p = 0; p < squares.length; p++) {
    const cover = Math.min(1, reach - Math.sqrt(squares[p]));
    image[p] = Math.max(image[p], ink * cover);
  }
}

/** Lowers squares [SIDE, SIDE] to the squared distance from the segment, at the pixels within reach. */
function nearer(
  squares: Float32Array,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  reach: number,
): void {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const inverse = 1 / Math.max(dx * dx + dy * dy, 1e-12);
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
  const right = Math.min(SIDE - 1, Math.floor(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const bottom = Math.min(SIDE - 1, Math.floor(Math.max(y0, y1) + reach));
  for (let row = top; row <= bottom; row++) {
    const py = row + 0.5 - y0;
    for (let column = left; column <= right; column++) {
      const px = column + 0.5 - x0;
      const t = Math.max(0, Math.min(1, (px * dx + py * dy) * inverse));
      const [ex, ey] = [px - t * dx, py - t * dy];
      const square = ex * ex + ey * ey;
      const p = row * SIDE + column;
      if (square < squares[p]) squares[p] = square;
    }
  }
}

/** Grey values in [0, 1] as bytes; what lies outside is cut off. */
export function toBytes(image: Float32Array, out: Uint8Array, offset: number): void {
  for (let p = 0; p < image.length; p++) {
    out[offset + p] = Math.floor(Math.max(0, Math.min(1, image[p])) * 255 + 0.5);
  }
}

/** Points of a pen, in the unit square, y downwards. */
export type PenStroke = readonly (readonly [x: number, y: number])[];

/**
 * A reader's own strokes as an image [SIDE, SIDE] of the kind of the set, without its chance: the
 * longer side of their box, ink included, is 20 pixels long, the box is centred, the ink is white.
 * A stroke of one point is a dot; no strokes at all are a black image.
 *
 * @param thickness of the pen in pixels of the image, above 0 and at most 10
 * @throws RangeError if the thickness is out of range or a coordinate not finite.
 */
export function rasterise(strokes: readonly PenStroke[], thickness: number): Uint8Array {
  if (!(thickness > 0 && thickness <= 10)) {
    throw new RangeError(`thickness must be above 0 and at most 10, got ${thickness}`);
  }
  const own = strokes.map((stroke) => Float64Array.from(stroke.flat()));
  const bad = own.flatMap((stroke) => [...stroke]).find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new RangeError(`strokes: a coordinate is ${bad}`);
  fit(own, WRITTEN - thickness, SIDE / 2, SIDE / 2);
  const image = new Float32Array(SIDE * SIDE);
  stamp(image, own, thickness, 1);
  const out = new Uint8Array(SIDE * SIDE);
  toBytes(image, out, 0);
  return out;
}
