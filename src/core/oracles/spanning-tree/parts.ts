/** Nodes in parts that are joined two by two: which nodes hang together so far (union-find). */
export interface Parts {
  /** Every node alone again. */
  reset(): void;
  /** Joins the parts of two nodes; false where they were one already. */
  join(a: number, b: number): boolean;
}

export function createParts(n: number): Parts {
  const above = new Int32Array(n);

  /** The node that stands for a part; the way there is halved, so that the next is short. */
  function find(node: number): number {
    let at = node;
    while (above[at] !== at) {
      above[at] = above[above[at]];
      at = above[at];
    }
    return at;
  }

  return {
    reset() {
      for (let i = 0; i < n; i++) above[i] = i;
    },
    join(a, b) {
      const first = find(a);
      const second = find(b);
      if (first === second) return false;
      above[Math.max(first, second)] = Math.min(first, second);
      return true;
    },
  };
}
