import { createRng, type Rng } from '../../../core/rng/rng';
import { shapeOf, type LabelledImages } from './evaluation';
import { toInputs } from './networks';
import type { KnnSetup } from './spec';

/** The images that a run is trained on. */
export interface TrainingImages {
  readonly count: number;
  readonly labels: Uint8Array;
  /** Inputs of the network for the images of the given numbers. */
  inputs(numbers: Uint32Array): Float32Array;
}

/** The first `count` images of a set, as the networks of a run take them. */
export function trainingImages(
  setup: KnnSetup,
  { pixels, labels, ...set }: LabelledImages,
  count = set.count,
): TrainingImages {
  const { size, scale } = shapeOf(setup);
  return { count, labels, inputs: (numbers) => toInputs(pixels, numbers, size, scale) };
}

/**
 * The images of one step: queries, then candidates, all different, drawn from `count` images anew in
 * every step. They depend on the seed and the step alone, so all methods see the same ones.
 */
export function drawBatch(seed: number, step: number, images: number, count: number): Uint32Array {
  if (images > count) {
    throw new RangeError(`a step takes ${images} different images, but the set has only ${count}`);
  }
  const rng = createRng(seed, 'knn/batches');
  const drawn = new Uint32Array(images);
  // Fisher-Yates on an array that is never written down: only moved places are
  const moved = new Map<number, number>();
  for (let i = 0; i < images; i++) {
    const j = i + uniformBelow(rng, step, i, count - i);
    drawn[i] = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
  }
  return drawn;
}

/** An integer in 0 .. below-1; the bias of below / 2^32 is far under what anything here can see. */
function uniformBelow(rng: Rng, sample: number, part: number, below: number): number {
  return Math.floor((rng.word(sample, part) / 2 ** 32) * below);
}
