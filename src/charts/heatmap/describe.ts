import { formatNumber } from '../shared/format';
import { domainOf } from './colours';
import type { HeatmapData } from './layout';

/** The extent of every matrix, and how many predictions sit on the truth. */
export function describeHeatmap({ panels, rows, rowTitle, columnTitle }: HeatmapData): string {
  const told = panels.map(({ title, values, scale, dots, rings }) => {
    const [lo, hi] = domainOf(values, scale === 'diverging' ? 'sequential' : scale);
    const extent = `${title} runs from ${formatNumber(lo, 2)} to ${formatNumber(hi, 2)}`;
    if (!dots || !rings) return `${extent}.`;
    const right = Array.from(dots).filter((column, row) => column === rings[row]).length;
    return `${extent}; ${right} of ${dots.length} predicted cells are true.`;
  });
  return `Matrices of ${rows.length} rows (${rowTitle}) and as many columns (${columnTitle}). ${told.join(' ')}`;
}
