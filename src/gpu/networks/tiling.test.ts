import { describe, expect, it } from 'vitest';
import {
  candidateTilings,
  chunkOf,
  threadsOf,
  tilesOf,
  tilingBySize,
  workgroupBytes,
  type ProductShape,
} from './tiling';

const shapes: ProductShape[] = [
  { rows: 156_800, columns: 64, sums: 576, phases: 1 },
  { rows: 576, columns: 64, sums: 156_800, phases: 1 },
  { rows: 3200, columns: 512, sums: 4608, phases: 1 },
  { rows: 200, columns: 500, sums: 800, phases: 1 },
  { rows: 26, columns: 20, sums: 115_200, phases: 1 },
  { rows: 39_200, columns: 64, sums: 512, phases: 4 },
  { rows: 1, columns: 1, sums: 1, phases: 1 },
];

describe('the tilings of a product', () => {
  it.each(shapes)('keep to what every device allows: %j', (shape) => {
    const candidates = candidateTilings(shape);
    expect(candidates.length).toBeGreaterThan(0);
    for (const of of candidates) {
      expect(threadsOf(of)).toBeLessThanOrEqual(256);
      expect(workgroupBytes(of)).toBeLessThanOrEqual(16_384);
      expect([of.wide % 4, of.high % 4, of.depth % 4]).toEqual([0, 0, 0]);
      expect(of.splits * shape.phases).toBeLessThanOrEqual(65_535);
      // none of the splits is left without a summand
      expect((of.splits - 1) * chunkOf(of, shape)).toBeLessThan(shape.sums);
    }
  });

  it.each(shapes.slice(0, 6))('give a large device enough workgroups: %j', (shape) => {
    const of = tilingBySize({ software: false })(shape);
    expect(tilesOf(of, shape) * of.splits).toBeGreaterThanOrEqual(100);
  });

  it('split long sums of few rows, and no short ones', () => {
    const choose = tilingBySize({ software: false });
    expect(choose(shapes[1]).splits).toBeGreaterThan(8);
    expect(choose(shapes[0]).splits).toBe(1);
    expect(choose(shapes[6]).splits).toBe(1);
  });

  it('are the smallest where a program stands for the device', () => {
    const choose = tilingBySize({ software: true });
    const sizes = shapes.map((shape) => ({ ...choose(shape), splits: 1 }));
    expect(new Set(sizes.map((size) => JSON.stringify(size))).size).toBe(1);
    expect(threadsOf(sizes[0])).toBe(64);
  });
});
