import { formatNumber } from '../shared/format';
import { domainOf } from './colours';
import type { HeatmapData } from './layout';

/** The extent of every matrix, and how many predictions sit on the truth. */
export function describeHeatmap({ panels, rows, rowTitle, columnTitle }: HeatmapData): string {
  const sentences = panels.map(({ title, values, extent, dots, rings }) => {
    const [lo, hi] = domainOf(values, extent ?? 'values');
    const told = `${title} runs from ${formatNumber(lo, 2)} to ${formatNumber(hi, 2)}`;
    if (!dots || !rings) return `${told}.`;
    const right = Array.from(dots).filter((column, row) => column === rings[row]).length;
    return `${told}; ${right} of ${dots.length} predicted cells are true.`;
  });
  return `Matrices of ${rows.length} rows (${rowTitle}) and as many columns (${columnTitle}). ${sentences.join(' ')}`;
}
