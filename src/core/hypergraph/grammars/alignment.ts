import { checkSize } from '../../checks';
import { buildHypergraph, type Hypergraph } from '../hypergraph';

/** Moves into a cell, in the order of its parts. */
const MOVES = [
  { down: 0, right: 1 },
  { down: 1, right: 1 },
  { down: 1, right: 0 },
];

/** The first cell is entered as if by a diagonal. */
const ENTRY = 1;

/**
 * Monotone alignments of two sequences: paths from cell (0, 0) to (rows-1, columns-1) in steps to the
 * right, down or both at once. Parts are [row][column][move]: entering the cell from the left (0), along
 * the diagonal (1) or from above (2). The first cell counts with part [0][0][1]. Node (i, j): the rest of
 * a path from there on. In the order of the moves, the first move first. Edges: 3 * rows * columns.
 */
export function alignment(rows: number, columns: number): Hypergraph {
  checkSize('rows', rows);
  checkSize('columns', columns);
  const part = (i: number, j: number, move: number) => (i * columns + j) * MOVES.length + move;
  return buildHypergraph(rows * columns * MOVES.length, ({ node, edge }) => {
    const after = new Int32Array(rows * columns);
    for (let cell = rows * columns - 1; cell >= 0; cell--) {
      const [i, j] = [Math.floor(cell / columns), cell % columns];
      after[cell] = node();
      if (cell === rows * columns - 1) edge([]);
      for (const [move, { down, right }] of MOVES.entries()) {
        const [r, c] = [i + down, j + right];
        if (r < rows && c < columns) edge([part(r, c, move)], [after[r * columns + c]]);
      }
    }
    node();
    edge([part(0, 0, ENTRY)], [after[0]]);
  });
}
