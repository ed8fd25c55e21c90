import type { Preset } from '../../state/lab-store';
import type { ArgmaxTable } from './params';

export const presets: readonly Preset<ArgmaxTable>[] = [
  {
    id: 'clear-winner',
    label: 'Clear winner',
    story: 'One score stands out: it takes a noise scale near the gap before another class wins.',
    values: { scores: [2, 0.5, -1], loss: [0, 1, 1], k: 1, sigma: 1 },
  },
  {
    id: 'near-tie',
    label: 'Near tie',
    story: 'Two scores are a hair apart: a whisper of noise is enough to split the vote.',
    values: { scores: [1, 0.9, -1], loss: [1, 0, 1], k: 1, sigma: 0.1 },
  },
  {
    id: 'all-equal',
    label: 'All equal',
    story:
      'All scores are 0: the plain gradient is stuck here, while the perturbed one finds a way.',
    values: { scores: [0, 0, 0, 0], loss: [0, 1, 1, 1], k: 1, sigma: 1 },
  },
  {
    id: 'long-tail',
    label: 'Long tail',
    story:
      'Each of the many low scores rarely wins, but together they take more and more as sigma grows.',
    values: {
      scores: [3, 1.5, 1, 0.5, 0, -0.5, -1, -1.5],
      loss: [0, 1, 1, 1, 1, 1, 1, 1],
      k: 1,
      sigma: 1,
    },
  },
  {
    id: 'two-groups',
    label: 'Two groups',
    story:
      'Three good classes and three poor ones: the subset is safe until the noise bridges the gap.',
    values: { scores: [2, 1.8, 1.6, -1.6, -1.8, -2], loss: [0, 0, 0, 1, 1, 1], k: 3, sigma: 0.5 },
  },
];
