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
