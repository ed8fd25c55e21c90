import { checkSubset } from '../../checks';
import { buildHypergraph, type Hypergraph } from '../hypergraph';
import { countsAt } from './k-subset';

/**
 * k of n items in a row, and which neighbours are both taken: parts are the n items, then the n-1 pairs
 * (i, i+1). Node (i, c, last): c of the items from i on, where item i-1 is taken or not. In the
 * lexicographic order of the lists of members. Edges: 4 n k at most.
 * @throws RangeError unless 1 <= k <= n
 */
export function correlatedKSubset(n: number, k: number): Hypergraph {
  checkSubset(n, k);
  return buildHypergraph(2 * n - 1, ({ node, edge }) => {
    let after = new Map<string, number>();
    for (let i = n; i >= 0; i--) {
      const now = new Map<string, number>();
      for (const last of i === 0 ? [0] : [0, 1]) {
        for (const c of countsAt(i, n, k)) {
          now.set(`${c},${last}`, node());
          if (i === n) edge([]);
          const taken = after.get(`${c - 1},1`);
          const left = after.get(`${c},0`);
          if (taken !== undefined) edge(last === 1 ? [i, n + i - 1] : [i], [taken]);
          if (left !== undefined) edge([], [left]);
        }
      }
      after = now;
    }
  });
}
