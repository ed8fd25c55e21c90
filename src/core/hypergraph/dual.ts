import type { Hypergraph } from './hypergraph';
import type { Inside } from './inside';

/** Room for the derivatives along a direction. */
export interface Dual {
  /** Of logSum, and then of mass [nodes+1]. */
  readonly node: Float64Array;
  /** Of chance [edges]. */
  readonly chance: Float64Array;
}

export const createDual = ({ nodes, edges }: Hypergraph): Dual => ({
  node: new Float64Array(nodes + 1),
  chance: new Float64Array(edges),
});

/**
 * Writes t * d mean / d scores * direction, the derivative of the expected counts along a direction
 * [dim+1] (its last entry 0), to out [dim+1]: every number of the inside pass and of the spreading of mass
 * carries its derivative. As the covariance of the counts is symmetric, this is the vector-Jacobian
 * product too. O(edges).
 */
export function differentiate(
  graph: Hypergraph,
  inside: Inside,
  mass: Float64Array,
  direction: Float64Array,
  dual: Dual,
  out: Float64Array,
): void {
  differentiateInside(graph, inside, direction, dual);
  const { nodes, first, left, right, part, also } = graph;
  const { chance } = inside;
  const { node } = dual;
  node.fill(0);
  out.fill(0);
  for (let v = nodes - 1; v >= 0; v--) {
    const own = mass[v];
    if (own === 0) continue;
    const change = node[v];
    for (let e = first[v]; e < first[v + 1]; e++) {
      const flow = change * chance[e] + own * dual.chance[e];
      node[left[e]] += flow;
      node[right[e]] += flow;
      out[part[e]] += flow;
      out[also[e]] += flow;
    }
  }
}

/**
 * The derivative of logSum is the mean over the edges of a node of what they change by. The likeliest edge
 * is what the others are compared with: its own chance is near 1 where the differences matter most.
 */
function differentiateInside(
  graph: Hypergraph,
  { chance, likely }: Inside,
  direction: Float64Array,
  dual: Dual,
): void {
  const { nodes, first, left, right, part, also } = graph;
  const { node } = dual;
  const changeOf = (e: number) =>
    direction[part[e]] + direction[also[e]] + (node[left[e]] + node[right[e]]);
  node[nodes] = 0;
  for (let v = 0; v < nodes; v++) {
    const [from, to] = [first[v], first[v + 1]];
    const likeliest = changeOf(likely[v]);
    let mean = 0;
    for (let e = from; e < to; e++) {
      const beyond = changeOf(e) - likeliest;
      dual.chance[e] = beyond;
      mean += chance[e] * beyond;
    }
    for (let e = from; e < to; e++) dual.chance[e] = chance[e] * (dual.chance[e] - mean);
    node[v] = likeliest + mean;
  }
}
