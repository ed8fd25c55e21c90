import { expect, it } from 'vitest';
import { terrainCosts } from './kinds';
import { terrainCostsOf } from './land';

it('is land of the five costs at every size, the same for a seed and a map', () => {
  const known = new Set<number>(Object.values(terrainCosts));
  for (const cells of [8, 12, 18]) {
    const costs = terrainCostsOf(1, 3, cells);
    expect(costs).toHaveLength(cells * cells);
    expect(costs.every((cost) => known.has(cost))).toBe(true);
    expect(new Set(costs).size).toBeGreaterThan(1);
    expect(terrainCostsOf(1, 3, cells)).toEqual(costs);
    expect(terrainCostsOf(1, 4, cells)).not.toEqual(costs);
  }
});
