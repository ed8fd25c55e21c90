import { createRng } from '../rng/rng';
import { drawsOf, type Draws } from '../rng/draws';
import { smoothField, type Layers } from './fields';
import { CELL, terrainCosts, terrainNames, type TerrainName } from './kinds';

const land: Layers = [
  [32, 1],
  [16, 0.6],
  [8, 0.12],
];

/** The parts of a set of maps, of which each has maps of its own. */
export type TerrainPart = 'train' | 'test';

/** The stream of a part: map i is sample i. */
export const terrainRng = (seed: number, part: TerrainPart) => createRng(seed, `terrain/${part}`);

/**
 * What it costs to cross the cells of map i of a part [cells * cells], the same as in the set of maps where
 * a side has 12 cells. Of other sizes it is other land.
 */
export function terrainCostsOf(
  seed: number,
  map: number,
  cells: number,
  part: TerrainPart = 'train',
): number[] {
  const draws = drawsOf(terrainRng(seed, part), map);
  return drawLand(draws, cells).map((name) => terrainCosts[name]);
}

/** The terrain of every cell [cells * cells]: high is rock, low is water, between it is dry or wet. */
export function drawLand(draws: Draws, cells: number): TerrainName[] {
  const side = cells * CELL;
  const height = smoothField(side, land, draws);
  const wet = smoothField(side, land, draws);
  return majorities(
    Array.from(height, (h, i) => terrainNames.indexOf(terrainAt(h, wet[i]))),
    cells,
  );
}

function terrainAt(height: number, wet: number): TerrainName {
  if (height < -0.75) return 'water';
  if (height > 0.75) return 'rock';
  if (wet < -0.45) return 'dirt';
  return wet > 0.45 ? 'forest' : 'grass';
}

/** The terrain that most pixels of a cell have, the first of several. */
function majorities(ground: readonly number[], cells: number): TerrainName[] {
  const side = cells * CELL;
  return Array.from({ length: cells * cells }, (_, cell) => {
    const [row, column] = [Math.floor(cell / cells), cell % cells];
    const counts = new Uint8Array(terrainNames.length);
    for (let y = row * CELL; y < (row + 1) * CELL; y++) {
      for (let x = column * CELL; x < (column + 1) * CELL; x++) counts[ground[y * side + x]]++;
    }
    return terrainNames[counts.indexOf(Math.max(...counts))];
  });
}
