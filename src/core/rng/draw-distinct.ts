import type { Rng } from './rng';

/**
 * The first `drawn` of 0 .. count-1 in a random order: sample `sample` of the generator. Fewer are the
 * beginning of more.
 */
export function drawDistinct(rng: Rng, sample: number, drawn: number, count: number): Uint32Array {
  const numbers = new Uint32Array(drawn);
  // Fisher-Yates on an array that is never written down: only moved places are
  const moved = new Map<number, number>();
  for (let i = 0; i < drawn; i++) {
    const j = i + uniformBelow(rng, sample, i, count - i);
    numbers[i] = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
  }
  return numbers;
}

/** An integer in 0 .. below-1; the bias of below / 2^32 is far under what anything here can see. */
function uniformBelow(rng: Rng, sample: number, part: number, below: number): number {
  return Math.floor((rng.word(sample, part) / 2 ** 32) * below);
}
