import { checkFinite, checkPositive } from '../checks';
import { laws } from '../noise/laws';
import { normalCdf } from '../noise/normal';
import { convexHull, type PlanePoint } from './hull';
import { owenT } from './owen';

/** Law of argmax_y <mu + sigma*gamma, y> over points y of the plane, gamma standard normal. */
export interface PerturbedPolygon {
  /** P(y* = y) of every point [m]; 0 where it is no corner of the hull. */
  readonly probabilities: Float64Array;
  /** E y*. */
  readonly mean: PlanePoint;
  /** E max_y <mu + sigma*gamma, y>, whose gradient in mu is the mean. */
  readonly maximum: number;
  /** d mean / d mu, row by row: symmetric, positive semi-definite. */
  readonly jacobian: readonly [number, number, number, number];
}

/** An edge, the ray from the origin along its outward normal, and where mu is seen from there. */
interface Edge {
  readonly normal: PlanePoint;
  readonly length: number;
  /** mu / sigma along the normal. */
  readonly along: number;
  /** mu / sigma along the edge, counterclockwise. */
  readonly across: number;
}

/**
 * y* is the corner in whose normal cone mu + sigma*gamma lies: a wedge with its tip at the origin, between
 * the outward normals of its two edges. Its mass under N(mu, sigma^2 I) is an integral around its border,
 * which Owen's T function has in closed form, once for every edge. Across the normal of an edge of length l
 * mass flows from corner to corner as mu moves, which makes the Jacobian; by Stein's identity the maximum is
 * <mu, mean> + sigma^2 trace(jacobian).
 * @param points any, in any order; corners of their hull are found
 * @throws RangeError for no point, a number that is not finite, or sigma that is not positive and finite
 */
export function perturbedPolygon(
  points: readonly PlanePoint[],
  mu: PlanePoint,
  sigma: number,
): PerturbedPolygon {
  checkPolygon(points, mu, sigma);
  const corners = convexHull(points);
  const probabilities = new Float64Array(points.length);
  if (corners.length === 1) {
    probabilities[corners[0]] = 1;
    const [x, y] = points[corners[0]];
    const maximum = x * mu[0] + y * mu[1];
    return { probabilities, mean: [x, y], maximum, jacobian: [0, 0, 0, 0] };
  }
  const edges = corners.map((corner, c) =>
    edgeOf(points[corner], points[corners[(c + 1) % corners.length]], mu, sigma),
  );
  let [x, y, xx, xy, yy, gain] = [0, 0, 0, 0, 0, 0];
  corners.forEach((corner, c) => {
    const [before, after] = [edges[(c + edges.length - 1) % edges.length], edges[c]];
    const mass = turnOf(before.normal, after.normal) + swept(before) - swept(after);
    const p = Math.min(1, Math.max(0, mass));
    probabilities[corner] = p;
    x += p * points[corner][0];
    y += p * points[corner][1];
    const share = after.length * flow(after);
    const rate = share / sigma;
    gain += share;
    const [u, v] = after.normal;
    xx += rate * v * v;
    xy -= rate * u * v;
    yy += rate * u * u;
  });
  const maximum = x * mu[0] + y * mu[1] + sigma * gain;
  return { probabilities, mean: [x, y], maximum, jacobian: [xx, xy, xy, yy] };
}

function edgeOf(from: PlanePoint, to: PlanePoint, mu: PlanePoint, sigma: number): Edge {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const [u, v] = [dy / length, -dx / length];
  return {
    ...{ normal: [u, v], length },
    along: (mu[0] * u + mu[1] * v) / sigma,
    across: (mu[1] * u - mu[0] * v) / sigma,
  };
}

/** The angle from one normal counterclockwise to the next, as a share of the circle. */
function turnOf(a: PlanePoint, b: PlanePoint): number {
  const angle = Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]);
  return (angle > 0 ? angle : angle + 2 * Math.PI) / (2 * Math.PI);
}

/** 1/(2 pi) integral of 1 - exp(-r^2/2) over the angle around mu, along the ray of the normal. */
function swept({ along, across }: Edge): number {
  if (across === 0) return 0;
  const h = Math.abs(across);
  const angle = 0.25 - Math.atan2(-along, h) / (2 * Math.PI);
  return Math.sign(across) * (angle - normalCdf(-h) / 2 + owenT(h, -along));
}

/** Density of mu / sigma + gamma, integrated over the ray of the normal. */
const flow = ({ along, across }: Edge) => laws.normal.density(across) * normalCdf(along);

function checkPolygon(points: readonly PlanePoint[], mu: PlanePoint, sigma: number): void {
  if (points.length < 1) throw new RangeError('a polygon must have at least one point');
  points.forEach((point, i) => {
    checkFinite(`points[${i}]`, point);
  });
  checkFinite('mu', mu);
  checkPositive('sigma', sigma);
}
