import type { Preset } from '../../state/lab-store';
import type { MatchingTable } from './params';

const paper = {
  instance: 'train',
  seed: 1,
  sequences: 10,
  sigma: 1,
  epsilon: -12,
  lossForm: 'paper',
  samples: 5,
  rate: 0.1,
  row: 0,
} as const;

export const presets: readonly Preset<MatchingTable>[] = [
  {
    id: 'first',
    label: 'Ten numbers',
    story:
      'Ten numbers learn their places in a few dozen steps: run it and watch the crossings go.',
    values: { ...paper, d: 10, method: 'direct-learned-sigma', compare: [] },
  },
  {
    id: 'three-methods',
    label: 'Three methods',
    story:
      'The same data, weights and noise: direct loss uses matchings, Gumbel-Sinkhorn a relaxed one.',
    values: {
      ...paper,
      d: 10,
      method: 'direct-learned-sigma',
      compare: ['direct-sigma-0', 'gumbel-sinkhorn'],
    },
  },
  {
    id: 'no-noise',
    label: 'With and without noise',
    story:
      'Without noise training ends as soon as the training sequences are sorted; the noise asks for a margin.',
    values: { ...paper, d: 25, method: 'direct-sigma-1', compare: ['direct-sigma-0'] },
  },
  {
    id: 'positive-epsilon',
    label: 'Positive ε',
    story:
      'With ε above 0 the predictor is pushed away from worse matchings instead of towards better.',
    values: { ...paper, d: 40, method: 'direct-learned-sigma', compare: [], epsilon: 12 },
  },
  {
    id: 'hundred',
    label: 'A hundred numbers',
    story: 'As long as the longest sequences of the paper; each step solves a hundred matchings.',
    values: { ...paper, d: 100, method: 'direct-learned-sigma', compare: [] },
  },
];
