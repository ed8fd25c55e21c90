/**
 * The arcs of Chu, Liu and Edmonds' algorithm: into every node or cycle one from each node of the graph.
 * Those into one of them lie in a row of n, by their head; `arc` and `from` are places in the rows.
 */
export interface Arcs {
  /** Begins with the arcs of scores [head][modifier]: those into v lie from v*n on. */
  start(scores: Float64Array): void;
  /** The node of the graph in which an arc ends [n*n]. */
  readonly ends: Int32Array;
  better(arc: number, other: number): boolean;
  /** Makes every arc of a row worth what it gains over one of them. */
  reduce(from: number, taken: number): void;
  /** Keeps the better one of the arcs from each head in two rows, in the second. */
  merge(from: number, into: number): void;
}

/**
 * With one root arc, arcs from the root carry a 1 beside their gain that counts before it and is added
 * and subtracted alike: as few of them as can be are taken, which is one, and no digit of a score is
 * lost to a large number.
 */
export function createArcs(n: number, rootArcs: 'one' | 'many'): Arcs {
  const gain = new Float64Array(n * n);
  const fromRoot = new Int32Array(n * n);
  const ends = new Int32Array(n * n);

  const better = (arc: number, other: number) =>
    fromRoot[arc] < fromRoot[other] ||
    (fromRoot[arc] === fromRoot[other] && gain[arc] > gain[other]);

  return {
    ends,
    better,
    start(scores) {
      for (let v = 0; v < n; v++) {
        for (let u = 0; u < n; u++) {
          gain[v * n + u] = scores[u * n + v];
          fromRoot[v * n + u] = rootArcs === 'one' && u === 0 ? 1 : 0;
          ends[v * n + u] = v;
        }
      }
    },
    reduce(from, taken) {
      const [least, arcs] = [gain[taken], fromRoot[taken]];
      for (let arc = from; arc < from + n; arc++) {
        gain[arc] -= least;
        fromRoot[arc] -= arcs;
      }
    },
    merge(from, into) {
      for (let u = 0; u < n; u++) {
        const [arc, kept] = [from + u, into + u];
        if (better(arc, kept) || (!better(kept, arc) && ends[arc] < ends[kept])) {
          gain[kept] = gain[arc];
          fromRoot[kept] = fromRoot[arc];
          ends[kept] = ends[arc];
        }
      }
    },
  };
}
