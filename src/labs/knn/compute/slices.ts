import type { Embedded, EmbeddingSource } from '../experiment/run';
import { layersOf, partsOf, pixelCount } from '../experiment/networks';
import type { KnnSetup } from '../experiment/spec';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import type { SliceTask } from './protocol';
import { remembering } from '../../../compute/remember';
import { createThreads, type ThreadTask } from '../../../compute/threads';

/** What a thread does for a step: its slice forward, then the same slice backward. */
export interface SliceThread extends ThreadTask {
  forward(task: SliceTask): Embedded;
  /** @throws Error where this thread has not done the forward half of the same turn */
  backward(
    key: string,
    turn: number,
    dEmbeddings: Float32Array,
    dSigma: Float32Array,
  ): Float32Array;
}

/** Networks that a thread keeps: those of a handful of runs. */
const KEPT = 16;

export function createSliceThread(): SliceThread {
  const networks = remembering(KEPT, ({ setup, images }: { setup: KnnSetup; images: number }) =>
    createSliceNetworks(setup, images),
  );
  const last = new Map<
    string,
    { readonly turn: number; readonly found: ReturnType<typeof createSliceNetworks> }
  >();
  return {
    ready: () => true,
    forward({ key, turn, setup, params, images, queries }) {
      const count = images.length / pixelCount(setup.input);
      const found = networks(`${key} ${count}`, { setup, images: count });
      last.set(key, { turn, found });
      return found.forward(params, images, count, queries);
    },
    backward(key, turn, dEmbeddings, dSigma) {
      const half = last.get(key);
      if (half?.turn !== turn) throw new Error('this thread has lost its half of the step');
      return half.found.backward(dEmbeddings, dSigma);
    },
  };
}

/** The networks of a run for one slice, whose queries are other images than its embeddings. */
function createSliceNetworks(setup: KnnSetup, images: number) {
  const parts = partsOf(setup);
  const embedding = createCpuNetwork(layersOf(parts), images);
  const noise = parts.noise ? createCpuNetwork(parts.noise, images) : null;
  return {
    forward(params: Float32Array, inputs: Float32Array, count: number, queries: Float32Array) {
      const asked = queries.length / pixelCount(setup.input);
      return {
        embeddings: embedding.forward(params, inputs, count),
        sigma: noise
          ? noise.forward(params.subarray(parts.noiseAt, parts.headAt), queries, asked)
          : null,
      };
    },
    backward(dEmbeddings: Float32Array, dSigma: Float32Array) {
      const gradient = new Float32Array(parts.size);
      embedding.backward(dEmbeddings, gradient);
      noise?.backward(dSigma, gradient.subarray(parts.noiseAt, parts.headAt));
      return gradient;
    },
  };
}

/** Slices of a step, whatever the number of threads: so a run is the same on every machine. */
const SLICES = 4;

/** Work that fails as a promise, so that nothing else under way is left alone. */
function attempt<T>(work: () => T): T | Promise<T> {
  try {
    return work();
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

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
export function createSlicePool(count: number, spawn: (() => Worker) | null): SlicePool {
  const threads = createThreads<SliceThread>(Math.min(count, SLICES), spawn);
  const own = createSliceThread();
  let turns = 0;

  function source(key: string, setup: KnnSetup): EmbeddingSource {
    const { dimensions, size } = partsOf(setup);
    const pixels = pixelCount(setup.input);
    let [images, queries, active, turn] = [0, 0, 1, 0];
    const bound = (total: number, slice: number) => Math.floor((slice * total) / SLICES);
    const range = (total: number, slice: number, width: number) =>
      [bound(total, slice) * width, bound(total, slice + 1) * width] as const;
    const name = (slice: number) => `${key} ${slice}`;

    /** Every slice on its thread; those of this one last, when the others have started. */
    async function spread<T>(
      there: (slice: number, thread: number) => Promise<T>,
      here: (slice: number) => T,
    ): Promise<T[]> {
      const slices = Array.from({ length: SLICES }, (_, slice) => slice);
      const sent = slices.map((slice) =>
        slice % active === 0 ? null : there(slice, slice % active),
      );
      const replies = slices.map((slice) => sent[slice] ?? attempt(() => here(slice)));
      return Promise.all(replies);
    }

    return {
      async forward(params, inputs, count, asked) {
        [images, queries, active, turn] = [count, asked, threads.count, ++turns];
        const task = (slice: number): SliceTask => ({
          key: name(slice),
          turn,
          setup,
          params,
          images: inputs.slice(...range(images, slice, pixels)),
          queries: inputs.slice(...range(queries, slice, pixels)),
        });
        const replies = await spread(
          (slice, index) =>
            threads.run(
              index,
              (thread) => thread.forward(task(slice)),
              () => own.forward(task(slice)),
            ),
          (slice) => own.forward(task(slice)),
        );
        const embeddings = new Float32Array(count * dimensions);
        const sigma = replies[0].sigma ? new Float32Array(asked) : null;
        replies.forEach((reply, slice) => {
          embeddings.set(reply.embeddings, range(images, slice, dimensions)[0]);
          if (reply.sigma) sigma?.set(reply.sigma, bound(queries, slice));
        });
        return { embeddings, sigma };
      },
      async backward(dEmbeddings, dSigma) {
        const part = (slice: number) =>
          [
            name(slice),
            turn,
            dEmbeddings.slice(...range(images, slice, dimensions)),
            dSigma.slice(...range(queries, slice, 1)),
          ] as const;
        const gradients = await spread(
          (slice, index) =>
            threads.run(
              index,
              (thread) => thread.backward(...part(slice)),
              () => own.backward(...part(slice)),
            ),
          (slice) => own.backward(...part(slice)),
        );
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
