import { createElement } from 'react';
import { createNoise, noiseSpec } from '../../core/noise/noise';
import { forwardPath } from '../../core/oracles/grid-path/forward-path';
import { createRng } from '../../core/rng/rng';
import { terrainCosts, terrainNames } from '../../core/terrain/kinds';
import { terrainCostsOf } from '../../core/terrain/land';
import { logSpace } from '../../core/laws/log-space';
import { PathFlipsChart } from '../path-flips/PathFlipsChart';
import type { NamedStretch, PathFlipsData } from '../path-flips/layout';
import type { PathPanelData, PathPanelsData } from '../path-panels/layout';
import { PathPanelsChart } from '../path-panels/PathPanelsChart';
import type { ChartSize } from '../shared/size';
import type { CellPath, LandData, TerrainData } from '../terrain/data';
import { TerrainChart } from '../terrain/TerrainChart';

/* Generated land, and forward paths over it under normal noise. */

const still = () => undefined;
const rng = createRng(1, 'gallery');
const normal = createNoise(noiseSpec('normal'));

const cellsOf = (y: ArrayLike<number>): CellPath =>
  Array.from(y, (_, cell) => cell).filter((cell) => y[cell] === 1);

/** Land on which hardly two paths cost the same. */
function landCase(size: number, map: number): LandData & { readonly costs: readonly number[] } {
  const kinds = Object.values(terrainCosts);
  const terrain = terrainCostsOf(1, map, size);
  return {
    size,
    costs: terrain.map((cost, i) => cost * (1 + 0.02 * ((i * 7) % 11))),
    looks: terrain.map((cost) => kinds.indexOf(cost as (typeof kinds)[number])),
    names: terrainNames,
  };
}

function cheapest({ size, costs }: LandData, sigma = 0, draw = 0): CellPath {
  const y = new Float64Array(size * size);
  const noisy = Float64Array.from(costs, (c, i) => sigma * normal.sample(rng.word(draw, i)) - c);
  forwardPath(size, size).solve(noisy, y);
  return cellsOf(y);
}

const costOf = ({ costs }: LandData, path: CellPath) =>
  path.reduce((sum, cell) => sum + costs[cell], 0);

interface Problem {
  readonly size?: number;
  readonly map?: number;
  readonly sigma: number;
}

/** A map with 200 draws, of which 64 are threads. */
export function terrainCase({ size = 12, map = 5, sigma }: Problem): TerrainData {
  const land = landCase(size, map);
  const path = cheapest(land);
  const cost = costOf(land, path);
  const threads = Array.from({ length: 200 }, (_, draw) => cheapest(land, sigma, draw));
  const keys = threads.map((each) => each.join());
  const paths = threads
    .filter((_, draw) => keys.indexOf(keys[draw]) === draw)
    .map((each) => ({
      path: each,
      share: keys.filter((key) => key === each.join()).length / threads.length,
      extra: costOf(land, each) - cost,
    }))
    .sort((a, b) => b.share - a.share);
  const shares = land.costs.map(
    (_, cell) => threads.filter((each) => each.includes(cell)).length / threads.length,
  );
  return {
    ...{ ...land, path, cost, target: null, changed: [] },
    draws: {
      samples: 200,
      sigma,
      clamped: sigma > 1 ? 0.3 : 0,
      shares,
      threads: threads.slice(0, 64),
      paths,
    },
  };
}

const terrain = (data: TerrainData) => (size: ChartSize) =>
  createElement(TerrainChart, {
    ...{ ...data, ...size, most: 9.99, painting: false, onCost: still, onPaint: still },
  });

/** Shares, and changes towards a path; the last one is empty or still on its way. */
export function panelsCase(
  size: number,
  kinds: readonly PathPanelData['kind'][],
  last: 0 | null,
): PathPanelsData {
  const data = terrainCase({ size, map: 136, sigma: 1 });
  const target = cheapest(landCase(size, 6));
  const { shares } = data.draws!;
  const changes = Array.from(shares, (share, cell) => share - Number(target.includes(cell)));
  const values = (kind: PathPanelData['kind']) => (kind === 'share' ? shares : changes);
  return {
    ...{ land: data, path: data.path, target: kinds.includes('share') ? null : target },
    panels: kinds.map((kind, p): PathPanelData => ({
      ...{ id: `panel-${p}`, title: `look ${p + 1}`, kind, note: `${40 + p} cells of all` },
      values:
        p < kinds.length - 1 ? values(kind) : last === null ? null : Array.from(changes, () => 0),
      rows: [['cells', String(40 + p)]],
    })),
  };
}

/** Draws that leave the cheapest path at about a sigma of `from`. */
export function pathFlipsCase(from: number, draw: readonly NamedStretch[]): PathFlipsData {
  const sigmas = logSpace(0.01, 100, 33);
  return {
    ...{ sigma: 0.4, sigmaBounds: [0.01, 100], sigmas, samples: 128, draw, drawName: 'draw 12' },
    cheapest: sigmas.map((sigma) => 1 / (1 + (sigma / from) ** 1.5)),
    entropy: sigmas.map((sigma) => 1 - 1 / (1 + (sigma / from) ** 2)),
    most: [
      { from: 0.01, to: 3, name: 'A', extra: 0 },
      { from: 3, to: 100, name: 'C', extra: 3.1 },
    ],
  };
}

export const stretches = (...ends: readonly number[]): NamedStretch[] =>
  ends.slice(1).map((to, i) => ({
    ...{ from: ends[i], to, extra: 0.4 * i },
    name: 'ABCDEFGHIJKLMNOP'[i],
  }));

const panels = (data: PathPanelsData) => (size: ChartSize) =>
  createElement(PathPanelsChart, { ...data, ...size });
const pathFlips = (data: PathFlipsData) => (size: ChartSize) =>
  createElement(PathFlipsChart, { ...data, ...size, onSigma: still });

const some = terrainCase({ sigma: 0.6 });

export const pathsCases = {
  terrain: {
    'some noise': terrain(some),
    'hardly any noise': terrain(terrainCase({ sigma: 0.02 })),
    'much noise, many cells': terrain(terrainCase({ sigma: 8, size: 18, map: 2 })),
    'few cells, another path wanted': terrain({
      ...terrainCase({ sigma: 1, size: 8, map: 3 }),
      target: cheapest(landCase(8, 6)),
      changed: [9, 18, 27],
    }),
    computing: terrain({ ...some, draws: null }),
  },
  'path-panels': {
    'three changes, the last of nothing': panels(panelsCase(12, ['change', 'change', 'change'], 0)),
    'shares and their difference': panels(panelsCase(18, ['share', 'difference', 'share'], null)),
    'on its way': panels(panelsCase(8, ['change', 'share', 'change'], null)),
  },
  'path-flips': {
    'a few flips': pathFlips(pathFlipsCase(0.5, stretches(0.01, 0.3, 0.9, 7, 100))),
    'many flips': pathFlips(
      pathFlipsCase(0.05, stretches(0.01, 0.02, 0.021, 0.05, 0.4, 0.41, 0.6, 2, 2.2, 9, 40, 100)),
    ),
    computing: pathFlips({
      ...pathFlipsCase(1, stretches(0.01, 100)),
      ...{ sigmas: [], cheapest: [], entropy: [], most: [] },
    }),
  },
};
