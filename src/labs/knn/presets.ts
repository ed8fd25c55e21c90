import type { Preset } from '../../state/lab-store';
import type { KnnTable } from './params';

const first = {
  dataset: 'drawn',
  network: 'compact',
  seed: 1,
  k: 5,
  sigma: 0.3,
  epsilon: -0.1,
  lossForm: 'distance',
  rate: 1e-3,
  optimiser: 'method',
  augment: false,
} as const;

export const presets: readonly Preset<KnnTable>[] = [
  {
    id: 'first',
    label: 'Learned σ(x)',
    story: 'Run it: within a minute the digits, drawn by this page, gather by class.',
    values: { ...first, method: 'direct-learned-sigma', compare: [] },
  },
  {
    id: 'noise',
    label: 'Three noises',
    story: 'No noise, fixed noise and learned noise, on the same images, weights and draws.',
    values: {
      ...first,
      method: 'direct-learned-sigma',
      compare: ['direct-fixed-sigma', 'direct-sigma-0'],
    },
  },
  {
    id: 'paper',
    label: 'As printed',
    story: "The paper's noise of scale 1 drowns these first distances: learning starts later.",
    values: {
      ...first,
      sigma: 1,
      method: 'direct-learned-sigma',
      compare: ['direct-fixed-sigma', 'direct-sigma-0'],
    },
  },
  {
    id: 'relaxed',
    label: 'Relaxations',
    story:
      'NeuralSort and RelaxSubSample move every candidate a little, direct loss a few of them far.',
    values: {
      ...first,
      method: 'direct-sigma-0',
      compare: ['neuralsort-deterministic', 'relax-subsample'],
    },
  },
  {
    id: 'loud',
    label: 'Drowned in noise',
    story:
      'Noise far louder than the distances: any candidate may come first, and little is learned.',
    values: { ...first, sigma: 30, method: 'direct-fixed-sigma', compare: ['direct-sigma-0'] },
  },
  {
    id: 'mnist',
    label: 'MNIST',
    story: 'Handwritten digits, if this site has them: above 97% in half a minute without a GPU.',
    values: { ...first, dataset: 'mnist', method: 'direct-learned-sigma', compare: [] },
  },
  {
    id: 'cifar10',
    label: 'CIFAR-10',
    story:
      'Photographs through ResNet18, moved and mirrored as printed, if this site has them; it takes a graphics device.',
    values: {
      ...first,
      ...{ dataset: 'cifar10', network: 'resnet18', augment: true },
      ...{ method: 'direct-learned-sigma', compare: [] },
    },
  },
];
