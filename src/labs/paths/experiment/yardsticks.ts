import { createDecoder, createJudge, type PathsTest } from './evaluation';
import { fitGaussians } from './gaussian';
import type { PathMaps } from './maps';
import { CELLS, MAP_CELLS, SIDE } from './spec';

/**
 * What the pictures give away without any learning of paths: a Gaussian classifier tells the cost of a cell
 * by its mean colour, or by its texture too, and the cheapest path is that of the costs told. Maps on which
 * this does well would be no test of what learns.
 */
export const yardstickNames = ['colour', 'texture'] as const;
export type Yardstick = (typeof yardstickNames)[number];

export interface YardstickTest extends PathsTest {
  /** Share of the cells whose cost is told. */
  readonly cells: number;
}

const CELL = SIDE / CELLS;

/** Numbers of a cell per channel: its mean, and with texture its deviation and its slope from left to right. */
const perChannel: Readonly<Record<Yardstick, number>> = { colour: 1, texture: 3 };

/** Learns from all cells of `train`, and judges the paths on `test`. */
export function measureYardstick(by: Yardstick, train: PathMaps, test: PathMaps): YardstickTest {
  const costs = [...new Set(train.costs)].sort((a, b) => a - b);
  const dim = 3 * perChannel[by];
  const points = new Float64Array(train.count * MAP_CELLS * dim);
  for (let cell = 0; cell < train.count * MAP_CELLS; cell++) {
    measureCell(by, train.pixels, cell, points.subarray(cell * dim, (cell + 1) * dim));
  }
  const labels = Uint8Array.from(train.costs, (cost) => costs.indexOf(cost));
  const classify = fitGaussians({ points, dim, labels, classes: costs.length });
  const decode = createDecoder('costs');
  const judge = createJudge();
  const [point, told, path] = [dim, MAP_CELLS, MAP_CELLS].map((size) => new Float64Array(size));
  let right = 0;
  for (let map = 0; map < test.count; map++) {
    const from = map * MAP_CELLS;
    const truth = test.costs.subarray(from, from + MAP_CELLS);
    for (let i = 0; i < MAP_CELLS; i++) {
      measureCell(by, test.pixels, from + i, point);
      told[i] = costs[classify(point)];
      if (told[i] === truth[i]) right++;
    }
    decode(told, path);
    judge.add(path, truth, test.paths.subarray(from, from + MAP_CELLS));
  }
  return { ...judge.test(), cells: right / (test.count * MAP_CELLS) };
}

/** Writes what is seen of a cell, counted over all maps. */
function measureCell(by: Yardstick, pixels: Uint8Array, cell: number, out: Float64Array): void {
  const map = Math.floor(cell / MAP_CELLS);
  const row = Math.floor((cell % MAP_CELLS) / CELLS);
  const first = ((map * SIDE + row * CELL) * SIDE + (cell % CELLS) * CELL) * 3;
  for (let channel = 0; channel < 3; channel++) {
    let [sum, squares, slopes] = [0, 0, 0];
    for (let y = 0; y < CELL; y++) {
      for (let x = 0; x < CELL; x++) {
        const at = first + (y * SIDE + x) * 3 + channel;
        sum += pixels[at];
        squares += pixels[at] ** 2;
        if (x > 0) slopes += Math.abs(pixels[at] - pixels[at - 3]);
      }
    }
    const mean = sum / CELL ** 2;
    const deviation = Math.sqrt(Math.max(0, squares / CELL ** 2 - mean ** 2));
    const seen = [mean, deviation, slopes / (CELL * (CELL - 1))];
    for (let i = 0; i < perChannel[by]; i++) out[channel * perChannel[by] + i] = seen[i];
  }
}
