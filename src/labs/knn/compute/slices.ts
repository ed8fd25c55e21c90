import type { Threads } from '../../../compute/service';
import { partsOf, pixelCount } from '../experiment/networks';
import type { EmbeddingSource } from '../experiment/run';
import type { KnnSetup } from '../experiment/spec';
import type { BackwardSlice, ForwardSlice, SliceTasks } from './tasks';

/**
 * Slices of a step, whatever the number of threads: so a run is the same on every machine. More threads
 * have nothing to do.
 */
export const SLICES = 4;

export interface SlicePool {
  readonly threads: number;
  /** The networks of a run, its batches spread over the threads. */
  source(key: string, setup: KnnSetup): EmbeddingSource;
}

/**
 * The images of a step in four slices on up to four threads. Gradients are added in the order of the
 * slices. A thread that dies between forward and backward makes `backward` fail; another forward call
 * then spreads the slices over those that are left.
 */
export function createSlicePool(threads: Threads<SliceTasks>): SlicePool {
  let turns = 0;

  function source(key: string, setup: KnnSetup): EmbeddingSource {
    const { dimensions, size } = partsOf(setup);
    const pixels = pixelCount(setup.input);
    let [images, queries, turn] = [0, 0, 0];
    let places: readonly number[] = [];
    const slices = Array.from({ length: SLICES }, (_, slice) => slice);
    const bound = (total: number, slice: number) => Math.floor((slice * total) / SLICES);
    const range = (total: number, slice: number, width: number) =>
      [bound(total, slice) * width, bound(total, slice + 1) * width] as const;
    const name = (slice: number) => `${key} ${slice}`;

    return {
      async forward(params, inputs, count, asked) {
        [images, queries, turn] = [count, asked, ++turns];
        places = threads.deal(SLICES);
        const tasks = slices.map((slice): ForwardSlice => ({
          key: name(slice),
          ...{ turn, setup, params },
          images: inputs.slice(...range(images, slice, pixels)),
          queries: inputs.slice(...range(queries, slice, pixels)),
        }));
        const replies = await threads.map('forward', tasks, places);
        const embeddings = new Float32Array(count * dimensions);
        const sigma = replies[0].sigma ? new Float32Array(asked) : null;
        replies.forEach((reply, slice) => {
          embeddings.set(reply.embeddings, range(images, slice, dimensions)[0]);
          if (reply.sigma) sigma?.set(reply.sigma, bound(queries, slice));
        });
        return { embeddings, sigma };
      },
      async backward(dEmbeddings, dSigma) {
        const tasks = slices.map((slice): BackwardSlice => ({
          key: name(slice),
          turn,
          dEmbeddings: dEmbeddings.slice(...range(images, slice, dimensions)),
          dSigma: dSigma.slice(...range(queries, slice, 1)),
        }));
        const gradients = await threads.map('backward', tasks, places);
        const total = new Float32Array(size);
        for (const gradient of gradients) for (let i = 0; i < size; i++) total[i] += gradient[i];
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
