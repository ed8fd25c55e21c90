import type { Hypergraph } from './hypergraph';
import type { Maximum } from './maximum';

/**
 * Sums over the derivations of every node (the inside pass of the logarithmic semiring), of exp(score/t).
 * Scores count from that of the best derivation of the node, so nothing overflows and nothing large is
 * subtracted, whatever the scores are.
 */
export interface Inside {
  /** log of the sum over derivations of exp((score - best score)/t) [nodes+1]: 0 or above. */
  readonly logSum: Float64Array;
  /** Probability of an edge among those of its node [edges]. */
  readonly chance: Float64Array;
  /** The most probable edge of a node [nodes], the first of equal ones. */
  readonly likely: Int32Array;
}

export const createInside = ({ nodes, edges }: Hypergraph): Inside => ({
  logSum: new Float64Array(nodes + 1),
  chance: new Float64Array(edges),
  likely: new Int32Array(nodes),
});

/**
 * Fills `inside` after `maximise`. O(edges).
 * @param scale the scores of `maximise` are scores*scale
 */
export function sumDerivations(
  graph: Hypergraph,
  { gap }: Maximum,
  scale: number,
  t: number,
  inside: Inside,
): void {
  const { nodes, first, left, right } = graph;
  const { logSum, chance, likely } = inside;
  for (let v = 0; v < nodes; v++) {
    const [from, to] = [first[v], first[v + 1]];
    let most = -Infinity;
    likely[v] = from;
    for (let e = from; e < to; e++) {
      // gap/(scale*t) in two steps, since scale*t may be too small for a number
      const weight = gap[e] / scale / t + (logSum[left[e]] + logSum[right[e]]);
      chance[e] = weight;
      if (weight > most) {
        most = weight;
        likely[v] = e;
      }
    }
    if (most === -Infinity) {
      // nothing derives it, so no edge with it as tail has a chance
      chance.fill(0, from, to);
      logSum[v] = 0;
      continue;
    }
    let sum = 0;
    for (let e = from; e < to; e++) sum += chance[e] = Math.exp(chance[e] - most);
    for (let e = from; e < to; e++) chance[e] /= sum;
    logSum[v] = most + Math.log(sum);
  }
}
