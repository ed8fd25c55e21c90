import { methods } from '../../../../core/atlas/methods';
import { layeredNames } from '../../../../core/networks/embeddings';
import { lawNames } from '../../../../core/noise/laws';
import { number, oneOf, text, whole } from '../../../../core/training/fields';
import { distinct, inShard, type ResultsKind, type Shard } from '../../../../core/training/results';
import { percentOf, type Percent } from '../../../../core/training/statistics';
import type { ClassJob, ClassResult } from './repetition';
import { lossNames, type ClassLoss } from './spec';

export interface ClassRequest extends Omit<ClassJob, 'loss' | 'sigma' | 'samples'> {
  readonly losses: readonly ClassLoss[];
  readonly sigmas: readonly number[];
  /** Draws of the sampled loss, each a row of its own. */
  readonly samples: readonly number[];
  readonly shard?: Shard;
}

/** Cross-entropy once, every other loss with every sigma; without noise there is the perceptron alone. */
export function classJobs({ losses, sigmas, samples, shard, ...rest }: ClassRequest) {
  const jobs = losses.flatMap((loss): ClassJob[] => {
    // its prediction is the softmax: the mean under Gumbel noise of scale 1
    if (loss === 'cross-entropy') return [{ ...rest, loss, law: 'gumbel', sigma: 1, samples: 0 }];
    const drawsAt = (sigma: number) => {
      if (loss === 'fenchel-young') return sigma === 0 ? [1] : samples;
      return sigma === 0 ? [] : [0];
    };
    return sigmas.flatMap((sigma) =>
      drawsAt(sigma).map((count) => ({ ...rest, loss, sigma, samples: count })),
    );
  });
  return inShard(jobs, shard);
}

/** How the losses are called. */
export const lossTitles: Readonly<Record<ClassLoss, string>> = {
  'cross-entropy': methods['cross-entropy'].short,
  'fenchel-young': methods['fenchel-young'].label,
  exact: methods['fenchel-young-exact'].label,
  squared: methods['perturbed-squared'].label,
};

export interface ClassRow extends Pick<
  ClassResult,
  'dataset' | 'loss' | 'law' | 'samples' | 'sigma' | 'steps' | 'trainSquared' | 'testSquared'
> {
  /** Right, of the training and of the test images. */
  readonly train: Percent;
  readonly test: Percent;
}

/** By set, loss and draws, then by sigma. */
export const classRows = (results: readonly ClassResult[]): ClassRow[] =>
  distinct(classResults, results)
    .map(({ trainRight, trainImages, testRight, testImages, ...result }) => ({
      ...result,
      train: percentOf(trainRight, trainImages),
      test: percentOf(testRight, testImages),
    }))
    .sort(
      (a, b) =>
        (a.dataset < b.dataset ? -1 : Number(a.dataset > b.dataset)) ||
        lossNames.indexOf(a.loss) - lossNames.indexOf(b.loss) ||
        a.samples - b.samples ||
        a.sigma - b.sigma,
    );

/** Results of Figure 2, all of one seed. Two of one job must agree in what they count. */
export const classResults: ResultsKind<ClassJob, ClassResult> = {
  kind: 'perturbed-classifier',
  title: 'a table of perturbed classifiers',
  seeded: true,
  nameOf: ({ dataset, network, loss, law, sigma, samples, steps, seed }) =>
    `${dataset} ${network} ${loss} ${law} sigma=${sigma} samples=${samples} steps=${steps} seed=${seed}`,
  checks: {
    dataset: text(),
    network: oneOf(layeredNames),
    loss: oneOf(lossNames),
    law: oneOf(lawNames),
    ...{ sigma: number, samples: whole(), steps: whole(), seed: whole() },
    ...{ trainImages: whole(), trainRight: whole(), testImages: whole(), testRight: whole() },
    ...{ trainSquared: number, testSquared: number, milliseconds: number },
  },
  conflict: (a, b) =>
    a.testRight === b.testRight ? null : `${a.testRight} test images right, and ${b.testRight}`,
};
