import { createElement, type ReactElement } from 'react';
import { closedFormMap, hasClosedForm } from '../../core/maps/closed-form';
import type { MeasuredMap } from '../../core/maps/difference';
import { mapErrors, totalOf } from '../../core/maps/groups';
import type { MapQuantity } from '../../core/maps/quantities';
import { mapGrid, mapTruth } from '../../core/maps/regime-map';
import { mapFromSums } from '../../core/maps/sampled';
import { addMapDraws, emptyMapSums } from '../../core/maps/sums';
import { trainProblem } from '../../core/maps/training';
import { coarseToFine } from '../../core/sweeps/order';
import { noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
import type { MapCutsData } from '../map-cuts/layout';
import { MapCutsChart } from '../map-cuts/MapCutsChart';
import type { MapDifferenceData } from '../map-difference/layout';
import { MapDifferenceChart } from '../map-difference/MapDifferenceChart';
import type { RegimeMapData } from '../regime-map/model';
import { RegimeMapChart } from '../regime-map/RegimeMapChart';
import type { ChartSize } from '../shared/size';
import type { SweepCell, SweepMapData } from '../sweep-map/model';
import { SweepMapChart } from '../sweep-map/SweepMapChart';
import { longTail } from './data';

const SIGMAS = [0.01, 100] as const;
const EPSILONS = [0.001, 100] as const;

const NEAR_TIE: ArgmaxProblem = {
  ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], k: 1, sigma: 0.1, epsilon: -1, seed: 1 },
  noise: noiseSpec('gumbel'),
};

const shown = (map: RegimeMapData['map'], quantity: RegimeMapData['quantity']): RegimeMapData => ({
  ...{ map, quantity, draws: 100 },
  ...{ sigma: map.problem.sigma, epsilon: map.problem.epsilon },
  ...{ sigmaBounds: SIGMAS, epsilonBounds: EPSILONS },
});

/** The map of a problem of one class under Gumbel noise. */
export const mapCase = (
  patch: Partial<ArgmaxProblem> = {},
  quantity: MapQuantity = 'error',
): RegimeMapData =>
  shown(closedFormMap({ ...NEAR_TIE, ...patch }, mapGrid(SIGMAS, EPSILONS, 65, 33)), quantity);

/** A part of the map, without the least sizes of epsilon. */
function partCase(): RegimeMapData {
  const [sigmaBounds, epsilonBounds] = [[0.03, 0.7] as const, [0.02, 2.5] as const];
  const map = closedFormMap(NEAR_TIE, mapGrid(sigmaBounds, epsilonBounds, 65, 33));
  return { ...shown(map, 'error'), sigmaBounds, epsilonBounds };
}

/** Where expected steps take trainings that start in the cells of a coarse map. */
export function trainedCase(patch: Partial<ArgmaxProblem> = {}): RegimeMapData {
  const grid = mapGrid(SIGMAS, EPSILONS, 17, 9);
  const map = closedFormMap({ ...NEAR_TIE, ...patch }, grid);
  const losses = Float64Array.from(map.cells.bias, (_, at) => {
    const [sigma, epsilon] = [grid.sigmas[at % 17], grid.epsilons[Math.floor(at / 17)]];
    return trainProblem({ ...map.problem, sigma, epsilon }, 1000);
  });
  return { ...shown(map, 'trained'), draws: 1000, training: { draws: null, mesh: 1, losses } };
}

/** That of subsets, by a few draws. */
function sampledCase(): RegimeMapData {
  const scores = [1.2, 0.8, 0.3, 0, -0.4, -0.9];
  const loss = [0.7, 0.1, 0.9, 0.3, 0, 0.5];
  const problem = { ...NEAR_TIE, scores, loss, k: 2, sigma: 1, epsilon: 2 };
  const grid = mapGrid(SIGMAS, EPSILONS, 33, 17);
  const sums = emptyMapSums(6, grid);
  addMapDraws(sums, problem, grid, 0, 256);
  return shown(mapFromSums(problem, grid, mapTruth(problem, grid), sums), 'error');
}

const chart = (data: RegimeMapData) => (size: ChartSize) =>
  createElement(RegimeMapChart, { ...data, ...size, onPoint: () => undefined });

const twelve = { scores: longTail(12), loss: longTail(12).map((_, i) => (i === 3 ? 0 : 1)) };

/** Two maps of the near tie, the second with another k or law by a few draws. */
export function differenceCase(
  quantity: MapQuantity = 'error',
  patch: Partial<ArgmaxProblem> = {},
  draws = 100,
): MapDifferenceData {
  const { map, ...rest } = mapCase({}, quantity);
  const problem = { ...NEAR_TIE, ...patch };
  const second = (): MeasuredMap => {
    if (hasClosedForm(problem)) {
      return { map: closedFormMap(problem, map.grid), errors: null, draws };
    }
    const groups = Array.from({ length: 4 }, (_, g) => {
      const sums = emptyMapSums(problem.scores.length, map.grid);
      addMapDraws(sums, problem, map.grid, 64 * g, 64);
      return sums;
    });
    const truth = mapTruth(problem, map.grid);
    return {
      map: mapFromSums(problem, map.grid, truth, totalOf(groups, map.grid)),
      errors: mapErrors(problem, map.grid, truth, groups, draws),
      draws,
    };
  };
  return {
    ...rest,
    first: { map, errors: null, draws: 100 },
    second: second(),
    names: ['Gumbel noise', 'the other one'],
  };
}

