import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLabStore } from '../../../state/lab-store';
import { decode } from '../../../state/url';
import { initial, pinsOf } from '../params';
import { choosePin } from '../pins';
import { closer, isWhole, lookAt, WHOLE } from './areas';
import { mapTable, normalise } from './params';
import { halfAround, rangeWith } from './ranges';

const open = () => createLabStore(mapTable, { normalise, initial });

it('a range has its ends and the value in it, once and for all', () => {
  const size = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(size, size, size, (a, b, value) => {
      const [low, high] = rangeWith([a, b], value, [0.01, 100]);
      expect(low).toBeGreaterThanOrEqual(0.01);
      expect(high).toBeLessThanOrEqual(100 * (1 + 1e-12));
      for (const each of [a, b, value]) {
        expect(low).toBeLessThanOrEqual(each * (1 + 1e-12));
        expect(high).toBeGreaterThanOrEqual(each * (1 - 1e-12));
      }
      expect(high / low).toBeGreaterThan(1.4999);
      expect(rangeWith([low, high], value, [0.01, 100])).toEqual([low, high]);
    }),
  );
});

it('half of a range is around a value, and ends where the range does', () => {
  expect(halfAround([0.01, 100], 1)).toEqual([0.1, 10]);
  expect(halfAround([0.01, 100], 0.02)).toEqual([0.01, 1]);
  expect(halfAround([0.01, 100], 90)).toEqual([1, 100]);
});

describe('a part of the map', () => {
  const area = (sigmas: [number, number], epsilons: [number, number], sign = 1) => ({
    ...{ sigmas, epsilons },
    middle: {
      sigma: Math.sqrt(sigmas[0] * sigmas[1]),
      epsilon: sign * Math.sqrt(epsilons[0] * epsilons[1]),
    },
  });

  it('leaves the point where it is in it, or has a pin in it as its point', () => {
    const store = open();
    const values = () => store.getState().values;
    store.set(lookAt(values(), area([0.05, 0.5], [0.5, 2])));
    expect(values()).toMatchObject({ sigmas: [0.05, 0.5], epsilons: [0.5, 2], pins: [0.1, -1] });
    expect(isWhole(values())).toBe(false);
    // B is free, and is put into what has no pin
    store.set(lookAt(values(), area([1, 4], [4, 16], -1)));
    expect(values()).toMatchObject({ pin: 'B', sigma: 2, epsilon: -8, sigmas: [1, 4] });
    store.set(lookAt(values(), area([0.05, 0.5], [0.5, 2])));
    expect(values()).toMatchObject({ pin: 'A', sigma: 0.1, pins: [0.1, -1, 2, -8] });
    store.set(WHOLE);
    expect(isWhole(values())).toBe(true);
    expect(pinsOf(values())).toHaveLength(2);
  });

  it('moves the point where all pins are set elsewhere', () => {
    const store = open();
    store.set(choosePin(store.getState().values, 'B', { sigma: 1, epsilon: 1 }));
    store.set(choosePin(store.getState().values, 'C', { sigma: 1, epsilon: 2 }));
    store.set(lookAt(store.getState().values, area([4, 16], [4, 16])));
    expect(store.getState().values).toMatchObject({ pin: 'C', sigma: 8, epsilon: 8 });
  });

  it('grows to where the point is moved', () => {
    const store = open();
    store.set(closer(store.getState().values));
    expect(store.getState().values.sigmas).toEqual([0.01, 1]);
    store.set({ sigma: 3 });
    expect(store.getState().values.sigmas).toEqual([0.01, 3]);
  });

  it('is in a link, which is told where it leaves the point out', () => {
    const read = (query: string) => decode(mapTable, query, { normalise });
    expect(read('sigmas=0.5,2&epsilons=0.1,10').notices).toEqual([]);
    expect(read('sigmas=2,4').values.sigmas).toEqual([1, 4]);
    expect(read('sigmas=2,4').notices[0].message).toBe(
      'sigmas must fit the other settings; the link gives "2,4", so 1,4 is used.',
    );
  });
});
