import { checkSubset } from '../../checks';
import { buildHypergraph, type Hypergraph } from '../hypergraph';

/**
 * k of n items; parts are the items. Node (i, c): c of the items from i on. In the lexicographic order of
 * the lists of members. Edges: 2 n k at most.
 * @throws RangeError unless 1 <= k <= n
 */
export function kSubset(n: number, k: number): Hypergraph {
  checkSubset(n, k);
  return buildHypergraph(n, ({ node, edge }) => {
    let after = new Map<number, number>();
    for (let i = n; i >= 0; i--) {
      const now = new Map<number, number>();
      for (const c of countsAt(i, n, k)) {
        now.set(c, node());
        if (i === n) edge([]);
        const [taken, left] = [after.get(c - 1), after.get(c)];
        if (taken !== undefined) edge([i], [taken]);
        if (left !== undefined) edge([], [left]);
      }
      after = now;
    }
  });
}

/** How many of the items from i on can be among the k. */
export function countsAt(i: number, n: number, k: number): number[] {
  const least = Math.max(0, k - i);
  const most = Math.min(k, n - i);
  return Array.from({ length: most - least + 1 }, (_, c) => least + c);
}
