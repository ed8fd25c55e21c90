import { checkSize, createOracle, type Oracle } from '../oracle';

/**
 * Shortest path over the nodes of a grid, from the top left to the bottom right: y is the indicator
 * [rows*columns] of the nodes on the path, both ends included. As oracles maximise, the cost of a
 * node is minus its score, and no cost may be negative: then a shortest path never comes back, and
 * Dijkstra's algorithm finds it in O(n^2) for n nodes.
 *
 * @param neighbours 4 (sides) or 8 (sides and corners)
 * @throws RangeError from `argmax` naming the first score above 0
 */
export function gridPath(rows: number, columns: number, neighbours: 4 | 8 = 8): Oracle {
  checkSize('rows', rows);
  checkSize('columns', columns);
  const dim = rows * columns;
  const near = Array.from({ length: dim }, (_, node) => neighboursOf(node));

  function neighboursOf(node: number): number[] {
    const [r, c] = [Math.floor(node / columns), node % columns];
    const found: number[] = [];
    for (let down = -1; down <= 1; down++) {
      for (let right = -1; right <= 1; right++) {
        const diagonal = down !== 0 && right !== 0;
        if ((down === 0 && right === 0) || (diagonal && neighbours === 4)) continue;
        const [r2, c2] = [r + down, c + right];
        if (r2 < 0 || c2 < 0 || r2 >= rows || c2 >= columns) continue;
        found.push(r2 * columns + c2);
      }
    }
    return found;
  }

  const distance = new Float64Array(dim);
  const previous = new Int32Array(dim);
  const settled = new Uint8Array(dim);

  function solve(scores: ArrayLike<number>, at: number, out: Float64Array): void {
    for (let i = 0; i < dim; i++) {
      if (scores[at + i] > 0) {
        throw new RangeError(
          `scores[${at + i}] of a path must not be above 0 (a negative cost), got ${scores[at + i]}`,
        );
      }
    }
    distance.fill(Infinity);
    settled.fill(0);
    distance[0] = -scores[at];
    for (let node = nearest(); node !== dim - 1; node = nearest()) {
      settled[node] = 1;
      for (const next of near[node]) {
        const through = distance[node] - scores[at + next];
        if (through < distance[next]) {
          distance[next] = through;
          previous[next] = node;
        }
      }
    }
    out.fill(0, at, at + dim);
    for (let node = dim - 1; ; node = previous[node]) {
      out[at + node] = 1;
      if (node === 0) return;
    }
  }

  /** The open node of least distance, the lowest of them on ties. */
  function nearest(): number {
    let best = -1;
    for (let i = 0; i < dim; i++) {
      if (settled[i] === 0 && (best < 0 || distance[i] < distance[best])) best = i;
    }
    return best;
  }

  function* walk(path: number[]): Generator<Float64Array> {
    const node = path[path.length - 1];
    if (node === dim - 1) {
      const y = new Float64Array(dim);
      for (const visited of path) y[visited] = 1;
      yield y;
      return;
    }
    for (const next of near[node]) if (!path.includes(next)) yield* walk([...path, next]);
  }

  /** Simple paths have no closed count: they are walked where that is quick. */
  function count(): number {
    if (dim > MAX_COUNTED) return Infinity;
    let paths = 0;
    for (const _ of walk([0])) paths++;
    return paths;
  }

  return createOracle({ name: 'grid path', dim, solve, count, enumerate: () => walk([0]) });
}

/** Nodes up to which simple paths are counted. */
const MAX_COUNTED = 12;
