import { checkSize } from '../../checks';
import { buildHypergraph, type Hypergraph } from '../hypergraph';

/**
 * Forward paths over the nodes of a grid, those of `forwardPath`: steps go right, down or both at once, and
 * parts are the nodes [rows*columns]. Node v of the graph: the rest of a path from a node of the grid on.
 * In the order right, diagonal, down. Edges: at most 3 * rows * columns.
 */
export function forwardPath(rows: number, columns: number): Hypergraph {
  checkSize('rows', rows);
  checkSize('columns', columns);
  const dim = rows * columns;
  return buildHypergraph(dim, ({ node, edge }) => {
    const from = new Int32Array(dim);
    for (let cell = dim - 1; cell >= 0; cell--) {
      from[cell] = node();
      if (cell === dim - 1) edge([cell]);
      const right = (cell + 1) % columns !== 0;
      const down = cell + columns < dim;
      if (right) edge([cell], [from[cell + 1]]);
      if (right && down) edge([cell], [from[cell + columns + 1]]);
      if (down) edge([cell], [from[cell + columns]]);
    }
  });
}
