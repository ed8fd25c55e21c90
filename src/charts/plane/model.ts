/*
 * The argmax of three classes seen in the plane of two noise differences: u = gamma(1) - gamma(3) and
 * v = gamma(2) - gamma(3). Class i beats class j where g_i - g_j > (mu_j - mu_i)/sigma with g = (u, v, 0): half
 * planes, whose borders are three rays from one corner.
 */

export type Triple = readonly [number, number, number];
export type Pair = readonly [number, number];

/** Pairs of classes that share a border, and the direction of its ray from the corner. */
export const BORDERS: readonly { readonly pair: Pair; readonly direction: Pair }[] = [
  { pair: [0, 1], direction: [1, 1] },
  { pair: [0, 2], direction: [0, -1] },
  { pair: [1, 2], direction: [-1, 0] },
];

/** Points of the plane: one per draw of the noise. */
export interface Draws {
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/** What is predicted where. */
export interface Sectors {
  readonly scores: Triple;
  readonly sigma: number;
}

/** g of a point. */
const coordinates = (u: number, v: number): Triple => [u, v, 0];

/** The corner at which all three classes tie. */
export const cornerOf = ({ scores: [a, b, c], sigma }: Sectors): Pair => [
  (c - a) / sigma,
  (c - b) / sigma,
];

/** By how much class i is ahead of class j at a point, in units of the noise. */
export function leadOf({ scores, sigma }: Sectors, [i, j]: Pair, [u, v]: Pair): number {
  const g = coordinates(u, v);
  return g[i] - g[j] + (scores[i] - scores[j]) / sigma;
}

/** The class that wins at a point, and the next best. */
function leaders({ scores, sigma }: Sectors, u: number, v: number): Pair {
  const sums = coordinates(u, v).map((g, i) => scores[i] / sigma + g);
  const [first, second] = [0, 1, 2].sort((i, j) => sums[j] - sums[i]);
  return [first, second];
}

/** What a walk over all draws finds. */
export interface Tally {
  /** Winner of y* and of y*(epsilon) for every draw. */
  readonly winners: Uint8Array;
  readonly augmented: Uint8Array;
  /** Draws that each class wins. */
  readonly wins: Triple;
  /** Draws whose two predictions differ, and draws that lie on a border of y*. */
  readonly differing: number;
  readonly ties: number;
  /** The draw that comes closest to a border of y*: its number, its distance along an axis, the pair. */
  readonly closest: { readonly draw: number; readonly gap: number; readonly pair: Pair };
}

export function tallyOf({ u, v }: Draws, before: Sectors, after: Sectors): Tally {
  const winners = new Uint8Array(u.length);
  const augmented = new Uint8Array(u.length);
  const wins: [number, number, number] = [0, 0, 0];
  let [differing, ties] = [0, 0];
  let closest = { draw: 0, gap: Infinity, pair: [0, 1] as Pair };
  const [a, b, c] = before.scores.map((score) => score / before.sigma);
  const [d, e, f] = after.scores.map((score) => score / after.sigma);
  for (let n = 0; n < u.length; n++) {
    const [p, q] = [a + u[n], b + v[n]];
    const winner = best(p, q, c);
    wins[winner]++;
    winners[n] = winner;
    augmented[n] = best(d + u[n], e + v[n], f);
    if (winners[n] !== augmented[n]) differing++;
    const second = Math.max(Math.min(p, q), Math.min(Math.max(p, q), c));
    const gap = Math.max(p, q, c) - second;
    if (gap === 0) ties++;
    if (gap < closest.gap) closest = { draw: n, gap, pair: leaders(before, u[n], v[n]) };
  }
  return { winners, augmented, wins, differing, ties, closest };
}

const best = (p: number, q: number, r: number) => (p >= q && p >= r ? 0 : q >= r ? 1 : 2);

/** The point of a border that lies beside a point with this lead. */
export function onBorder([i, j]: Pair, lead: number, [u, v]: Pair): Pair {
  const step = (side: number) => (side === i ? -1 : side === j ? 1 : 0);
  // the third class is the origin: where it takes part the other alone moves
  const share = i === 2 || j === 2 ? lead : lead / 2;
  return [u + share * step(0), v + share * step(1)];
}

/** A convex polygon cut by the half plane in which class i leads class j. */
function cut(polygon: readonly Pair[], sectors: Sectors, pair: Pair): Pair[] {
  return polygon.flatMap((from, n): Pair[] => {
    const to = polygon[(n + 1) % polygon.length];
    const [a, b] = [leadOf(sectors, pair, from), leadOf(sectors, pair, to)];
    const kept: Pair[] = a >= 0 ? [from] : [];
    if (a >= 0 === b >= 0) return kept;
    const t = a / (a - b);
    return [...kept, [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]];
  });
}

/** The part of a polygon in which class i wins. */
export const sectorIn = (polygon: readonly Pair[], sectors: Sectors, i: number): Pair[] =>
  [0, 1, 2]
    .filter((j) => j !== i)
    .reduce<Pair[]>((part, j) => cut(part, sectors, [i, j]), [...polygon]);
