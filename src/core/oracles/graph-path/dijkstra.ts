import { betters, takeEdge, type PathTree } from './tree';

/**
 * Dijkstra's algorithm (1959): the nearest open node, of equal ones the lowest, is final, as no cost is
 * below 0. O(n^2 + m) for n nodes and m edges.
 */
export function createDijkstra(tree: PathTree): (costs: Float64Array) => void {
  const { distance, reached, leaving, to } = tree;
  const settled = new Uint8Array(distance.length);

  function nearest(): number {
    let best = -1;
    for (let node = 0; node < distance.length; node++) {
      if (settled[node] === 1 || reached[node] === 0) continue;
      if (best < 0 || distance[node] < distance[best]) best = node;
    }
    return best;
  }

  return (costs) => {
    settled.fill(0);
    for (let node = nearest(); node >= 0; node = nearest()) {
      settled[node] = 1;
      for (let at = leaving.first[node]; at < leaving.first[node + 1]; at++) {
        const edge = leaving.edge[at];
        // what is settled stays so, also where a sum was rounded
        if (settled[to[edge]] === 0 && betters(tree, costs, edge)) takeEdge(tree, costs, edge);
      }
    }
  };
}
