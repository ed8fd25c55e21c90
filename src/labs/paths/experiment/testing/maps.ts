import { gridPath } from '../../../../core/oracles/grid-path/grid-path';
import { createRng, unitUniform } from '../../../../core/rng/rng';
import type { PathMaps } from '../maps';
import { CELLS, MAP_CELLS, SIDE } from '../spec';

const CELL = SIDE / CELLS;

/** Maps on which a cell is as bright as it is dear, of costs from 1 to 9: easy to learn from. */
export function plainMaps(count: number, seed: number): PathMaps {
  const rng = createRng(seed, 'plain maps');
  const pixels = new Uint8Array(count * SIDE * SIDE * 3);
  const costs = new Float32Array(count * MAP_CELLS);
  const paths = new Uint8Array(count * MAP_CELLS);
  const oracle = gridPath(CELLS, CELLS);
  const y = new Float64Array(MAP_CELLS);
  for (let map = 0; map < count; map++) {
    const own = costs.subarray(map * MAP_CELLS, (map + 1) * MAP_CELLS);
    for (let i = 0; i < MAP_CELLS; i++) own[i] = 1 + Math.floor(9 * unitUniform(rng.word(map, i)));
    oracle.argmax(
      own.map((cost) => -cost),
      y,
    );
    paths.set(y, map * MAP_CELLS);
    for (let p = 0; p < SIDE * SIDE; p++) {
      const [row, column] = [Math.floor(p / SIDE / CELL), Math.floor((p % SIDE) / CELL)];
      pixels.fill(
        25 * own[row * CELLS + column],
        3 * (map * SIDE * SIDE + p),
        3 * (map * SIDE * SIDE + p + 1),
      );
    }
  }
  return { count, pixels, costs, paths };
}
