import { formatNumber } from '../shared/format';
import type { ComparisonData, ComparisonRow } from './layout';

const isOutside = ({ interval, printed }: ComparisonRow) =>
  printed !== null && (printed < interval[0] || printed > interval[1]);

/** Every row with its interval, and where the printed value lies outside of it. */
export function describeComparison({ rows, reference = 'printed' }: ComparisonData): string {
  if (rows.length === 0) return 'No results yet: choose what to run and start it.';
  const outside = rows.filter(isOutside);
  const compared = rows.filter(({ printed }) => printed !== null).length;
  const told = rows.map(
    ({ group, label, value, interval }) =>
      `${group}, ${label}: ${formatNumber(value)} (${formatNumber(interval[0], 2)} to ${formatNumber(interval[1], 2)})`,
  );
  if (compared === 0) return `${told.join('; ')}.`;
  return `${told.join('; ')}. The ${reference} value lies outside of our interval in ${outside.length} of ${compared} rows.`;
}
