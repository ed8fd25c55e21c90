import type { Frame } from './cartesian';
import type { Line, Point } from './labels';
import { clamp } from './size';

/**
 * A straight line through a point of a plot, cut where it would leave the plot.
 * @param steepness pixels down per pixel to the right
 * @param length pixels on each side of the point
 */
export function slopeLine({ x, y }: Point, steepness: number, length: number, frame: Frame): Line {
  const reach = length / Math.hypot(1, steepness);
  const end = (step: number) => {
    const ex = clamp(x + step, frame.left, frame.right);
    const ey = clamp(y + steepness * (ex - x), frame.top, frame.bottom);
    return { x: steepness === 0 ? ex : x + (ey - y) / steepness, y: ey };
  };
  const [from, to] = [end(-reach), end(reach)];
  return { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
}

/** Points along a line, for labels to keep clear of. */
export const along = ({ x1, y1, x2, y2 }: Line, count = 13): Point[] =>
  Array.from({ length: count }, (_, i) => ({
    x: x1 + ((x2 - x1) * i) / (count - 1),
    y: y1 + ((y2 - y1) * i) / (count - 1),
  }));
