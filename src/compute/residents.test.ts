import { describe, expect, it } from 'vitest';
import { createResidents } from './residents';

const at = (step: number) => ({ step });

describe('residents', () => {
  it('are found at exactly their place, and the latest wherever it has got to', () => {
    const residents = createResidents<{ step: number }>(3);
    const state = at(5);
    residents.keep(1, state);
    expect(residents.find({ version: 1, step: 5 })).toBe(state);
    expect(residents.find({ version: 1, step: 4 })).toBeNull();
    expect(residents.find({ version: 2, step: 5 })).toBeNull();
    expect(residents.latest(1)).toBe(state);
    expect(residents.latest(2)).toBeNull();
    // it moves on in place
    state.step = 6;
    expect(residents.find({ version: 1, step: 5 })).toBeNull();
    expect(residents.find({ version: 1, step: 6 })).toBe(state);
  });

  it('take the place of another state of the same run', () => {
    const residents = createResidents<{ step: number }>(3);
    residents.keep(1, at(5));
    residents.keep(1, at(2));
    expect(residents.latest(1)).toEqual(at(2));
  });

  it('are the most recently used, be it by a look', () => {
    const residents = createResidents<{ step: number }>(3);
    for (const version of [1, 2, 3]) residents.keep(version, at(version));
    residents.latest(1);
    residents.find({ version: 2, step: 2 });
    residents.keep(4, at(4));
    expect([1, 2, 3, 4].filter((version) => residents.latest(version))).toEqual([1, 2, 4]);
  });

  it('can be forgotten', () => {
    const residents = createResidents<{ step: number }>(3);
    for (const version of [1, 2]) residents.keep(version, at(version));
    residents.forget(1);
    residents.forget(7);
    expect([1, 2].filter((version) => residents.latest(version))).toEqual([2]);
  });
});
