import { createElement } from 'react';
import { methods } from '../../core/atlas/methods';
import type { ChartSize } from '../shared/size';
import type { VersusData, VersusPoint } from '../versus/data';
import { VersusChart } from '../versus/VersusChart';

const point = (name: string, x: number, y: number, recorded = false): VersusPoint => ({
  ...{ id: name, name, x, y, recorded },
  parts: [-2, -1, 0, 1, 2].map((i) => [x + 0.02 * i, y - 0.03 * i * (i % 2 === 0 ? 1 : -1)]),
});

export const versusCase = (points: readonly VersusPoint[]): VersusData => ({
  ...{
    points,
    x: methods.squared.short,
    y: methods['fenchel-young'].short,
    measure: 'ρ',
    parts: 'folds',
  },
  ...{ ratio: 0.95, difference: 0.05 },
});

export const someSets: readonly VersusPoint[] = [
  point('ahead', 0.7, 0.8),
  point('level both ways', 0.9, 0.87),
  point('level as a difference', 0.1, 0.06),
  point('behind', 0.8, 0.6),
  point('below 0', -0.03, 0.02),
];

const crowd = Array.from({ length: 21 }, (_, i) =>
  point(
    `set ${i + 1}`,
    0.97 - 0.0022 * i * i,
    0.98 - 0.0023 * i * i + 0.02 * Math.sin(i),
    i % 3 > 0,
  ),
);

const versus = (points: readonly VersusPoint[]) => (size: ChartSize) =>
  createElement(VersusChart, { ...versusCase(points), ...size });

export const versusCases = {
  versus: {
    'five sets': versus(someSets),
    'twenty-one sets, most recorded': versus(crowd),
  },
};
