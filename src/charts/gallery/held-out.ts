import { createElement } from 'react';
import { terrainCosts, terrainNames } from '../../core/terrain/kinds';
import { CostStripsChart } from '../cost-strips/CostStripsChart';
import type { CostStripsData } from '../cost-strips/layout';
import type { PathMap, PathMapsData } from '../path-maps/layout';
import { PathMapsChart } from '../path-maps/PathMapsChart';
import type { ChartSize } from '../shared/size';

/* What a network makes of held-out maps. */

const SIDE = 96;
const CELLS = 12;

/** Bright and dark fields. */
const picture = (m: number) => ({
  ...{ width: SIDE, height: SIDE, channels: 3 as const },
  pixels: Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % SIDE, Math.floor(i / 3 / SIDE)];
    return 90 + 50 * Math.sin((x + 20 * m) / 17) * Math.cos(y / 13) + 20 * (i % 3);
  }),
});

const diagonal = Array.from({ length: CELLS }, (_, i) => i * (CELLS + 1));
const around = [
  ...Array.from({ length: CELLS }, (_, i) => i * CELLS),
  ...Array.from({ length: CELLS - 1 }, (_, i) => CELLS * (CELLS - 1) + i + 1),
];

/** Maps of which every other one is solved right; with `cells` some marks are no path. */
export function pathMapsCase(count: number, cells = false): PathMapsData {
  const maps = Array.from({ length: count }, (_, m): PathMap => {
    const right = m % 2 === 0;
    const marks = cells && !right;
    return {
      ...{ id: String(m), title: `held-out map ${m + 1}`, picture: picture(m), right },
      path: marks ? null : right ? diagonal : around,
      cells: marks ? [0, 5, 13, 40, 66, 91, 143] : [],
      target: diagonal,
      note: right ? 'right' : marks ? 'no path' : `${20 + m}% dearer`,
      rows: [['its cells cost', String(40 + m)]],
    };
  });
  return { size: CELLS, maps, chosen: 0 };
}

/** Costs that grow with the true ones as `slope` says, about 30 cells of a terrain. */
export const costStripsCase = (slope: number, missing = -1): CostStripsData => ({
  valueLabel: 'told by the network',
  strips: terrainNames.map((name, t) => ({
    ...{ name, cost: terrainCosts[name] },
    values: Array.from(
      { length: t === missing ? 0 : 22 + 3 * t },
      (_, i) => 0.4 + slope * terrainCosts[name] + 0.5 * Math.abs(Math.sin(7 * i + t)),
    ),
  })),
});

const maps = (data: PathMapsData) => (size: ChartSize) =>
  createElement(PathMapsChart, { ...data, ...size });
const strips = (data: CostStripsData) => (size: ChartSize) =>
  createElement(CostStripsChart, { ...data, ...size });

export const heldOutCases = {
  'path-maps': {
    'six maps': maps(pathMapsCase(6)),
    'marks that are no path': maps(pathMapsCase(3, true)),
  },
  'cost-strips': {
    'dear cells are told from cheap ones': strips(costStripsCase(0.3)),
    'nothing is known, a terrain is missing': strips(costStripsCase(0, 2)),
  },
};
