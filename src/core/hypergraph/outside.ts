import type { Hypergraph } from './hypergraph';
import type { Inside } from './inside';

/**
 * Writes the expected count of each part, sum over derivations of probability * count, to mean [dim+1]
 * (its last entry is of no use), and the probability that a derivation has the node to mass [nodes+1]:
 * from the goal to the leaves, the mass of a node goes to its edges by their chances. O(edges).
 */
export function spreadMass(
  graph: Hypergraph,
  { chance }: Inside,
  mass: Float64Array,
  mean: Float64Array,
): void {
  const { nodes, first, left, right, part, also } = graph;
  mass.fill(0);
  mean.fill(0);
  mass[nodes - 1] = 1;
  for (let v = nodes - 1; v >= 0; v--) {
    const own = mass[v];
    if (own === 0) continue;
    for (let e = first[v]; e < first[v + 1]; e++) {
      const flow = own * chance[e];
      mass[left[e]] += flow;
      mass[right[e]] += flow;
      mean[part[e]] += flow;
      mean[also[e]] += flow;
    }
  }
}
