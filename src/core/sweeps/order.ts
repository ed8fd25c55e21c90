/** Side of the first mesh of cells. */
const COARSEST = 8;

/**
 * The cells of a grid, row by row, in an order in which a map is whole early: every 8th of both sides, then every
 * 4th, every 2nd, all. Cell (x, y) is at place y * columns + x.
 */
export function coarseToFine(columns: number, rows: number): number[] {
  const order: number[] = [];
  const seen = new Uint8Array(columns * rows);
  for (let mesh = COARSEST; mesh >= 1; mesh /= 2) {
    for (let y = 0; y < rows; y += mesh) {
      for (let x = 0; x < columns; x += mesh) {
        const cell = y * columns + x;
        if (seen[cell] === 0) order.push(cell);
        seen[cell] = 1;
      }
    }
  }
  return order;
}
