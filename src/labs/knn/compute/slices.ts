import type { Threads } from '../../../compute/service';
import { createSlices } from '../../../compute/slices/slices';
import type { SliceTasks } from '../../../compute/slices/tasks';
import { partsOf, pixelCount } from '../experiment/networks';
import type { EmbeddingSource } from '../experiment/source';
import type { KnnSetup } from '../experiment/spec';
import { halvesOf } from './halves';

export interface SlicePool {
  readonly threads: number;
  /** The networks of a run, its batches spread over the threads. */
  source(key: string, setup: KnnSetup): EmbeddingSource;
}

/** The images of a step in slices, those of both networks of the run. */
export function createSlicePool(threads: Threads<SliceTasks>): SlicePool {
  const open = createSlices(threads);

  function source(key: string, setup: KnnSetup): EmbeddingSource {
    const parts = partsOf(setup);
    const pixels = pixelCount(setup.input);
    const total = new Float32Array(parts.size);
    const networks = open(key);
    return {
      async forward(params, inputs, count, queries) {
        const batch = { params, inputs, pixels };
        const [embeddings, sigma = null] = await networks.forward(
          halvesOf(parts, count, queries),
          batch,
        );
        return { embeddings, sigma };
      },
      async backward(dEmbeddings, dSigma) {
        await networks.backward([dEmbeddings, dSigma], total.fill(0));
        return total;
      },
    };
  }

  return {
    get threads() {
      return threads.count;
    },
    source,
  };
}
