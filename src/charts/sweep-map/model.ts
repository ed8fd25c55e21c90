import { formatNumber } from '../shared/format';

/** One side of the map: what is swept, and the values, ascending. */
export interface SweepSide {
  readonly title: string;
  /** The concept that it is, where it has one. */
  readonly term?: string;
  readonly values: readonly number[];
}

/** A cell that is there: the mean of what could be measured, not a number where nothing could. */
export interface SweepCell {
  readonly n: number;
  readonly mean: number;
  /** Standard error of the mean: not a number of a single one. */
  readonly error: number;
}

/** Two settings against each other. */
export interface SweepMapData {
  readonly x: SweepSide;
  readonly y: SweepSide;
  /** What the colours show, in words. */
  readonly quantity: string;
  /** At place y * x.values.length + x; null where nothing has come yet. */
  readonly cells: readonly (SweepCell | null)[];
  /** Where the lab stands. */
  readonly here: { readonly x: number; readonly y: number };
}

/** Meshes in which a sweep comes, see `coarseToFine`. */
const MESHES = [1, 2, 4, 8];

/**
 * The value that each cell is drawn with, rows from the top: its own, or while it is on its way that of the coarser
 * cell that it lies in; not a number where there is none.
 */
export function drawnValues({ x, y, cells }: SweepMapData): Float64Array {
  const columns = x.values.length;
  const rows = y.values.length;
  return Float64Array.from(cells, (_, place) => {
    const [row, column] = [rows - 1 - Math.floor(place / columns), place % columns];
    for (const mesh of MESHES) {
      const cell = cells[(row - (row % mesh)) * columns + column - (column % mesh)];
      if (cell) return cell.mean;
    }
    return NaN;
  });
}

/** Cells that have come. */
export const countOf = ({ cells }: SweepMapData) => cells.filter((cell) => cell !== null).length;

/** Place of the value that is nearest to one, by its logarithm where all are of one sign; -1 beyond the ends. */
export function placeOn({ values }: SweepSide, value: number): number {
  const [low, high] = [values[0], values[values.length - 1]];
  if (value < low || value > high) return -1;
  const scale = (each: number) => (low * high > 0 ? Math.log(Math.abs(each)) : each);
  const far = (each: number) => Math.abs(scale(each) - scale(value));
  return values.reduce((best, each, i) => (far(each) < far(values[best]) ? i : best), 0);
}

/** A mean with its standard error, as far as there are any. */
export function cellText({ n, mean, error }: SweepCell): string {
  if (n === 0) return 'not measured';
  return Number.isNaN(error)
    ? formatNumber(mean)
    : `${formatNumber(mean)} ± ${formatNumber(error, 2)}`;
}
