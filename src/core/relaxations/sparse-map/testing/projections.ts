import { dot } from '../../../vector';

/** Slow projections of a point on hulls: other ways to the numbers of SparseMAP. */

/** On the simplex, by bisection of the threshold. */
export const onSimplex = (v: ArrayLike<number>) => onSlice(v, 1, Infinity);

/** On 0 <= y <= 1 with sum k, by bisection of the threshold. */
export const onCapped = (v: ArrayLike<number>, k: number) => onSlice(v, k, 1);

function onSlice(v: ArrayLike<number>, total: number, cap: number): Float64Array {
  const values = Float64Array.from(v);
  const at = (threshold: number) =>
    values.map((value) => Math.min(cap, Math.max(0, value - threshold)));
  const sum = (y: Float64Array) => y.reduce((a, b) => a + b);
  let low = Math.min(...values) - total - 1;
  let high = Math.max(...values);
  for (let turn = 0; turn < 200; turn++) {
    const middle = (low + high) / 2;
    if (sum(at(middle)) > total) low = middle;
    else high = middle;
  }
  return at((low + high) / 2);
}

/**
 * On the hull of a list of points, by Frank-Wolfe with pairwise steps: weight goes from the worst of the
 * points in use to the best of all, as far as it pays.
 */
export function onHull(points: readonly Float64Array[], v: ArrayLike<number>): Float64Array {
  const x = points[0].slice();
  const weights = points.map((_, i) => (i === 0 ? 1 : 0));
  const rest = new Float64Array(x.length);
  for (let turn = 0; turn < 100_000; turn++) {
    for (let p = 0; p < x.length; p++) rest[p] = v[p] - x[p];
    let [best, worst] = [-1, -1];
    let [high, low] = [-Infinity, Infinity];
    points.forEach((z, i) => {
      const value = dot(rest, z);
      if (value > high) [high, best] = [value, i];
      if (weights[i] > 0 && value < low) [low, worst] = [value, i];
    });
    if (high - low < 1e-13) break;
    const way = x.map((_, p) => points[best][p] - points[worst][p]);
    const step = Math.min(weights[worst], (high - low) / dot(way, way));
    weights[worst] -= step;
    weights[best] += step;
    for (let p = 0; p < x.length; p++) x[p] += step * way[p];
  }
  return x;
}

/** dy projected on what the differences of some points span, by Gram and Schmidt. */
export function onSpan(points: readonly Float64Array[], dy: Float64Array): Float64Array {
  const basis: Float64Array[] = [];
  const without = (vector: Float64Array) => {
    const left = vector.slice();
    // twice: once leaves what rounding has put back
    for (const b of [...basis, ...basis]) {
      const along = dot(left, b);
      for (let p = 0; p < left.length; p++) left[p] -= along * b[p];
    }
    return left;
  };
  for (const point of points.slice(1)) {
    const left = without(point.map((value, p) => value - points[0][p]));
    const length = Math.sqrt(dot(left, left));
    if (length > 1e-9) basis.push(left.map((value) => value / length));
  }
  const left = without(dy);
  return dy.map((value, p) => value - left[p]);
}
