import { createElement } from 'react';
import { LoudnessChart } from '../loudness/LoudnessChart';
import type { LoudnessData } from '../loudness/layout';
import { FanChart } from '../fan/FanChart';
import type { FanData } from '../fan/layout';
import { orderings } from '../../core/oracles/orderings';
import type { ChartSize } from '../shared/size';

/** All matchings of n numbers; the loss counts those in wrong places, as many draws lift the right one. */
export function fanCase(n: number, lifted = 140): FanData {
  const all = Array.from(orderings(n), (places) => [...places]);
  const wrong = (places: readonly number[]) => places.filter((place, j) => place !== j).length;
  const places = all.sort((a, b) => wrong(a) - wrong(b));
  const losses = places.map(wrong);
  const worst = losses.filter((loss) => loss === n).length;
  const draws = 200;
  const share = (y: number) => Math.round((draws * 0.8) / worst) - (y % 3);
  const touched = places.map((_, y) => (losses[y] === n ? share(y) : 0));
  return {
    places,
    losses: losses.map((loss) => 0.31 * loss),
    prediction: places.map((_, y) => Math.round(50 / (1 + y))),
    negative: {
      epsilon: -12,
      touched: places.map((_, y) => (y === 0 ? lifted : 0)),
      same: draws - lifted,
    },
    positive: {
      epsilon: 12,
      touched,
      same: draws - touched.reduce((sum, count) => sum + count, 0),
    },
    draws,
  };
}

/** Sequences of d numbers, each a little louder than the one before. */
export const loudnessCase = (count: number, d: number): LoudnessData => ({
  sequences: Array.from({ length: count }, (_, i) => ({
    name: String(((7 * i) % count) + 1),
    scale: 0.4 + 0.3 * (i / count) ** 2,
    numbers: Array.from({ length: d }, (__, j) => Math.abs(Math.sin(3 * i + 5 * j))),
    rows: [['numbers', String(d)]],
  })),
});

const loudness = (data: LoudnessData) => (size: ChartSize) =>
  createElement(LoudnessChart, { ...data, ...size });
const fan = (data: FanData) => (size: ChartSize) => createElement(FanChart, { ...data, ...size });

export const matchingCases = {
  loudness: {
    'ten sequences': loudness(loudnessCase(10, 10)),
    'one sequence': loudness(loudnessCase(1, 3)),
    'fifty sequences': loudness(loudnessCase(50, 40)),
  },
  fan: {
    'four numbers': fan(fanCase(4)),
    'three numbers': fan(fanCase(3)),
    'nothing changes': fan({
      ...fanCase(4, 0),
      positive: { epsilon: 0.01, touched: fanCase(4).places.map(() => 0), same: 200 },
    }),
  },
};
