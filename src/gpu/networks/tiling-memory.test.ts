import { describe, expect, it } from 'vitest';
import { candidateTilings, type ProductShape } from './tiling';
import { createTilingMemory } from './tiling-memory';

const shape: ProductShape = { rows: 576, columns: 64, sums: 156_800, phases: 1 };
const [first, second] = candidateTilings(shape);

describe('the memory of tilings', () => {
  it('knows what it was told, by adapter and by all sizes', () => {
    const memory = createTilingMemory();
    memory.keep('Fine GPU', shape, second);
    expect(memory.find('Fine GPU', shape)).toEqual(second);
    expect(memory.find('Other GPU', shape)).toBeUndefined();
    for (const name of ['rows', 'columns', 'sums', 'phases'] as const) {
      expect(memory.find('Fine GPU', { ...shape, [name]: 2 })).toBeUndefined();
    }
    memory.keep('Fine GPU', shape, first);
    expect(memory.find('Fine GPU', shape)).toEqual(first);
  });

  it('survives as JSON', () => {
    const memory = createTilingMemory();
    memory.keep('Fine GPU', shape, second);
    const other = createTilingMemory();
    other.import(JSON.parse(JSON.stringify(memory.export())));
    expect(other.find('Fine GPU', shape)).toEqual(second);
  });

  it('does not take what no tiling is', () => {
    const key = 'Fine GPU: 576 x 64 x 156800 x 1';
    const memory = createTilingMemory();
    const faults = ['', '16 16 8 8', '32 16 8 8 16', '16 16 6 8 16', '16 16 8 8 12', '0 8 4 4 8'];
    const tooLarge = ['16 16 8 8 32', '1 1 64 64 8', '8 8 4 4 8 1'];
    for (const size of [...faults, ...tooLarge, 7, null]) memory.import({ [key]: size });
    for (const saved of [null, 'text', 3]) memory.import(saved);
    expect(memory.export()).toEqual({});
    memory.import({ [key]: '16 16 8 8 16' });
    expect(memory.find('Fine GPU', shape)).toMatchObject({ across: 16, wide: 8, depth: 16 });
  });
});
