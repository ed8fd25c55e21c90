/**
 * The arcs of Chu, Liu and Edmonds' algorithm: into every node or cycle one from each node of the graph.
 * Those into one of them lie in a row of n, by their head; `arc` and `from` are places in the rows.
 */
export interface Arcs {
  /** Begins with the arcs of scores [head][modifier]: those into v lie from v*n on. */
  start(scores: Float64Array): void;
  /** What an arc is worth [n*n]. */
  readonly gain: Float64Array;
  /** The node of the graph in which it ends [n*n]. */
  readonly ends: Int32Array;
  /** Makes every arc of a row worth what it gains over one of them. */
  reduce(from: number, taken: number): void;
  /** Keeps the better one of the arcs from each head in two rows, in the second; of equals the lower end. */
  merge(from: number, into: number): void;
}

export function createArcs(n: number): Arcs {
  const gain = new Float64Array(n * n);
  const ends = new Int32Array(n * n);
  return {
    gain,
    ends,
    start(scores) {
      for (let v = 0; v < n; v++) {
        for (let u = 0; u < n; u++) gain[v * n + u] = scores[u * n + v];
        ends.fill(v, v * n, v * n + n);
      }
    },
    reduce(from, taken) {
      const least = gain[taken];
      for (let arc = from; arc < from + n; arc++) gain[arc] -= least;
    },
    merge(from, into) {
      for (let u = 0; u < n; u++) {
        const arc = from + u;
        const kept = into + u;
        const tie = gain[arc] === gain[kept] && ends[arc] < ends[kept];
        if (!tie && !(gain[arc] > gain[kept])) continue;
        gain[kept] = gain[arc];
        ends[kept] = ends[arc];
      }
    },
  };
}
