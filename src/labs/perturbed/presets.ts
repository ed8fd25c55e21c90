import type { Preset } from '../../state/lab-store';
import type { PerturbedTable } from './params';

export const presets: readonly Preset<PerturbedTable>[] = [
  {
    id: 'softmax',
    label: 'A softmax',
    story: 'One of three classes under Gumbel noise: the mean prediction is softmax(μ/σ).',
    values: { structure: 'simplex', noise: 'gumbel', scores: [0.6, 0.4], sigma: 0.8, truth: 0 },
  },
  {
    id: 'near-tie',
    label: 'Near tie',
    story: 'Two rankings are as good as equal: a little noise already puts the mean half way.',
    values: { structure: 'ranking', noise: 'normal', scores: [0.9, 0.55], sigma: 0.1, truth: 2 },
  },
  {
    id: 'lost-truth',
    label: 'On the mesa',
    story:
      'The truth is far away: the blackbox loss is flat here, the squared one nearly so, Fenchel-Young leads back.',
    values: { structure: 'ranking', noise: 'normal', scores: [-1.6, -1.8], sigma: 0.3, truth: 0 },
  },
  {
    id: 'hidden-noise',
    label: 'A hidden dimension',
    story: 'Two of four: six corners in space, seen along one diagonal; some noise acts unseen.',
    values: { structure: 'subset', noise: 'gumbel', scores: [0.8, 0.5], sigma: 0.6, truth: 1 },
  },
  {
    id: 'grid-paths',
    label: 'Paths on a grid',
    story:
      '63 paths through 16 cells, seen along two directions of their scores: most of the noise acts unseen.',
    values: { structure: 'paths', noise: 'normal', scores: [0.8, 0.9], sigma: 0.4, truth: 31 },
  },
];
