import type { AtlasEntry } from '../../../core/atlas/entry';
import { estimators } from '../../../core/atlas/estimators';
import { methods, type Method, type MethodName } from '../../../core/atlas/methods';
import { relaxations } from '../../../core/atlas/relaxations';
import type { SortingForm } from '../../../core/losses/sorting';
import type { Reduction } from '../../../core/estimators/reduction';
import type { GrowthRule } from '../../../core/training/growth';
import type { StopRule } from '../../../core/training/stop';
import type { LawName } from '../../../core/noise/laws';

/**
 * The matching experiment of section 5.1: a score network learns to sort d numbers by a bipartite
 * matching of numbers with places. A run is described completely by its setup and the history of
 * its knobs; the page, the table in the page and the command line all run this description.
 */

export type MatchingMethod = 'direct' | 'gumbel-sinkhorn' | 'fenchel-young' | 'blackbox';

/** How loud the noise is: not at all, sigma, or sigma times the output of the noise network. */
export type ScaleMode = 'zero' | 'fixed' | 'learned';

/**
 * What the gradient of a sequence is of those of its samples. Direct loss takes the sign of epsilon in
 * place of 1 / epsilon besides, as the authors' code does; blackbox interpolation has a single sample.
 */
export const reductions: Readonly<Record<MatchingMethod, Reduction>> = {
  direct: 'sum',
  'gumbel-sinkhorn': 'sum',
  'fenchel-young': 'mean',
  blackbox: 'mean',
};

/** `exact` is the squared error as the text defines it, `paper` what its printed t_ij and its code use. */
export type LossForm = SortingForm;

/** What makes a run the run it is: with another setup it is another run. */
export interface MatchingSetup {
  readonly method: MatchingMethod;
  /** Numbers per sequence. */
  readonly d: number;
  /** Training sequences, the same in every step. */
  readonly sequences: number;
  /** Neurons of the hidden layer. */
  readonly hidden: number;
  /** Seed of the data, of the first weights and of the noise. */
  readonly seed: number;
}

/** What may change between any two steps of a run. */
export interface MatchingKnobs {
  readonly scale: ScaleMode;
  /** The noise scale, or the factor of the learned one. */
  readonly sigma: number;
  readonly law: LawName;
  /** Variance of the noise before sigma. */
  readonly variance: number;
  /** Loss weight of direct loss: negative towards low loss. */
  readonly epsilon: number;
  /** Factor by which |epsilon| grows when every gradient vanishes although the loss is positive. */
  readonly growth: number;
  readonly lossForm: LossForm;
  /** Noise samples per sequence and step. */
  readonly samples: number;
  /** Temperature and iterations of Sinkhorn's normalisation. */
  readonly temperature: number;
  readonly iterations: number;
  /** Interpolation strength of the blackbox gradient. */
  readonly lambda: number;
  readonly optimiser: 'adam' | 'sgd';
  /** Learning rates of the score network and of the noise network. */
  readonly rate: number;
  readonly sigmaRate: number;
}

export const MIN_NUMBERS = 3;
export const MAX_NUMBERS = 128;

/** As the supplement and the authors' code have it. */
export const paperSetup: Omit<MatchingSetup, 'd' | 'seed'> = {
  method: 'direct',
  sequences: 10,
  hidden: 32,
};

export const paperKnobs: MatchingKnobs = {
  scale: 'learned',
  sigma: 1,
  law: 'gumbel',
  variance: 3,
  epsilon: -12,
  growth: 1.1,
  lossForm: 'paper',
  samples: 5,
  temperature: 1,
  iterations: 20,
  lambda: 2,
  optimiser: 'adam',
  rate: 0.1,
  sigmaRate: 1e-6,
};

/**
 * The printed rule grows without end; beyond this nothing changes any more but the numbers, whose squares
 * must stay finite.
 */
const MAX_EPSILON = 1e100;

/** How epsilon grows. */
export const growthRule = ({
  epsilon,
  growth,
}: Pick<MatchingKnobs, 'epsilon' | 'growth'>): GrowthRule => ({
  ...{ epsilon, growth },
  maxEpsilon: MAX_EPSILON,
});

export const paperStop: Required<StopRule> = { maxSteps: 2000, patience: 50 };

/** What each method is, and where it comes from. */
export const methodEntries: Readonly<Record<MatchingMethod, AtlasEntry>> = {
  direct: estimators['direct-loss'],
  'gumbel-sinkhorn': relaxations.sinkhorn,
  'fenchel-young': estimators['fenchel-young'],
  blackbox: estimators.blackbox,
};

/** The methods that can be chosen, under the names that tables and commands use. */
export const matchingVariants = {
  'direct-sigma-0': variant('direct-zero', 'direct', { scale: 'zero' }),
  'direct-sigma-1': variant('direct-fixed', 'direct', { scale: 'fixed' }),
  'direct-learned-sigma': variant('direct-learned', 'direct', { scale: 'learned' }),
  // Mena et al.: standard Gumbel noise, 500 steps, no early stop
  'gumbel-sinkhorn': variant(
    'gumbel-sinkhorn',
    'gumbel-sinkhorn',
    { scale: 'fixed', variance: Math.PI ** 2 / 6 },
    { maxSteps: 500, patience: Infinity },
  ),
  // Berthet et al.: standard normal noise
  'fenchel-young': variant('fenchel-young', 'fenchel-young', {
    scale: 'fixed',
    law: 'normal',
    variance: 1,
  }),
  blackbox: variant('blackbox', 'blackbox', { scale: 'zero' }),
} as const;

export type MatchingVariant = keyof typeof matchingVariants;
export const variantNames = Object.keys(matchingVariants) as MatchingVariant[];

export interface VariantSpec extends Method {
  readonly method: MatchingMethod;
  readonly knobs: MatchingKnobs;
  readonly stop: Required<StopRule>;
}

function variant(
  name: MethodName,
  method: MatchingMethod,
  knobs: Partial<MatchingKnobs>,
  stop: Required<StopRule> = paperStop,
): VariantSpec {
  return { ...methods[name], method, knobs: { ...paperKnobs, ...knobs }, stop };
}

export const isMatchingVariant = (name: string): name is MatchingVariant =>
  Object.hasOwn(matchingVariants, name);

/** @throws RangeError naming the field of the setup that cannot be used */
export function checkSetup({ d, sequences, hidden, seed }: MatchingSetup): void {
  const whole = (name: string, value: number, min: number, max: number) => {
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${value}`);
    }
  };
  whole('d', d, MIN_NUMBERS, MAX_NUMBERS);
  whole('sequences', sequences, 1, 1000);
  whole('hidden', hidden, 1, 1024);
  whole('seed', seed, 0, 0xffffffff);
}
