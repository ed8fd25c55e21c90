import { clamp } from '../shared/size';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** What the cells of a chart are called before one of them is read. */
export const cellsName = (rows: number, columns: number) =>
  `Cells: read the ${rows} by ${columns} cells with the arrow keys`;

/** The cell that a key leads to, rows downwards; null for keys that are not ours. */
export function movedCell(
  key: string,
  cell: Cell | null,
  rows: number,
  columns: number,
): Cell | null {
  if (!(key in STEPS)) return null;
  if (!cell) return { row: 0, column: 0 };
  const [down, right] = STEPS[key];
  return {
    row: clamp(cell.row + down, 0, rows - 1),
    column: clamp(cell.column + right, 0, columns - 1),
  };
}
