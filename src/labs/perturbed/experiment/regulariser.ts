import { logSumExp, softmax } from '../../../core/laws/gibbs';
import { convexHull, type PlanePoint } from '../../../core/laws/hull';
import type { Noise } from '../../../core/noise/noise';
import { worthAt } from './draws';
import { exactLaw } from './law';
import { inPlane, placeOf, type Scene } from './structures';

/**
 * A smooth maximum F of scores in the plane, with its derivatives; the structures are counted from the middle
 * of all, as `places` are.
 */
export interface SmoothMaximum {
  readonly value: number;
  /** The mean prediction, the gradient of F. */
  readonly mean: PlanePoint;
  /** Its Jacobian: xx, xy, yy; positive semi-definite. */
  jacobian(): readonly [number, number, number];
}

export type SmoothMaximumAt = (scores: PlanePoint) => SmoothMaximum;

/** F_1(mu) = E max_y <mu + gamma, y>; null where the law is not known. */
export function perturbedMaximumOf(scene: Scene, noise: Noise): SmoothMaximumAt | null {
  const [cx, cy] = middleOf(scene);
  const at = (scores: PlanePoint) => exactLaw(scene, scores, 1, noise);
  if (!at([0, 0])) return null;
  const [across, up] = scene.axes;
  return (scores) => {
    const law = at(scores)!;
    const along = (jacobian: Float64Array, a: Float64Array, b: Float64Array) => {
      let sum = 0;
      a.forEach((x, i) => b.forEach((y, j) => (sum += x * y * jacobian[i * b.length + j])));
      return sum;
    };
    return {
      value: law.maximum - scores[0] * cx - scores[1] * cy,
      mean: placeOf(scene, law.mean),
      jacobian() {
        const jacobian = law.jacobian();
        return [
          along(jacobian, across, across),
          along(jacobian, across, up),
          along(jacobian, up, up),
        ];
      },
    };
  };
}

/** log sum_y exp(<mu, y>): the maximum whose regulariser is minus Shannon's entropy, the largest of all laws with a mean. */
export const gibbsMaximumOf =
  (scene: Scene): SmoothMaximumAt =>
  (scores) => {
    const worth = worthAt(scene, scores);
    const p = softmax(worth);
    const over = (f: (x: number, y: number) => number) =>
      scene.places.reduce((sum, [x, y], s) => sum + p[s] * f(x, y), 0);
    const [mx, my] = [over((x) => x), over((_, y) => y)];
    return {
      value: logSumExp(worth),
      mean: [mx, my],
      jacobian: () => [
        over((x) => (x - mx) ** 2),
        over((x, y) => (x - mx) * (y - my)),
        over((_, y) => (y - my) ** 2),
      ],
    };
  };

/** The mean of all structures in the plane, where `places` have their origin. */
function middleOf(scene: Scene): PlanePoint {
  const [x, y] = inPlane(scene, scene.structures[0]);
  return [x - scene.places[0][0], y - scene.places[0][1]];
}

/** The value of a conjugate, and the scores at which it is taken, which are its gradient. */
export interface Conjugate {
  readonly value: number;
  readonly scores: PlanePoint;
}

/** What a step promises to add to the value, beyond which there is nothing to gain. */
const EXACT = 1e-13;
const STEPS = 60;
/** What is added to the Jacobian, of its size: what a step of Newton's goes beyond where it is singular. */
const DAMPING = 1e-12;

/**
 * Omega(y) = max over scores of <scores, y> - F(scores), by Newton's method with halved steps. Where noise acts
 * beyond the plane this is the least Omega of all means that are seen at y.
 * @param y inside of the polygon: at its border the scores are endless
 * @param from scores of a place nearby
 */
