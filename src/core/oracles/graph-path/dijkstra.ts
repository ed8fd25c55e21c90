import { createNearestFirst } from '../nearest-first';
import { betters, takeEdge, type PathTree } from './tree';

/**
 * Dijkstra's algorithm (1959): the nearest open node, of equal ones the lowest, is final, as no cost is
 * below 0. O((n + m) log n) for n nodes and m edges.
 */
export function createDijkstra(tree: PathTree): (costs: Float64Array) => void {
  const { source, distance, leaving, to } = tree;
  const settled = new Uint8Array(distance.length);
  const open = createNearestFirst(distance);

  return (costs) => {
    settled.fill(0);
    open.raise(source);
    for (let node = open.take(); node >= 0; node = open.take()) {
      settled[node] = 1;
      for (let at = leaving.first[node]; at < leaving.first[node + 1]; at++) {
        const edge = leaving.edge[at];
        // what is settled stays so, also where a sum was rounded
        if (settled[to[edge]] === 1 || !betters(tree, costs, edge)) continue;
        takeEdge(tree, costs, edge);
        open.raise(to[edge]);
      }
    }
  };
}
