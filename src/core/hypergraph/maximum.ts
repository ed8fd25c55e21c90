import { sumScale } from '../sum-scale';
import { roundedOff } from '../two-sum';
import type { Hypergraph } from './hypergraph';

/**
 * The best derivation of every node (the inside pass of the maximum semiring). Scores of derivations are
 * sums of two doubles, high + low, with about 32 digits: among scores near 1e6 differences keep all of
 * theirs, and sums of the same parts are equal in whatever order they are added.
 */
export interface Maximum {
  /** Score of the best derivation [nodes+1]; -Infinity where each has a masked part. */
  readonly high: Float64Array;
  readonly low: Float64Array;
  /** The first edge of it [nodes], the first of equal ones. */
  readonly edge: Int32Array;
  /** How far the best derivation by an edge is behind that of its node [edges]: 0 or below. */
  readonly gap: Float64Array;
  /** Room [edges]. */
  readonly rest: Float64Array;
}

export const createMaximum = ({ nodes, edges }: Hypergraph): Maximum => ({
  high: new Float64Array(nodes + 1),
  low: new Float64Array(nodes + 1),
  edge: new Int32Array(nodes),
  gap: new Float64Array(edges),
  rest: new Float64Array(edges),
});

/**
 * Fills `maximum` for scores [dim+1], the last of which is 0. A score of -Infinity masks its part: no
 * derivation with it counts. O(edges).
 */
export function maximise(graph: Hypergraph, scores: Float64Array, maximum: Maximum): void {
  const { nodes, first } = graph;
  const { high, low, edge, gap, rest } = maximum;
  for (let v = 0; v < nodes; v++) {
    const [from, to] = [first[v], first[v + 1]];
    let best = from;
    for (let e = from; e < to; e++) {
      addScores(graph, scores, maximum, e);
      if (gap[e] > gap[best] || (gap[e] === gap[best] && rest[e] > rest[best])) best = e;
    }
    edge[v] = best;
    high[v] = gap[best];
    low[v] = rest[best];
    if (high[v] === -Infinity) continue;
    for (let e = from; e < to; e++) gap[e] = gap[e] - high[v] + (rest[e] - low[v]);
  }
}

/** Writes the score of the best derivation by an edge to gap and rest, where its high and low wait. */
function addScores(
  { left, right, part, also }: Hypergraph,
  scores: Float64Array,
  { high, low, gap, rest }: Maximum,
  e: number,
): void {
  const a = scores[part[e]];
  const b = scores[also[e]];
  const c = high[left[e]];
  const d = high[right[e]];
  const ab = a + b;
  const abc = ab + c;
  const all = abc + d;
  if (all === -Infinity) {
    gap[e] = -Infinity;
    rest[e] = 0;
    return;
  }
  const lost = roundedOff(a, b, ab) + roundedOff(ab, c, abc) + roundedOff(abc, d, all);
  const fine = lost + (low[left[e]] + low[right[e]]);
  gap[e] = all + fine;
  rest[e] = fine - (gap[e] - all);
}

/**
 * Copies scores to `own` [dim+1], scaled where sums of them might overflow, with 0 for no part.
 * @returns the scale: own = scale * scores
 */
export function readScores(scores: ArrayLike<number>, own: Float64Array): number {
  const scale = sumScale(scores);
  for (let i = 0; i < scores.length; i++) own[i] = scores[i] * scale;
  return scale;
}

/** Adds the parts of the best derivation of the goal to y [dim+1]. */
export function addBest(graph: Hypergraph, { edge }: Maximum, y: Float64Array): void {
  const { nodes, left, right, part, also } = graph;
  const pending = [nodes - 1];
  for (let v = pending.pop(); v !== undefined; v = pending.pop()) {
    const e = edge[v];
    y[part[e]]++;
    y[also[e]]++;
    if (right[e] < nodes) pending.push(right[e]);
    if (left[e] < nodes) pending.push(left[e]);
  }
}
