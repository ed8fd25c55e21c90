import type { MapErrors } from './groups';
import { lossRange } from '../laws/loss-range';
import { shownAt, type ShownQuantity } from './quantities';
import type { RegimeMap } from './regime-map';
import { CHANGE, type MapTraining } from './training';

/** A map, and how many draws one estimate averages (M). */
export interface MeasuredMap {
  readonly map: RegimeMap;
  /** Null of closed forms, and while too few draws are there to know. */
  readonly errors: MapErrors | null;
  readonly draws: number;
  /** Trainings from its cells, where they were asked for. */
  readonly training?: MapTraining | undefined;
}

/** How the second of two maps of one grid differs from the first, in every cell. */
export interface MapDifference {
  /**
   * The base-10 logarithm of the ratio of both values, of the cosine what it is more, and so of a loss in parts of its
   * range, 0 below a hundredth of that; not a number where one of them has no value. Two values of 0 are the same.
   */
  readonly values: Float64Array;
  /** Whether the draws leave open which of them is greater. */
  readonly open: Uint8Array;
}

/** Quantities that are compared by their difference; all others by their ratio. */
export const isCompared = (quantity: ShownQuantity): 'difference' | 'ratio' =>
  quantity === 'cosine' || quantity === 'trained' ? 'difference' : 'ratio';

/** What differences of losses are parts of: the larger range of both problems. */
const unitOf = (maps: readonly MeasuredMap[]): number =>
  Math.max(...maps.map(({ map: { problem } }) => lossRange(problem.loss, problem.k)));

/** Trainings that end nearly alike do not differ. */
function changeOf(difference: number, unit: number): number {
  const change = difference / unit;
  return Math.abs(change) < CHANGE ? 0 : change;
}

/**
 * A cell is open where both values are nearer than two standard errors: that of a difference is at most the sum of
 * both, however the draws of both maps, which may be the same, hang together.
 * @throws RangeError for maps of two grids
 */
export function mapDifference(
  first: MeasuredMap,
  second: MeasuredMap,
  quantity: ShownQuantity,
): MapDifference {
  const cells = first.map.cells.bias.length;
  const { grid } = first.map;
  if (!sameGrid(grid, second.map.grid)) throw new RangeError('Two maps of one grid are compared.');
  const values = new Float64Array(cells);
  const open = new Uint8Array(cells);
  const ratio = isCompared(quantity) === 'ratio';
  const unit = unitOf([first, second]);
  for (let at = 0; at < cells; at++) {
    const a = shownAt(first, at, quantity);
    const b = shownAt(second, at, quantity);
    if (ratio) values[at] = a === b ? 0 * a : Math.log10(b / a);
    else values[at] = quantity === 'trained' ? changeOf(b - a, unit) : b - a;
    const doubt = errorOf(first, quantity, at) + errorOf(second, quantity, at);
    open[at] = Number(doubt > 0 && Math.abs(b - a) < 2 * doubt);
  }
  return { values, open };
}

const errorOf = ({ errors }: MeasuredMap, quantity: ShownQuantity, at: number) =>
  errors && quantity !== 'trained' ? errors[quantity][at] : 0;

const sameGrid = (a: RegimeMap['grid'], b: RegimeMap['grid']) =>
  sameNumbers(a.sigmas, b.sigmas) && sameNumbers(a.epsilons, b.epsilons);

const sameNumbers = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** Shares of the cells in which the second value is greater and less, beyond doubt. */
export interface DifferenceShares {
  readonly more: number;
  readonly less: number;
  /** Not told apart, or without a value. */
  readonly neither: number;
}

export function differenceShares({ values, open }: MapDifference): DifferenceShares {
  let [more, less] = [0, 0];
  values.forEach((value, at) => {
    if (open[at] === 1) return;
    more += Number(value > 0);
    less += Number(value < 0);
  });
  const count = values.length;
  return { more: more / count, less: less / count, neither: 1 - (more + less) / count };
}
