import type { Line, Point } from '../shared/labels';

/** A distribution over three classes, or an expected k-subset divided by k: it sums to one. */
export type Triple = readonly [number, number, number];

/** Corners of the triangle in pixels. */
export type Triangle = readonly [Point, Point, Point];

/** Half axes in pixels and the angle in degrees of the first one. */
export interface Ellipse {
  readonly centre: Point;
  readonly rx: number;
  readonly ry: number;
  readonly angle: number;
}

/** Largest equilateral triangle, point up, in a box. */
export function triangleIn(x: number, y: number, width: number, height: number): Triangle {
  const side = Math.min(width, (height * 2) / Math.sqrt(3));
  const tall = (side * Math.sqrt(3)) / 2;
  const centre = x + width / 2;
  const top = y + (height - tall) / 2;
  return [
    { x: centre, y: top },
    { x: centre - side / 2, y: top + tall },
    { x: centre + side / 2, y: top + tall },
  ];
}

export function pointOf([a, b, c]: Triangle, [p, q, r]: Triple): Point {
  return { x: p * a.x + q * b.x + r * c.x, y: p * a.y + q * b.y + r * c.y };
}

/** A level line p_i = level of corner i, from edge to edge. */
export function levelLine(triangle: Triangle, i: number, level: number): Line {
  const corner = (other: number) => {
    const point: [number, number, number] = [0, 0, 0];
    point[i] = level;
    point[other] = 1 - level;
    return pointOf(triangle, point);
  };
  const from = corner((i + 1) % 3);
  const to = corner((i + 2) % 3);
  return { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
}

/**
 * Two-standard-error ellipse of an estimate. The three components sum to a constant, so their
 * standard errors fix the covariances: 2 cov(i, j) = s_l^2 - s_i^2 - s_j^2 with l the third one.
 */
export function errorEllipse(triangle: Triangle, estimate: Triple, errors: Triple): Ellipse {
  const variance = errors.map((error) => error * error);
  const covariance = (i: number, j: number) =>
    i === j ? variance[i] : (variance[3 - i - j] - variance[i] - variance[j]) / 2;
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const c = covariance(i, j);
      xx += c * triangle[i].x * triangle[j].x;
      xy += c * triangle[i].x * triangle[j].y;
      yy += c * triangle[i].y * triangle[j].y;
    }
  }
  const mean = (xx + yy) / 2;
  const radius = Math.hypot((xx - yy) / 2, xy);
  return {
    centre: pointOf(triangle, estimate),
    rx: 2 * Math.sqrt(Math.max(0, mean + radius)),
    ry: 2 * Math.sqrt(Math.max(0, mean - radius)),
    angle: (Math.atan2(2 * xy, xx - yy) * 90) / Math.PI,
  };
}

/** A path in the triangle seen along one axis of the screen: pixels of its points, in their order. */
export interface Track {
  readonly vertical: boolean;
  readonly pixels: readonly number[];
}

/** The path along the axis on which it goes farthest: what a hand follows. */
export function trackOf(triangle: Triangle, path: readonly Triple[]): Track {
  const points = path.map((point) => pointOf(triangle, point));
  const extent = (list: readonly number[]) => Math.max(...list) - Math.min(...list);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const vertical = extent(ys) >= extent(xs);
  return { vertical, pixels: vertical ? ys : xs };
}

/**
 * Sigma where the path passes a pixel, linear in log sigma between its points; of several places the one
 * nearest to the sigma of now, beyond the path its nearer end.
 */
export function sigmaOn({ pixels }: Track, sigmas: readonly number[], pixel: number, now: number) {
  const last = pixels.length - 1;
  const isFirst = Math.abs(pixels[0] - pixel) <= Math.abs(pixels[last] - pixel);
  let found = sigmas[isFirst ? 0 : last];
  let least = Infinity;
  for (let i = 1; i < pixels.length; i++) {
    const [a, b] = [pixels[i - 1], pixels[i]];
    if (a === b || (pixel - a) * (pixel - b) > 0) continue;
    const sigma = sigmas[i - 1] * (sigmas[i] / sigmas[i - 1]) ** ((pixel - a) / (b - a));
    const distance = Math.abs(Math.log(sigma / now));
    if (distance < least) [least, found] = [distance, sigma];
  }
  return found;
}

/** Point of a path at a value of sigma between its samples (linear in log sigma), or null outside. */
export function pathAt(
  points: readonly Triple[],
  sigmas: readonly number[],
  sigma: number,
): Triple | null {
  const after = sigmas.findIndex((value) => value >= sigma);
  if (after < 0 || (after === 0 && sigmas[0] !== sigma)) return null;
  if (after === 0) return points[0];
  const [lo, hi] = [sigmas[after - 1], sigmas[after]];
  const share = Math.log(sigma / lo) / Math.log(hi / lo);
  const [from, to] = [points[after - 1], points[after]];
  const at = (i: 0 | 1 | 2) => from[i] + share * (to[i] - from[i]);
  return [at(0), at(1), at(2)];
}
