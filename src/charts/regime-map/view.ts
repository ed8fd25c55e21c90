import type { MapGrid } from '../../core/maps/regime-map';
import type { Hue } from '../heatmap/colours';
import type { KeyItem } from '../shared/key';

/** A noise scale and a loss weight. */
export interface Settings {
  readonly sigma: number;
  readonly epsilon: number;
}

/** How a quantity is coloured: the more, the more of its hue. */
export interface Colouring {
  readonly title: string;
  readonly hue: Hue;
  readonly scale: 'linear' | 'log';
  readonly domain: readonly [number, number];
  /** Texts of the ends of the colours. */
  readonly ends: readonly [string, string];
}

/** What a cell is good for: cells of one name are one part of the map. */
export interface MapName {
  /** Parts of one key are named once. */
  readonly key: string;
  readonly text: string;
  /** Where that has no room. */
  readonly short?: string;
  /** What holds there, in a few words. */
  readonly note: string;
}

/** A map of noise scale and loss weight as it is drawn, whatever is measured of its cells. */
export interface MapView {
  readonly grid: MapGrid;
  readonly sigmaBounds: readonly [number, number];
  /** Least and largest size of epsilon. */
  readonly epsilonBounds: readonly [number, number];
  readonly colouring: Colouring;
  /** What sets the map apart from one beside it. */
  readonly heading?: string;
  /** Value of a cell, not a number where it has none. */
  valueAt(at: number): number;
  /** The end of the colours that cells without a value have. */
  readonly none: number;
  /** Whether a cell is hatched: sigma steps the wrong way there. */
  wrongAt(at: number): boolean;
  nameAt(at: number): MapName;
  /** What the marks are. */
  readonly key: readonly KeyItem[];
  /** Dots: the best epsilon of noise scales. */
  readonly best: readonly Settings[];
  /** A line: the noise scale of least loss. */
  readonly least: number | null;
  /** What holds between both halves, the longest text that has room. */
  readonly middle: readonly string[];
}

/** Whether a place is within the ends of a map, whatever the sign of its epsilon. */
export const isInMap = (
  { sigmaBounds, epsilonBounds }: Pick<MapView, 'sigmaBounds' | 'epsilonBounds'>,
  { sigma, epsilon }: Settings,
) =>
  sigma >= sigmaBounds[0] &&
  sigma <= sigmaBounds[1] &&
  Math.abs(epsilon) >= epsilonBounds[0] &&
  Math.abs(epsilon) <= epsilonBounds[1];

/** The place of a cell in the grid: rows from the top, where epsilon is largest. */
export const placeInMap = (
  { grid: { sigmas, epsilons } }: Pick<MapView, 'grid'>,
  row: number,
  column: number,
) => (epsilons.length - 1 - row) * sigmas.length + column;

/** Values of the pixels, row by row from the top, on the scale of the colours. */
export function pixelValues(view: MapView): Float64Array {
  const { grid, colouring, none } = view;
  const [rows, columns] = [grid.epsilons.length, grid.sigmas.length];
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = view.valueAt(placeInMap(view, row, column));
      const shown = colouring.scale === 'log' ? Math.log(value) : value;
      values[row * columns + column] = Number.isNaN(shown) ? none : shown;
    }
  }
  return values;
}

/** The ends of the colours on their scale. */
export const pixelDomain = ({ scale, domain }: Colouring): readonly [number, number] =>
  scale === 'log' ? [Math.log(domain[0]), Math.log(domain[1])] : domain;
