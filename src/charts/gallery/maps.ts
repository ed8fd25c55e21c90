import { createElement, type ReactElement } from 'react';
import { closedFormMap } from '../../core/maps/closed-form';
import { mapGrid, mapTruth } from '../../core/maps/regime-map';
import { mapFromSums } from '../../core/maps/sampled';
import { addMapDraws, emptyMapSums } from '../../core/maps/sums';
import { noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
import type { MapQuantity, RegimeMapData } from '../regime-map/model';
import { RegimeMapChart } from '../regime-map/RegimeMapChart';
import type { ChartSize } from '../shared/size';
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
};
