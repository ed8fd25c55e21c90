import { flatNeighbours, MOST_NEAR, NONE } from './neighbours';

/** What a search over a grid works on: made once, as it allocates nothing. */
export interface GridSearch {
  /** Neighbours of every node, as `flatNeighbours` has them. */
  readonly near: Int32Array;
  /** The node before each on its way [n], NONE for those that were not reached. */
  readonly previous: Int32Array;
  /** Nodes that are reached but not left, in a binary heap, and how far they are: the nearest first. */
  readonly nodes: Int32Array;
  readonly distances: Float64Array;
}

/** @param near neighbours of every node */
export function createGridSearch(near: readonly (readonly number[])[]): GridSearch {
  const n = near.length;
  return {
    near: flatNeighbours(near),
    previous: new Int32Array(n),
    nodes: new Int32Array(n),
    distances: new Float64Array(n),
  };
}

/**
 * Dijkstra's algorithm from the first node until the last one is reached, where a step costs what the node costs
 * that it leads to: minus its score, or nothing where that is above 0. Of nodes equally far the lowest is left first.
 *
 * All ways into a node have the same last cost, so the first neighbour that is left leads to it on a shortest way: a
 * node is reached once, its distance never changes, and the heap need not know where it is. The heap is written
 * out here, because as calls its steps take half as long again.
 */
export function searchGrid(
  { near, previous, nodes, distances }: GridSearch,
  scores: Float64Array,
): void {
  const last = previous.length - 1;
  previous.fill(NONE);
  previous[0] = 0;
  nodes[0] = 0;
  distances[0] = Math.max(0, -scores[0]);
  let size = 1;
  while (previous[last] === NONE) {
    const here = nodes[0];
    const far = distances[0];
    // the last of the heap sinks from its top
    size--;
    const node = nodes[size];
    const distance = distances[size];
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      const other = child + 1;
      if (other < size && distances[other] <= distances[child]) {
        if (distances[other] < distances[child] || nodes[other] < nodes[child]) child = other;
      }
      if (distance < distances[child]) break;
      if (distance === distances[child] && node < nodes[child]) break;
      nodes[at] = nodes[child];
      distances[at] = distances[child];
      at = child;
    }
    nodes[at] = node;
    distances[at] = distance;
    for (let j = MOST_NEAR * here; j < MOST_NEAR * (here + 1) && near[j] !== NONE; j++) {
      const next = near[j];
      if (previous[next] !== NONE) continue;
      previous[next] = here;
      const there = far + Math.max(0, -scores[next]);
      // a new one rises from its end
      let to = size++;
      for (let parent = (to - 1) >> 1; to > 0; parent = (to - 1) >> 1) {
        if (there > distances[parent]) break;
        if (there === distances[parent] && next > nodes[parent]) break;
        nodes[to] = nodes[parent];
        distances[to] = distances[parent];
        to = parent;
      }
      nodes[to] = next;
      distances[to] = there;
    }
  }
}
