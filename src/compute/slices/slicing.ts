import type { NetworkSpec } from '../../core/networks/layers';

/** Slices of a batch, whatever the number of threads: so a run is the same on every machine. */
export const SLICES = 4;

/** One of the networks of a run in one step: what it is, where its weights lie, and what it works on. */
export interface Half {
  readonly name: string;
  readonly spec: NetworkSpec;
  /** Its weights among all. */
  readonly from: number;
  readonly to: number;
  /** Numbers that it makes of an image. */
  readonly outputs: number;
  /** Images of the step that it works on. */
  readonly count: number;
}

/** The range of a slice in an array with `width` numbers for each image of a network. */
export function rangeOf({ count }: Half, slice: number, width: number): [from: number, to: number] {
  const bound = (edge: number) => Math.floor((edge * count) / SLICES) * width;
  return [bound(slice), bound(slice + 1)];
}

/** Slices of a network that one thread works on. */
export interface Share {
  readonly half: Half;
  readonly thread: number;
  readonly slices: readonly number[];
}

/**
 * What each thread does in a step.
 * @param places the thread of every slice, network by network
 */
export function sharesOf(halves: readonly Half[], places: readonly number[]): readonly Share[] {
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
 * The arrays that have been answered for the slices of a network, in the order of the slices.
 * @param answers one array for each slice of each share
 */
export function inOrder(
  half: Half,
  shares: readonly Share[],
  answers: readonly (readonly Float32Array[])[],
): readonly Float32Array[] {
  const found = new Array<Float32Array>(SLICES);
  shares.forEach((share, i) => {
    if (share.half !== half) return;
    share.slices.forEach((slice, j) => (found[slice] = answers[i][j]));
  });
  return found;
}

/** The outputs of all slices of a network [count, outputs]. */
export function joined(half: Half, slices: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(half.count * half.outputs);
  slices.forEach((outputs, slice) => all.set(outputs, rangeOf(half, slice, half.outputs)[0]));
  return all;
}

/** Numbers that are added up while they are in the cache. */
const BLOCK = 4096;

/** Adds gradients to the total, one after the other: sums depend on the order, and so on nothing else. */
export function addInOrder(total: Float32Array, gradients: readonly Float32Array[]): void {
  for (let from = 0; from < total.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, total.length);
    for (const gradient of gradients) {
      for (let i = from; i < to; i++) total[i] += gradient[i];
    }
  }
}
