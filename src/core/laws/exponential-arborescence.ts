import { checkSize, checkVector } from '../checks';
import { arborescence } from '../oracles/arborescence/arborescence';
import { createContraction, expand, type Contraction } from '../oracles/arborescence/contraction';
import { softmax } from './gibbs';

/** Largest number of nodes: 6 have 1,296 arborescences. */
const MAX_NODES = 6;

/** Nodes and cycles that have drawn the arc by which they are entered, or have yet to. */
interface Drawing extends Contraction {
  /** Whether one has drawn [2n]. */
  readonly drawn: Uint8Array;
  /** The node or cycle around every node of the graph [n]. */
  readonly outermost: Int32Array;
}

/**
 * Law of the arborescence of least cost, costs c = E exp(-mu) with one standard exponential number E per
 * arc: P(y* = y) for every y, in the order in which the oracle `arborescence` enumerates them. mu are
 * log-rates, [head][modifier]; scores of the oracle are -c.
 *
 * Every node draws its head in proportion to the rates, the cheapest of its arcs. Where that closes a
 * cycle it is contracted and draws again, from all arcs that enter it: what is left of their costs beyond
 * those already paid is exponential with the same rates, since the law has no memory. All branches are
 * summed.
 *
 * @throws RangeError for more than 6 nodes, or log-rates of another size or not finite
 */
export function exponentialArborescence(n: number, logRates: ArrayLike<number>): Float64Array {
  checkSize('n', n);
  if (n > MAX_NODES) throw new RangeError(`n must be at most ${MAX_NODES}, got ${n}`);
  checkVector('logRates', logRates, n * n);
  const heads = new Int32Array(n);
  const broken = new Uint8Array(2 * n);
  const masses = new Map<string, number>();

  function branch(drawing: Drawing, probability: number): void {
    const id = drawing.outermost.find((one) => drawing.drawn[one] === 0);
    if (id === undefined) {
      expand(drawing, broken, heads);
      const key = heads.join();
      masses.set(key, (masses.get(key) ?? 0) + probability);
      return;
    }
    const arcs = entering(drawing, id);
    const shares = softmax(arcs.map((arc) => logRates[arc]));
    arcs.forEach((arc, at) => {
      if (shares[at] > 0) branch(draw(drawing, id, arc), probability * shares[at]);
    });
  }

  branch(begin(n), 1);
  return Float64Array.from(arborescence(n).enumerate(), (y) => masses.get(keyOf(y, n)) ?? 0);
}

/** The root needs no arc. */
function begin(n: number): Drawing {
  const drawn = new Uint8Array(2 * n);
  drawn[0] = 1;
  const outermost = Int32Array.from({ length: n }, (_, node) => node);
  return { ...createContraction(n), drawn, outermost };
}

/** Arcs into a node or cycle from outside. */
function entering({ outermost }: Drawing, id: number): number[] {
  const n = outermost.length;
  return Array.from({ length: n * n }, (_, arc) => arc).filter(
    (arc) => outermost[arc % n] === id && outermost[Math.floor(arc / n)] !== id,
  );
}

/** The drawing once an arc is drawn, and the cycle that it closes contracted. */
function draw(before: Drawing, id: number, arc: number): Drawing {
  const n = before.outermost.length;
  const drawing: Drawing = {
    count: before.count,
    around: before.around.slice(),
    head: before.head.slice(),
    modifier: before.modifier.slice(),
    drawn: before.drawn.slice(),
    outermost: before.outermost.slice(),
  };
  const { around, head, drawn, outermost } = drawing;
  head[id] = Math.floor(arc / n);
  drawing.modifier[id] = arc % n;
  drawn[id] = 1;
  const above = (one: number) => outermost[head[one]];
  let at = above(id);
  while (at !== 0 && at !== id && drawn[at] === 1) at = above(at);
  if (at !== id) return drawing;
  const cycle = drawing.count++;
  do {
    around[at] = cycle;
    at = above(at);
  } while (at !== id);
  outermost.forEach((one, node) => {
    if (around[one] === cycle) outermost[node] = cycle;
  });
  return drawing;
}

/** The heads of an arborescence, that of the root first. */
function keyOf(y: Float64Array, n: number): string {
  const heads = new Int32Array(n).fill(-1);
  y.forEach((entry, arc) => {
    if (entry === 1) heads[arc % n] = Math.floor(arc / n);
  });
  return heads.join();
}
