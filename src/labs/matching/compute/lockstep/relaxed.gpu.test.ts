import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import { createLocalGradients } from '../../experiment/gradients';
import { repetitionTraining } from '../../experiment/repetition';
import { advance, initialState } from '../../experiment/run';
import { matchingVariants } from '../../experiment/spec';
import { createLockstep } from './lockstep';
import { planOf } from './plan';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const variant = 'gumbel-sinkhorn';
const { knobs } = matchingVariants[variant];

const trainingOf = (d: number, repetition: number) =>
  repetitionTraining({ variant, d, seed: 1, repetition });

/**
 * Weights may go apart by so much in a step, of which Adam moves each by `rate` at first, however small its gradient: so
 * sums that cancel to 1e-6 of their terms have to keep five digits, of which float32 by itself leaves one or two.
 */
const STEP_LIMIT = 1e-4 * knobs.rate;

describe('relaxed matchings in lockstep', () => {
  it.each([
    [3, 2, 12],
    [8, 2, 6],
    [10, 2, 6],
    [25, 1, 2],
    [33, 1, 4],
    [100, 1, 2],
  ])('of %i numbers go as those of the CPU', async (d, repetitions, steps) => {
    const together = await createLockstep(open, planOf(trainingOf(d, 0)), repetitions);
    const own = Array.from({ length: repetitions }, (_, repetition) => {
      const training = trainingOf(d, repetition);
      const { setup } = training;
      together.put(repetition, training);
      return { setup, state: initialState(setup), gradients: createLocalGradients(setup) };
    });
    for (let step = 1; step <= steps; step++) {
      const found = await together.advance(1);
      for (const [slot, { setup, state, gradients }] of own.entries()) {
        const { loss } = await advance(setup, state, knobs, gradients);
        expect(found[slot]).toMatchObject({ ended: 'running', step, bestStep: state.bestStep });
        expect(Math.abs(found[slot].loss - loss)).toBeLessThan(1e-6);
        const { params, best } = await together.weights(slot);
        const apart = (mine: Float64Array, theirs: Float64Array) =>
          mine.reduce((most, weight, p) => Math.max(most, Math.abs(weight - theirs[p])), 0);
        expect(apart(params, state.params)).toBeLessThan(step * STEP_LIMIT);
        expect(apart(best, state.bestParams)).toBeLessThan(step * STEP_LIMIT);
      }
    }
    together.destroy();
  });

  it('are the same in parts that memory holds', async () => {
    const after = async (most: number) => {
      const together = await createLockstep(open, planOf(trainingOf(5, 0)), 3, { most });
      for (let slot = 0; slot < 3; slot++) together.put(slot, trainingOf(5, slot));
      const progress = await together.advance(2);
      const weights = [];
      for (let slot = 0; slot < 3; slot++) weights.push(await together.weights(slot));
      together.destroy();
      return { progress, weights };
    };
    const whole = await after(3);
    expect(whole.progress.map(({ step }) => step)).toEqual([2, 2, 2]);
    expect(await after(2)).toEqual(whole);
  });
});
