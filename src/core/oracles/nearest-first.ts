/** Open nodes, the nearest first and of equal ones the lowest: what Dijkstra's algorithm takes one by one. */
export interface NearestFirst {
  /** Nothing is open. */
  clear(): void;
  /** Opens a node, or moves an open one after its distance has become less. O(log n). */
  raise(node: number): void;
  /** Closes the nearest node and returns it, or -1 where none is open. O(log n). */
  take(): number;
}

/**
 * A binary heap that knows the place of every node.
 * @param distance of every node [n], read at each call
 */
export function createNearestFirst(distance: Float64Array): NearestFirst {
  const heap = new Int32Array(distance.length);
  /** Where a node is in the heap, or CLOSED. */
  const place = new Int32Array(distance.length).fill(CLOSED);
  let size = 0;

  const before = (a: number, b: number) =>
    distance[a] < distance[b] || (distance[a] === distance[b] && a < b);

  function put(node: number, at: number): void {
    heap[at] = node;
    place[node] = at;
  }

  function rise(node: number, from: number): void {
    let at = from;
    for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
      if (!before(node, heap[parent])) break;
      put(heap[parent], at);
      at = parent;
    }
    put(node, at);
  }

  function sink(node: number): void {
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], node)) break;
      put(heap[child], at);
      at = child;
    }
    put(node, at);
  }

  return {
    clear() {
      while (size > 0) place[heap[--size]] = CLOSED;
    },
    raise: (node) => rise(node, place[node] === CLOSED ? size++ : place[node]),
    take() {
      if (size === 0) return -1;
      const first = heap[0];
      place[first] = CLOSED;
      if (--size > 0) sink(heap[size]);
      return first;
    },
  };
}

const CLOSED = -1;
