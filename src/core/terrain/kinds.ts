/** Pixels of a side of a map, cells of a side, and pixels of a side of a cell. */
export const SIDE = 96;
export const CELLS = 12;
export const CELL = SIDE / CELLS;

/** The terrains, with what it costs to cross a cell: the five costs of the Warcraft maps. */
export const terrainCosts = { dirt: 0.8, grass: 1.2, forest: 5.3, water: 7.7, rock: 9.2 } as const;

export type TerrainName = keyof typeof terrainCosts;
export const terrainNames = Object.keys(terrainCosts) as readonly TerrainName[];
