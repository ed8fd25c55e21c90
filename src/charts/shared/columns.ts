import type { Frame } from './cartesian';
import { fitText, type Label } from './labels';
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
