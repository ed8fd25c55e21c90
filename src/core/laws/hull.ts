export type PlanePoint = readonly [number, number];

/**
 * Indices of the corners of the convex hull, counterclockwise from the leftmost (of equals the lowest);
 * points on an edge are none, and of equal points the first is one. One point or two are a hull too.
 */
export function convexHull(points: readonly PlanePoint[]): number[] {
  const scaled = inUnitsOfExtent(points);
  const order = scaled
    .map((_, i) => i)
    .sort((a, b) => scaled[a][0] - scaled[b][0] || scaled[a][1] - scaled[b][1] || a - b)
    .filter((i, at, all) => at === 0 || !same(scaled[i], scaled[all[at - 1]]));
  if (order.length < 3) return order;
  const lower = chain(scaled, order);
  const upper = chain(scaled, [...order].reverse());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

/** So that products of differences neither vanish nor overflow. */
function inUnitsOfExtent(points: readonly PlanePoint[]): PlanePoint[] {
  const [x, y] = points[0];
  let extent = 0;
  for (const point of points) {
    extent = Math.max(extent, Math.abs(point[0] - x), Math.abs(point[1] - y));
  }
  return points.map((point) => [(point[0] - x) / (extent || 1), (point[1] - y) / (extent || 1)]);
}

const same = (a: PlanePoint, b: PlanePoint) => a[0] === b[0] && a[1] === b[1];

/** The points in the order given that turn left only. */
function chain(points: readonly PlanePoint[], order: readonly number[]): number[] {
  const kept: number[] = [];
  for (const next of order) {
    while (
      kept.length > 1 &&
      turn(points[kept[kept.length - 2]], points[kept[kept.length - 1]], points[next]) <= 0
    ) {
      kept.pop();
    }
    kept.push(next);
  }
  return kept;
}

/** Positive where a -> b -> c turns left. */
function turn(a: PlanePoint, b: PlanePoint, c: PlanePoint): number {
  return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
}
