import { checkSize } from '../checks';

/**
 * Directed acyclic hypergraph, whose derivations are structures: a node is derived by one of its edges and
 * what derives the edge's tails (none, one or two nodes), down to edges without tails. A structure is the
 * sum over the edges of a derivation of the goal of their parts (none, one or two), so its score is the
 * sum of the scores of these.
 *
 * Tails come before their node, the goal is the last node, and each node is in some derivation of it.
 * Where an edge has fewer tails or parts, the node number `nodes` or the part number `dim` stands, which
 * are none: arrays by node or part have room for it, and loops need no case of their own.
 */
export interface Hypergraph {
  /** Number of parts: the length of scores and structures. */
  readonly dim: number;
  readonly nodes: number;
  readonly edges: number;
  /** [nodes+1] the edges of node v are first[v] .. first[v+1]-1. */
  readonly first: Int32Array;
  /** Tails of an edge [edges]. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Parts of an edge [edges]. */
  readonly part: Int32Array;
  readonly also: Int32Array;
}

/** A grammar adds nodes, each followed by its edges; the goal comes last. */
export interface HypergraphBuilder {
  /** Begins a node. @returns its number, for the tails of later edges */
  node(): number;
  /**
   * An edge of the node that was begun last.
   * @param parts at most two
   * @param tails at most two nodes, begun before this one
   * @throws RangeError for a part or a tail that is not there
   */
  edge(parts: readonly number[], tails?: readonly number[]): void;
}

const NONE = -1;

/**
 * The hypergraph that `grammar` adds node by node. Nodes and edges that are in no derivation of the goal
 * are left out.
 * @param dim number of parts
 * @throws RangeError if the goal has no derivation
 */
export function buildHypergraph(
  dim: number,
  grammar: (builder: HypergraphBuilder) => void,
): Hypergraph {
  checkSize('dim', dim);
  const first: number[] = [];
  const [left, right, part, also] = [0, 1, 2, 3].map((): number[] => []);
  const checked = (name: string, value: number | undefined, size: number) => {
    if (value === undefined) return NONE;
    if (Number.isInteger(value) && value >= 0 && value < size) return value;
    throw new RangeError(`${name} must be an integer from 0 to ${size - 1}, got ${value}`);
  };
  grammar({
    node: () => first.push(left.length) - 1,
    edge([onePart, otherPart], [oneTail, otherTail] = []) {
      part.push(checked('part', onePart, dim));
      also.push(checked('part', otherPart, dim));
      left.push(checked('tail', oneTail, first.length - 1));
      right.push(checked('tail', otherTail, first.length - 1));
    },
  });
  const nodes = first.length;
  first.push(left.length);
  return pruned({ dim, nodes, first, left, right, part, also });
}

interface Lists extends Record<'first' | 'left' | 'right' | 'part' | 'also', readonly number[]> {
  readonly dim: number;
  readonly nodes: number;
}

/** The nodes and edges that are in some derivation of the goal, numbered anew. */
function pruned({ dim, nodes, first, left, right, part, also }: Lists): Hypergraph {
  const derived = new Uint8Array(nodes);
  const isDerived = (node: number) => node === NONE || derived[node] === 1;
  const used = new Uint8Array(left.length);
  for (let v = 0; v < nodes; v++) {
    for (let e = first[v]; e < first[v + 1]; e++) {
      used[e] = Number(isDerived(left[e]) && isDerived(right[e]));
      if (used[e] === 1) derived[v] = 1;
    }
  }
  if (nodes === 0 || derived[nodes - 1] === 0) throw new RangeError('there is no structure');
  const reached = new Uint8Array(nodes);
  reached[nodes - 1] = 1;
  for (let v = nodes - 1; v >= 0; v--) {
    for (let e = first[v]; e < first[v + 1]; e++) {
      used[e] &= reached[v];
      for (const tail of [left[e], right[e]]) if (used[e] === 1 && tail >= 0) reached[tail] = 1;
    }
  }
  const number = new Int32Array(nodes);
  const starts: number[] = [];
  const kept: number[] = [];
  for (let v = 0; v < nodes; v++) {
    if (reached[v] === 0) continue;
    number[v] = starts.push(kept.length) - 1;
    for (let e = first[v]; e < first[v + 1]; e++) if (used[e] === 1) kept.push(e);
  }
  const nodeOr = (node: number) => (node === NONE ? starts.length : number[node]);
  const partOr = (p: number) => (p === NONE ? dim : p);
  return {
    dim,
    nodes: starts.length,
    edges: kept.length,
    first: Int32Array.from([...starts, kept.length]),
    left: Int32Array.from(kept, (e) => nodeOr(left[e])),
    right: Int32Array.from(kept, (e) => nodeOr(right[e])),
    part: Int32Array.from(kept, (e) => partOr(part[e])),
    also: Int32Array.from(kept, (e) => partOr(also[e])),
  };
}
