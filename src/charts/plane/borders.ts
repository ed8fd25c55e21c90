import type { Line, Point } from '../shared/labels';
import { BORDERS, cornerOf, type Pair, type Sectors } from './model';

/** A border as far as it is in sight. */
export interface SeenBorder {
  readonly pair: Pair;
  readonly line: Line;
}

/** The borders of the sectors inside of a view. */
export function bordersIn(
  view: readonly Pair[],
  sectors: Sectors,
  toPixels: (point: Pair) => Point,
): SeenBorder[] {
  const [x, y] = cornerOf(sectors);
  const far = 4 * Math.max(...view.flat().map(Math.abs), Math.abs(x), Math.abs(y));
  return BORDERS.flatMap(({ pair, direction: [dx, dy] }): SeenBorder[] => {
    const ray = within([x, y], [x + far * dx, y + far * dy], view);
    if (!ray) return [];
    const [from, to] = ray.map(toPixels);
    return [{ pair, line: { x1: from.x, y1: from.y, x2: to.x, y2: to.y } }];
  });
}

/** The part of a straight line from one point to another that is in a rectangle. */
function within([x, y]: Pair, [tx, ty]: Pair, view: readonly Pair[]): [Pair, Pair] | null {
  let [start, end] = [0, 1];
  for (const [at, delta, low, high] of [
    [x, tx - x, view[0][0], view[2][0]],
    [y, ty - y, view[0][1], view[2][1]],
  ]) {
    if (delta === 0) {
      if (at < low || at > high) return null;
      continue;
    }
    const [a, b] = [(low - at) / delta, (high - at) / delta];
    start = Math.max(start, Math.min(a, b));
    end = Math.min(end, Math.max(a, b));
  }
  if (start >= end) return null;
  const point = (t: number): Pair => [x + t * (tx - x), y + t * (ty - y)];
  return [point(start), point(end)];
}
