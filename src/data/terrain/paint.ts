import type { Draws } from '../drawn/draws';
import { CELL, CELLS, SIDE, type TerrainName } from './kinds';

/** How a terrain looks: its colour, and the deviation of its brightness from pixel to pixel, in bytes. */
interface Look {
  readonly colour: readonly [red: number, green: number, blue: number];
  readonly amplitude: number;
}

const looks: Readonly<Record<TerrainName, Look>> = {
  dirt: { colour: [124, 103, 73], amplitude: 24 },
  grass: { colour: [89, 111, 56], amplitude: 18 },
  forest: { colour: [73, 96, 49], amplitude: 22 },
  water: { colour: [58, 88, 120], amplitude: 12 },
  rock: { colour: [115, 107, 95], amplitude: 25 },
};

/** What makes two cells of one terrain look different; deviations, but for the range of the light. */
export const weather = { cell: 0.12, tint: 0.06, light: [0.75, 1.25] } as const;

/** Pixels of noise on either side that a pattern looks at. */
const REACH = 4;
const WIDE = SIDE + REACH;
/** Deviation of the mean of four uniform numbers from -1 to 1. */
const MEAN_OF_FOUR = 0.5 / Math.sqrt(3);

/** Patterns of mean 0 and deviation 1 at a pixel. */
interface Patterns {
  plain(x: number, y: number): number;
  dots(x: number, y: number): number;
  waves(x: number, y: number): number;
  scratches(x: number, y: number): number;
  ruts(x: number, y: number): number;
}

const patternOf: Readonly<Record<TerrainName, keyof Patterns>> = {
  dirt: 'ruts',
  grass: 'plain',
  forest: 'dots',
  water: 'waves',
  rock: 'scratches',
};

/**
 * Paints a map at out[offset ..], [SIDE, SIDE, 3]: the colour of each pixel's terrain with its pattern,
 * under the light of the map and of the cell.
 * @param terrain of every pixel [SIDE, SIDE]
 */
export function paint(
  terrain: readonly TerrainName[],
  draws: Draws,
  out: Uint8Array,
  offset: number,
): void {
  const light = draws.between(...weather.light);
  const tint = [0, 1, 2].map(() => light * (1 + weather.tint * bell(draws)));
  const cells = Float64Array.from({ length: CELLS * CELLS }, () => 1 + weather.cell * bell(draws));
  const patterns = patternsOf(draws);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const pixel = y * SIDE + x;
      const name = terrain[pixel];
      const { colour, amplitude } = looks[name];
      const bright = cells[Math.floor(y / CELL) * CELLS + Math.floor(x / CELL)];
      const detail = amplitude * patterns[patternOf[name]](x, y);
      for (let c = 0; c < 3; c++) {
        const value = tint[c] * bright * (colour[c] + detail);
        out[offset + 3 * pixel + c] = Math.floor(Math.max(0, Math.min(255, value)) + 0.5);
      }
    }
  }
}

/** Nearly normal, of mean 0 and deviation 1: a logarithm is not rounded alike everywhere, sums are. */
function bell(draws: Draws): number {
  let sum = -2;
  for (let i = 0; i < 4; i++) sum += draws.uniform();
  return Math.sqrt(3) * sum;
}

function patternsOf(draws: Draws): Patterns {
  const noise = Float64Array.from({ length: WIDE * WIDE }, () => draws.between(-1, 1));
  /** The mean of four pixels, the second by `step` from the first and so on. */
  const four = (x: number, y: number, steps: readonly number[]) => {
    let sum = 0;
    for (const step of steps) sum += noise[y * WIDE + x + step];
    return sum / 4 / MEAN_OF_FOUR;
  };
  const square = [0, 1, WIDE, WIDE + 1];
  const rising = [3, WIDE + 2, 2 * WIDE + 1, 3 * WIDE];
  const falling = [0, WIDE + 1, 2 * WIDE + 2, 3 * WIDE + 3];
  const plain = (x: number, y: number) => four(x, y, square);
  const phase = WAVE * draws.uniform();
  const places = Uint8Array.from({ length: (SIDE / DOT) ** 2 }, () => draws.below(9));
  return {
    plain,
    scratches: (x, y) => four(x, y, rising),
    ruts: (x, y) => four(x, y, falling),
    waves(x, y) {
      const at = (y + phase) / WAVE;
      // a triangle from -1 to 1, whose variance is a third
      const wave = Math.sqrt(3) * (4 * Math.abs(at - Math.floor(at) - 0.5) - 1);
      return 0.8 * wave + 0.6 * plain(x, y);
    },
    dots(x, y) {
      const [column, row] = [Math.floor(x / DOT), Math.floor(y / DOT)];
      const place = places[row * (SIDE / DOT) + column];
      const [right, down] = [x - DOT * column - (place % 3), y - DOT * row - Math.floor(place / 3)];
      const inside = right >= 0 && right < 2 && down >= 0 && down < 2;
      // a quarter of the pixels is bright
      return 0.8 * (inside ? Math.sqrt(3) : -1 / Math.sqrt(3)) + 0.6 * plain(x, y);
    },
  };
}

/** Pixels from wave to wave, and of the squares that have one dot of 2 x 2 each. */
const WAVE = 5;
const DOT = 4;
