/**
 * Nodes, and nodes that stand for a cycle of others: what Chu, Liu and Edmonds' algorithm leaves behind.
 * Ids 0..n-1 are the nodes of the graph, 0 its root; every cycle that was found has the next id.
 */
export interface Contraction {
  /** Nodes and cycles so far. */
  count: number;
  /** The cycle that a node or cycle lies in [2n]; -1 where it lies in none. */
  readonly around: Int32Array;
  /** Head and modifier, nodes of the graph, of the arc that enters a node or cycle [2n]. */
  readonly head: Int32Array;
  readonly modifier: Int32Array;
}

/** Nothing contracted yet. n nodes make n - 2 cycles at most. */
export function createContraction(n: number): Contraction {
  const size = 2 * n;
  return {
    count: n,
    around: new Int32Array(size).fill(-1),
    head: new Int32Array(size),
    modifier: new Int32Array(size),
  };
}

/**
 * Opens every cycle where the arc that enters it ends: that arc replaces those of all that it is drawn
 * into, and the others of the cycle keep theirs. Writes the head of every node to heads [n], -1 to the
 * root's.
 * @param broken scratch [2n]
 */
export function expand(
  { count, around, head, modifier }: Contraction,
  broken: Uint8Array,
  heads: Int32Array,
): void {
  broken.fill(0);
  heads[0] = -1;
  // from the last cycle on: whatever lies around an id has a higher one
  for (let id = count - 1; id > 0; id--) {
    if (broken[id] === 1) continue;
    heads[modifier[id]] = head[id];
    for (let inside = modifier[id]; inside !== id; inside = around[inside]) broken[inside] = 1;
  }
}
