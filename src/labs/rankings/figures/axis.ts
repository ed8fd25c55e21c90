import type { Ends } from '../../../charts/shared/scale';
import { clamp } from '../../../charts/shared/size';
import { dot } from '../../../core/vector';
import type { Material } from '../model';

/** What the lines are drawn along, through the mean row: all other features are at their mean. */
export interface LineAxis {
  readonly title: string;
  /** In a word: "x". */
  readonly name: string;
  readonly bounds: Ends;
  /** Decimals in which a hundredth of the axis can be told. */
  readonly digits: number;
  /** Unit vector in the features as they are learned [features]. */
  readonly direction: Float64Array;
  /** Value at the mean row, and of one step in that direction; 0 where the feature is constant. */
  readonly centre: number;
  readonly unit: number;
}

const MADE: LineAxis = {
  ...{ title: 'feature x', name: 'x', bounds: [-1, 1], digits: 2 },
  ...{ direction: Float64Array.of(1), centre: 0, unit: 1 },
};

/** @param feature 0 for the first principal direction, else the number of a feature from 1 */
export function axisOf({ data, own }: Material, feature: number): LineAxis {
  if (!own) return MADE;
  const { features } = own.set;
  const at = Math.min(feature, features.length) - 1;
  const words =
    at < 0
      ? { title: 'first principal direction x', name: 'x' }
      : { title: features[at], name: features[at] };
  const direction = at < 0 ? own.principal : features.map((_, i) => Number(i === at));
  const { mean, scale } = own.scales;
  const deviation = at >= 0 && scale[at] > 0 ? 1 / scale[at] : 0;
  const axis = {
    ...words,
    direction: Float64Array.from(direction),
    ...(at < 0 ? { centre: 0, unit: 1 } : { centre: mean[at], unit: deviation }),
  };
  const bounds = extentOf(positionsOn(axis, data.all));
  const half = (bounds[1] - bounds[0]) / 2;
  return { ...axis, bounds, digits: clamp(2 - Math.floor(Math.log10(half)), 0, 6) };
}

/** Where every example lies on the axis. */
export function positionsOn(
  { direction, centre, unit }: Pick<LineAxis, 'direction' | 'centre' | 'unit'>,
  { rows, features, x }: Material['data']['all'],
): Float64Array {
  return Float64Array.from(
    { length: rows },
    (_, row) => centre + unit * dot(direction, x.subarray(row * features, (row + 1) * features)),
  );
}

function extentOf(values: Float64Array): Ends {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high > low ? [low, high] : [low - 1, low + 1];
}

/** The affine model along the axis: for every label the slope of its line and its value at 0 [labels, 2]. */
export function linesAlong(
  { direction, centre, unit }: LineAxis,
  weights: Float64Array,
): Float64Array {
  const features = direction.length;
  const labels = weights.length / (features + 1);
  const lines = new Float64Array(2 * labels);
  for (let label = 0; label < labels; label++) {
    const at = label * (features + 1);
    const along = dot(direction, weights.subarray(at, at + features));
    const slope = unit > 0 ? along / unit : 0;
    lines[2 * label] = slope;
    lines[2 * label + 1] = weights[at + features] - slope * centre;
  }
  return lines;
}

/** The parameter x goes from one end of the axis at -1 to the other at 1. */
export function placeOn({ bounds: [from, to] }: LineAxis, x: number): number {
  return from + ((to - from) * (x + 1)) / 2;
}

/** And back, in hundredths. */
export function paramOf({ bounds: [from, to] }: Pick<LineAxis, 'bounds'>, place: number): number {
  return Number(((2 * (place - from)) / (to - from) - 1).toFixed(2));
}
