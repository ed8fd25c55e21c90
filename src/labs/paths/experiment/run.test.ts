import { describe, expect, it } from 'vitest';
import { createPlainNetwork } from '../../../core/networks/plain';
import { outputSize, placeLayers } from '../../../core/networks/layers';
import { DivergedError } from '../../../core/training/diverged';
import { copyState } from '../../../core/training/state';
import { drawBatch, stepsPerEpoch } from './maps';
import { initialParams, networkOf, trainingMaps } from './networks';
import { advance, initialState, type CostSource } from './run';
import {
  checkKnobs,
  MAP_CELLS,
  pathsMethods,
  printedKnobs,
  rateFactor,
  type LayeredSetup,
  type PathsSetup,
} from './spec';
import { plainMaps } from './testing/maps';

const setup: PathsSetup & LayeredSetup = { method: 'fenchel-young', network: 'cells', seed: 3 };
const knobs = { ...printedKnobs, batch: 3 };
const maps = trainingMaps(plainMaps(7, 1));
const machine = (own = setup) => ({ maps, source: createPlainNetwork(networkOf(own)) });

describe('a step', () => {
  it('is the same for the same seed, and for a state that was stored', async () => {
    const [one, other] = [initialState(setup), initialState(setup)];
    const first = await advance(setup, one, knobs, machine());
    expect(await advance(setup, other, knobs, machine())).toEqual(first);
    const stored = copyState(one);
    const second = await advance(setup, one, knobs, machine());
    expect(await advance(setup, stored, knobs, machine())).toEqual(second);
    expect(stored.params).toEqual(one.params);
    expect(second.step).toBe(2);
    const elsewhere = { ...setup, seed: 4 };
    expect((await advance(elsewhere, initialState(elsewhere), knobs, machine())).loss).not.toBe(
      first.loss,
    );
  });

  it('is measured: nothing clamped where noise multiplies, all cells active without a solver', async () => {
    const multiplied = { ...knobs, noise: 'multiplicative' } as const;
    const record = await advance(setup, initialState(setup), multiplied, machine());
    expect(record.clamped).toBe(0);
    expect(record.active).toBeGreaterThan(0);
    const squared = { ...setup, method: 'squared' } as const;
    const fitted = await advance(squared, initialState(squared), knobs, machine(squared));
    expect([fitted.active, fitted.clamped]).toEqual([1, 0]);
  });

  it('leaves everything as it was where the costs are no numbers', async () => {
    const state = initialState(setup);
    const before = copyState(state);
    const source: CostSource = {
      forward: (_, __, count) => new Float32Array(count * MAP_CELLS).fill(NaN),
      backward: () => undefined,
    };
    await expect(advance(setup, state, knobs, { maps, source })).rejects.toThrow(DivergedError);
    expect(state).toEqual(before);
  });

  it('refuses knobs and sets that cannot be used', async () => {
    expect(() => checkKnobs({ ...knobs, samples: 0 })).toThrow('samples must be a whole number');
    expect(() => checkKnobs({ ...knobs, lambda: 0 })).toThrow('lambda must be above 0');
    expect(() => checkKnobs({ ...knobs, epsilon: 0 })).toThrow('epsilon must be');
    expect(() => checkKnobs({ ...knobs, sigma: -1 })).toThrow('sigma must be at least 0');
    const large = { ...knobs, batch: 8 };
    await expect(advance(setup, initialState(setup), large, machine())).rejects.toThrow(
      'a step takes 8 different maps, but the set has only 7',
    );
  });
});

describe('the maps of an epoch', () => {
  it('are all different, in another order in the next one', () => {
    const steps = stepsPerEpoch(10, 3);
    expect(steps).toBe(3);
    const epoch = (first: number) =>
      Array.from({ length: steps }, (_, s) => [...drawBatch(1, first + s, 3, 10)]).flat();
    expect(new Set(epoch(0)).size).toBe(9);
    expect(new Set(epoch(3)).size).toBe(9);
    expect(epoch(3)).not.toEqual(epoch(0));
  });
});

describe('the networks', () => {
  it.each([
    ['cells', 192 * 64 + 64 + 576 * 32 + 32 + 33],
    ['pure', 32 * 48 + 32 + 32 * 128 + 32 + 128 + 1],
  ] as const)('%s gives a cost to every cell, with %d weights', (network, weights) => {
    const spec = networkOf({ ...setup, network });
    expect(outputSize(spec)).toBe(MAP_CELLS);
    expect(placeLayers(spec).at(-1)?.output).toEqual([12, 12, 1]);
    expect(initialParams({ ...setup, network })).toHaveLength(weights);
  });

  it('start the same for all methods', () => {
    const all = pathsMethods.map((method) => initialParams({ ...setup, method }));
    for (const params of all) expect(params).toEqual(all[0]);
  });
});

describe('the rate', () => {
  it('falls to a tenth after 30 and 40 of 50 epochs', () => {
    expect([0, 29, 30, 39, 40, 49].map((step) => rateFactor(step, 50))).toEqual([
      1,
      1,
      0.1,
      0.1,
      0.1 ** 2,
      0.1 ** 2,
    ]);
  });
});
