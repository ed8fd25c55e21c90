import type { Machine, CallContext } from '../../../compute/service';
import type { TerrainPart } from '../../../core/terrain/land';
import { blankMaps, mapDrawer, type TerrainMaps } from '../../../data/terrain/terrain';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { TERRAIN_SEED } from '../experiment/land';
import { stepsPerEpoch } from '../experiment/maps';
import {
  runPathsRepetition,
  type PathsData,
  type PathsJob,
  type PathsResult,
} from '../experiment/repetition';
import { printedKnobs } from '../experiment/spec';

/** To draw a map takes so much of the time of a training step. */
const DRAWING = 0.08;

/**
 * Whole repetitions of Figure 6, as the command line makes them, on one thread. The maps of the last one are
 * kept: the jobs of one table share them.
 */
export function createRepetitions({ now }: Pick<Machine, 'now'>) {
  let known: { readonly name: string; readonly data: PathsData } | null = null;

  return async (
    job: PathsJob,
    { progress, breathe }: Pick<CallContext<number>, 'progress' | 'breathe'>,
  ): Promise<PathsResult> => {
    const { dataset, maps, testMaps, epochs } = job;
    if (dataset !== 'terrain') throw new RangeError(`there are no maps "${dataset}" here`);
    const name = `${maps} ${testMaps}`;
    const toDraw = known?.name === name ? 0 : maps + testMaps;
    const steps = epochs * stepsPerEpoch(maps, printedKnobs.batch);
    const all = DRAWING * toDraw + steps;
    const tell = async (drawn: number, trained: number) => {
      progress((DRAWING * drawn + trained * steps) / all);
      await breathe();
    };
    if (known?.name !== name) {
      const train = await drawMaps('train', maps, (drawn) => tell(drawn, 0));
      const test = await drawMaps('test', testMaps, (drawn) => tell(maps + drawn, 0));
      known = { name, data: { train, test } };
    }
    return runPathsRepetition(job, known.data, {
      createNetwork: createCpuNetwork,
      now,
      pause: (trained) => tell(toDraw, trained),
    });
  };
}

/** The first maps of a part. */
async function drawMaps(
  part: TerrainPart,
  count: number,
  pause: (drawn: number) => Promise<void>,
): Promise<TerrainMaps> {
  const maps = blankMaps(count);
  const draw = mapDrawer(TERRAIN_SEED, part);
  for (let i = 0; i < count; i++) {
    draw(i, maps);
    if (i % 10 === 9) await pause(i + 1);
  }
  return maps;
}
