import { median } from '../../core/training/statistics';
import { formatNumber } from '../shared/format';
import type { DistancesData } from './layout';

/** Where the two histograms lie, and how far the noise reaches. */
export function describeDistances({ nearest, wrong, name, band }: DistancesData): string {
  if (nearest.length === 0) return 'The distances of a batch are still being computed.';
  const middle = (values: readonly number[]) => formatNumber(median(values));
  return [
    `Distances of ${nearest.length} queries: the median to the ${name} candidate is ${middle(nearest)}.`,
    wrong.length > 0
      ? `To the nearest one of another class it is ${middle(wrong)}.`
      : 'There is no candidate of another class.',
    band
      ? `One standard deviation of the noise reaches from ${formatNumber(band.ends[0])} to ${formatNumber(band.ends[1])}.`
      : 'There is no noise.',
  ].join(' ');
}
