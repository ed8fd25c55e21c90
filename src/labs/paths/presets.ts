import type { Preset } from '../../state/lab-store';
import { pack } from './costs';
import type { PathsTable } from './params';

/** Costs of a map of which nothing is known. */
const alike = pack(Array.from({ length: 144 }, () => 4));

/** On a generated map with its own costs. */
const generated = { size: '12', costs: [], source: 'terrain', costsFrom: 'map' } as const;

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
];
