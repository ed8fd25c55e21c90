import { checkSize } from '../../checks';

/** A directed graph: nodes 0..nodes-1 and its edges; two of the same ends are two edges. */
export interface Graph {
  readonly nodes: number;
  /** [from, to] of every edge. */
  readonly edges: readonly (readonly [number, number])[];
}

/** Edges by the node that they leave, in their own order. */
export interface Leaving {
  /** Edges of a node are at first[node] .. first[node+1]-1. */
  readonly first: Int32Array;
  readonly edge: Int32Array;
}

/** @throws RangeError naming the edge whose end is no node */
export function checkGraph({ nodes, edges }: Graph): void {
  checkSize('nodes', nodes);
  edges.forEach((ends, e) => ends.forEach((node) => checkNode(`edges[${e}]`, node, nodes)));
}

/** @throws RangeError unless it is one of the nodes */
export function checkNode(name: string, node: number, nodes: number): void {
  if (!Number.isInteger(node) || node < 0 || node >= nodes) {
    throw new RangeError(`${name} must name nodes from 0 to ${nodes - 1}, got ${node}`);
  }
}

export function edgesLeaving({ nodes, edges }: Graph): Leaving {
  const first = new Int32Array(nodes + 1);
  const edge = new Int32Array(edges.length);
  for (const [from] of edges) first[from + 1]++;
  for (let node = 0; node < nodes; node++) first[node + 1] += first[node];
  const place = first.slice();
  edges.forEach(([from], e) => (edge[place[from]++] = e));
  return { first, edge };
}

/** Whether there is a way to each node from `source` [nodes]; to it from each if edges are turned round. */
export function reachable({ nodes, edges }: Graph, source: number, turned = false): Uint8Array {
  const ends = (e: number) => (turned ? [edges[e][1], edges[e][0]] : edges[e]);
  const { first, edge } = edgesLeaving({
    nodes,
    edges: edges.map((_, e) => [ends(e)[0], ends(e)[1]]),
  });
  const reached = new Uint8Array(nodes);
  reached[source] = 1;
  const open = [source];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (let at = first[node]; at < first[node + 1]; at++) {
      const next = ends(edge[at])[1];
      if (reached[next] === 1) continue;
      reached[next] = 1;
      open.push(next);
    }
  }
  return reached;
}

/** The nodes in an order in which every edge leads on, or null where there is a cycle. */
export function topologicalOrder({ nodes, edges }: Graph): Int32Array | null {
  const { first, edge } = edgesLeaving({ nodes, edges });
  const entering = new Int32Array(nodes);
  for (const [, to] of edges) entering[to]++;
  const order = new Int32Array(nodes);
  let count = 0;
  for (let node = 0; node < nodes; node++) if (entering[node] === 0) order[count++] = node;
  for (let at = 0; at < count; at++) {
    for (let place = first[order[at]]; place < first[order[at] + 1]; place++) {
      const next = edges[edge[place]][1];
      if (--entering[next] === 0) order[count++] = next;
    }
  }
  return count === nodes ? order : null;
}
