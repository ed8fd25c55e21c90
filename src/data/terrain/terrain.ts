import { gridPath } from '../../core/oracles/grid-path/grid-path';
import { drawsOf, type Draws } from '../../core/rng/draws';
import { smoothField, type Layers } from '../../core/terrain/fields';
import { CELL, CELLS, SIDE, terrainCosts, type TerrainName } from '../../core/terrain/kinds';
import { drawLand, terrainRng, type TerrainPart } from '../../core/terrain/land';
import { paint } from './paint';

/** Maps of one size, each with what it costs to cross its cells and a cheapest path. */
export interface TerrainMaps {
  readonly count: number;
  /** Pictures [count, SIDE, SIDE, 3], 0 to 255. */
  readonly pixels: Uint8Array;
  /** [count, CELLS, CELLS]. */
  readonly costs: Float32Array;
  /** Cells of a cheapest path from the top left to the bottom right, 0 or 1 [count, CELLS, CELLS]. */
  readonly paths: Uint8Array;
}

export interface TerrainSpec {
  /** 0 .. 2^32-1. */
  readonly seed: number;
  /** Numbers of maps. */
  readonly train: number;
  readonly test: number;
}

/** Of the borders between cells: where they leave the straight line, and by how many pixels at most. */
const borders: Layers = [
  [12, 1],
  [6, 0.4],
];
const STRAY = 2;

/**
 * Generated terrain in the manner of the Warcraft maps of Vlastelica et al. (2020): map i of a part depends
 * on nothing but the seed, the part and i, and is the same, bit for bit, in every browser (nothing but
 * +, -, *, / and square roots goes into a byte).
 * @throws RangeError if the seed or a number of maps is not an integer in its range
 */
export const terrainSet = ({ seed, train, test }: TerrainSpec) => ({
  train: terrainMaps(seed, 'train', train),
  test: terrainMaps(seed, 'test', test),
});

export function terrainMaps(seed: number, part: TerrainPart, count: number): TerrainMaps {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`${part} must be an integer of at least 0, got ${count}`);
  }
  const maps = blankMaps(count);
  const draw = mapDrawer(seed, part);
  for (let i = 0; i < count; i++) draw(i, maps);
  return maps;
}

/** Room for so many maps. */
export const blankMaps = (count: number): TerrainMaps => ({
  count,
  pixels: new Uint8Array(count * PICTURE),
  costs: new Float32Array(count * CELLS * CELLS),
  paths: new Uint8Array(count * CELLS * CELLS),
});

/** Numbers of a picture. */
const PICTURE = SIDE * SIDE * 3;

/** Writes map i of a part to its place among others, or to another; the others need not be there yet. */
export function mapDrawer(
  seed: number,
  part: TerrainPart,
): (i: number, maps: TerrainMaps, at?: number) => void {
  const rng = terrainRng(seed, part);
  const oracle = gridPath(CELLS, CELLS);
  const scores = new Float64Array(oracle.dim);
  const y = new Float64Array(oracle.dim);
  return (i, { pixels, costs, paths }, at = i) => {
    const draws = drawsOf(rng, i);
    const terrain = drawLand(draws, CELLS);
    const own = costs.subarray(at * oracle.dim, (at + 1) * oracle.dim);
    own.set(terrain.map((name) => terrainCosts[name]));
    drawPicture(terrain, draws, pixels, at * PICTURE);
    for (let cell = 0; cell < oracle.dim; cell++) scores[cell] = -own[cell];
    oracle.argmax(scores, y);
    paths.set(y, at * oracle.dim);
  };
}

/**
 * Draws land as a picture at out[offset ..], [SIDE, SIDE, 3].
 * @param terrain of every cell [CELLS, CELLS]
 */
export function drawPicture(
  terrain: readonly TerrainName[],
  draws: Draws,
  out: Uint8Array,
  offset = 0,
): void {
  paint(ragged(terrain, draws), draws, out, offset);
}

/**
 * The terrain of every pixel [SIDE, SIDE]: that of the cell in which the pixel would be, had it not strayed
 * a little. So borders run through cells, and no cell is more of another terrain than of its own.
 */
function ragged(terrain: readonly TerrainName[], draws: Draws): TerrainName[] {
  const [across, down] = [smoothField(SIDE, borders, draws), smoothField(SIDE, borders, draws)];
  const cellOf = (place: number, stray: number) => {
    const moved = place + STRAY * Math.max(-1, Math.min(1, stray / 2));
    return Math.floor(Math.max(0, Math.min(SIDE - 1, moved)) / CELL);
  };
  return Array.from(across, (right, pixel) => {
    const [y, x] = [Math.floor(pixel / SIDE), pixel % SIDE];
    return terrain[cellOf(y, down[pixel]) * CELLS + cellOf(x, right)];
  });
}
