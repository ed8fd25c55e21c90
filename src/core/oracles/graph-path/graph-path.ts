import { createOracle, partByPart, type Oracle } from '../oracle';
import {
  checkGraph,
  checkNode,
  edgesLeaving,
  reachable,
  topologicalOrder,
  type Graph,
} from './graph';
import { shortestPaths } from './shortest-paths';
import { NONE } from './tree';

/** Nodes up to which the simple paths of a graph with cycles are counted. */
const MAX_COUNTED = 12;

/**
 * Shortest path through a directed graph: y is the indicator [edges] of the edges of a path from source
 * to target that visits no node twice. As oracles maximise, the cost of an edge is minus its score.
 *
 * Exact for scores of any sign where the graph has no cycle, and else where no cycle between source and
 * target has a cost below 0: with one the problem is NP-hard (docs/decisions/0001-path-oracle.md), and
 * `solve` refuses it. What lies on no way from source to target counts for nothing. From a node to
 * itself there is one path, without edges.
 *
 * Of several optima some one is returned, always the same. Enumerated by edges, lexicographically.
 *
 * @throws RangeError naming the node or edge that is not of the graph, or a target that cannot be
 * reached; `solve` and `argmax` name a cycle of negative cost, with that cost
 */
export function graphPath(graph: Graph, source: number, target: number): Oracle<Float64Array> {
  checkGraph(graph);
  checkNode('source', source, graph.nodes);
  checkNode('target', target, graph.nodes);
  const dim = graph.edges.length;
  const useful = usefulEdges(graph, source, target);
  const within = { nodes: graph.nodes, edges: useful.map((e) => graph.edges[e]) };
  const solver = shortestPaths(within, source);
  const costs = new Float64Array(useful.length);

  function solve(scores: Float64Array, out: Float64Array): void {
    for (let e = 0; e < costs.length; e++) costs[e] = -scores[useful[e]];
    const { last, from } = solver.solve(costs);
    out.fill(0);
    for (let node = target; last[node] !== NONE; node = from[last[node]])
      out[useful[last[node]]] = 1;
  }

  const count = () => countPaths(within, source, target);

  function* enumerate(): Generator<Float64Array> {
    for (const path of simplePaths(within, source, target)) {
      const y = new Float64Array(dim);
      for (const e of path) y[useful[e]] = 1;
      yield y;
    }
  }

  return createOracle({ ...partByPart(dim), name: 'graph path', dim, solve, count, enumerate });
}

/** Edges that some way from source to target may take. */
function usefulEdges(graph: Graph, source: number, target: number): number[] {
  const onward = reachable(graph, source);
  const back = reachable(graph, target, true);
  if (onward[target] === 0) {
    throw new RangeError(`target ${target} cannot be reached from source ${source}`);
  }
  return [...graph.edges.keys()].filter((e) => {
    const [from, to] = graph.edges[e];
    const between = onward[from] === 1 && back[to] === 1;
    return between && from !== to && to !== source && from !== target;
  });
}

/** Edges of every path from source to target that visits no node twice; the list is reused. */
function* simplePaths(graph: Graph, source: number, target: number): Generator<readonly number[]> {
  const { first, edge } = edgesLeaving(graph);
  const visited = new Uint8Array(graph.nodes);
  const path: number[] = [];

  function* walk(node: number): Generator<readonly number[]> {
    if (node === target) {
      yield path;
      return;
    }
    visited[node] = 1;
    for (let at = first[node]; at < first[node + 1]; at++) {
      const next = graph.edges[edge[at]][1];
      if (visited[next] === 1) continue;
      path.push(edge[at]);
      yield* walk(next);
      path.pop();
    }
    visited[node] = 0;
  }

  yield* walk(source);
}

/** By dynamic programming without cycles; with them paths are walked where that is quick. */
function countPaths(graph: Graph, source: number, target: number): number {
  const order = topologicalOrder(graph);
  if (!order) {
    const nodes = new Set(graph.edges.flat()).size;
    if (nodes > MAX_COUNTED) return Infinity;
    let paths = 0;
    for (const _ of simplePaths(graph, source, target)) paths++;
    return paths;
  }
  const ways = new Float64Array(graph.nodes);
  ways[source] = 1;
  const { first, edge } = edgesLeaving(graph);
  for (const node of order) {
    for (let at = first[node]; at < first[node + 1]; at++) {
      ways[graph.edges[edge[at]][1]] += ways[node];
    }
  }
  return ways[target];
}
