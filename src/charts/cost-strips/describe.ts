import { formatNumber } from '../shared/format';
import { medianOf, type CostStripsData } from './layout';

/** The middle of every terrain, the cheapest first. */
export function describeCostStrips({ strips, valueLabel }: CostStripsData): string {
  const told = strips
    .filter(({ values }) => values.length > 0)
    .map(
      ({ name, cost, values }) =>
        `${name}, which costs ${cost}: ${values.length} cells about ${formatNumber(medianOf(values), 2)}`,
    );
  return `The ${valueLabel} by terrain. ${told.join('; ')}.`;
}
