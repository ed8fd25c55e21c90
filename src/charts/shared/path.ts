import { line } from 'd3';
import type { Point } from './labels';

const draw = line<Point>(
  ({ x }) => x,
  ({ y }) => y,
)
  .digits(1)
  .defined(({ y }) => Number.isFinite(y));

/** SVG path through the points, to a tenth of a pixel; it breaks where y is not a number. */
export const pathOf = (points: readonly Point[]): string => draw([...points]) ?? '';

/** `count` values evenly spaced on a log scale from lo to hi, both included. */
export function logSpace(lo: number, hi: number, count: number): number[] {
  const step = Math.log(hi / lo) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? hi : lo * Math.exp(i * step)));
}
