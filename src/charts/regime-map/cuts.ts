import { cellNear } from '../../core/maps/regimes';
import { upright } from '../shared/axes';
import { cartesian, type CartesianSpec } from '../shared/cartesian';
import { formatNumber, formatTick } from '../shared/format';
import type { Box, Label, Line, Point } from '../shared/labels';
import { pathOf } from '../shared/path';
import { typeScale, type ChartSize } from '../shared/size';
import type { Colouring, MapView, Settings } from './view';

/** The quantity of the map along one axis, through one cell. */
export interface CutLayout {
  readonly along: 'sigma' | 'epsilon';
  readonly curve: string;
  /** What the curve goes through: a value of the axis with that of the quantity, and its pixel column. */
  readonly steps: readonly CutStep[];
  readonly box: Box;
  /** Where the cell is. */
  readonly marker: Line;
  readonly grid: readonly Line[];
  readonly labels: readonly Label[];
}

export interface CutStep {
  readonly at: number;
  readonly value: number;
  readonly x: number;
}

/** Width from which a map has its cuts beside it, and the parts of the width that both take. */
const LEAST_WIDTH = 700;
const MAP_SHARE = 0.68;
const CUT_SHARE = 0.29;

/** The sizes of the map, and of the room of its cuts at the right, if there is any. */
export function roomsOf(size: ChartSize): { readonly map: ChartSize; readonly cuts: Box | null } {
  if (size.presentation || size.width < LEAST_WIDTH) return { map: size, cuts: null };
  const width = CUT_SHARE * size.width;
  return {
    map: { ...size, width: MAP_SHARE * size.width },
    cuts: { x: size.width - width, y: 0, width, height: size.height },
  };
}

/** Two rooms, one over the other. */
export const stacked = ({ x, y, width, height }: Box): readonly [Box, Box] => [
  { x, y, width, height: height / 2 },
  { x, y: y + height / 2, width, height: height / 2 },
];

/** A cut in each of two rooms: along sigma through the nearest epsilon, and along epsilon on its side of 0. */
export function cutsOf(
  view: MapView,
  { sigma, epsilon }: Settings,
  rooms: readonly [Box, Box],
  size: ChartSize,
): CutLayout[] {
  const { grid, colouring, sigmaBounds, epsilonBounds } = view;
  const { sigmas, epsilons } = grid;
  const [columns, half] = [sigmas.length, epsilons.length / 2];
  const at = cellNear(grid, sigma, epsilon);
  const [row, column] = [Math.floor(at / columns), at % columns];
  const sign = Math.sign(epsilon);
  const part = { ...size, width: rooms[0].width, height: rooms[0].height };
  const heading = (of: string, value: number) => ({
    text: `${colouring.title} at ${of} = ${formatNumber(value, 2)}`,
    kind: 'axis',
    term: 'gradient',
  });
  const sizes = epsilons.slice(half);
  const rowOf = (place: number) => (sign > 0 ? half + place : half - 1 - place);
  return [
    cutOf('sigma', sigmas, sigma, (s) => view.valueAt(row * columns + s), {
      size: part,
      x: { kind: 'log', domain: sigmaBounds },
      yTitle: heading('ε', epsilons[row]),
    }),
    cutOf('epsilon', sizes, Math.abs(epsilon), (e) => view.valueAt(rowOf(e) * columns + column), {
      size: part,
      x: { kind: 'log', domain: epsilonBounds, format: (tick) => formatTick(sign * tick) },
      yTitle: heading('σ', sigmas[column]),
    }),
  ].map((cut, i) => cut(colouring, rooms[i]));
}

const TITLES = {
  sigma: { text: 'σ', kind: 'noise', term: 'sigma' },
  epsilon: { text: 'ε', kind: 'loss', term: 'epsilon' },
} as const;

/** A cut, to be drawn from a corner on. */
function cutOf(
  along: CutLayout['along'],
  places: readonly number[],
  value: number,
  quantity: (place: number) => number,
  spec: Omit<CartesianSpec, 'head' | 'y' | 'xTitle'>,
) {
  return ({ scale: kind, domain }: Colouring, { x: dx, y: dy }: Point): CutLayout => {
    const head = 1.2 * typeScale(spec.size).row;
    const plot = cartesian({ ...spec, head, y: { kind, domain }, xTitle: TITLES[along] });
    const { x, frame } = plot;
    const [least, most] = domain;
    // a curve that leaves the colours ends there
    const y = (shown: number) => (shown >= least && shown <= most ? plot.y(shown) : NaN);
    const moved = ({ x1, x2, y1, y2 }: Line): Line => ({
      ...{ x1: x1 + dx, x2: x2 + dx, y1: y1 + dy, y2: y2 + dy },
    });
    const steps = places.map((at, i) => ({ at, value: quantity(i), x: dx + x(at) }));
    return {
      ...{ along, steps },
      curve: pathOf(steps.map((step) => ({ x: step.x, y: dy + y(step.value) }))),
      box: {
        ...{ x: dx + frame.left, y: dy + frame.top },
        ...{ width: frame.right - frame.left, height: frame.bottom - frame.top },
      },
      marker: moved(upright(x(value), frame.top, frame.bottom)),
      grid: plot.grid.map(moved),
      labels: plot.labels.map((label) => ({ ...label, x: label.x + dx, y: label.y + dy })),
    };
  };
}
