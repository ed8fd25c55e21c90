import { methods } from '../../core/atlas/methods';
import type { Preset } from '../../state/lab-store';
import type { RankingsTable } from './params';

/** What every example sets, so that it shows the same from wherever it is chosen. */
const common = { data: 'made', noise: 'gumbel', samples: 1, rate: 0.05, step: 200 } as const;

export const presets: readonly Preset<RankingsTable>[] = [
  {
    id: 'one-swap',
    label: 'One swap',
    story:
      'Two of three lines cross once: without noise a step in the place of C, under noise a ramp.',
    values: {
      ...{ ...common, method: 'fenchel-young-exact', labels: 3, examples: 60, blur: 0, seed: 3 },
      ...{ sigma: 0.3, x: 0.4, watch: 2 },
    },
  },
  {
    id: 'noisy-data',
    label: 'Noisy data',
    story:
      'The examples contradict each other: no line ranks them all, and four of five losses are about level.',
    values: {
      ...{ ...common, method: 'fenchel-young', labels: 5, examples: 200, blur: 1.5, seed: 1 },
      ...{ sigma: 1, x: 0.2, watch: 0, curve: 'spearman' },
    },
  },
  {
    id: 'many-labels',
    label: 'Many labels',
    story: 'Eight lines and 28 pairs: A climbs from the last place to the third as x grows.',
    values: {
      ...{ ...common, method: 'fenchel-young', labels: 8, examples: 200, blur: 0.2, seed: 1 },
      ...{ sigma: 0.5, x: 0, watch: 0 },
    },
  },
  {
    id: 'lost-scale',
    label: 'Lost scale',
    story: `${methods.blackbox.short} shrinks all scores until any step reorders them: its ρ goes up and down where others rest.`,
    values: {
      ...{ ...common, method: 'blackbox', labels: 5, examples: 60, blur: 0.2, seed: 1 },
      ...{ sigma: 0.5, lambda: 1, x: 0.2, watch: 0, curve: 'spearman' },
    },
  },
];
