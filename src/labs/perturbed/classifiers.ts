import { methods } from '../../core/atlas/methods';
import { defaultKnobs, type ClassLoss } from './experiment/classification/spec';
import type { ClassRunSpec } from './kind';
import type { PerturbedValues } from './params';

/** Steps of every training, as many as those of the recorded table. */
export const CLASS_STEPS = 400;

/** That of images, batches and first weights, as of the recorded table. */
export const CLASS_SEED = 1;

/** Generated digits: height, width and channels, and how many there are of them. */
const INPUT = [28, 28, 1] as const;
const CLASSES = 10;

interface Compared {
  readonly loss: ClassLoss;
  readonly name: string;
  readonly samples: number;
}

/** Cross-entropy, the sampled loss with ever more draws, and the squared error of the exact mean. */
const compared: readonly Compared[] = [
  { loss: 'cross-entropy', name: methods['cross-entropy'].short, samples: 0 },
  ...[1, 10, 1000].map((samples) => ({
    ...{ loss: 'fenchel-young' as const, name: `M = ${samples}`, samples },
  })),
  { loss: 'squared', name: methods['perturbed-squared'].short, samples: 0 },
];

/** The trainings in step, under the noise of the moment: same digits, batches and first weights. */
export const classSpecs = ({ sigma, noise }: Pick<PerturbedValues, 'sigma' | 'noise'>) =>
  compared.map(({ loss, name, samples }, category): ClassRunSpec => ({
    ...{ id: `${loss}-${samples}`, name, category },
    setup: { loss, network: 'compact', input: INPUT, classes: CLASSES, seed: CLASS_SEED },
    // the prediction of cross-entropy is a softmax: the mean under Gumbel noise of scale 1
    knobs: {
      ...defaultKnobs,
      ...(loss === 'cross-entropy' ? { sigma: 1, law: 'gumbel' } : { sigma, law: noise }),
      samples,
    },
    stop: { maxSteps: CLASS_STEPS },
  }));
