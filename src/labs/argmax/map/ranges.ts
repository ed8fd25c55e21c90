import type { Ends } from '../../../charts/shared/scale';

/** The ends of a map are this many times apart, at least. */
const LEAST_RATIO = 1.5;
const ROUNDING = 1e-9;

/** The smallest range of positive numbers that has two ends and a value in it, and is no narrower than can be drawn. */
export function rangeWith(ends: readonly number[], value: number, [least, most]: Ends): Ends {
  const [low, high] = [Math.min(...ends, value), Math.max(...ends, value)];
  if (high / low >= LEAST_RATIO * (1 - ROUNDING)) return [low, high];
  const middle = Math.sqrt(low * high);
  const from = Math.min(most / LEAST_RATIO, Math.max(least, middle / Math.sqrt(LEAST_RATIO)));
  return [from, from * LEAST_RATIO];
}

/** Whether two ranges are the same, up to rounding. */
export const sameRange = (a: Ends, b: Ends) =>
  a.every((end, i) => Math.abs(end / b[i] - 1) < ROUNDING);

/** The half of a range, on a logarithmic scale, around a value: it ends where the range does. */
export function halfAround([low, high]: Ends, value: number): Ends {
  const ratio = Math.sqrt(high / low);
  const from = Math.min(high / ratio, Math.max(low, value / Math.sqrt(ratio)));
  return [from, from * ratio].map((end) => Number(end.toPrecision(3))) as [number, number];
}
