import type { Hypergraph } from './hypergraph';

/**
 * Every derivation of the goal once, as the counts of its parts [dim], each in an array of its own. An
 * earlier edge of a node comes first; of two tails the right one changes first.
 */
export function* derivations(graph: Hypergraph): Generator<Float64Array> {
  const { dim, nodes, first, left, right, part, also } = graph;
  const y = new Float64Array(dim + 1);

  /** What derives the nodes that are left, the last of them first. */
  function* walk(pending: readonly number[]): Generator<Float64Array> {
    const v = pending[pending.length - 1];
    if (v === undefined) {
      yield y.slice(0, dim);
      return;
    }
    const rest = pending.slice(0, -1);
    for (let e = first[v]; e < first[v + 1]; e++) {
      y[part[e]]++;
      y[also[e]]++;
      yield* walk([...rest, right[e], left[e]].filter((node) => node < nodes));
      y[part[e]]--;
      y[also[e]]--;
    }
  }

  yield* walk([nodes - 1]);
}

/** Number of derivations of the goal (Infinity beyond the range of a double). */
export function countDerivations({ nodes, first, left, right }: Hypergraph): number {
  const count = new Float64Array(nodes + 1);
  count[nodes] = 1;
  for (let v = 0; v < nodes; v++) {
    for (let e = first[v]; e < first[v + 1]; e++) count[v] += count[left[e]] * count[right[e]];
  }
  return count[nodes - 1];
}
