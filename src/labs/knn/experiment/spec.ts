import type { AtlasEntry } from '../../../core/atlas/entry';
import { estimators } from '../../../core/atlas/estimators';
import { methods, type Method } from '../../../core/atlas/methods';
import { relaxations } from '../../../core/atlas/relaxations';
import type { LawName } from '../../../core/noise/laws';
import { MAX_SAMPLES } from '../../../core/noise/run-noise';
import type { EmbeddingName } from '../../../core/networks/embeddings';
import type { Shape } from '../../../core/networks/layers';
import type { LossForm } from '../../../core/neighbours/top';

export const knnMethods = ['direct', 'neural-sort', 'relax-subsample', 'cross-entropy'] as const;
export type KnnMethod = (typeof knnMethods)[number];

/** Whether a method scores by squared distance, under standard Gumbel noise. */
export const isRelaxed = (method: KnnMethod) =>
  method === 'neural-sort' || method === 'relax-subsample';

/** Where the noise scale of direct loss comes from: none, the slider, or a network of the query. */
export type ScaleSource = 'zero' | 'fixed' | 'learned';

/** What makes a run another run: everything that its weights depend on from the first step. */
export interface KnnSetup {
  readonly dataset: string;
  readonly input: Shape;
  readonly classes: number;
  readonly network: EmbeddingName;
  readonly method: KnnMethod;
  readonly scale: ScaleSource;
  /** Seed of weights, batches and noise, 0 .. 2^32-1. */
  readonly seed: number;
}

/** What may change between two steps. */
export interface KnnKnobs {
  /** Neighbours that vote, 1 .. candidates. */
  readonly k: number;
  readonly queries: number;
  readonly candidates: number;
  /** Noise scale, in units of distance; a factor where sigma(x) is learned. */
  readonly sigma: number;
  readonly law: LawName;
  /** Loss weight; negative pulls towards low loss. */
  readonly epsilon: number;
  readonly lossForm: LossForm;
  /** Factor by which epsilon grows while no gradient is left, and the largest |epsilon| it grows to. */
  readonly growth: number;
  readonly maxEpsilon: number;
  /** Noise samples per query. */
  readonly samples: number;
  /** Whether the relaxations perturb their scores. */
  readonly noisy: boolean;
  /** Temperature of NeuralSort and RelaxSubSample. */
  readonly temperature: number;
  readonly optimiser: 'adam' | 'sgd';
  readonly rate: number;
  readonly sigmaRate: number;
  /** Of SGD. */
  readonly momentum: number;
  readonly decay: number;
  /** Whether every step moves and mirrors its images at random, each by a draw of its own; not by default. */
  readonly augment?: boolean;
}

/** Direct loss as in section 3.2 of the supplement for MNIST, with 100 candidates. */
export const paperKnobs: KnnKnobs = {
  k: 5,
  queries: 100,
  candidates: 100,
  sigma: 1,
  law: 'gumbel',
  epsilon: -0.1,
  lossForm: 'distance',
  growth: 1.1,
  maxEpsilon: 0.9999,
  samples: 1,
  noisy: false,
  temperature: 16,
  optimiser: 'adam',
  rate: 1e-3,
  sigmaRate: 1e-5,
  momentum: 0,
  decay: 0,
};

/** SGD as the authors of NeuralSort and RelaxSubSample run it (protocols of their repositories). */
const relaxationKnobs = { optimiser: 'sgd', rate: 1e-3, momentum: 0.9, decay: 5e-4 } as const;

/** What each method is, and where it comes from; the yardstick is in every textbook. */
export const methodEntries: Readonly<Record<KnnMethod, AtlasEntry | null>> = {
  direct: estimators['direct-loss'],
  'neural-sort': relaxations['neural-sort'],
  'relax-subsample': relaxations['relax-subsample'],
  'cross-entropy': null,
};

/** The compared methods with what belongs to each. */
export const knnVariants = {
  'direct-sigma-0': {
    ...methods['direct-zero'],
    method: 'direct',
    scale: 'zero',
    knobs: {},
  },
  'direct-fixed-sigma': {
    ...methods['direct-fixed'],
    method: 'direct',
    scale: 'fixed',
    knobs: {},
  },
  'direct-learned-sigma': {
    ...methods['direct-learned'],
    method: 'direct',
    scale: 'learned',
    knobs: {},
  },
  'neuralsort-deterministic': {
    ...methods['neural-sort'],
    method: 'neural-sort',
    scale: 'zero',
    knobs: relaxationKnobs,
  },
  'neuralsort-stochastic': {
    ...methods['neural-sort-noisy'],
    method: 'neural-sort',
    scale: 'zero',
    knobs: { ...relaxationKnobs, noisy: true },
  },
  'relax-subsample': {
    ...methods['relax-subsample'],
    method: 'relax-subsample',
    scale: 'zero',
    knobs: { ...relaxationKnobs, noisy: true },
  },
  'cross-entropy': {
    ...methods['cross-entropy'],
    method: 'cross-entropy',
    scale: 'zero',
    knobs: {},
  },
} as const satisfies Record<
  string,
  Method & {
    readonly method: KnnMethod;
    readonly scale: ScaleSource;
    readonly knobs: Partial<KnnKnobs>;
  }
>;

export type KnnVariant = keyof typeof knnVariants;
export const variantNames = Object.keys(knnVariants) as KnnVariant[];

/** Values of k that accuracies are reported for, beside the one that was trained for. */
export const REPORTED_KS = [1, 3, 5, 9] as const;

/** Largest k. */
export const MAX_K = 50;

/** Knobs for so many training images: a step takes different ones. */
export function fitKnobs(knobs: KnnKnobs, images: number): KnnKnobs {
  const queries = Math.min(knobs.queries, Math.floor(images / 2));
  const candidates = Math.min(knobs.candidates, images - queries);
  return { ...knobs, queries, candidates, k: Math.min(knobs.k, candidates) };
}

/** @throws RangeError naming the knob, its value and what would be right */
export function checkKnobs({ k, queries, candidates, samples }: KnnKnobs): void {
  const whole = (name: string, value: number, max: number) => {
    if (Number.isInteger(value) && value >= 1 && value <= max) return;
    throw new RangeError(`${name} must be a whole number from 1 to ${max}, not ${value}`);
  };
  whole('queries', queries, 1e6);
  whole('candidates', candidates, 1e6);
  whole('k', k, candidates);
  whole('samples', samples, MAX_SAMPLES);
}
