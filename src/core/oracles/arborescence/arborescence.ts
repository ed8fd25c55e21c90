import { checkSize } from '../../checks';
import { createOracle, type Oracle } from '../oracle';
import { createEdmonds } from './edmonds';

/**
 * Maximum arborescence on n nodes from node 0: every other node has one head, and none is its own
 * ancestor. y is the indicator [head][modifier], row-major; its diagonal and the column of the root are
 * 0, and scores there count for nothing. Held as the heads [n], -1 for the root. As a dependency tree
 * node 0 is the added root and the others are the words.
 *
 * By Chu, Liu and Edmonds' algorithm; of several optima some one is returned, always the same, ties
 * going to the lowest head where two arcs of the algorithm are equal. Enumerated by heads,
 * lexicographically.
 *
 * @param rootArcs 'one': a single node has the root as its head, as a sentence has one main verb
 * @throws RangeError unless n is a positive integer, at least 2 with one root arc
 */
export function arborescence(n: number, rootArcs: 'one' | 'many' = 'many'): Oracle<Int32Array> {
  checkSize('n', n);
  if (rootArcs === 'one' && n < 2) throw new RangeError(`n must be at least 2, got ${n}`);
  const solver = createEdmonds(n, rootArcs);

  /** Trees on n labelled nodes, or on the n - 1 others with one of them for a root. */
  function count(): number {
    if (rootArcs === 'one') return (n - 1) ** (n - 2);
    return n === 1 ? 1 : n ** (n - 2);
  }

  return createOracle<Int32Array>({
    name: rootArcs === 'one' ? 'arborescence of one root arc' : 'arborescence',
    dim: n * n,
    create: () => new Int32Array(n).fill(-1),
    solve: (scores, out) => solver.solve(scores, out),
    difference(from, to, visit) {
      for (let v = 1; v < n; v++) {
        if (to[v] === from[v]) continue;
        visit(to[v] * n + v, 1);
        visit(from[v] * n + v, -1);
      }
    },
    indicator(heads, out) {
      out.fill(0);
      for (let v = 1; v < n; v++) out[heads[v] * n + v] = 1;
    },
    count,
    *enumerate() {
      for (const heads of arborescences(n, rootArcs)) {
        const y = new Float64Array(n * n);
        for (let v = 1; v < n; v++) y[heads[v] * n + v] = 1;
        yield y;
      }
    },
  });
}

/** Heads of every arborescence [n]; the array is reused between steps. */
function* arborescences(n: number, rootArcs: 'one' | 'many'): Generator<Int32Array> {
  const heads = new Int32Array(n).fill(-1);

  /** Whether `ancestor` is met on the way up from a node by the heads chosen so far. */
  function hangsFrom(ancestor: number, node: number): boolean {
    let at = node;
    while (at > 0 && at !== ancestor) at = heads[at];
    return at === ancestor;
  }

  function* walk(v: number): Generator<Int32Array> {
    if (v === n) {
      yield heads;
      return;
    }
    for (let head = 0; head < n; head++) {
      const taken = head === 0 && rootArcs === 'one' && heads.subarray(1, v).includes(0);
      if (taken || hangsFrom(v, head)) continue;
      heads[v] = head;
      yield* walk(v + 1);
    }
    heads[v] = -1;
  }

  yield* walk(1);
}
