import { createArcs } from './arcs';
import { createContraction, expand } from './contraction';

/** Finds the best arborescence from node 0. Keeps its scratch: solving allocates nothing. */
export interface ArborescenceSolver {
  /** Writes the heads [n] of the best arborescence of scores [head][modifier] to out, -1 for node 0. */
  solve(scores: Float64Array, out: Int32Array): void;
}

/** What is known of a node or cycle while arcs are followed. */
const UNSEEN = 0;
const ON_PATH = 1;
const ROOTED = 2;

/**
 * Chu and Liu's (1965) and Edmonds' (1967) algorithm in the order of Gabow et al. (1986): best arcs are
 * followed backwards until they come to what hangs from the root, or close a cycle, which is contracted
 * to one node; its arcs are worth what they gain over the arc that they would replace. O(n^2) in all, as
 * a node is contracted once. Of equal arcs into a node the one of the lowest head is taken, of those
 * into a cycle from the same head the one of the lowest modifier.
 *
 * With one root arc the root is left out as long as a node or cycle has another head, that is until all
 * nodes but the root are one: as if each root arc cost more than all scores together.
 *
 * Scores must be finite, as n times their range must be.
 */
export function createEdmonds(n: number, rootArcs: 'one' | 'many'): ArborescenceSolver {
  const arcs = createArcs(n);
  const { gain, ends } = arcs;
  const contraction = createContraction(n);
  const { around, head, modifier } = contraction;
  /** Where the arcs into a node or cycle lie. */
  const row = new Int32Array(2 * n);
  const outermost = new Int32Array(n);
  const state = new Uint8Array(2 * n);
  const path = new Int32Array(2 * n);
  const broken = new Uint8Array(2 * n);
  let length = 0;

  function start(scores: Float64Array): void {
    arcs.start(scores);
    contraction.count = n;
    around.fill(-1);
    state.fill(UNSEEN);
    state[0] = ROOTED;
    for (let v = 0; v < n; v++) {
      row[v] = v * n;
      outermost[v] = v;
    }
  }

  /** Takes the best arc into a node or cycle, and returns where it comes from. */
  function takeBest(id: number): number {
    const from = row[id];
    let best = -1;
    for (let u = rootArcs === 'one' ? 1 : 0; u < n; u++) {
      if (outermost[u] === id) continue;
      if (best < 0 || gain[from + u] > gain[from + best]) best = u;
    }
    head[id] = Math.max(0, best);
    modifier[id] = ends[from + head[id]];
    return outermost[head[id]];
  }

  /** The path from one of its nodes on is a cycle: it becomes one node. */
  function contract(first: number): number {
    const cycle = contraction.count++;
    row[cycle] = row[first];
    around[first] = cycle;
    arcs.reduce(row[first], row[first] + head[first]);
    for (let id = path[--length]; id !== first; id = path[--length]) {
      around[id] = cycle;
      arcs.reduce(row[id], row[id] + head[id]);
      arcs.merge(row[id], row[first]);
    }
    for (let u = 0; u < n; u++) if (around[outermost[u]] === cycle) outermost[u] = cycle;
    return cycle;
  }

  function solve(scores: Float64Array, out: Int32Array): void {
    start(scores);
    for (let node = 1; node < n; node++) {
      let id = outermost[node];
      while (state[id] !== ROOTED) {
        state[id] = ON_PATH;
        path[length++] = id;
        const next = takeBest(id);
        id = state[next] === ON_PATH ? contract(next) : next;
      }
      while (length > 0) state[path[--length]] = ROOTED;
    }
    expand(contraction, broken, out);
  }

  return { solve };
}
