import { createElement } from 'react';
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

const fan = (data: FanData) => (size: ChartSize) => createElement(FanChart, { ...data, ...size });

export const matchingCases = {
  fan: {
    'four numbers': fan(fanCase(4)),
    'three numbers': fan(fanCase(3)),
    'nothing changes': fan({
      ...fanCase(4, 0),
      positive: { epsilon: 0.01, touched: fanCase(4).places.map(() => 0), same: 200 },
    }),
  },
};
