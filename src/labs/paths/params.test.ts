import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../state/params';
import { createLabStore } from '../../state/lab-store';
import { describeTable } from '../kit/testing';
import { pack, packedLength, unpack } from './costs';
import { follow, normalise, pathsTable } from './params';
import { presets } from './presets';

describeTable({ table: pathsTable, normalise, presets });

describe('costs in a link', () => {
  it('come back, however many there are', () => {
    const hundredths = fc.integer({ min: 0, max: 999 }).map((n) => n / 100);
    fc.assert(
      fc.property(fc.array(hundredths, { minLength: 1, maxLength: 40 }), (costs) => {
        const packed = pack(costs);
        expect(packed).toHaveLength(packedLength(costs.length));
        expect(packed.every(Number.isSafeInteger)).toBe(true);
        expect(unpack(packed, costs.length)).toEqual(costs);
      }),
    );
  });

  it('are there for every cell or for none, and not for another map', () => {
    const values = defaultsOf(pathsTable);
    expect(normalise({ ...values, costs: [1, 2] }).costs).toEqual([]);
    const costs = pack(Array.from({ length: 144 }, (_, i) => (i % 9) + 0.25));
    expect(normalise({ ...values, costs }).costs).toEqual(costs);
    const store = createLabStore(pathsTable, { normalise, follow, initial: { costs } });
    store.set({ sigma: 2 });
    expect(store.getState().values.costs).toEqual(costs);
    store.set({ map: 7 });
    expect(store.getState().values.costs).toEqual([]);
  });
});
