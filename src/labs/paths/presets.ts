import type { Preset } from '../../state/lab-store';
import { pack } from './costs';
import type { PathsTable } from './params';

/** Costs of a map of which nothing is known. */
const alike = pack(Array.from({ length: 144 }, () => 4));

/** On a generated map with its own costs. */
const generated = {
  size: '12',
  costs: [],
  part: 'train',
  source: 'terrain',
  costsFrom: 'map',
} as const;

export const presets: readonly Preset<PathsTable>[] = [
  {
    id: 'quiet',
    label: 'One path',
    story:
      'Hardly any noise: every draw takes the cheapest path. Drag σ up and watch them leave it.',
    values: { map: 136, ...generated, moves: 'all', noise: 'normal', sigma: 0.02 },
  },
  {
    id: 'two-ways',
    label: 'Two ways',
    story: 'Two ways that cost nearly the same: a little noise divides the draws between them.',
    values: { map: 9, ...generated, moves: 'all', noise: 'normal', sigma: 0.3 },
  },
  {
    id: 'know-nothing',
    label: 'Nothing known',
    story:
      'All cells cost the same. Step by step Fenchel-Young finds costs whose path is that of the map.',
    values: { map: 136, ...generated, costs: alike, moves: 'all', noise: 'normal', sigma: 1 },
  },
  {
    id: 'loud',
    label: 'All noise',
    story: 'The land hardly counts any more: paths spread over it by the noise alone.',
    values: { map: 136, ...generated, moves: 'forward', noise: 'normal', sigma: 30 },
  },
  {
    id: 'watch',
    label: 'Watch it learn',
    story: 'Run it: within half a minute a small network solves every other held-out map right.',
    values: {
      ...{ method: 'fenchel-young', compare: [], network: 'cells', noise: 'normal', sigma: 0.3 },
      ...{ trainSamples: 1, maps: 500, batch: 20, rate: 3e-3, maxSteps: 500 },
    },
  },
  {
    id: 'as-printed',
    label: 'As printed',
    story:
      'The noise and the step of the paper: σ = 1, one draw, 70 maps, a rate of 0.0005; slowly.',
    values: {
      ...{ method: 'fenchel-young', compare: [], network: 'cells', noise: 'normal', sigma: 1 },
      ...{ trainSamples: 1, maps: 2000, batch: 70, rate: 5e-4, maxSteps: 1400 },
    },
  },
  {
    id: 'as-released',
    label: 'As released',
    story:
      'The released program has other noise than the paper, σ = 0.1 and three draws, and its network.',
    values: {
      ...{ method: 'fenchel-young', compare: [], network: 'pure', noise: 'normal', sigma: 0.1 },
      ...{ trainSamples: 3, maps: 2000, batch: 70, rate: 5e-4, maxSteps: 1400 },
    },
  },
];
