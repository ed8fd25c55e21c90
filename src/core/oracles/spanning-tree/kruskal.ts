import { completeEdges } from './edges';
import { createParts } from './parts';

/** Finds the best spanning tree of the complete graph. Keeps its scratch: solving allocates nothing. */
export interface TreeSolver {
  /** Writes the edges [n-1] of the best tree of the scores [n(n-1)/2] to out, in ascending order. */
  solve(scores: Float64Array, out: Int32Array): void;
}

/**
 * Kruskal's algorithm (1956): edges are looked at from the largest score down, of equal ones the lowest
 * first, and taken unless they close a cycle. They come off a heap, since a tree is often complete long
 * before the last edge is looked at. O(m log m) at most for m edges.
 */
export function createKruskal(n: number): TreeSolver {
  const { count, low, high } = completeEdges(n);
  const parts = createParts(n);
  const heap = new Int32Array(count);
  const taken = new Uint8Array(count);
  let values: Float64Array = new Float64Array(0);

  const before = (a: number, b: number) =>
    values[a] > values[b] || (values[a] === values[b] && a < b);

  /** Lets an edge sink from a place of the heap to where it belongs. */
  function sink(edge: number, from: number, size: number): void {
    let at = from;
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], edge)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = edge;
  }

  function solve(scores: Float64Array, out: Int32Array): void {
    values = scores;
    for (let e = 0; e < count; e++) heap[e] = e;
    for (let at = (count >> 1) - 1; at >= 0; at--) sink(heap[at], at, count);
    parts.reset();
    taken.fill(0);
    for (let size = count, left = n - 1; left > 0; size--) {
      const edge = heap[0];
      sink(heap[size - 1], 0, size - 1);
      if (!parts.join(low[edge], high[edge])) continue;
      taken[edge] = 1;
      left--;
    }
    for (let e = 0, place = 0; e < count; e++) if (taken[e] === 1) out[place++] = e;
  }

  return { solve };
}
