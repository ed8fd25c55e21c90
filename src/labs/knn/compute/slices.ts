import type { Threads } from '../../../compute/service';
import type { NetworkSpec } from '../../../core/networks/layers';
import { layersOf, partsOf, pixelCount, type Parts } from '../experiment/networks';
import type { EmbeddingSource } from '../experiment/run';
import type { KnnSetup } from '../experiment/spec';
import type { KnnTasks } from './tasks';

/** Slices of a batch, whatever the number of threads: so a run is the same on every machine. */
const SLICES = 4;
/** Pieces of a step: the slices of its two networks. More threads have nothing to do. */
export const PIECES = 2 * SLICES;

export interface SlicePool {
  readonly threads: number;
  /** The networks of a run, its batches spread over the threads. */
  source(key: string, setup: KnnSetup): EmbeddingSource;
}

/** One of the networks of a run: what it is, and where its weights lie. */
interface Half {
  readonly name: 'embedding' | 'noise';
  readonly spec: NetworkSpec;
  readonly from: number;
  readonly to: number;
  readonly outputs: number;
}

/** The embedding of all images, and the noise network of the queries where there is one. */
function halvesOf(parts: Parts): Half[] {
  const { noise, noiseAt, headAt, dimensions } = parts;
  const embedding: Half = {
    ...{ name: 'embedding', spec: layersOf(parts) },
    ...{ from: 0, to: noiseAt, outputs: dimensions },
  };
  if (!noise) return [embedding];
  return [embedding, { name: 'noise', spec: noise, from: noiseAt, to: headAt, outputs: 1 }];
}

/**
 * The images of a step in four slices for each of its networks, every piece on a thread of its own while
 * there are as many. Gradients are added in the order of the slices. A thread that dies between forward
 * and backward makes `backward` fail; another forward call then spreads the pieces over those that are
 * left.
 */
export function createSlicePool(threads: Threads<KnnTasks>): SlicePool {
  let turns = 0;

  function source(key: string, setup: KnnSetup): EmbeddingSource {
    const parts = partsOf(setup);
    const pixels = pixelCount(setup.input);
    /** Of ResNet18 there are none: it is not taken apart before it is wanted. */
    let halves: readonly Half[] = [];
    let counts: Readonly<Record<Half['name'], number>> = { embedding: 0, noise: 0 };
    let turn = 0;
    let places: readonly number[] = [];

    /** Slice `slice` of what a network works on, `width` numbers an image. */
    function range({ name }: Half, slice: number, width: number): [from: number, to: number] {
      const bound = (edge: number) => Math.floor((edge * counts[name]) / SLICES) * width;
      return [bound(slice), bound(slice + 1)];
    }

    /** Something of every piece; those of the larger network first, the others go where there is room. */
    const pieces = <T>(make: (half: Half, slice: number, key: string) => T): T[] =>
      halves.flatMap((half) =>
        Array.from({ length: SLICES }, (_, slice) =>
          make(half, slice, `${key} ${half.name} ${slice}`),
        ),
      );

    return {
      async forward(params, inputs, count, asked) {
        if (halves.length === 0) halves = halvesOf(parts);
        counts = { embedding: count, noise: asked };
        turn = ++turns;
        places = threads.deal(halves.length * SLICES);
        // copies: a part of an array crosses to another thread with all of it
        const weights = new Map(halves.map((half) => [half, params.slice(half.from, half.to)]));
        const outputs = await threads.map(
          'forward',
          pieces((half, slice, name) => ({
            ...{ key: name, turn, spec: half.spec, params: weights.get(half)! },
            inputs: inputs.slice(...range(half, slice, pixels)),
            count: range(half, slice, 1)[1] - range(half, slice, 1)[0],
          })),
          places,
        );
        const embeddings = new Float32Array(count * parts.dimensions);
        const sigma = parts.noise ? new Float32Array(asked) : null;
        pieces((half, slice) => [half, range(half, slice, half.outputs)[0]] as const).forEach(
          ([{ name }, at], piece) =>
            (name === 'noise' ? sigma! : embeddings).set(outputs[piece], at),
        );
        return { embeddings, sigma };
      },
      async backward(dEmbeddings, dSigma) {
        const gradients = await threads.map(
          'backward',
          pieces((half, slice, name) => {
            const upstream = half.name === 'noise' ? dSigma : dEmbeddings;
            return {
              ...{ key: name, turn },
              dOutputs: upstream.slice(...range(half, slice, half.outputs)),
            };
          }),
          places,
        );
        const total = new Float32Array(parts.size);
        pieces(({ from }) => from).forEach((from, piece) => {
          const gradient = gradients[piece];
          for (let i = 0; i < gradient.length; i++) total[from + i] += gradient[i];
        });
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
