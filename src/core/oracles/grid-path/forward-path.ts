import { checkSize } from '../../checks';
import { createOracle, partByPart, type Oracle } from '../oracle';

/**
 * Best forward path over the nodes of a grid, from the top left to the bottom right: y is the
 * indicator [rows*columns] of the nodes on the path, both ends included, and a step goes right, down
 * or, with 8 neighbours, both at once. No node comes twice, so dynamic programming from the end
 * finds the best path for scores of any sign, in O(n) for n nodes.
 *
 * Enumerated lexicographically by the steps, in the order right, diagonal, down; among paths of equal
 * score the first is returned.
 *
 * @param neighbours 4 (right and down) or 8 (the diagonal too)
 */
export function forwardPath(
  rows: number,
  columns: number,
  neighbours: 4 | 8 = 8,
): Oracle<Float64Array> {
  checkSize('rows', rows);
  checkSize('columns', columns);
  const dim = rows * columns;
  const ahead = Array.from({ length: dim }, (_, node) => nodesAhead(node));
  const rest = new Float64Array(dim);
  const next = new Int32Array(dim);

  function nodesAhead(node: number): number[] {
    const right = (node + 1) % columns !== 0;
    const down = node + columns < dim;
    const found: number[] = [];
    if (right) found.push(node + 1);
    if (right && down && neighbours === 8) found.push(node + columns + 1);
    if (down) found.push(node + columns);
    return found;
  }

  /** rest[node] is the best score from the node to the end, next[node] the step that begins it. */
  function solve(scores: Float64Array, out: Float64Array): void {
    for (let node = dim - 1; node >= 0; node--) {
      let best = -1;
      for (const step of ahead[node]) if (best < 0 || rest[step] > rest[best]) best = step;
      next[node] = best;
      rest[node] = scores[node] + (best < 0 ? 0 : rest[best]);
    }
    out.fill(0);
    for (let node = 0; node >= 0; node = next[node]) out[node] = 1;
  }

  function* walk(path: readonly number[]): Generator<Float64Array> {
    const node = path[path.length - 1];
    if (node === dim - 1) {
      const y = new Float64Array(dim);
      for (const visited of path) y[visited] = 1;
      yield y;
    }
    for (const step of ahead[node]) yield* walk([...path, step]);
  }

  /** A binomial number for 4 neighbours, a Delannoy number for 8. */
  function count(): number {
    const paths = new Float64Array(dim);
    for (let node = dim - 1; node >= 0; node--) {
      paths[node] = node === dim - 1 ? 1 : ahead[node].reduce((sum, step) => sum + paths[step], 0);
    }
    return paths[0];
  }

  return createOracle({
    ...partByPart(dim),
    name: 'forward path',
    dim,
    solve,
    count,
    enumerate: () => walk([0]),
  });
}
