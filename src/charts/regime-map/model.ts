import type { RegimeMap } from '../../core/maps/regime-map';
import { closedFormMap } from '../../core/maps/closed-form';
import { quantityAt, type MapQuantity } from '../../core/maps/quantities';
import { cellNear, errorAt, regimeAt, stepsWrongAt, type Regime } from '../../core/maps/regimes';
import type { Hue } from '../heatmap/colours';
import { formatNumber, formatPercent } from '../shared/format';
import { interiorMinimum } from '../loss-curve/layout';

export interface RegimeMapData {
  readonly map: RegimeMap;
  readonly quantity: MapQuantity;
  /** Draws that one estimate averages (M). */
  readonly draws: number;
  /** The point. */
  readonly sigma: number;
  readonly epsilon: number;
  readonly sigmaBounds: readonly [number, number];
  /** Least and largest size of epsilon. */
  readonly epsilonBounds: readonly [number, number];
  /** What sets the map apart from one beside it. */
  readonly heading?: string;
}

/** Whether a place is within the ends of a map, whatever the sign of its epsilon. */
export const isInMap = (
  { sigmaBounds, epsilonBounds }: Pick<RegimeMapData, 'sigmaBounds' | 'epsilonBounds'>,
  { sigma, epsilon }: Pick<RegimeMapData, 'sigma' | 'epsilon'>,
) =>
  sigma >= sigmaBounds[0] &&
  sigma <= sigmaBounds[1] &&
  Math.abs(epsilon) >= epsilonBounds[0] &&
  Math.abs(epsilon) <= epsilonBounds[1];

/** What of a map does not move with its point. */
export type RegimeMapGround = Omit<RegimeMapData, 'sigma' | 'epsilon'>;

/** How a quantity is coloured: the more, the more of its hue. */
export interface Colouring {
  readonly title: string;
  readonly hue: Hue;
  readonly scale: 'linear' | 'log';
  readonly domain: readonly [number, number];
  /** Texts of the ends of the colours. */
  readonly ends: readonly [string, string];
}

const RELATIVE = {
  scale: 'log',
  domain: [0.1, 10],
  ends: ['0.1', '10'],
} as const;

export const COLOURINGS: Readonly<Record<MapQuantity, Colouring>> = {
  error: { ...RELATIVE, title: 'error / length', hue: 'error' },
  bias: { ...RELATIVE, title: 'bias / length', hue: 'error' },
  spread: { ...RELATIVE, title: 'spread / length', hue: 'error' },
  cosine: {
    ...{ title: 'cosine', hue: 'signal', scale: 'linear' },
    ...{ domain: [-1, 1], ends: ['−1', '1'] },
  },
  differ: {
    ...{ title: 'draws that differ', hue: 'loss', scale: 'log' },
    ...{ domain: [0.001, 1], ends: ['0.1%', '100%'] },
  },
  slope: { ...RELATIVE, title: 'error of the σ slope / slope', hue: 'noise' },
};

/** The place of a cell in the grid: rows from the top, where epsilon is largest. */
export const placeInMap = (
  { grid: { sigmas, epsilons } }: RegimeMap,
  row: number,
  column: number,
) => (epsilons.length - 1 - row) * sigmas.length + column;

/** Values of the pixels, row by row from the top, on the scale of the colours; what has no value is as bad as can be. */
export function pixelValues(ground: RegimeMapGround): Float64Array {
  const { map, quantity, draws } = ground;
  const { scale } = COLOURINGS[quantity];
  const [rows, columns] = [map.grid.epsilons.length, map.grid.sigmas.length];
  const worst = quantity === 'cosine' || quantity === 'differ' ? -Infinity : Infinity;
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = quantityAt(map, placeInMap(map, row, column), quantity, draws);
      const shown = scale === 'log' ? Math.log(value) : value;
      values[row * columns + column] = Number.isNaN(shown) ? worst : shown;
    }
  }
  return values;
}

/** The ends of the colours on their scale. */
export function pixelDomain(quantity: MapQuantity): readonly [number, number] {
  const { scale, domain } = COLOURINGS[quantity];
  return scale === 'log' ? [Math.log(domain[0]), Math.log(domain[1])] : domain;
}

export const NAMES: Readonly<Record<Regime, string>> = {
  useful: 'Useful',
  less: 'ε too strong: “less noise”',
  more: 'ε too strong: “more noise”',
  frozen: 'Frozen',
  loud: 'Loud',
};

/** The noise scale of least loss, or null where the loss has no least value inside. */
export const leastLoss = ({ grid, truth }: RegimeMap) =>
  interiorMinimum({ sigmas: grid.sigmas, losses: truth.losses });

/** The cell of the point: a map of its own in closed form, else the nearest of those that were measured. */
export function pointCell({ map, sigma, epsilon }: RegimeMapData): Place {
  if (map.samples) return { map, at: cellNear(map.grid, sigma, epsilon) };
  const size = Math.abs(epsilon);
  const grid = { sigmas: [sigma], epsilons: [-size, size] };
  return { map: closedFormMap(map.problem, grid), at: Number(epsilon > 0) };
}

/** A cell of a map. */
export interface Place {
  readonly map: RegimeMap;
  readonly at: number;
}

/** All numbers of a cell, by name. */
export function readingOf({ map, at }: Place, draws: number) {
  const { cells, truth, grid } = map;
  const column = at % grid.sigmas.length;
  const part = (value: number) => (Number.isNaN(value) ? 'none' : formatPercent(value, 2));
  const wrong = stepsWrongAt(map, at) ? ', wrong way' : '';
  return {
    regime: regimeAt(map, at, draws),
    rows: [
      ['error / length', part(errorAt(map, at, draws))],
      ['bias / length', part(cells.bias[at])],
      [`spread / length, M = ${draws}`, part(cells.spread[at] / Math.sqrt(draws))],
      ['cosine', Number.isNaN(cells.cosine[at]) ? 'none' : formatNumber(cells.cosine[at])],
      ['draws that differ', formatPercent(cells.differ[at])],
      ['slope in σ, exact', formatNumber(truth.slopes[column])],
      ['slope in σ, expected', `${formatNumber(cells.slope[at])}${wrong}`],
      ['E[loss]', formatNumber(truth.losses[column])],
    ] as [string, string][],
  };
}
