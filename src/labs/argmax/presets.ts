import type { Preset } from '../../state/lab-store';
import { initial, type ArgmaxTable } from './params';

export const presets: readonly Preset<ArgmaxTable>[] = [
  {
    id: 'near-tie',
    label: 'Near tie',
    story:
      'The target B is a hair behind A: a whisper of noise lets it win now and then, and up to a point more noise lowers the loss.',
    values: { ...initial, k: 1 },
  },
  {
    id: 'clear-winner',
    label: 'Clear winner',
    story:
      'The target stands out: it takes a noise scale near the gap before another class wins often, and noise can only raise the loss.',
    values: { scores: [2, 0.5, -1], loss: [0, 1, 1], k: 1, sigma: 1 },
  },
  {
    id: 'all-equal',
    label: 'All equal',
    story:
      'All scores are 0: without noise there is no gradient at this corner, with noise there is one.',
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
      'Three good classes and three poor ones: the subset is nearly safe until the noise bridges the gap.',
    values: { scores: [2, 1.8, 1.6, -1.6, -1.8, -2], loss: [0, 0, 0, 1, 1, 1], k: 3, sigma: 0.5 },
  },
];
