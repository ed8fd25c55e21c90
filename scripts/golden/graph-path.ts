import { graphPath } from '../../src/core/oracles/graph-path/graph-path';
import { shortestPaths } from '../../src/core/oracles/graph-path/shortest-paths';
import type { Computed } from './compare';
import { matrix, number, type Case } from './fixture';

export function runGraphPath({ input }: Case): Computed {
  const edges = matrix(input, 'edges').map(([from, to]) => [from, to] as const);
  const costs = Float64Array.from(matrix(input, 'edges'), ([, , cost]) => cost);
  const graph = { nodes: number(input, 'n'), edges };
  const source = number(input, 'source');
  const y = new Float64Array(edges.length);
  const scores = costs.map((cost) => -cost);
  const solve = () => graphPath(graph, source, number(input, 'target')).argmax(scores, y);
  return {
    cost: () => -solve(),
    path: () => {
      solve();
      return nodesOf(y, edges, source);
    },
    dist: () => {
      const { distance, reached } = shortestPaths(graph, source).solve(costs);
      return [...distance].map((cost, node) => (reached[node] === 1 ? cost : null));
    },
  };
}

/** Nodes in the order in which a path visits them. */
function nodesOf(
  y: Float64Array,
  edges: readonly (readonly [number, number])[],
  source: number,
): number[] {
  const next = new Map(edges.filter((_, e) => y[e] === 1));
  const path: number[] = [];
  for (let node: number | undefined = source; node !== undefined; node = next.get(node)) {
    path.push(node);
  }
  return path;
}
