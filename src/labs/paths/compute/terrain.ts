import { remembering } from '../../../compute/remember';
import type { TerrainPart } from '../../../core/terrain/land';
import { blankMaps, mapDrawer } from '../../../data/terrain/terrain';
import { TERRAIN_SEED } from '../experiment/land';
import { trainingMaps, type TrainingMaps } from '../experiment/networks';

/** The first maps of a part, each drawn when it is first asked for: five milliseconds a map. */
function lazyMaps({ part, count }: { part: TerrainPart; count: number }): TrainingMaps {
  const maps = trainingMaps(blankMaps(count));
  const draw = mapDrawer(TERRAIN_SEED, part);
  const drawn = new Uint8Array(count);
  return {
    ...maps,
    inputs(numbers) {
      for (const number of numbers) {
        if (drawn[number] === 0) draw(number, maps);
        drawn[number] = 1;
      }
      return maps.inputs(numbers);
    },
  };
}

/** Sets that are kept: those of the runs of the page, and the held-out maps. */
const KEPT = 3;

/** Maps by part and number; paths and costs of a map are there once its input has been asked for. */
export function createTerrain() {
  const known = remembering(KEPT, lazyMaps);
  return (part: TerrainPart, count: number): TrainingMaps =>
    known(`${part} ${count}`, { part, count });
}

export type Terrain = ReturnType<typeof createTerrain>;
