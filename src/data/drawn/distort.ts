import type { Draws } from '../../core/rng/draws';
import type { Stroke } from './strokes';

/** How far a hand strays from an outline. Lengths are in sides of the unit square. */
export const hand = {
  /** Largest rotation, as tan(angle / 2): 25 degrees. */
  turn: 0.2217,
  /** Largest horizontal shift of a row per row above the middle. */
  slant: 0.35,
  /** Widths are multiplied by a number from 1 / stretch to stretch. */
  stretch: 1.45,
  /** Largest displacement at a node of the elastic field. */
  bend: 0.3,
  /** Largest shift of one stroke against the others, and largest relative change of its size. */
  stray: 0.05,
  grow: 0.12,
} as const;

/**
 * Each stroke a little shifted and scaled about its own middle, then the whole bent by a smooth
 * field and moved by a linear map: new points.
 *
 * Nothing but +, -, *, / and square roots here and in all that draws: these are rounded alike
 * everywhere, so one seed gives the same bytes in every browser.
 */
export function distort(strokes: readonly Stroke[], draws: Draws): Stroke[] {
  const strayed = strokes.map((stroke) => stray(stroke, draws));
  const field = randomField(draws);
  for (const stroke of strayed) bend(stroke, field);
  const map = randomMap(draws);
  for (const stroke of strayed) move(stroke, map);
  return strayed;
}

function stray(stroke: Stroke, draws: Draws): Stroke {
  const shiftX = draws.between(-hand.stray, hand.stray);
  const shiftY = draws.between(-hand.stray, hand.stray);
  const grow = draws.between(1 - hand.grow, 1 + hand.grow);
  const last = stroke.length - 2;
  const middleX = (stroke[0] + stroke[last]) / 2;
  const middleY = (stroke[1] + stroke[last + 1]) / 2;
  return stroke.map((value, i) =>
    i % 2 === 0
      ? middleX + grow * (value - middleX) + shiftX
      : middleY + grow * (value - middleY) + shiftY,
  );
}

/** Cells per side of the elastic field over [-MARGIN, 1 + MARGIN]^2. */
const CELLS = 2;
const NODES = CELLS + 3;
const MARGIN = 0.1;

/** Displacements [NODES, NODES, 2] at the nodes of a uniform cubic B-spline. */
function randomField(draws: Draws): Float64Array {
  const strength = draws.between(0.4, 1) * hand.bend;
  const field = new Float64Array(NODES * NODES * 2);
  for (let i = 0; i < field.length; i++) field[i] = draws.between(-strength, strength);
  return field;
}

/** The cell of a coordinate and the weights of its four nodes, [0..3]. */
function basis(value: number, weights: Float64Array): number {
  const at = Math.max(0, Math.min(CELLS, ((value + MARGIN) / (1 + 2 * MARGIN)) * CELLS));
  const cell = Math.min(CELLS - 1, Math.floor(at));
  const t = at - cell;
  const s = 1 - t;
  weights[0] = (s * s * s) / 6;
  weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
  weights[2] = (3 * s * s * s - 6 * s * s + 4) / 6;
  weights[3] = (t * t * t) / 6;
  return cell;
}

function bend(stroke: Stroke, field: Float64Array): void {
  const across = new Float64Array(4);
  const down = new Float64Array(4);
  for (let i = 0; i < stroke.length; i += 2) {
    const column = basis(stroke[i], across);
    const row = basis(stroke[i + 1], down);
    for (let r = 0; r < 4; r++) {
      for (let c = 0; c < 4; c++) {
        const node = 2 * ((row + r) * NODES + column + c);
        const weight = down[r] * across[c];
        stroke[i] += weight * field[node];
        stroke[i + 1] += weight * field[node + 1];
      }
    }
  }
}

/** (x, y) -> (xx x + xy y, yx x + yy y). */
interface LinearMap {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
}

/** Stretch of the width, then slant, then rotation. */
function randomMap(draws: Draws): LinearMap {
  const wide = draws.between(1, hand.stretch);
  const width = draws.uniform() < 0.5 ? wide : 1 / wide;
  const slant = draws.between(-hand.slant, hand.slant);
  const turn = draws.bell(hand.turn);
  const cos = (1 - turn * turn) / (1 + turn * turn);
  const sin = (2 * turn) / (1 + turn * turn);
  return { xx: cos * width, xy: cos * slant - sin, yx: sin * width, yy: sin * slant + cos };
}

function move(stroke: Stroke, { xx, xy, yx, yy }: LinearMap): void {
  for (let i = 0; i < stroke.length; i += 2) {
    const [x, y] = [stroke[i], stroke[i + 1]];
    stroke[i] = xx * x + xy * y;
    stroke[i + 1] = yx * x + yy * y;
  }
}
