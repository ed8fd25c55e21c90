import { formatList, formatNumber } from '../shared/format';
import { wrongWay } from './claims';
import type { GradientData, GradientRow } from './data';

/** Distance of the estimate from the exact value in standard errors; null if it is not known. */
export function errorsAway({ estimate, standardError, exact }: GradientRow): number | null {
  if (estimate === null || exact === null || !standardError) return null;
  return (estimate - exact) / standardError;
}

/** Bias of the estimator at this epsilon; null if it is not known. */
export const biasOf = ({ exact, expected }: GradientRow): number | null =>
  exact === null || expected === null ? null : expected - exact;

/** Largest of the rows by a measure that may be missing. */
function largest(rows: readonly GradientRow[], measure: (row: GradientRow) => number | null) {
  return rows.reduce<{ row: GradientRow; value: number } | null>((best, row) => {
    const value = measure(row);
    if (value === null) return best;
    return !best || Math.abs(value) > Math.abs(best.value) ? { row, value } : best;
  }, null);
}

/** Names the steepest component, the largest bias, and how well the estimate agrees. */
export function describeGradient({ rows }: GradientData): string {
  const sentences: string[] = [];
  const steepest = largest(rows, ({ exact }) => exact);
  if (steepest) {
    sentences.push(
      steepest.value === 0
        ? 'The exact gradient is zero in every component.'
        : `The exact gradient is largest in size for ${steepest.row.label}: ${formatNumber(steepest.value)}.`,
    );
  }
  const bias = largest(rows, biasOf);
  if (bias) {
    sentences.push(
      `At this epsilon the estimator is biased most for ${bias.row.label}, by ${formatNumber(bias.value, 2)}.`,
    );
  }
  const wrong = rows.filter(wrongWay);
  if (wrong.length) {
    sentences.push(`It points the wrong way for ${formatList(wrong.map(({ label }) => label))}.`);
  }
  const known = rows.map(errorsAway).filter((value) => value !== null);
  if (known.length) {
    const near = known.filter((value) => Math.abs(value) <= 2).length;
    sentences.push(
      `${near} of ${known.length} estimates lie within 2 standard errors of the exact value.`,
    );
  } else if (rows.every(({ estimate }) => estimate === 0)) {
    sentences.push('In every draw both predictions are the same, so every estimate is zero.');
  } else sentences.push('The estimates are still being computed.');
  return sentences.join(' ');
}