export function conjugateAt(
  maximumAt: SmoothMaximumAt,
  y: PlanePoint,
  from: PlanePoint = [0, 0],
): Conjugate {
  let at = from;
  let here = maximumAt(at);
  let value = at[0] * y[0] + at[1] * y[1] - here.value;
  for (let step = 0; step < STEPS; step++) {
    const [gx, gy] = [y[0] - here.mean[0], y[1] - here.mean[1]];
    const [ownX, xy, ownY] = here.jacobian();
    // corners all but on a line, or all draws on one of them, leave directions without a slope
    const damping = DAMPING * (ownX + ownY);
    const [xx, yy] = [ownX + damping, ownY + damping];
    const determinant = xx * yy - xy * xy;
    const [dx, dy] = [(yy * gx - xy * gy) / determinant, (xx * gy - xy * gx) / determinant];
    const rise = gx * dx + gy * dy;
    if (!(rise > EXACT) || rise === Infinity) break;
    let [share, moved] = [1, false];
    while (!moved && share > 1e-4) {
      const next: PlanePoint = [at[0] + share * dx, at[1] + share * dy];
      const there = maximumAt(next);
      const higher = next[0] * y[0] + next[1] * y[1] - there.value;
      moved = higher >= value + 1e-4 * share * rise;
      if (moved) [at, here, value] = [next, there, higher];
      else share /= 2;
    }
    if (!moved) break;
  }
  return { value, scores: at };
}

/** A conjugate along rays from where it is least to the border of the polygon. */
export interface RegulariserFan {
  readonly centre: PlanePoint;
  readonly least: number;
  /** Ends of the rays on the border, counterclockwise; all corners are among them. */
  readonly rim: readonly PlanePoint[];
  /** The value at `shares` of the way, of every ray. */
  readonly values: readonly (readonly number[])[];
}

const RAYS = 72;
/** Shares of the way to the border, ever denser; the last one stands for the border. */
const SHARES = Array.from({ length: 8 }, (_, i) => 0.999 * (1 - (1 - (i + 1) / 8) ** 2));

/** @param breathe called between two rays; may throw to give up */
export async function fanOf(
  places: readonly PlanePoint[],
  maximumAt: SmoothMaximumAt,
  breathe: () => Promise<void>,
): Promise<RegulariserFan> {
  const { mean: centre, value } = maximumAt([0, 0]);
  const corners = convexHull(places).map((corner) => places[corner]);
  const each = Math.ceil(RAYS / corners.length);
  const rim = corners.flatMap(([x, y], c) => {
    const [u, v] = corners[(c + 1) % corners.length];
    return Array.from({ length: each }, (_, i): PlanePoint => [
      x + (i / each) * (u - x),
      y + (i / each) * (v - y),
    ]);
  });
  const values: number[][] = [];
  for (const end of rim) {
    let scores: PlanePoint = [0, 0];
    const along = SHARES.map((share) => {
      const found = conjugateAt(maximumAt, between(centre, end, share), scores);
      scores = found.scores;
      return found.value;
    });
    values.push(along);
    await breathe();
  }
  return { centre, least: -value, rim, values };
}

const between = ([x, y]: PlanePoint, [u, v]: PlanePoint, share: number): PlanePoint => [
  x + share * (u - x),
  y + share * (v - y),
];

/** The lines on which a conjugate has a value: one around, or pieces from border to border. */
export function levelLines(
  { centre, least, rim, values }: RegulariserFan,
  level: number,
): PlanePoint[][] {
  const points = rim.map((end, ray) => {
    const share = shareOf(values[ray], least, level);
    return share === null ? null : between(centre, end, share);
  });
  const start = points.indexOf(null);
  if (start < 0) return [[...points, points[0]] as PlanePoint[]];
  const lines: PlanePoint[][] = [];
  /** Where the border has the value, between two rays. */
  const end = (a: number, b: number): PlanePoint => {
    const [low, high] = [a, b].map((ray) => values[ray][SHARES.length - 1]);
    return between(rim[a], rim[b], (level - low) / (high - low));
  };
  for (let i = 1; i <= rim.length; i++) {
    const [before, ray] = [(start + i - 1) % rim.length, (start + i) % rim.length];
    const point = points[ray];
    if (!points[before] && point) lines.push([end(before, ray)]);
    if (point) lines.at(-1)!.push(point);
    if (points[before] && !point) lines.at(-1)!.push(end(before, ray));
  }
  return lines;
}

/** Where a ray meets a level: roots of the rise go nearly straight, as the rise is all but a square. */
function shareOf(values: readonly number[], least: number, level: number): number | null {
  const root = (value: number) => Math.sqrt(Math.max(0, value - least));
  const goal = root(level);
  let [share, height] = [0, 0];
  for (const [i, value] of values.entries()) {
    const next = root(value);
    if (next >= goal) {
      return next > height
        ? share + ((goal - height) / (next - height)) * (SHARES[i] - share)
        : share;
    }
    [share, height] = [SHARES[i], next];
  }
  return null;
}
