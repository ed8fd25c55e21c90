import type { CostStripsData } from '../../../charts/cost-strips/layout';
import type { HeatmapData } from '../../../charts/heatmap/layout';
import type { PathMap, PathMapsData } from '../../../charts/path-maps/layout';
import { formatNumber, formatPercent } from '../../../charts/shared/format';
import { kendallTau } from '../../../core/rank-correlation';
import { CELLS, SIDE, terrainCosts, terrainNames } from '../../../core/terrain/kinds';
import { dot } from '../../../core/vector';
import type { FigureTable } from '../../../ui/figure/types';
import type { HeldOutMap, SeenMap } from '../compute/protocol';
import { joinsCorners } from '../experiment/evaluation';
import { terrainLike } from '../experiment/land';
import { pathOf } from '../experiment/problem';
import type { PathsMethod } from '../experiment/spec';
import type { Seen } from '../looks';

/** Equal costs of paths differ by their rounding, and true ones are rounded themselves. */
const ROUNDING = 1e-6;

const grid = { size: CELLS, moves: 'all' } as const;

/** What of a held-out map a run gets right. */
function mapOf(
  { number, pixels, costs, path: wanted }: HeldOutMap,
  { taken }: SeenMap,
  method: PathsMethod,
): PathMap {
  const [cost, least] = [dot(taken, costs), dot(wanted, costs)];
  const more = cost / least - 1;
  const joined = joinsCorners(taken);
  const right = joined && more <= ROUNDING;
  // a fit of the path itself marks cells, in no order
  const solved = joined && method !== 'squared';
  return {
    ...{ id: String(number), title: `held-out map ${number + 1}`, right },
    picture: { pixels, width: SIDE, height: SIDE, channels: 3 },
    path: solved ? pathOf(taken, grid) : null,
    cells: solved ? [] : Array.from(taken.keys()).filter((cell) => taken[cell] === 1),
    target: pathOf(wanted, grid),
    note: right ? 'right' : joined ? `${formatPercent(more, 2)} dearer` : 'no path',
    rows: [
      ['its cells cost', formatNumber(cost)],
      ['the cheapest path', formatNumber(least)],
    ],
  };
}

export const heldOutData = ({ maps, seen, run }: Seen, chosen: number): PathMapsData => ({
  size: CELLS,
  maps: maps.map((map, m) => mapOf(map, seen[m], run.setup.method)),
  chosen: maps.findIndex(({ number }) => number === chosen),
});

/** How many of the maps are right: where it begins, and when. */
export function mapsTitle({ maps }: PathMapsData, step: number): string {
  const right = maps.filter((map) => map.right).length;
  const begun = step === 0 ? 'Before the first step' : `After ${step} steps`;
  return `${begun} ${right} of ${maps.length} held-out maps are solved right`;
}

export const mapsTable = ({ maps }: PathMapsData): FigureTable => ({
  columns: ['map', 'right', 'what is seen', 'cells taken', 'cells of the right path'],
  rows: maps.map(({ title, right, note, path, cells, target }) => [
    ...[title, right ? 1 : 0, note, (path ?? cells).join(' '), target.join(' ')],
  ]),
});

/** The costs of one map, the true ones and those of a network. */
export interface Believed {
  readonly costs: Float32Array;
  readonly told: Float32Array;
  readonly method: PathsMethod;
}

/** @param chosen the number of one of the maps */
export function believedOf({ maps, seen, run }: Seen, chosen: number): Believed {
  const m = maps.findIndex(({ number }) => number === chosen);
  return { costs: maps[m].costs, told: seen[m].costs, method: run.setup.method };
}

const names = Array.from({ length: CELLS }, (_, i) => String(i + 1));

export const believedMaps = ({ costs, told }: Believed): HeatmapData => ({
  ...{ rows: names, columns: names, rowTitle: 'row', columnTitle: 'column' },
  panels: [
    { id: 'truth', title: 'true costs', values: costs, hue: 'ink' },
    { id: 'score', title: 'told by the network', values: told, hue: 'signal' },
  ],
});

export const believedStrips = ({ costs, told }: Believed): CostStripsData => ({
  valueLabel: 'told by the network',
  strips: terrainNames.map((name, terrain) => ({
    ...{ name, cost: terrainCosts[name] },
    values: told.filter((_, cell) => terrainLike(costs[cell]) === terrain),
  })),
});

/** How well the order of the costs is known. */
export function believedTitle({ costs, told, method }: Believed): string {
  if (method === 'squared') return 'This network tells a path, and no costs';
  const tau = kendallTau(costs, told);
  if (!(tau > 0.15)) return 'The network does not know yet which cells are dear';
  const knows = tau > 0.5 ? 'knows' : 'begins to see';
  return `The network ${knows} which cells are dear: rank correlation ${formatNumber(tau, 2)}`;
}

export const believedTable = ({ costs, told }: Believed): FigureTable => ({
  columns: ['row', 'column', 'true cost', 'cost of the network'],
  rows: Array.from(costs, (cost, cell) => [
    ...[Math.floor(cell / CELLS) + 1, (cell % CELLS) + 1],
    ...[Number(cost.toPrecision(3)), told[cell]],
  ]),
});
