import type { Frame } from './cartesian';
import { fitText, type Box, type Label } from './labels';
import type { TypeScale } from './size';

/** Columns of equal width, one per class, between two edges. */
export interface Columns {
  readonly left: number;
  readonly right: number;
  readonly step: number;
}

export const columnsOf = (count: number, { left, right }: Pick<Frame, 'left' | 'right'>) => ({
  left,
  right,
  step: (right - left) / count,
});

/** Pixel of a share (0 to 1) of the width of column i. */
export const within = ({ left, step }: Columns, i: number, share: number) =>
  left + (i + share) * step;

/** The bar over a share of the width of column i, between two heights in either order. */
export function barIn(
  columns: Columns,
  i: number,
  [from, to]: readonly [number, number],
  a: number,
  b: number,
): Box {
  const [x1, x2] = [within(columns, i, from), within(columns, i, to)];
  return { x: x1, y: Math.min(a, b), width: x2 - x1, height: Math.abs(a - b) };
}

/** Names of the classes under their columns, cut to fit. */
export function columnNames(
  names: readonly string[],
  columns: Columns,
  y: number,
  { text }: TypeScale,
): Label[] {
  return names.map((name, i) => ({
    x: within(columns, i, 0.5),
    y,
    text: fitText(name, text, columns.step - 8),
    anchor: 'middle',
    kind: 'name',
    size: text,
  }));
}
