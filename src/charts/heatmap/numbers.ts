import { formatTick } from '../shared/format';
import { textWidth, type Label } from '../shared/labels';
import type { Numbers, TypeScale } from '../shared/size';

/** Of a cell, in pixels. */
interface CellSize {
  readonly width: number;
  readonly height: number;
}

/** Digits of the largest number of a matrix, as many as there is room for; the others are rounded as finely. */
const DIGITS = [6, 4, 3, 2];
/** Heights of a row of text that a cell has at least, and the share of its width that a number may take. */
const LEAST_HEIGHT = 1.5;
const MOST_WIDTH = 0.85;
/** Where a number stands in its cell, and the mark above it. */
const NUMBER_AT = 0.7;
export const MARK_AT = 0.27;

/**
 * The numbers of a matrix as they stand in its cells, none where one of them would not fit. A cell without a value
 * stays empty.
 */
export function cellTexts(
  values: Numbers,
  cell: CellSize,
  { text, row }: TypeScale,
): readonly string[] | null {
  if (cell.height < LEAST_HEIGHT * row) return null;
  const sizes = Array.from(values, Math.abs).filter(Number.isFinite);
  const order = Math.floor(Math.log10(Math.max(...sizes, Number.MIN_VALUE)));
  for (const digits of DIGITS) {
    const step = Math.max(10 ** (order - digits + 1), Number.MIN_VALUE);
    const texts = Array.from(values, (value) =>
      Number.isFinite(value) ? formatTick(Math.round(value / step) * step + 0) : '',
    );
    if (texts.every((each) => textWidth(each, text) < MOST_WIDTH * cell.width)) return texts;
  }
  return null;
}

/** Where they stand. */
export function numberLabels(
  texts: readonly string[],
  columns: number,
  origin: { readonly x: number; readonly y: number },
  cell: CellSize,
  { text: size }: TypeScale,
): Label[] {
  return texts.flatMap((text, i): Label[] => {
    if (text === '') return [];
    const x = origin.x + ((i % columns) + 0.5) * cell.width;
    const y = origin.y + (Math.floor(i / columns) + NUMBER_AT) * cell.height;
    return [{ text, x, y, anchor: 'middle', kind: 'number', size }];
  });
}
