import { remembering } from '../../../compute/remember';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { layersOf, partsOf, pixelCount } from '../experiment/networks';
import type { Embedded } from '../experiment/run';
import type { KnnSetup } from '../experiment/spec';

/** The images of one slice of a step, to be embedded. */
export interface ForwardSlice {
  /** Tells slices and networks apart. */
  readonly key: string;
  /** Number of the step, so that no half of one meets the half of another. */
  readonly turn: number;
  readonly setup: KnnSetup;
  readonly params: Float32Array;
  /** Inputs of this slice's images, and of its queries. */
  readonly images: Float32Array;
  readonly queries: Float32Array;
}

export interface BackwardSlice {
  readonly key: string;
  readonly turn: number;
  readonly dEmbeddings: Float32Array;
  readonly dSigma: Float32Array;
}

/** What a thread does for a step: its slice forward, then the same slice backward. */
export type SliceTasks = {
  forward(slice: ForwardSlice): Embedded;
  /** @throws Error where this thread has not done the forward half of the same turn */
  backward(slice: BackwardSlice): Float32Array;
};

/** Networks that a thread keeps: those of a handful of runs. */
const KEPT = 16;

export function createTasks(): SliceTasks {
  const networks = remembering(KEPT, ({ setup, images }: { setup: KnnSetup; images: number }) =>
    createSliceNetworks(setup, images),
  );
  const last = new Map<
    string,
    { readonly turn: number; readonly found: ReturnType<typeof createSliceNetworks> }
  >();
  return {
    forward({ key, turn, setup, params, images, queries }) {
      const count = images.length / pixelCount(setup.input);
      const found = networks(`${key} ${count}`, { setup, images: count });
      // the newest is the last one: what was left longest goes first
      last.delete(key);
      last.set(key, { turn, found });
      if (last.size > KEPT) last.delete(last.keys().next().value!);
      return found.forward(params, images, count, queries);
    },
    backward({ key, turn, dEmbeddings, dSigma }) {
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