const difference = (data: MapDifferenceData) => (size: ChartSize) =>
  createElement(MapDifferenceChart, { ...data, ...size });

const cuts = (data: MapCutsData) => (size: ChartSize) =>
  createElement(MapCutsChart, { ...data, ...size });

const PLACES = [
  { name: 'A', sigma: 0.1, epsilon: -1 },
  { name: 'B', sigma: 0.1, epsilon: 0.08 },
  { name: 'C', sigma: 10, epsilon: 20 },
];

const pinned = (data: RegimeMapData) => (size: ChartSize) =>
  createElement(RegimeMapChart, {
    ...{ ...data, ...size, pins: PLACES, active: 'A', heading: 'Gumbel noise' },
    ...{ onPoint: () => undefined, onPick: () => undefined, onChoose: () => undefined },
  });

/** What a training might reach: best along a diagonal. */
export function sweepCase(columns: number, rows: number, come = columns * rows): SweepMapData {
  const spaced = (count: number, from: number, to: number) =>
    Array.from({ length: count }, (_, i) =>
      Number((from * (to / from) ** (i / (count - 1))).toPrecision(3)),
    );
  const order = coarseToFine(columns, rows).slice(0, come);
  return {
    x: { title: 'noise scale σ', term: 'sigma', values: spaced(columns, 0.1, 10) },
    y: { title: 'loss weight ε', term: 'epsilon', values: spaced(rows, -1, -100).reverse() },
    quantity: 'held-out places wrong, %',
    cells: Array.from({ length: columns * rows }, (_, place): SweepCell | null => {
      if (!order.includes(place)) return null;
      const far = (place % columns) / columns - Math.floor(place / columns) / rows;
      return { n: 3, mean: 90 * Math.abs(far), error: 2 };
    }),
    here: { x: 1, y: -12 },
  };
}

/** Cells of which the greatest are ten thousand times the least. */
export function wideCase(): SweepMapData {
  const data = sweepCase(9, 5);
  return {
    ...{ ...data, quantity: 'error over the length of the gradient' },
    cells: data.cells.map((_, place) => ({ n: 1, mean: 10 ** ((place % 9) / 2 - 1), error: NaN })),
  };
}

const sweep = (data: SweepMapData) => (size: ChartSize) =>
  createElement(SweepMapChart, {
    ...{ ...data, ...size },
    onPick: () => undefined,
    onPart: () => undefined,
  });

export const mapCases: Record<string, Record<string, (size: ChartSize) => ReactElement>> = {
  'regime-map': {
    'near tie': chart(mapCase()),
    'useful point': chart(mapCase({ epsilon: 0.08 })),
    'twelve classes': chart(mapCase(twelve)),
    'draws that differ': chart(mapCase({}, 'differ')),
    'slope in sigma': chart(mapCase({}, 'slope')),
    cosine: chart(mapCase({ scores: [0.5, 0.2, -0.3], loss: [0.3, 1, 0] }, 'cosine')),
    'by draws': chart(sampledCase()),
    'three pins': pinned(mapCase()),
    trainings: chart(trainedCase()),
    'a part': chart(partCase()),
  },
  'map-difference': {
    'scores apart': difference(differenceCase('error', { scores: [1, 0.2, -1] })),
    'one draw': difference(differenceCase('error', {}, 1)),
    'other law': difference(differenceCase('bias', { noise: noiseSpec('normal') })),
    cosines: difference(differenceCase('cosine', { scores: [0.5, 0.2, -0.3], loss: [0.3, 1, 0] })),
    'the same': difference(differenceCase('differ')),
  },
  'map-cuts': {
    'one map': cuts({ grounds: [mapCase()], sigma: 0.1, epsilon: -1 }),
    'two maps': cuts({
      grounds: [
        { ...mapCase(), heading: 'Gumbel noise' },
        { ...mapCase({ scores: [1, 0.2, -1] }), heading: 'other scores' },
      ],
      ...{ sigma: 1, epsilon: 0.3 },
    }),
  },
  'sweep-map': {
    'all cells': sweep(sweepCase(21, 11)),
    'on its way': sweep(sweepCase(17, 17, 40)),
    'few cells': sweep({ ...sweepCase(3, 2), here: { x: 100, y: -1 } }),
    'a wide range': sweep(wideCase()),
    nothing: sweep(sweepCase(9, 9, 0)),
  },
};
