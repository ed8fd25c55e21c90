import { inclusionProbabilities } from '../../../../core/laws/inclusion';
import type { Network } from '../../../../core/networks/plain';
import { createNoise, noiseSpec } from '../../../../core/noise/noise';
import { DivergedError } from '../../../../core/training/diverged';
import { allFinite, indexOfMaximum } from '../../../../core/vector';
import { inputsOf, type LabelledImages } from './run';
import type { ClassKnobs } from './spec';

/** How images are classified, without noise. */
export interface ClassEvaluation {
  readonly images: number;
  readonly right: number;
  /** Mean of |E y* - y|^2 under the noise of the training (Figure 2, right). */
  readonly squared: number;
}

/** Images that are computed at once. */
export const BLOCK = 250;

/**
 * @param limit images that are looked at, the first ones
 * @throws DivergedError if a score is not finite
 */
export function evaluateClassifier(
  params: Float32Array,
  images: LabelledImages,
  network: Network,
  { sigma, law }: Pick<ClassKnobs, 'sigma' | 'law'>,
  limit = Infinity,
): ClassEvaluation {
  const noise = createNoise(noiseSpec(law));
  const count = Math.min(limit, images.count);
  let [right, squares] = [0, 0];
  for (let first = 0; first < count; first += BLOCK) {
    const length = Math.min(BLOCK, count - first);
    const numbers = Uint32Array.from({ length }, (_, i) => first + i);
    const outputs = network.forward(params, inputsOf(images, numbers), length);
    if (!allFinite(outputs)) {
      throw new DivergedError('The scores of a test image are not finite numbers.');
    }
    const classes = outputs.length / length;
    for (let row = 0; row < length; row++) {
      const scores = outputs.subarray(row * classes, (row + 1) * classes);
      const label = images.labels[first + row];
      right += Number(indexOfMaximum(scores) === label);
      const mean = inclusionProbabilities(scores, sigma, noise);
      mean[label] -= 1;
      squares += mean.reduce((sum, error) => sum + error * error, 0);
    }
  }
  return { images: count, right, squared: squares / count };
}
