import { createElement, type ReactElement } from 'react';
import { closedFormMap } from '../../core/maps/closed-form';
import type { MapQuantity } from '../../core/maps/quantities';
import { mapGrid, mapTruth } from '../../core/maps/regime-map';
import { mapFromSums } from '../../core/maps/sampled';
import { addMapDraws, emptyMapSums } from '../../core/maps/sums';
import { coarseToFine } from '../../core/sweeps/order';
import { noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
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

const shown = (map: RegimeMapData['map'], quantity: MapQuantity): RegimeMapData => ({
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

const sweep = (data: SweepMapData) => (size: ChartSize) =>
  createElement(SweepMapChart, { ...data, ...size, onPick: () => undefined });

export const mapCases: Record<string, Record<string, (size: ChartSize) => ReactElement>> = {
  'regime-map': {
    'near tie': chart(mapCase()),
    'useful point': chart(mapCase({ epsilon: 0.08 })),
    'twelve classes': chart(mapCase(twelve)),
    'draws that differ': chart(mapCase({}, 'differ')),
    'slope in sigma': chart(mapCase({}, 'slope')),
    cosine: chart(mapCase({ scores: [0.5, 0.2, -0.3], loss: [0.3, 1, 0] }, 'cosine')),
    'by draws': chart(sampledCase()),
  },
  'sweep-map': {
    'all cells': sweep(sweepCase(21, 11)),
    'on its way': sweep(sweepCase(17, 17, 40)),
    'few cells': sweep({ ...sweepCase(3, 2), here: { x: 100, y: -1 } }),
    nothing: sweep(sweepCase(9, 9, 0)),
  },
};
