import { checkSize } from '../../checks';
import { createOracle, partByPart, type Oracle } from '../oracle';
import { neighboursOf } from './neighbours';
import { createGridSearch, searchGrid } from './search';

/**
 * Shortest path over the nodes of a grid, from the top left to the bottom right: y is the indicator
 * [rows*columns] of the nodes on the path, both ends included; a path may turn anywhere but visits no
 * node twice. As oracles maximise, the cost of a node is minus its score.
 *
 * With costs of both signs this is NP-hard (docs/decisions/0001-path-oracle.md), so a cost below 0
 * counts as 0, and Dijkstra's algorithm finds, in O(n log n) for n nodes,
 *
 *   argmax_y <min(scores, 0), y>.
 *
 * Scores of at most 0 are solved exactly. Others are not: the path falls short of the best one by at
 * most the sum of the positive scores of nodes that it leaves out, and is blind to a change of a
 * positive score. The value returned is the path's score as handed in, <scores, y>. For scores of any
 * sign there is `forwardPath`.
 *
 * @param neighbours 4 (sides) or 8 (sides and corners)
 */
export function gridPath(
  rows: number,
  columns: number,
  neighbours: 4 | 8 = 8,
): Oracle<Float64Array> {
  checkSize('rows', rows);
  checkSize('columns', columns);
  const dim = rows * columns;
  const near = neighboursOf(rows, columns, neighbours);
  const search = createGridSearch(near);
  const { previous } = search;

  function solve(scores: Float64Array, out: Float64Array): void {
    searchGrid(search, scores);
    out.fill(0);
    for (let node = dim - 1; ; node = previous[node]) {
      out[node] = 1;
      if (node === 0) return;
    }
  }

  /** Every simple path on from the last node, as the set of its nodes in bits. */
  function* walk(node: number, visited: number): Generator<number> {
    if (node === dim - 1) yield visited;
    else
      for (const next of near[node])
        if ((visited & (1 << next)) === 0) yield* walk(next, visited | (1 << next));
  }

  /** Paths that visit the same nodes in another order are one structure. */
  const structures = () => new Set(walk(0, 1));

  /** Simple paths have no closed count: they are walked where that is quick. */
  const count = () => (dim > MAX_COUNTED ? Infinity : structures().size);

  function* enumerate(): Generator<Float64Array> {
    for (const visited of structures())
      yield Float64Array.from(previous, (_, node) => (visited >> node) & 1);
  }

  return createOracle({ ...partByPart(dim), name: 'grid path', dim, solve, count, enumerate });
}

/** Nodes up to which simple paths are counted. */
const MAX_COUNTED = 12;
