import { nameOfLaw } from '../../core/atlas/law-names';
import { choice, integer, number, type Values } from '../../state/params';
import { rateParam, seedParam, sigmaParam } from '../kit/params';
import { knownSets, MAX_FEATURES, MAX_ROWS, MAX_SET_LABELS, OWN } from './experiment/own-set';
import { rankingMethods, rankingVariants, STEPS } from './experiment/spec';

const noises = ['gumbel', 'normal', 'logistic'] as const;

const MAX_LABELS = 8;

/** The loss that the paper holds against the others. */
export const CHAMPION = 'fenchel-young';

/** An entry constrains later ones only, see `normalise`. */
export const rankingsTable = {
  data: choice({
    label: 'Data',
    default: 'made',
    options: [
      { value: 'made', label: 'Generated' },
      ...knownSets.map((value) => ({ value, label: value })),
      { value: OWN, label: 'Your own' },
    ],
    class: 'live',
    help: 'Rankings made by this page along one feature, or those of a table that you open.',
  }),
  labels: integer({
    label: 'Labels',
    default: 5,
    min: 3,
    max: MAX_LABELS,
    class: 'live',
    help: 'How many labels every example ranks: as many lines.',
  }),
  examples: integer({
    label: 'Examples',
    default: 60,
    min: 20,
    max: 200,
    class: 'live',
    help: 'How many examples there are, spread evenly over x: every other one is held out.',
  }),
  blur: number({
    label: 'Noise in the data',
    default: 0.2,
    min: 0,
    max: 3,
    scale: 'linear',
    step: 0.05,
    class: 'live',
    help: 'Scale of the noise in the rankings that are learned from: at 0 they are those of lines.',
  }),
  seed: seedParam({
    class: 'resample',
    help: 'The same seed makes the same examples and draws the same noise, on every machine.',
  }),
  method: choice({
    label: 'Method',
    default: 'fenchel-young',
    options: rankingMethods.map((value) => ({ value, label: rankingVariants[value].label })),
    class: 'live',
    help: 'The loss whose training is shown; all are trained on the same examples and draws.',
  }),
  sigma: sigmaParam({
    default: 0.5,
    help: 'How loud the noise in the training is beside the scores.',
  }),
  noise: choice({
    label: 'Noise',
    symbol: 'γ',
    default: 'gumbel',
    options: noises.map((value) => ({ value, label: nameOfLaw[value] })),
    class: 'live',
    help: 'The law of the noise of every score, with mean 0.',
  }),
  samples: integer({
    label: 'Samples',
    symbol: 'M',
    default: 1,
    min: 1,
    max: 20,
    class: 'live',
    help: 'How many draws per example and step the sampled loss has.',
  }),
  lambda: number({
    label: 'Reach of blackbox',
    symbol: 'λ',
    default: 1,
    min: 0.01,
    max: 100,
    scale: 'log',
    class: 'live',
    help: 'How far the blackbox gradient looks for a ranking that is better.',
  }),
  rate: rateParam({
    default: 0.05,
    min: 1e-3,
    max: 1,
    help: 'How far a step of Adam goes.',
  }),
  step: integer({
    label: 'Step',
    default: STEPS,
    min: 0,
    max: STEPS,
    class: 'live',
    help: 'After how many steps the training is shown.',
  }),
  x: number({
    label: 'Feature',
    default: 0.2,
    min: -1,
    max: 1,
    scale: 'linear',
    step: 0.01,
    class: 'live',
    help: 'Where the ranking is read, from one end of the axis at −1 to the other at 1.',
  }),
  watch: integer({
    label: 'Watched label',
    default: 0,
    min: 0,
    max: MAX_SET_LABELS - 1,
    index: true,
    class: 'live',
    help: 'The label whose noise and place are shown.',
  }),
  example: integer({
    label: 'Example',
    default: 36,
    min: 0,
    max: MAX_ROWS - 1,
    index: true,
    class: 'live',
    help: 'The example whose pairs push, by its number from the left.',
  }),
  curve: choice({
    label: 'Curves',
    default: 'spearman',
    options: [
      { value: 'spearman', label: 'Held-out ρ' },
      { value: 'loss', label: 'Training loss' },
    ],
    class: 'live',
    help: 'What the trainings are compared by; the losses have units of their own.',
  }),
  feature: integer({
    label: 'Axis',
    default: 0,
    min: 0,
    max: MAX_FEATURES,
    class: 'live',
    help: 'What the lines of a table are drawn along: its first principal direction, in deviations of its features, or one of them; all else is at its mean.',
  }),
  against: choice({
    label: 'Against',
    default: 'squared',
    options: rankingMethods
      .filter((method) => method !== CHAMPION)
      .map((value) => ({ value, label: rankingVariants[value].label })),
    class: 'live',
    help: 'Which loss the sampled one is held against, set by set.',
  }),
  measure: choice({
    label: 'Measure',
    default: 'perfect',
    options: [
      { value: 'perfect', label: 'All right' },
      { value: 'right', label: 'Ranks' },
      { value: 'spearman', label: 'ρ' },
    ],
    class: 'live',
    help: 'What is measured on test examples: the share with all ranks right, the share of ranks that are right, or Spearman’s correlation.',
  }),
};

export type RankingsTable = typeof rankingsTable;
export type RankingsValues = Values<RankingsTable>;

/** The watched label and the example are ones that are there; of a table only that itself can tell. */
export function normalise(values: RankingsValues): RankingsValues {
  const { labels, examples, watch, example, data } = values;
  if (data !== 'made') return values;
  return {
    ...values,
    watch: Math.min(watch, labels - 1),
    example: Math.min(example, examples - 1),
  };
}
