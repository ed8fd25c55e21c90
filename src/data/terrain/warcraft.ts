import { DataError } from '../images';
import { parseNpy, type NpyArray } from '../npy';
import { gridPath } from '../../core/oracles/grid-path/grid-path';
import { CELLS, SIDE } from '../../core/terrain/kinds';
import type { TerrainMaps } from './terrain';

/** The files of one part of the Warcraft maps of Vlastelica et al. (2020), which readers bring themselves. */
export const warcraftFiles = (part: 'train' | 'test') => ({
  pixels: `${part}_maps.npy`,
  paths: `${part}_shortest_paths.npy`,
  costs: `${part}_vertex_weights.npy`,
});

/**
 * One part of the maps from its files, by their names. Where the paths are missing they are found again; of
 * several cheapest paths of a map that may be another one.
 * @throws DataError naming the file that is missing, and what is wrong with one
 */
export function warcraftMaps(
  part: 'train' | 'test',
  files: ReadonlyMap<string, Uint8Array>,
): TerrainMaps {
  const names = warcraftFiles(part);
  const pixels = readArray(names.pixels, files, [SIDE, SIDE, 3]);
  const [count] = pixels.shape;
  const cells = (name: string) => {
    const array = readArray(name, files, [CELLS, CELLS]);
    if (array.shape[0] === count) return array.values;
    throw new DataError(`${name} has ${array.shape[0]} maps, ${names.pixels} ${count}.`);
  };
  const costs = Float32Array.from(cells(names.costs));
  const wrong = costs.findIndex((cost) => !(cost > 0 && cost < Infinity));
  if (wrong >= 0) throw new DataError(`${names.costs}: a cost is ${costs[wrong]}, not above 0.`);
  return {
    count,
    costs,
    pixels: Uint8Array.from(pixels.values),
    paths: files.has(names.paths)
      ? Uint8Array.from(cells(names.paths), (visited) => Number(visited !== 0))
      : cheapestPaths(costs, count),
  };
}

function readArray(
  name: string,
  files: ReadonlyMap<string, Uint8Array>,
  shape: readonly number[],
): NpyArray {
  const bytes = files.get(name);
  if (!bytes) throw new DataError(`${name} is missing.`);
  const array = parseNpy(name, bytes);
  if (array.shape.slice(1).join() === shape.join() && array.shape[0] > 0) return array;
  throw new DataError(
    `${name} has the shape (${array.shape.join(', ')}); it must be (maps, ${shape.join(', ')}).`,
  );
}

/** Cells of a cheapest path of every map [count, CELLS, CELLS]. */
function cheapestPaths(costs: Float32Array, count: number): Uint8Array {
  const oracle = gridPath(CELLS, CELLS);
  const y = new Float64Array(oracle.dim);
  const paths = new Uint8Array(count * oracle.dim);
  for (let i = 0; i < count; i++) {
    const own = costs.subarray(i * oracle.dim, (i + 1) * oracle.dim);
    oracle.argmax(
      own.map((cost) => -cost),
      y,
    );
    paths.set(y, i * oracle.dim);
  }
  return paths;
}
