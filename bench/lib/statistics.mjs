/** The few summaries that benchmarks need. */

const ascending = (values) => [...values].sort((a, b) => a - b);

/** Linear interpolation between the two nearest ranks; `share` in [0, 1]. */
export function quantile(values, share) {
  if (values.length === 0) throw new Error('a quantile of nothing was asked for');
  const sorted = ascending(values);
  const rank = share * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  return below + (rank - Math.floor(rank)) * (above - below);
}

export const median = (values) => quantile(values, 0.5);

/**
 * Slope of a line through the points (Theil and Sen: the median of the slopes of all pairs), which
 * a single garbage collection does not tilt.
 * @param {{ x: number, y: number }[]} points
 */
export function slope(points) {
  const slopes = points.flatMap((a, i) =>
    points.slice(i + 1).map((b) => (b.y - a.y) / (b.x - a.x)),
  );
  return median(slopes);
}
