import type { Preset } from '../../state/lab-store';
import { initial, type ArgmaxTable } from './params';

export const presets: readonly Preset<ArgmaxTable>[] = [
  {
    id: 'near-tie',
    label: 'Near tie',
    story: 'B, the target, is a hair behind A: up to a point, more noise lowers the loss.',
    values: { ...initial, k: 1 },
  },
  {
    id: 'strong-epsilon',
    label: 'Strong ε',
    story:
      'The near tie at ε = −12: the loss outweighs scores and noise, and σ is told “less noise”, though more would lower the loss.',
    values: { ...initial, k: 1, epsilon: -12, noise: 'gumbel', variance: 'natural' },
  },
  {
    id: 'clear-winner',
    label: 'Clear winner',
    story: 'The target leads by far: noise near the gap lets others win, and only raises the loss.',
    values: { scores: [2, 0.5, -1], loss: [0, 1, 1], k: 1, sigma: 1 },
  },
  {
    id: 'all-equal',
    label: 'All equal',
    story: 'All scores are 0: without noise the loss has no gradient here, with noise it has one.',
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
    story: 'Three good classes and three poor ones: all is well until the noise bridges the gap.',
    values: { scores: [2, 1.8, 1.6, -1.6, -1.8, -2], loss: [0, 0, 0, 1, 1, 1], k: 3, sigma: 0.5 },
  },
];
