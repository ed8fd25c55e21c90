import { describe, expect, it } from 'vitest';
import { sweepSeed, type SweepJob } from '../../core/sweeps/sweep';
import { defaultsOf } from '../../state/params';
import { anySweep } from '../kit/sweep';
import { uniformSequences } from './experiment/data';
import { measureTraining } from './experiment/cell';
import { createEvaluation } from './experiment/evaluation';
import { createLoudness } from './experiment/loudness';
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
    const measured = createLoudness(spec.setup, uniformSequences(seed, 'train', 10, 4));
    const { margin, noise } = measured(state.params, spec.knobs);
    expect(found.loudness).toBe(margin / noise);
    expect(found.gain).toBe(0);
    expect(Object.keys(found)).toEqual(Object.keys(matchingSweep.quantities));
  });

  it('tells what a learned noise scale has gained, by the sign of the loss weight', async () => {
    const settings = 'method=direct-learned-sigma&maxSteps=20&sigmaRate=0.001';
    const less = await measure(job(settings, { epsilon: -100, d: 5 }));
    const more = await measure(job(settings, { epsilon: 100, d: 5 }));
    expect(less.gain).toBeLessThan(0);
    expect(more.gain).toBeGreaterThan(0);
    expect(less.sigma - less.gain).toBe(more.sigma - more.gain);
  });

  it('in which a training loses its numbers has holes', async () => {
    const settings = 'method=direct-sigma-1&maxSteps=40&optimiser=sgd';
    const found = await measure(job(settings, { rate: 1e12, d: 4 }));
    expect(Number.isFinite(found.steps)).toBe(true);
    expect(Object.values(found).some((value) => !Number.isFinite(value))).toBe(true);
  });
});
