import { describe, expect, it } from 'vitest';
import { sweepSeed, type SweepJob } from '../../core/sweeps/sweep';
import { defaultsOf } from '../../state/params';
import { anySweep } from '../kit/sweep';
import { uniformSequences } from './experiment/data';
import { measureTraining } from './experiment/cell';
import { createEvaluation } from './experiment/evaluation';
import { trainToStop } from './experiment/repetition';
import { matchingTable } from './params';
import { runSpecs } from './specs';
import { matchingSweep } from './sweep';

/** A cell by the values of its axes. */
const job = (settings: string, cell: Record<string, number>): SweepJob => {
  const [[xName, x], [yName, y]] = Object.entries(cell);
  return { lab: 'matching', settings, xName, yName, x, y, seed: 4, repetition: 2 };
};

const measure = (cell: SweepJob) => measureTraining(anySweep(matchingSweep).task(cell));

describe('a cell of a sweep', () => {
  it('is the training that the lab would make, tested', async () => {
    const cell = job('method=direct-sigma-1&maxSteps=40', { sigma: 0.5, d: 4 });
    const found = await measure(cell);
    const seed = sweepSeed(cell);
    const [spec] = runSpecs({
      ...defaultsOf(matchingTable),
      ...{ method: 'direct-sigma-1', compare: [], sigma: 0.5, d: 4, maxSteps: 40, seed },
    });
    const { state, loss } = await trainToStop(spec, Date.now);
    const test = uniformSequences(seed, 'test', 20, 4);
    const { wrong } = createEvaluation(spec.setup)(state.params, test);
    expect(found).toMatchObject({ wrong: 100 * wrong, steps: state.step, loss, sigma: 0.5 });
    expect(Object.keys(found)).toEqual(Object.keys(matchingSweep.quantities));
  });

  it('in which a training loses its numbers has holes', async () => {
    const settings = 'method=direct-sigma-1&maxSteps=40&optimiser=sgd';
    const found = await measure(job(settings, { rate: 1e12, d: 4 }));
    expect(Number.isFinite(found.steps)).toBe(true);
    expect(Object.values(found).some((value) => !Number.isFinite(value))).toBe(true);
  });
});
