import { drawDistinct } from '../../../core/rng/draw-distinct';
import { createRng } from '../../../core/rng/rng';
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
  return drawDistinct(createRng(seed, 'knn/batches'), step, images, count);
}
