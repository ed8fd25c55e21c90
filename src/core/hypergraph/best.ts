import { roundedOff } from '../two-sum';
import type { Hypergraph } from './hypergraph';
import { readScores } from './maximum';

/** The k best structures of scores. */
export interface KBest {
  /**
   * Writes the best structures, the best first, to the rows of out [k*dim]. Those of equal score come in
   * an order of their own, always the same one; fewer than k are found where there are no more.
   * @returns how many were found
   */
  find(scores: ArrayLike<number>, out: Float64Array): number;
}

/**
 * The k best derivations, from lists of the k best of every node: a pair of derivations of the tails of
 * an edge can be among the k best only if those that are as good in both tails are fewer than k.
 * O(edges * k^2 log k) in the worst case. Scores are sums of two doubles, as in `maximise`.
 */
export function createKBest(graph: Hypergraph, k: number): KBest {
  const { dim, nodes, first, left, right, part, also } = graph;
  const own = new Float64Array(dim + 1);
  const size = new Int32Array(nodes + 1);
  const score = new Float64Array((nodes + 1) * k);
  const rest = new Float64Array((nodes + 1) * k);
  // the edge of a derivation, and the ranks of those of its tails
  const [edge, ofLeft, ofRight] = [0, 1, 2].map(() => new Int32Array(nodes * k));
  const sum = new Float64Array(2);
  size[nodes] = 1;

  function list(v: number): void {
    size[v] = 0;
    for (let e = first[v]; e < first[v + 1]; e++) {
      for (let i = 0; i < size[left[e]]; i++) {
        for (let j = 0; j < size[right[e]] && (i + 1) * (j + 1) <= k; j++) {
          add(e, left[e] * k + i, right[e] * k + j);
          if (!insert(v, e, i, j)) break;
        }
      }
    }
  }

  /** The score of an edge with two derivations of its tails, as a sum of two doubles. */
  function add(e: number, one: number, other: number): void {
    sum[0] = own[part[e]];
    sum[1] = 0;
    addTo(own[also[e]], 0);
    addTo(score[one], rest[one]);
    addTo(score[other], rest[other]);
  }

  function addTo(high: number, low: number): void {
    const whole = sum[0] + high;
    const fine = roundedOff(sum[0], high, whole) + (sum[1] + low);
    sum[0] = whole + fine;
    sum[1] = fine - (sum[0] - whole);
  }

  /** Whether the sum is among the k best of the node so far. */
  function insert(v: number, e: number, i: number, j: number): boolean {
    const start = v * k;
    const isBehind = (at: number) =>
      score[at] < sum[0] || (score[at] === sum[0] && rest[at] < sum[1]);
    const last = start + Math.min(size[v], k - 1);
    if (size[v] < k) size[v]++;
    else if (!isBehind(last)) return false;
    let at = last;
    for (; at > start && isBehind(at - 1); at--) {
      score[at] = score[at - 1];
      rest[at] = rest[at - 1];
      edge[at] = edge[at - 1];
      ofLeft[at] = ofLeft[at - 1];
      ofRight[at] = ofRight[at - 1];
    }
    score[at] = sum[0];
    rest[at] = sum[1];
    edge[at] = e;
    ofLeft[at] = i;
    ofRight[at] = j;
    return true;
  }

  /** Adds the parts of the derivation of a rank of the goal to y. */
  function addDerivation(rank: number, y: Float64Array): void {
    const pending = [(nodes - 1) * k + rank];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const e = edge[at];
      if (part[e] < dim) y[part[e]]++;
      if (also[e] < dim) y[also[e]]++;
      if (right[e] < nodes) pending.push(right[e] * k + ofRight[at]);
      if (left[e] < nodes) pending.push(left[e] * k + ofLeft[at]);
    }
  }

  return {
    find(scores, out) {
      readScores(scores, own);
      for (let v = 0; v < nodes; v++) list(v);
      const found = size[nodes - 1];
      for (let rank = 0; rank < found; rank++) {
        addDerivation(rank, out.subarray(rank * dim, (rank + 1) * dim).fill(0));
      }
      return found;
    },
  };
}
