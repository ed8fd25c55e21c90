import { drawDistinct } from '../../../core/rng/draw-distinct';
import { cropInto, cropOf, cropRng } from '../../../core/networks/augment';
import { createRng } from '../../../core/rng/rng';
import { shapeOf, type LabelledImages } from './evaluation';
import { toInputs } from './networks';
import type { KnnSetup } from './spec';

/** The images that a run is trained on. */
export interface TrainingImages {
  readonly count: number;
  readonly labels: Uint8Array;
  /**
   * Inputs of the network for the images of the given numbers.
   * @param step of which each is to be moved and mirrored as that step draws it; null to leave them as they are
   */
  inputs(numbers: Uint32Array, step: number | null): Float32Array;
}

/** The first `count` images of a set, as the networks of a run take them. */
export function trainingImages(
  setup: KnnSetup,
  { pixels, labels, ...set }: LabelledImages,
  count = set.count,
): TrainingImages {
  const { size, scale } = shapeOf(setup);
  const rng = cropRng(setup.seed);
  const moved = (numbers: Uint32Array, step: number) => {
    const all = new Uint8Array(numbers.length * size);
    numbers.forEach((number, i) => {
      const image = pixels.subarray(number * size, (number + 1) * size);
      cropInto(image, setup.input, cropOf(rng, step, number), all.subarray(i * size));
    });
    return toInputs(
      all,
      numbers.map((_, i) => i),
      size,
      scale,
    );
  };
  return {
    ...{ count, labels },
    inputs: (numbers, step) =>
      step === null ? toInputs(pixels, numbers, size, scale) : moved(numbers, step),
  };
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
