import type { OpenDevice } from '../../../../gpu/device';
import { createGpuNeighbourSearch } from '../../../../gpu/kernels/nearest/nearest';
import { shapeOf } from '../../experiment/evaluation';
import { partsOf } from '../../experiment/networks';
import type { RepetitionMachine } from '../../experiment/repetition';
import { createGpuEmbedders } from './embedder';
import type { ResidentNetworks } from './networks';
import { openResidentRun } from './open';
import { MOST_STEPS } from './resident-run';

/**
 * What whole repetitions of a table run on where there is a graphics device: steps, embeddings and search
 * are all made there.
 */
export function createGpuMachine(
  open: OpenDevice,
  networks: ResidentNetworks,
  around: Pick<RepetitionMachine, 'now' | 'pause'>,
): RepetitionMachine {
  const embedders = createGpuEmbedders(open, networks);
  return {
    ...around,
    together: MOST_STEPS,
    embeds(setup) {
      const embedder = embedders(setup);
      const { noiseAt } = partsOf(setup);
      return {
        forward: (params, ...images) => embedder.forward(params.subarray(0, noiseAt), ...images),
        together: embedder.together,
      };
    },
    async train({ setup, knobs, state, images }) {
      const { scale } = shapeOf(setup);
      const run = await openResidentRun(open, networks, { setup, state, images, scale });
      return {
        advance: (most) => run.advance(knobs, Math.min(most, MOST_STEPS)),
        settle: () => run.settle(),
        end: () => run.destroy(),
      };
    },
    async search(points, queries, dim, k) {
      const search = createGpuNeighbourSearch(open, points, dim, k);
      try {
        return await search.find(queries, 0, queries.count);
      } finally {
        search.destroy();
      }
    },
  };
}
