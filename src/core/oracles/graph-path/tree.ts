import { edgesLeaving, type Graph } from './graph';

/** The best ways found so far from one node: a tree, and the cost of the way to each node. */
export interface PathTree {
  readonly source: number;
  /** Cost of the way to a node [nodes]; Infinity where none was found. */
  readonly distance: Float64Array;
  /** The last edge of that way [nodes]; NONE at the source and where none was found. */
  readonly last: Int32Array;
  /** Whether a way to a node was found [nodes]: costs may add up to Infinity. */
  readonly reached: Uint8Array;
  /** Edges by the node that they leave. */
  readonly leaving: ReturnType<typeof edgesLeaving>;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Stands for the edge before one that no edge leads to. */
export const NONE = -1;

export function createPathTree(graph: Graph, source: number): PathTree {
  const { nodes, edges } = graph;
  return {
    source,
    distance: new Float64Array(nodes),
    last: new Int32Array(nodes),
    reached: new Uint8Array(nodes),
    leaving: edgesLeaving(graph),
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
  };
}

/** Back to the source alone. */
export function resetTree({ source, distance, last, reached }: PathTree): void {
  distance.fill(Infinity);
  last.fill(NONE);
  reached.fill(0);
  distance[source] = 0;
  reached[source] = 1;
}

/** Whether an edge from a node that was reached betters the way to its end. */
export const betters = (
  { distance, reached, from, to }: PathTree,
  costs: Float64Array,
  edge: number,
): boolean => reached[to[edge]] === 0 || distance[from[edge]] + costs[edge] < distance[to[edge]];

/** Leads the way to the end of an edge through it. */
export function takeEdge(tree: PathTree, costs: Float64Array, edge: number): void {
  const { distance, last, reached, from, to } = tree;
  distance[to[edge]] = distance[from[edge]] + costs[edge];
  last[to[edge]] = edge;
  reached[to[edge]] = 1;
}
