import { createOracle, type Oracle } from '../oracle';
import { completeEdges } from './edges';
import { createKruskal } from './kruskal';
import { createParts } from './parts';

/**
 * Maximum spanning tree of the complete graph on n nodes: y in {0,1}^(n(n-1)/2) with a one at every edge
 * of the tree, edges in the order (0,1), (0,2), ..., (n-2,n-1). Held as its edges [n-1], ascending. One
 * node has one tree, without edges. By Kruskal's algorithm; enumerated by edge lists, lexicographically.
 * @throws RangeError unless n is a positive integer
 */
export function spanningTree(n: number): Oracle<Int32Array> {
  const edges = completeEdges(n);
  const solver = createKruskal(n);

  return createOracle<Int32Array>({
    name: 'spanning tree',
    dim: edges.count,
    create: () => new Int32Array(n - 1),
    solve: (scores, out) => solver.solve(scores, out),
    difference,
    indicator(tree, out) {
      out.fill(0);
      for (const edge of tree) out[edge] = 1;
    },
    // Cayley's formula; for n = 1 the power would be that of 1/n
    count: () => (n === 1 ? 1 : n ** (n - 2)),
    enumerate: () => spanningTrees(n),
  });
}

/** Edges in one of the two only, in ascending order: two ascending lists side by side. */
function difference(
  from: Int32Array,
  to: Int32Array,
  visit: (part: number, change: number) => void,
): void {
  for (let a = 0, b = 0; a < from.length || b < to.length;) {
    const [old, now] = [a < from.length ? from[a] : Infinity, b < to.length ? to[b] : Infinity];
    if (old === now) {
      a++;
      b++;
    } else if (now < old) {
      visit(now, 1);
      b++;
    } else {
      visit(old, -1);
      a++;
    }
  }
}

/** Every spanning tree: each edge is taken, unless it closes a cycle, and then left out. */
function* spanningTrees(n: number): Generator<Float64Array> {
  const { count, low, high } = completeEdges(n);
  const parts = createParts(n);
  const y = new Float64Array(count);

  /** Whether the edges taken so far and those from `from` on hang all nodes together. */
  function connects(from: number): boolean {
    parts.reset();
    let joined = 0;
    for (let e = 0; e < count; e++) {
      if ((e >= from || y[e] === 1) && parts.join(low[e], high[e])) joined++;
    }
    return joined === n - 1;
  }

  function closesCycle(edge: number): boolean {
    parts.reset();
    for (let e = 0; e < edge; e++) if (y[e] === 1) parts.join(low[e], high[e]);
    return !parts.join(low[edge], high[edge]);
  }

  function* walk(edge: number, left: number): Generator<Float64Array> {
    if (left === 0) {
      yield y.slice();
      return;
    }
    if (!closesCycle(edge)) {
      y[edge] = 1;
      yield* walk(edge + 1, left - 1);
      y[edge] = 0;
    }
    if (connects(edge + 1)) yield* walk(edge + 1, left);
  }

  yield* walk(0, n - 1);
}
