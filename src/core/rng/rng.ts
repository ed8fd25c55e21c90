import { threefry4x32 } from './threefry';

/**
 * The one source of randomness of the project: `(seed, stream, row, sample, part) -> u32`.
 *
 * Common random numbers follow from the signature: a draw knows neither sigma, epsilon nor the
 * scores, so moving any of them moves the result along the same noise. The CPU and the GPU
 * (kernels/shared/rng.wgsl) return the same integers bit for bit.
 */
export interface Rng {
  readonly seed: number;
  readonly stream: number;
  /** The 32-bit word of one part of one sample (row: index within a batch of problems, default 0). */
  word(sample: number, part: number, row?: number): number;
  /**
   * The four words of parts 4*block .. 4*block+3, written as 32-bit integers to out[0..3]:
   * four parts for the price of one.
   */
  block(sample: number, block: number, row: number, out: Int32Array | Uint32Array): void;
}

/**
 * 32-bit identity of a named stream (FNV-1a), so that two uses of one seed never share noise:
 * the name is the contract, not a number somebody has to keep unique.
 */
export function streamId(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** @throws RangeError if the seed is not an integer in 0 .. 2^32-1. */
export function createRng(seed: number, stream: string): Rng {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`seed must be an integer from 0 to 4294967295, got ${seed}`);
  }
  const id = streamId(stream);
  const scratch = new Uint32Array(4);
  const block = (sample: number, index: number, row: number, out: Int32Array | Uint32Array) =>
    threefry4x32(sample, index, row, 0, seed, id, 0, 0, out);
  return {
    seed,
    stream: id,
    block,
    word(sample, part, row = 0) {
      block(sample, part >>> 2, row, scratch);
      return scratch[part & 3];
    },
  };
}

/**
 * A word as a uniform number in (0,1): the centre of one of 2^23 equal cells. Every value is exact
 * in float32 and so is `1 - u`; the smallest is 2^-24, the largest 1 - 2^-24, hence no logarithm of
 * zero anywhere downstream.
 */
export function unitUniform(word: number): number {
  return ((word >>> 9) + 0.5) * 1.1920928955078125e-7;
}
