/** Nodes that are reached but not left yet, the nearest first and of equal ones the lowest. */
export interface Frontier {
  /** No node is in it. */
  clear(): void;
  /** A node that is not in it, at a distance that stays. O(log n). */
  add(node: number, distance: number): void;
  /** Removes the nearest node and returns it; there has to be one. O(log n). */
  take(): number;
}

/**
 * A binary heap of numbers beside their nodes: as no distance changes, it need not know where a node is.
 * @param most nodes that it holds at a time
 */
export function createFrontier(most: number): Frontier {
  const nodes = new Int32Array(most);
  const distances = new Float64Array(most);
  let size = 0;

  const isBefore = (node: number, distance: number, other: number) =>
    distance < distances[other] || (distance === distances[other] && node < nodes[other]);

  function put(node: number, distance: number, at: number): void {
    nodes[at] = node;
    distances[at] = distance;
  }

  return {
    clear() {
      size = 0;
    },
    add(node, distance) {
      let at = size++;
      for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
        if (!isBefore(node, distance, parent)) break;
        put(nodes[parent], distances[parent], at);
        at = parent;
      }
      put(node, distance, at);
    },
    take() {
      const first = nodes[0];
      const [node, distance] = [nodes[--size], distances[size]];
      let at = 0;
      for (let child = 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && isBefore(nodes[child + 1], distances[child + 1], child)) child++;
        if (isBefore(node, distance, child)) break;
        put(nodes[child], distances[child], at);
        at = child;
      }
      put(node, distance, at);
      return first;
    },
  };
}
