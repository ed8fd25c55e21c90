import { betters, takeEdge, type PathTree } from './tree';

/** Of the sum of the sizes of its costs, what a cycle must be below 0 to be more than a rounding. */
const ROUNDING = 1e-12;

/**
 * Bellman (1958) and Ford's algorithm, for costs of any sign: every edge in turn, again until none
 * betters anything, n rounds at most. An edge that would better the way to a node on the way to itself
 * closes a cycle of negative cost, round which there would be no end: it is looked for at each edge, so
 * that the ways stay a tree. O(n m), and n times that where many ways are bettered.
 *
 * @throws RangeError naming the cycle and its cost
 */
export function bellmanFord(tree: PathTree, costs: Float64Array): void {
  const { reached, from, distance } = tree;
  let changed = true;
  for (let round = 0; changed && round <= distance.length; round++) {
    changed = false;
    for (let edge = 0; edge < from.length; edge++) {
      if (reached[from[edge]] === 0 || !betters(tree, costs, edge)) continue;
      if (closesCycle(tree, costs, edge)) continue;
      takeEdge(tree, costs, edge);
      changed = true;
    }
  }
}

/** Whether an edge leads back to its own way; @throws RangeError where that gains more than a rounding */
function closesCycle(tree: PathTree, costs: Float64Array, edge: number): boolean {
  const { source, last, from, to } = tree;
  const end = to[edge];
  const cycle = [end, from[edge]];
  let cost = costs[edge];
  let size = Math.abs(cost);
  for (let node = from[edge]; node !== end; node = from[last[node]]) {
    if (node === source) return false;
    cost += costs[last[node]];
    size += Math.abs(costs[last[node]]);
    cycle.push(from[last[node]]);
  }
  if (cost >= -ROUNDING * size) return true;
  throw new RangeError(`the cycle ${cycle.reverse().join(' -> ')} has the negative cost ${cost}`);
}
