import type { Box, Point } from '../shared/labels';
import { pathOf } from '../shared/path';
import { clamp } from '../shared/size';
import type { CellPath } from './data';

/** A square of cells on paper. */
export interface Square {
  readonly box: Box;
  readonly size: number;
  /** Pixels of a side of a cell. */
  readonly cell: number;
}

export const squareIn = (x: number, y: number, side: number, size: number): Square => ({
  ...{ box: { x, y, width: side, height: side }, size, cell: side / size },
});

export const cellBox = ({ box, size, cell }: Square, number: number): Box => ({
  x: box.x + (number % size) * cell,
  y: box.y + Math.floor(number / size) * cell,
  ...{ width: cell, height: cell },
});

export function centreOf(square: Square, number: number): Point {
  const { x, y } = cellBox(square, number);
  return { x: x + square.cell / 2, y: y + square.cell / 2 };
}

/** Whether both are at the same place. */
export const sameSquare = (a: Square, b: Square) =>
  a.box.x === b.box.x && a.box.y === b.box.y && a.cell === b.cell && a.size === b.size;

/** Whether both go over the same cells. */
export const samePath = (a: CellPath, b: CellPath) =>
  a.length === b.length && a.every((cell, i) => cell === b[i]);

/** The cell at a point, or the nearest one. */
export function cellAt({ box, size, cell }: Square, { x, y }: Point): number {
  const along = (offset: number) => clamp(Math.floor(offset / cell), 0, size - 1);
  return along(y - box.y) * size + along(x - box.x);
}

/** A path over the middles of its cells, or beside them by a part of a cell, the same for all. */
export function lineOf(square: Square, path: CellPath, lane = 0): string {
  return pathOf(
    path.map((number) => {
      const { x, y } = centreOf(square, number);
      // most paths go down to the right: what is beside them is up to the right
      return { x: x + lane * square.cell, y: y - lane * square.cell };
    }),
  );
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** How far from the middle of a cell threads go, in cells. */
const WIDE = 0.3;

/** The lane of a draw: the first few are far apart, and more lie between them. */
export const laneOf = (draw: number) => WIDE * (2 * ((draw * GOLDEN + 0.5) % 1) - 1);
