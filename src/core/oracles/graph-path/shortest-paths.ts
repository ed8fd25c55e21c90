import { bellmanFord } from './bellman-ford';
import { createDijkstra } from './dijkstra';
import { checkGraph, checkNode, topologicalOrder, type Graph } from './graph';
import { betters, createPathTree, resetTree, takeEdge, type PathTree } from './tree';

/** Finds the cheapest ways from one node to all. Keeps its scratch: solving allocates nothing. */
export interface PathSolver {
  /**
   * Writes the ways for costs [edges] to the tree, which is that of the next call too.
   * @throws RangeError naming a cycle of negative cost that can be reached
   */
  solve(costs: Float64Array): PathTree;
}

/**
 * Shortest paths from `source`: without cycles by one round over the edges in topological order,
 * O(n + m), for costs of any sign; else by Dijkstra's algorithm where no cost is below 0, and by Bellman
 * and Ford's where one is. Of ways of equal cost the one found first is kept, always the same.
 *
 * @throws RangeError naming the edge or the source that is not within the nodes
 */
export function shortestPaths(graph: Graph, source: number): PathSolver {
  checkGraph(graph);
  checkNode('source', source, graph.nodes);
  const tree = createPathTree(graph, source);
  const order = topologicalOrder(graph);
  const dijkstra = createDijkstra(tree);

  function inOrder(nodes: Int32Array, costs: Float64Array): void {
    const { reached, leaving } = tree;
    for (const node of nodes) {
      if (reached[node] === 0) continue;
      for (let at = leaving.first[node]; at < leaving.first[node + 1]; at++) {
        if (betters(tree, costs, leaving.edge[at])) takeEdge(tree, costs, leaving.edge[at]);
      }
    }
  }

  return {
    solve(costs) {
      resetTree(tree);
      if (order) inOrder(order, costs);
      else if (costs.every((cost) => cost >= 0)) dijkstra(costs);
      else bellmanFord(tree, costs);
      return tree;
    },
  };
}
