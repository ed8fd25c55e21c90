import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../../src/data/images';
import { terrainSet, type TerrainMaps } from '../../src/data/terrain/terrain';
import { warcraftFiles, warcraftMaps } from '../../src/data/terrain/warcraft';
import { TERRAIN_SEED } from '../../src/labs/paths/experiment/land';
import type { PathsData, PathsJob } from '../../src/labs/paths/experiment/repetition';
import { UsageError } from './arguments';

/**
 * The maps of a job, or those of DIR/warcraft, of which the first ones are taken.
 * @throws UsageError naming the folder or the file that can't be used, or how few maps there are
 */
export function readMaps(
  from: string,
  { dataset, maps, testMaps }: Pick<PathsJob, 'dataset' | 'maps' | 'testMaps'>,
): PathsData {
  if (dataset !== 'warcraft') {
    return terrainSet({ seed: TERRAIN_SEED, train: maps, test: testMaps });
  }
  return { train: readPart(from, 'train', maps), test: readPart(from, 'test', testMaps) };
}

function readPart(from: string, part: 'train' | 'test', count: number): TerrainMaps {
  const folder = join(from, 'warcraft');
  const names = Object.values(warcraftFiles(part));
  const files = names.filter((name) => existsSync(join(folder, name)));
  try {
    const all = warcraftMaps(
      part,
      new Map(files.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))])),
    );
    if (all.count >= count) return firstOf(all, count);
    throw new UsageError(`${folder} has ${all.count} ${part} maps, not ${count}.`);
  } catch (error) {
    if (error instanceof DataError) throw new UsageError(`${folder}: ${error.message}`);
    throw error;
  }
}

function firstOf(maps: TerrainMaps, count: number): TerrainMaps {
  const first = <T extends Uint8Array | Float32Array>(list: T) =>
    list.slice(0, (list.length / maps.count) * count) as T;
  return {
    count,
    pixels: first(maps.pixels),
    costs: first(maps.costs),
    paths: first(maps.paths),
  };
}
