import type { RegimeMap } from '../../core/maps/regime-map';
import { closedFormMap } from '../../core/maps/closed-form';
import { lossRange } from '../../core/laws/loss-range';
import { shownAt, type MapQuantity, type ShownQuantity } from '../../core/maps/quantities';
import {
  cellNear,
  errorAt,
  regimeAt,
  stepsWrongAt,
  valley,
  type Regime,
} from '../../core/maps/regimes';
import { trainingEnd, TRAINING_STEPS, type MapTraining } from '../../core/maps/training';
import { formatNumber, formatPercent, formatTick } from '../shared/format';
import { interiorMinimum } from '../loss-curve/layout';
import type { KeyItem } from '../shared/key';
import type { Colouring, MapName, MapView } from './view';

export interface RegimeMapData {
  readonly map: RegimeMap;
  /** Trainings from the cells, of the same grid: what the quantity "trained" shows. */
  readonly training?: MapTraining | undefined;
  readonly quantity: ShownQuantity;
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

/** What of a map does not move with its point. */
export type RegimeMapGround = Omit<RegimeMapData, 'sigma' | 'epsilon'>;

/** What trainings come to, in a few words. */
export const TRAINED = `E[loss] after ${TRAINING_STEPS} steps`;

const RELATIVE = {
  scale: 'log',
  domain: [0.1, 10],
  ends: ['0.1', '10'],
} as const;

const COLOURINGS: Readonly<Record<MapQuantity, Colouring>> = {
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

/** The colours of a quantity: losses have all that there can be as their ends. */
export function colouringOf({
  map: { problem },
  quantity,
}: Pick<RegimeMapGround, 'map' | 'quantity'>): Colouring {
  if (quantity !== 'trained') return COLOURINGS[quantity];
  const { loss, k } = problem;
  const ascending = loss.toSorted((a, b) => a - b);
  const least = ascending.slice(0, k).reduce((sum, one) => sum + one, 0);
  const domain = [least, least + lossRange(loss, k)] as const;
  const ends = [formatTick(domain[0]), formatTick(domain[1])] as const;
  return { title: TRAINED, hue: 'loss', scale: 'linear', domain, ends };
}

export const NAMES: Readonly<Record<Regime, string>> = {
  useful: 'Useful',
  less: 'ε too strong: “less noise”',
  more: 'ε too strong: “more noise”',
  frozen: 'Frozen',
  loud: 'Loud',
};

/** What a map of the argmax lab shows. */
export function regimeMapView(ground: RegimeMapGround): MapView {
  const { map, training, quantity, draws, sigmaBounds, epsilonBounds, heading } = ground;
  const worst = LIGHT.includes(quantity) ? -Infinity : Infinity;
  const trained = quantity === 'trained';
  return {
    ...{ grid: map.grid, sigmaBounds, epsilonBounds, colouring: colouringOf(ground) },
    ...(heading !== undefined && { heading }),
    valueAt: (at) => shownAt(ground, at, quantity),
    none: worst,
    wrongAt: (at) =>
      trained
        ? training !== undefined && trainingEnd(map, training, at) === 'higher'
        : stepsWrongAt(map, at),
    nameAt: (at) => nameOf(regimeAt(map, at, draws), stepsWrongAt(map, at)),
    key: [BEST, trained ? HIGHER : wrongKey(map.samples !== null)],
    best: ([1, -1] as const).flatMap((sign) =>
      valley(map, sign, draws).flatMap((epsilon, s) =>
        Number.isNaN(epsilon) ? [] : [{ sigma: map.grid.sigmas[s], epsilon }],
      ),
    ),
    least: leastLoss(map)?.sigma ?? null,
    middle: middleOf(epsilonBounds[0]),
  };
}

/** Size of epsilon from which on a map does not come near 0. */
const FAR = 0.01;

/** What is between both halves, the least size of epsilon being as given. */
const middleOf = (least: number): readonly string[] =>
  least < FAR
    ? ['ε → 0: exact in the mean, all spread', 'ε → 0']
    : [`sizes of ε below ${formatTick(least)} are not shown`, `|ε| < ${formatTick(least)}`];

/** Quantities without a value in a cell leave it blank: of all others it has the darkest colour. */
const LIGHT: readonly ShownQuantity[] = ['cosine', 'differ', 'trained'];

const BEST: KeyItem = { text: 'best ε of each σ', glyph: 'dots', term: 'epsilon' };
const HIGHER: KeyItem = { text: 'ends with more loss', glyph: 'wrong', term: 'loss' };
const wrongKey = (measured: boolean): KeyItem => ({
  text: measured ? 'σ steps the wrong way, beyond 2 s.e.' : 'σ steps the wrong way',
  ...{ glyph: 'wrong', term: 'sigma' },
});

/** The name of a cell; where epsilon is too strong, those where sigma steps the same way are one part. */
function nameOf(regime: Regime, wrong: boolean): MapName {
  const text = NAMES[regime];
  const key = regime;
  switch (regime) {
    case 'useful':
      return { key, text, note: 'error below half' };
    case 'frozen':
      return { key, text, note: 'y* stays the same' };
    case 'loud':
      return { key, text, note: 'mostly spread' };
    default:
      return {
        ...{ key: `${regime} ${String(wrong)}`, text, short: text.split(': ')[1] },
        note: wrong ? 'wrong here' : 'right here',
      };
  }
}

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

/**
 * All numbers of a cell, by name.
 * @param trained what a training from there comes to, if that is known
 */
export function readingOf({ map, at }: Place, draws: number, trained?: number) {
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
      ...(trained === undefined ? [] : [[TRAINED, formatNumber(trained)]]),
    ] as [string, string][],
  };
}
