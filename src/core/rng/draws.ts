import { unitUniform, type Rng } from './rng';

/** The random numbers of one sample, one after the other. */
export interface Draws {
  /** In (0, 1). */
  uniform(): number;
  between(low: number, high: number): number;
  /** Around 0, within (-largest, largest), small values more often: the mean of two uniforms. */
  bell(largest: number): number;
  /** In 0 .. count-1. */
  below(count: number): number;
}

/** Parts 0, 1, 2, ... of one sample of a stream. */
export function drawsOf(rng: Rng, sample: number): Draws {
  const words = new Uint32Array(4);
  let next = 0;
  const uniform = () => {
    if (next % 4 === 0) rng.block(sample, next / 4, 0, words);
    return unitUniform(words[next++ % 4]);
  };
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    bell: (largest) => largest * (uniform() + uniform() - 1),
    below: (count) => Math.floor(count * uniform()),
  };
}
