import { createRng, unitUniform } from '../../../core/rng/rng';
import { terrainCosts, terrainNames, type TerrainName } from '../../../core/terrain/kinds';
import { terrainCostsOf, type TerrainPart } from '../../../core/terrain/land';

/** Land to look at: what its cells cost, row by row, and by which factor each departs from its terrain. */
export interface Land {
  readonly costs: readonly number[];
  readonly relief: readonly number[];
}

/** Of generated maps, whatever the seed of a run: all runs of a table see the same, and the page. */
export const TERRAIN_SEED = 1;

/**
 * Cells of one terrain cost up to this share more or less than each other's mean, or many paths would be the
 * cheapest at once; the terrains stay apart.
 */
const RELIEF = 0.07;

/** Costs are told in hundredths, from 0 to this. */
export const MAX_COST = 9.99;

export const inHundredths = (cost: number): number =>
  Math.round(100 * Math.min(MAX_COST, Math.max(0, cost))) / 100;

/** Map number `map` of a part, of cells size x size. */
export function landOf(map: number, size: number, part: TerrainPart = 'train'): Land {
  const rng = createRng(TERRAIN_SEED, 'paths/relief');
  const terrain = terrainCostsOf(TERRAIN_SEED, map, size, part);
  const relief = terrain.map((_, i) => 1 + RELIEF * (2 * unitUniform(rng.word(map, i)) - 1));
  return { costs: terrain.map((cost, i) => inHundredths(cost * relief[i])), relief };
}

/** What a cell costs once it is painted. */
export const paintedCost = ({ relief }: Land, cell: number, terrain: TerrainName): number =>
  inHundredths(terrainCosts[terrain] * relief[cell]);

/** The number of the terrain whose cost is the nearest. */
export function terrainLike(cost: number): number {
  const off = terrainNames.map((name) => Math.abs(terrainCosts[name] - cost));
  return off.indexOf(Math.min(...off));
}
