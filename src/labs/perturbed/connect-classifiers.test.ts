import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeCompute } from '../../compute/testing/compute';
import { unwatched } from '../../compute/testing/machine';
import { until } from '../../compute/testing/until';
import { createLabStore } from '../../state/lab-store';
import { fakePage, memoryStorage, stubBrowser } from '../kit/testing/connect';
import type { PerturbedCalls } from './compute/protocol';
import { connectClassifiers } from './connect-classifiers';
import { levelTitle } from './figures/level';
import { normalise, perturbedTable } from './params';
import { trainingOfBars } from './testing/bars';

beforeEach(() => void stubBrowser());
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

function open(storage = memoryStorage().storage) {
  const training = trainingOfBars();
  const compute = fakeCompute<PerturbedCalls>({
    advance: ({ runs, limits, settings }) =>
      training.advance(runs, { ...limits, milliseconds: 1 }, settings, unwatched),
    snapshot: (version) => training.snapshot(version),
  });
  const store = createLabStore(perturbedTable, { normalise });
  const page = fakePage<PerturbedCalls>(compute, { storage });
  ends.push(page.end);
  const runs = connectClassifiers(store, page.options);
  const steps = () => runs.getState().runs.map(({ step }) => step);
  return { store, compute, runs, steps, ...page };
}

describe('the classifiers of the perturbed lab', () => {
  it('wait for the reader, go in step, and stop where they are told to', async () => {
    const { runs, steps, compute, outstanding } = open();
    await until(() => outstanding() === 0);
    expect(compute.names).toEqual([]);
    expect(steps()).toEqual([0, 0, 0, 0, 0]);
    expect(levelTitle(runs.getState().runs)).toMatch(/\?$/);
    runs.play(true);
    await until(() => Math.min(...steps()) > 1);
    runs.play(false);
    await until(() => outstanding() === 0);
    expect(new Set(steps()).size).toBe(1);
    expect(levelTitle(runs.getState().runs)).toMatch(/^After 1 steps one draw is /);
  });

  it('go on under another noise, cross-entropy without noticing', async () => {
    const { store, runs, steps } = open();
    runs.play(true);
    await until(() => Math.min(...steps()) > 0);
    store.set({ sigma: 3 });
    await until(() => Math.min(...steps()) > 2);
    runs.play(false);
    const flags = runs.getState().runs.map(({ events }) => events.map(({ label }) => label));
    expect(flags.map(([flag]) => flag)).toEqual([
      undefined,
      ...Array.from({ length: 4 }, () => expect.stringContaining('σ') as string),
    ]);
  });

  it('are there again after a reload, and go on', async () => {
    const { storage } = memoryStorage();
    const before = open(storage);
    before.runs.play(true);
    await until(() => Math.min(...before.steps()) > 1);
    before.runs.play(false);
    await until(() => before.outstanding() === 0);
    const [stopped] = before.steps();
    before.end();
    const after = open(storage);
    await until(() => after.steps()[0] === stopped);
    after.runs.play(true);
    await until(() => Math.min(...after.steps()) > stopped);
  });

  it('say why they stop', async () => {
    const compute = fakeCompute<PerturbedCalls>({});
    const page = fakePage<PerturbedCalls>(compute);
    ends.push(page.end);
    const runs = connectClassifiers(createLabStore(perturbedTable), page.options);
    runs.play(true);
    await until(() => page.said.length > 0);
    expect(page.said[0]).toMatch(/^error: Training stopped: /);
  });
});
