import type { HeatmapData } from '../../../charts/heatmap/layout';
import { formatNumber } from '../../../charts/shared/format';
import { addSortingLoss, type SortingForm } from '../../../core/losses/sorting';
import type { Sequence } from '../experiment/data';
import { byValue, reordered } from './matrices';

/**
 * What it costs number j to be in place i instead of its own [d*d]: the loss in units of its text, less that
 * of the right place. Such a constant per number changes no matching.
 */
export function wrongCosts(sequence: Sequence, form: SortingForm): Float64Array {
  const { places } = sequence;
  const d = places.length;
  const costs = new Float64Array(d * d);
  addSortingLoss(costs, sequence, 1, form, costs);
  return costs.map((cost, c) => {
    const j = Math.floor(c / d);
    return cost - costs[j * d + places[j]];
  });
}

/** Both forms of the loss and what the printed one asks more, the numbers in ascending order. */
export function lossFormsData(sequence: Sequence): HeatmapData {
  const { numbers, sorted } = sequence;
  const order = byValue(sequence);
  const printed = reordered(wrongCosts(sequence, 'paper'), order);
  const exact = reordered(wrongCosts(sequence, 'exact'), order);
  const rings = Array.from(sorted, (_, i) => i);
  const panel = (id: string, title: string, values: Float64Array) => {
    return { id, title, values, hue: 'loss' as const, rings };
  };
  return {
    rows: Array.from(sorted, (x) => x.toFixed(3)),
    columns: Array.from(numbers, (_, i) => String(i + 1)),
    rowTitle: 'number',
    columnTitle: 'place',
    panels: [
      panel('printed', 'as printed', printed),
      panel('exact', 'exact', exact),
      panel(
        'more',
        'printed less exact',
        printed.map((cost, c) => cost - exact[c]),
      ),
    ],
  };
}

/** What a wrong place costs the least and the greatest number under both forms: means over wrong places. */
export function lossFormsTitle({ panels: [printed, exact], rows }: HeatmapData): string {
  const d = rows.length;
  const mean = (values: ArrayLike<number>, row: number) => {
    const own = Array.from(values).slice(row * d, (row + 1) * d);
    return formatNumber(own.reduce((sum, cost) => sum + cost, 0) / (d - 1), 2);
  };
  const ends = (values: ArrayLike<number>) => `${mean(values, 0)} and ${mean(values, d - 1)}`;
  return `A wrong place costs the least and the greatest number ${ends(printed.values)} as printed, ${ends(exact.values)} exactly`;
}
