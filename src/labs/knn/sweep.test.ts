import { describe, expect, it, vi } from 'vitest';
import { sweepSeed, type SweepJob } from '../../core/sweeps/sweep';
import { createNeighbourSearch, plainBlockDistances } from '../../core/neighbours/nearest';
import { defaultsOf } from '../../state/params';
import {
  createCpuBlockDistances,
  createCpuNetwork,
  createCpuPairMath,
} from '../../simd/networks/cpu';
import { anySweep } from '../kit/sweep';
import { digits, openKnn } from './compute/testing/knn';
import { trainingImages } from './experiment/batch';
import { measureCell, type KnnCell } from './experiment/cell';
import { countRight, embed, shapeOf } from './experiment/evaluation';
import { layersOf, partsOf } from './experiment/networks';
import type { KnnData, KnnMachine } from './experiment/repetition';
import { advance, initialState } from './experiment/run';
import { createLocalSource } from './experiment/source';
import { runSpecs } from './model';
import { infoOf } from './compute/sets';
import { knnTable } from './params';
import { knnSweep } from './sweep';

const data: KnnData = {
  input: [digits.height, digits.width, digits.channels],
  classes: digits.classes.length,
  ...{ train: digits.train, test: digits.test },
};

const machine: KnnMachine = {
  createNetwork: createCpuNetwork,
  pairs: createCpuPairMath(),
  blockDistances: createCpuBlockDistances(),
  now: () => 0,
};

/** A cell by the values of its axes. */
const job = (settings: string, cell: Record<string, number>): SweepJob => {
  const [[xName, x], [yName, y]] = Object.entries(cell);
  return { lab: 'knn', settings, xName, yName, x, y, seed: 4, repetition: 2 };
};

const SETTINGS = 'cellSteps=12&queries=30&candidates=60';
const task = (cell: SweepJob): KnnCell => anySweep(knnSweep).task(cell);

describe('a cell of a sweep', () => {
  it('is the training that the lab would make, tested on held-out images', async () => {
    const cell = job(SETTINGS, { sigma: 0.5, epsilon: -0.5 });
    const found = await measureCell(task(cell), data, machine);
    const values = { ...defaultsOf(knnTable), queries: 30, candidates: 60, sigma: 0.5 };
    const [{ setup, knobs }] = runSpecs(
      { ...values, epsilon: -0.5, seed: sweepSeed(cell) },
      infoOf(digits),
    );
    const state = initialState(setup);
    const around = {
      images: trainingImages(setup, digits.train),
      source: createLocalSource(setup, 90, createCpuNetwork),
      ...{ pairs: machine.pairs, now: () => 0 },
    };
    let last = await advance(setup, state, knobs, around);
    while (state.step < 12) last = await advance(setup, state, knobs, around);
    const network = createCpuNetwork(layersOf(partsOf(setup)), 100);
    const points = (set: typeof digits.train) =>
      embed(network, state.params, set, { from: 0, to: set.count }, shapeOf(setup));
    const asked = await points(digits.test);
    const dim = shapeOf(setup).dimensions;
    const near = createNeighbourSearch(
      await points(digits.train),
      dim,
      5,
      plainBlockDistances,
    ).find(asked, 0, asked.count);
    const { right, images } = countRight(
      { ...near, k: 5 },
      [5],
      digits.train.labels,
      digits.test.labels,
    );
    expect(images).toBe(90);
    expect(found).toEqual({
      ...{ wrong: 100 * (1 - right[0] / 90), loss: last.loss, sigma: last.scaleMean },
      ...{ active: 100 * last.active, steps: 12 },
    });
    expect(Object.keys(found)).toEqual(Object.keys(knnSweep.quantities));
  });

  it('is the same on the page as on the command line, to the bit, and tells how far it is', async () => {
    const cell = task(job(SETTINGS, { sigma: 0.5, k: 3 }));
    const pause = vi.fn();
    const there = await measureCell(cell, data, { ...machine, pause });
    expect(pause.mock.calls).toEqual(Array.from({ length: 12 }, (_, i) => [(i + 1) / 12]));
    expect(await openKnn().call('cell', cell)).toEqual(there);
  });

  it('takes no more images than there are', async () => {
    const cell = task(job('cellSteps=10&queries=200', { sigma: 0.5, candidates: 1000 }));
    expect((await measureCell(cell, data, machine)).steps).toBe(10);
  });

  it('in which a training loses its numbers has holes', async () => {
    const cell = task(job(`${SETTINGS}&optimiser=sgd`, { rate: 1e6, k: 3 }));
    const { wrong, steps } = await measureCell(cell, data, machine);
    expect(wrong).toBeNaN();
    expect(steps).toBeLessThan(12);
  });

  it('has no network that one thread can’t train', () => {
    expect(() => task(job('network=resnet18', { sigma: 1, k: 3 }))).toThrow(
      'ResNet18 can’t be swept',
    );
  });
});
