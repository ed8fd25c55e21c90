import { handOver } from '../../../compute/hand-over';
import type { Threads } from '../../../compute/service';
import type { NetworkSpec } from '../../../core/networks/layers';
import { layersOf, partsOf, pixelCount, type Parts } from '../experiment/networks';
import type { EmbeddingSource } from '../experiment/source';
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

/** Slices of a network that one thread works on. */
interface Share {
  readonly half: Half;
  readonly thread: number;
  readonly slices: readonly number[];
}

/** A slice of every network on a thread of its own while there are as many, in turn over those there are. */
function sharesOf(halves: readonly Half[], places: readonly number[]): Share[] {
  return halves.flatMap((half, i) => {
    const threadOf = (slice: number) => places[i * SLICES + slice];
    const slices = Array.from({ length: SLICES }, (_, slice) => slice);
    return [...new Set(slices.map(threadOf))].map((thread) => ({
      half,
      thread,
      slices: slices.filter((slice) => threadOf(slice) === thread),
    }));
  });
}

/**
 * The images of a step in four slices for each of its networks, every slice on a thread of its own while
 * there are as many. Gradients are added in the order of the slices. A thread that dies between forward
 * and backward makes `backward` fail; another forward call then spreads the slices over those that are
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
    let shares: readonly Share[] = [];
    /** Arrays that are here, and go with the next step. */
    const spare = createSpare();
    const total = new Float32Array(parts.size);

    /** Slice `slice` of what a network works on, `width` numbers an image. */
    function range({ name }: Half, slice: number, width: number): [from: number, to: number] {
      const bound = (edge: number) => Math.floor((edge * counts[name]) / SLICES) * width;
      return [bound(slice), bound(slice + 1)];
    }

    const networkOf = ({ name, spec }: Half) => ({
      ...{ key: `${key} ${name}`, turn, spec },
      capacity: Math.ceil(counts[name] / SLICES),
    });
    const threadsOf = () => shares.map(({ thread }) => thread);

    return {
      async forward(params, inputs, count, asked) {
        if (halves.length === 0) halves = halvesOf(parts);
        counts = { embedding: count, noise: asked };
        turn = ++turns;
        shares = sharesOf(halves, threads.deal(halves.length * SLICES));
        const outputs = await threads.give(
          'forward',
          shares.map(({ half, slices }) => () => {
            const weights = spare.copy(params.subarray(half.from, half.to));
            const pieces = slices.map((slice) => {
              const images = inputs.subarray(...range(half, slice, pixels));
              return { slice, inputs: spare.copy(images), count: images.length / pixels };
            });
            return handOver({ ...networkOf(half), params: weights, slices: pieces }, [
              weights,
              ...pieces.map((piece) => piece.inputs),
            ]);
          }),
          threadsOf(),
        );
        const embeddings = new Float32Array(count * parts.dimensions);
        const sigma = parts.noise ? new Float32Array(asked) : null;
        shares.forEach(({ half, slices }, share) => {
          const found = half.name === 'noise' ? sigma! : embeddings;
          slices.forEach((slice, i) => {
            found.set(outputs[share][i], range(half, slice, half.outputs)[0]);
          });
        });
        return { embeddings, sigma };
      },
      async backward(dEmbeddings, dSigma) {
        const answers = await threads.give(
          'backward',
          shares.map(({ half, slices }) => () => {
            const upstream = half.name === 'noise' ? dSigma : dEmbeddings;
            const pieces = slices.map((slice) => ({
              slice,
              dOutputs: upstream.slice(...range(half, slice, half.outputs)),
              gradient: spare.take(half.to - half.from),
            }));
            return handOver(
              { ...networkOf(half), slices: pieces },
              pieces.map(({ gradient }) => gradient),
            );
          }),
          threadsOf(),
        );
        total.fill(0);
        for (const half of halves) {
          const ofSlices = new Array<Float32Array>(SLICES);
          shares.forEach((share, i) => {
            if (share.half !== half) return;
            share.slices.forEach((slice, j) => (ofSlices[slice] = answers[i].gradients[j]));
          });
          addInOrder(total.subarray(half.from, half.to), ofSlices);
        }
        for (const { gradients, used } of answers) spare.put([...gradients, ...used]);
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

/** Arrays of a kind that a source keeps: those of a step on any number of threads. */
const SPARE = 2 * PIECES;

/** Arrays that are not in use, by their lengths. */
function createSpare() {
  const arrays = new Map<number, Float32Array[]>();
  const take = (length: number) => arrays.get(length)?.pop() ?? new Float32Array(length);
  return {
    take,
    copy(values: Float32Array): Float32Array {
      const array = take(values.length);
      array.set(values);
      return array;
    },
    put(given: readonly Float32Array[]): void {
      for (const array of given) {
        const kept = arrays.get(array.length) ?? [];
        if (kept.length < SPARE) kept.push(array);
        arrays.set(array.length, kept);
      }
    },
  };
}

/** Numbers that are added up while they are in the cache. */
const BLOCK = 4096;

/** Adds gradients to the total, one after the other. */
function addInOrder(total: Float32Array, gradients: readonly Float32Array[]): void {
  for (let from = 0; from < total.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, total.length);
    for (const gradient of gradients) {
      for (let i = from; i < to; i++) total[i] += gradient[i];
    }
  }
}
