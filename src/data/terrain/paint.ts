import type { Draws } from '../../core/rng/draws';
import { CELL, CELLS, SIDE, type TerrainName } from '../../core/terrain/kinds';

/** How a terrain looks: its colour, and the deviation of its brightness from pixel to pixel, in bytes. */
interface Look {
  readonly colour: readonly [red: number, green: number, blue: number];
  readonly amplitude: number;
}

const looks: Readonly<Record<TerrainName, Look>> = {
  dirt: { colour: [119, 104, 82], amplitude: 25 },
  grass: { colour: [89, 111, 56], amplitude: 18 },
  forest: { colour: [73, 96, 49], amplitude: 22 },
  water: { colour: [58, 88, 120], amplitude: 12 },
  rock: { colour: [117, 106, 87], amplitude: 25 },
};

/** What makes two cells of one terrain look different; deviations, but for the range of the light. */
const weather = { cell: 0.12, tint: 0.06, light: [0.75, 1.25] } as const;

/** Pixels of a side of a map of noise, from which the mean of 2 x 2 is taken. */
const WIDE = SIDE + 1;
/** Deviation of the mean of four uniform numbers from -1 to 1. */
const MEAN_OF_FOUR = 0.5 / Math.sqrt(3);

/** Stripes of 4 pixels, by a number that grows across them. */
const stripes = (at: number) => Math.SQRT2 * (Math.abs((at & 3) - 2) - 1);

/**
 * The pattern of a terrain at a pixel, of mean 0 and deviation 1: the same in every cell, as a game paints its
 * tiles. Those of dirt and rock have the same slopes from left to right.
 */
const patterns: Readonly<Record<TerrainName, ((x: number, y: number) => number) | null>> = {
  dirt: (x, y) => stripes(x - y),
  grass: null,
  // a quarter of the pixels is bright
  forest: (x, y) => ((x & 2) === 0 && (y & 2) === 0 ? Math.sqrt(3) : -1 / Math.sqrt(3)),
  water: (_, y) => stripes(y),
  rock: (x, y) => stripes(x + y),
};

/** Shares of pattern and of noise in the brightness of a pixel; their squares add up to 1. */
const [PATTERN, NOISE] = [0.96, 0.28];

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
  const noise = noiseOf(draws);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const pixel = y * SIDE + x;
      const name = terrain[pixel];
      const { colour, amplitude } = looks[name];
      const bright = cells[Math.floor(y / CELL) * CELLS + Math.floor(x / CELL)];
      const pattern = patterns[name]?.(x, y);
      const grain = noise(x, y);
      const detail = pattern === undefined ? grain : PATTERN * pattern + NOISE * grain;
      for (let c = 0; c < 3; c++) {
        const value = tint[c] * bright * (colour[c] + amplitude * detail);
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

/** Noise of a pixel, of mean 0 and deviation 1: the mean of four random numbers around it. */
function noiseOf(draws: Draws): (x: number, y: number) => number {
  const values = Float64Array.from({ length: WIDE * WIDE }, () => draws.between(-1, 1));
  return (x, y) => {
    const at = y * WIDE + x;
    const sum = values[at] + values[at + 1] + values[at + WIDE] + values[at + WIDE + 1];
    return sum / 4 / MEAN_OF_FOUR;
  };
}
