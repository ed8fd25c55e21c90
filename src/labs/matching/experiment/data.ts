import type { Sequence } from '../../../core/losses/sorting';
import { createRng, unitUniform } from '../../../core/rng/rng';

export type { Sequence };

export function toSequence(numbers: ArrayLike<number>): Sequence {
  const x = Float64Array.from(numbers);
  const order = Array.from(x.keys()).sort((a, b) => x[a] - x[b] || a - b);
  const places = new Int32Array(x.length);
  order.forEach((j, place) => (places[j] = place));
  return { numbers: x, places, sorted: Float64Array.from(order, (j) => x[j]) };
}

/**
 * `count` sequences of d numbers, independent and uniform in (0, 1): the same for the same seed and
 * purpose, whatever the method.
 */
export function uniformSequences(
  seed: number,
  purpose: 'train' | 'test',
  count: number,
  d: number,
): Sequence[] {
  const rng = createRng(seed, `matching/${purpose}`);
  return Array.from({ length: count }, (_, s) =>
    toSequence(Float64Array.from({ length: d }, (_, j) => unitUniform(rng.word(s, j)))),
  );
}
