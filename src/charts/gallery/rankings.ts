import { createElement } from 'react';
import { methods, type MethodName } from '../../core/atlas/methods';
import { perturbedRanking } from '../../core/laws/perturbed-ranking';
import { createNoise, noiseSpec } from '../../core/noise/noise';
import type { PushesData } from '../pushes/data';
import { PushesChart } from '../pushes/PushesChart';
import type { RankingLinesData } from '../ranking-lines/data';
import { RankingLinesChart } from '../ranking-lines/RankingLinesChart';
import type { Ends } from '../shared/scale';
import type { ChartSize } from '../shared/size';

const still = () => undefined;
const gumbel = createNoise(noiseSpec('gumbel'));
const NAMES = [...'ABCDEFGH'];

interface Lines {
  readonly scores: readonly Ends[];
  readonly sigma: number;
  readonly x: number;
  readonly examples?: number;
}

/** Lines between the given scores, and examples that some of the labels trade places in. */
export function rankingLinesCase({ scores, sigma, x, examples = 24 }: Lines): RankingLinesData {
  const at = (place: number) => scores.map(([a, b]) => a + ((b - a) * (place + 1)) / 2);
  const placesAt = (place: number) =>
    perturbedRanking(at(place), sigma, gumbel).mean.map((rank) => scores.length - rank);
  const expectedAt = (place: number) => placesAt(place)[0];
  const xs = Array.from({ length: 81 }, (_, i) => i / 40 - 1);
  return {
    ...{ scores, sigma, x, watched: 0, bounds: [-1, 1], xs },
    labels: NAMES.slice(0, scores.length),
    expected: xs.map(expectedAt),
    places: placesAt(x),
    axis: { title: 'feature x', name: 'x', digits: 2 },
    examples: Array.from({ length: examples }, (_, i) => {
      const place = (2 * i + 1) / examples - 1;
      const noisy = at(place).map((score, label) => score + 0.6 * Math.sin(7 * i + 3 * label));
      const orderOf = (values: readonly number[]) =>
        values.map((_score, label) => label).sort((a, b) => values[b] - values[a]);
      const told = { x: place, row: i, heldOut: i % 2 === 1, expected: expectedAt(place) };
      return { ...told, ranking: orderOf(noisy), predicted: orderOf(at(place)) };
    }),
  };
}

const lines = (data: RankingLinesData) => (size: ChartSize) =>
  createElement(RankingLinesChart, { ...data, ...size, onX: still });

const FIVE: readonly Ends[] = [
  [1.6, -1.2],
  [-0.7, 1.3],
  [0.4, 0.5],
  [-1.5, 0.1],
  [0.9, -0.4],
];
const EIGHT: readonly Ends[] = [...FIVE, [0.1, 0.2], [-0.3, -1.5], [1.1, 1.2]];

/** Pushes on labels whose scores stand in the wrong order. */
export function pushesCase(scores: readonly number[], truth: readonly number[]): PushesData {
  const rankOf = (label: number) => truth.length - 1 - truth.indexOf(label);
  const pairs = truth
    .flatMap((better, i) =>
      truth.slice(i + 1).map((worse) => ({
        ...{ better, worse },
        push: 1 / (1 + Math.exp(scores[better] - scores[worse])),
      })),
    )
    .sort((a, b) => b.push - a.push);
  const exact = scores.map((_, label) =>
    pairs.reduce(
      (sum, { better, worse, push }) =>
        sum + (better === label ? push : worse === label ? -push : 0),
      0,
    ),
  );
  const row = (id: MethodName, pushes: readonly number[]) => ({
    ...{ id, name: methods[id].short, pushes, paired: id === 'fenchel-young-exact' },
  });
  return {
    labels: NAMES.slice(0, scores.length),
    ...{ truth, pairs },
    rows: [
      row('fenchel-young', exact.map(Math.round)),
      row(
        'blackbox',
        exact.map(() => 0),
      ),
      row('fenchel-young-exact', exact),
      row(
        'squared',
        scores.map((score, label) => rankOf(label) - (scores.length - 1) / 2 - score),
      ),
      row(
        'perturbed-squared',
        exact.map((push) => 0.1 * push),
      ),
    ],
  };
}

const pushes = (data: PushesData) => (size: ChartSize) =>
  createElement(PushesChart, { ...data, ...size });

export const rankingsCases = {
  'ranking-lines': {
    'five labels': lines(rankingLinesCase({ scores: FIVE, sigma: 0.4, x: 0.2 })),
    'hardly any noise': lines(rankingLinesCase({ scores: FIVE, sigma: 0.01, x: -1 })),
    'eight labels, much noise': lines(
      rankingLinesCase({ scores: EIGHT, sigma: 3, x: 0.9, examples: 200 }),
    ),
    'before the first step': lines(
      rankingLinesCase({ scores: EIGHT.map(() => [0, 0] as const), sigma: 0.5, x: 0 }),
    ),
    'sixteen labels with names': lines({
      ...rankingLinesCase({
        scores: Array.from({ length: 16 }, (_, i) => [Math.sin(i), Math.cos(3 * i)] as const),
        ...{ sigma: 0.4, x: -0.3 },
      }),
      labels: Array.from({ length: 16 }, (_, i) => `candidate ${i + 1}`),
      axis: { title: 'age of the voter in years', name: 'age', digits: 1 },
    }),
    'three labels': lines(rankingLinesCase({ scores: FIVE.slice(0, 3), sigma: 0.5, x: 1 })),
  },
  pushes: {
    'five labels': pushes(pushesCase([0.7, -0.4, 1.3, 0.2, 0.25], [2, 4, 3, 0, 1])),
    'eight labels': pushes(
      pushesCase([0.7, -0.4, 1.3, 0.2, 0.25, -2, 2, 0], [5, 2, 4, 3, 0, 1, 7, 6]),
    ),
    'three labels': pushes(pushesCase([0.1, 0.2, 0.3], [0, 1, 2])),
  },
};
