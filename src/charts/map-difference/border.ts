import type { HalfSize } from '../regime-map/layout';
import type { Box } from '../shared/labels';

/** The edges between neighbouring cells of different sign, as one path. */
export function borderPath(
  valueAt: (row: number, column: number) => number,
  { rows, columns }: HalfSize,
  { x, y, width, height }: Box,
): string {
  const [w, h] = [width / columns, height / rows];
  const n = (value: number) => value.toFixed(1);
  const parted = (a: number, b: number) => a * b < 0;
  let path = '';
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = valueAt(row, column);
      if (column + 1 < columns && parted(value, valueAt(row, column + 1))) {
        path += `M${n(x + (column + 1) * w)},${n(y + row * h)}v${n(h)}`;
      }
      if (row + 1 < rows && parted(value, valueAt(row + 1, column))) {
        path += `M${n(x + column * w)},${n(y + (row + 1) * h)}h${n(w)}`;
      }
    }
  }
  return path;
}
