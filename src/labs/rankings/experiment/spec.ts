import { methods, type Method, type MethodName } from '../../../core/atlas/methods';
import type { LawName } from '../../../core/noise/laws';

/**
 * Label ranking (Berthet et al. 2020, section 5.2): an affine model gives every label a score, and sorting
 * the scores ranks the labels. The appendix with the paper's settings is not at hand: what is not in its
 * text is our choice, and named so in docs/reproduction.md.
 */

export type RankingMethod =
  'fenchel-young' | 'blackbox' | 'fenchel-young-exact' | 'squared' | 'perturbed-squared';

/** What makes a run the run it is, besides its data. */
export interface RankingSetup {
  readonly method: RankingMethod;
  /** Features of an example, and labels to rank. */
  readonly features: number;
  readonly labels: number;
  /** Seed of the noise and of the batches. */
  readonly seed: number;
}

/** What may change between any two steps of a run. */
export interface RankingKnobs {
  /** Learning rate of Adam. */
  readonly rate: number;
  /** The penalty decay/2 |W|^2 is added to the mean loss; the constants b are free. */
  readonly decay: number;
  /** Noise scale, of the methods with noise. */
  readonly sigma: number;
  readonly law: LawName;
  /** Draws per example and step of the sampled loss. */
  readonly samples: number;
  /** Interpolation strength of the blackbox gradient. */
  readonly lambda: number;
  /** Examples of a step; all of them where there are no more. */
  readonly batch: number;
}

export const defaultKnobs: RankingKnobs = {
  rate: 0.05,
  decay: 1e-4,
  sigma: 1,
  law: 'gumbel',
  samples: 1,
  lambda: 1,
  batch: 4096,
};

export const STEPS = 200;

/** What is chosen by cross-validation: the penalty, and the number that the method has of its own. */
interface Variant extends Method {
  readonly strength: 'sigma' | 'lambda' | null;
}

const DECAYS = [1e-4, 1e-2, 1] as const;
const strengths = { sigma: [0.3, 1, 3], lambda: [0.1, 1, 10] } as const;

const variant = (name: MethodName, strength: Variant['strength']): Variant => ({
  ...methods[name],
  strength,
});

/** In the order of all methods. */
export const rankingVariants: Readonly<Record<RankingMethod, Variant>> = {
  'fenchel-young': variant('fenchel-young', 'sigma'),
  blackbox: variant('blackbox', 'lambda'),
  'fenchel-young-exact': variant('fenchel-young-exact', 'sigma'),
  squared: variant('squared', null),
  'perturbed-squared': variant('perturbed-squared', 'sigma'),
};

export const rankingMethods = Object.keys(rankingVariants) as RankingMethod[];

/** The knobs that a method is tried with, the penalty turning slowest. */
export function gridOf(method: RankingMethod, base: RankingKnobs = defaultKnobs): RankingKnobs[] {
  const { strength } = rankingVariants[method];
  return DECAYS.flatMap((decay) =>
    strength === null
      ? [{ ...base, decay }]
      : strengths[strength].map((value) => ({ ...base, decay, [strength]: value })),
  );
}
