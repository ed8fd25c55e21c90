import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniformSequences } from './experiment/data';
import { createLocalGradients, trainingData, type GradientTask } from './experiment/gradients';
import { createNoiseFill } from './experiment/noise';
import { stopReason } from '../../core/training/stop';
import { advance, initialState } from './experiment/run';
import { checkSetup, matchingVariants, paperSetup, type MatchingVariant } from './experiment/spec';
import { startRun } from '../../state/runs/run';
import { defaultsOf } from '../../state/params';
import { anyValues } from '../../state/testing';
import { pinRuns } from '../kit/pins';
import { matchingKind, type MatchingRun } from './kind';
import { epsilonOf, instanceOf, noiseName, rangeOf, shownSequence, toUnit } from './model';
import { knobsOf, runSpecs } from './specs';
import { matchingTable, normalise, TEST_SEQUENCES, type MatchingValues } from './params';
import { SIGN_STEPS, signSpecs } from './sign';

const variants = Object.keys(matchingVariants) as MatchingVariant[];
const everything = variants.filter((variant) => variant !== 'direct-learned-sigma');

const valuesOf = (change: Partial<MatchingValues> = {}): MatchingValues =>
  normalise({ ...defaultsOf(matchingTable), ...change });

/** The first run that settings ask for, after some steps with its knobs. */
async function trained(values: MatchingValues, steps: number): Promise<MatchingRun> {
  const run = startRun(matchingKind, runSpecs(values)[0]);
  const { setup, state, knobs } = run;
  const gradients = createLocalGradients(setup);
  for (let s = 0; s < steps; s++) await advance(setup, state, knobs, gradients);
  return run;
}

describe('the runs that are asked for', () => {
  it('can all be begun, whatever the settings', () => {
    fc.assert(
      fc.property(anyValues(matchingTable), (asked) => {
        const values = normalise(asked);
        const specs = runSpecs(values);
        const pins = pinRuns(values).map(({ id }) => id);
        expect(specs.map(({ id }) => id)).toEqual([values.method, ...values.compare, ...pins]);
        for (const { setup, knobs } of specs) {
          checkSetup(setup);
          expect(setup.d).toBe(values.d);
          const numbers = Object.values(knobs).filter((knob) => typeof knob === 'number');
          expect(numbers.every(Number.isFinite)).toBe(true);
        }
      }),
    );
  });

  it('are those of the paper where nothing is changed, up to the steps of Gumbel-Sinkhorn', () => {
    const specs = runSpecs(valuesOf({ compare: everything }));
    expect(specs).toHaveLength(variants.length);
    for (const { id, setup, knobs, stop } of specs) {
      const spec = matchingVariants[id as MatchingVariant];
      expect(knobs).toEqual(spec.knobs);
      expect(setup).toEqual({ ...paperSetup, method: spec.method, d: 10, seed: 1 });
      expect(stop.patience).toBe(spec.stop.patience);
    }
  });

  it('begin with the same weights on the same sequences, whatever their method', () => {
    const specs = runSpecs(valuesOf({ compare: everything, d: 6, sequences: 3, seed: 8 }));
    const [first, ...others] = specs.map(({ setup }) => setup);
    expect(trainingData(first)).toHaveLength(3);
    for (const setup of others) {
      expect(initialState(setup).params).toEqual(initialState(first).params);
      expect(trainingData(setup)).toEqual(trainingData(first));
    }
  });

  it('have a colour of their method, whatever they are compared with', () => {
    const together = runSpecs(valuesOf({ compare: everything }));
    expect(new Set(together.map(({ category }) => category)).size).toBe(variants.length);
    for (const { id, category } of together) {
      const [alone] = runSpecs(valuesOf({ method: id as MatchingVariant }));
      expect(alone.category).toBe(category);
    }
  });

  it('are stopped by the loss only where the reader and the method let it', () => {
    const still = { ...initialState({ ...paperSetup, d: 10, seed: 1 }), step: 60, bestStep: 10 };
    const stops = (method: MatchingVariant, stop: boolean) =>
      stopReason(still, runSpecs(valuesOf({ method, stop }))[0].stop) !== null;
    expect([stops('direct-sigma-1', true), stops('direct-sigma-1', false)]).toEqual([true, false]);
    expect([stops('gumbel-sinkhorn', true), stops('blackbox', true)]).toEqual([false, true]);
    expect(runSpecs(valuesOf({ maxSteps: 60, stop: false }))[0].stop.maxSteps).toBe(60);
  });
});

describe('the knobs of a run', () => {
  it('leave a method its kind of noise, and its own law unless the reader chooses one', () => {
    for (const variant of variants) {
      const { knobs } = matchingVariants[variant];
      const own = knobsOf(valuesOf({ sigma: 7 }), variant);
      expect(own).toEqual({ ...knobs, sigma: 7 });
      const chosen = knobsOf(valuesOf({ noise: 'logistic' }), variant);
      expect(chosen).toEqual({ ...knobs, law: 'logistic' });
    }
  });

  it('let epsilon grow while there is no gradient, or not', async () => {
    const faint = { d: 5, method: 'direct-sigma-0', epsilon: -0.01 } as const;
    const [growing, still] = await Promise.all(
      [true, false].map((grow) => trained(valuesOf({ ...faint, grow }), 12)),
    );
    expect(growing.state.growths).toBeGreaterThan(0);
    expect(epsilonOf(growing)).toBeLessThan(-0.01);
    expect(epsilonOf(still)).toBe(-0.01);
  });
});

describe('epsilon of the next step', () => {
  it('is what the next step takes, grown or set anew', async () => {
    const values = valuesOf({ d: 5, method: 'direct-sigma-0', epsilon: -0.01 });
    const run = await trained(values, 5);
    expect(run.state.growths).toBeGreaterThan(0);
    for (const knobs of [run.knobs, { ...run.knobs, epsilon: -0.02 }]) {
      const { setup, state } = await trained(values, 5);
      const expected = epsilonOf({ ...run, knobs });
      const { epsilon } = await advance(setup, state, knobs, createLocalGradients(setup));
      expect(expected).toBe(epsilon);
    }
    expect(Math.abs(epsilonOf(run))).toBeGreaterThan(0.01);
    expect(epsilonOf({ ...run, knobs: { ...run.knobs, epsilon: -0.02 } })).toBe(-0.02);
  });
});

describe('the sequence under the microscope', () => {
  const setup = { ...paperSetup, d: 7, seed: 4, sequences: 6 };

  it('is one that is trained on, or one of those that runs are tested on', () => {
    const data = trainingData(setup);
    data.forEach((sequence, row) =>
      expect(shownSequence(valuesOf({ row, d: 7 }), setup)).toEqual({ sequence }),
    );
    const held = uniformSequences(4, 'test', TEST_SEQUENCES, 7);
    const last = valuesOf({ instance: 'test', row: 19 });
    expect(shownSequence(last, setup).sequence).toEqual(held[19]);
    // more sequences are held out than trained on
    expect(shownSequence(valuesOf({ row: 19 }), setup).sequence).toEqual(data[5]);
  });

  it("is the reader's own, scaled for the networks and labelled as it was typed", () => {
    const own = valuesOf({ instance: 'own', own: [30, -10, 10] });
    const { sequence, labels } = shownSequence(own, { ...setup, d: 3 });
    expect(Array.from(sequence.numbers)).toEqual([1, 0, 0.5]);
    expect(Array.from(sequence.places)).toEqual([2, 0, 1]);
    expect(labels).toEqual(['30', '-10', '10']);
  });

  it('is a training sequence while the run is still one of another size', () => {
    const own = valuesOf({ instance: 'own', own: [30, -10, 10], row: 2 });
    const shown = shownSequence(own, setup);
    expect(shown).toEqual({ sequence: trainingData(setup)[2] });
  });
});

describe('numbers of a reader', () => {
  const lists = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), {
    minLength: 3,
    maxLength: 20,
  });

  it('lie in 0 .. 1 after scaling, in the order that they had', () => {
    fc.assert(
      fc.property(lists, (numbers) => {
        const unit = toUnit(numbers);
        expect(unit.every((x) => x >= 0 && x <= 1)).toBe(true);
        numbers.forEach((number, i) => {
          if (i > 0 && number >= numbers[0]) expect(unit[i]).toBeGreaterThanOrEqual(unit[0]);
          if (i > 0 && number <= numbers[0]) expect(unit[i]).toBeLessThanOrEqual(unit[0]);
        });
      }),
    );
  });

  it('come back from the range that they were scaled by', () => {
    fc.assert(
      fc.property(lists, (numbers) => {
        const [low, high] = rangeOf(numbers);
        const scale = Math.max(1, ...numbers.map(Math.abs));
        toUnit(numbers).forEach((x, i) =>
          expect(Math.abs(low + x * (high - low) - numbers[i])).toBeLessThan(1e-9 * scale),
        );
      }),
    );
  });

  it('are left alone where they lie there already, and are in the middle where all are one', () => {
    expect(toUnit([0.2, 0.9, 0.4])).toEqual([0.2, 0.9, 0.4]);
    expect(toUnit([7, 7, 7])).toEqual([0.5, 0.5, 0.5]);
    expect(toUnit([0.7, 0.7, 0.7])).toEqual([0.7, 0.7, 0.7]);
  });
});

describe('the instance that is shown', () => {
  it('is the first sample that the next step takes of its sequence', async () => {
    const values = valuesOf({ d: 6, sequences: 3, samples: 1, row: 2, method: 'direct-sigma-1' });
    const run = await trained(values, 4);
    const { setup, state, knobs } = run;
    const shown = instanceOf(values, run);
    const task: GradientTask = { ...state, knobs, epsilon: epsilonOf(run) };
    const { outcomes } = await createLocalGradients(setup)(task);
    const { places, numbers, sorted } = shown.sequence;
    expect(Array.from(places)).toEqual(Array.from(trainingData(setup)[2].places));
    const right = (prediction: Int32Array) =>
      prediction.filter((place, j) => sorted[place] === numbers[j]).length / 6;
    expect(outcomes[2].right).toBe(right(shown.prediction));
    expect(outcomes[2].rightAugmented).toBe(right(shown.augmentedPrediction));
    const differing = shown.prediction.filter((place, j) => place !== shown.augmentedPrediction[j]);
    expect(outcomes[2].changed).toBe(differing.length);
    expect(outcomes[2].scale).toBe(shown.scale);
  });

  it('has the noise of its row, and no sequence that is not trained on has one of those', async () => {
    const values = valuesOf({ d: 4, row: 1, method: 'direct-sigma-1', sigma: 0.5 });
    const run = await trained(values, 2);
    const fill = createNoiseFill(run.setup, run.knobs);
    const noise = Array.from({ length: 50 }, (_, row) => {
      const gamma = new Float64Array(16);
      fill(2, 0, row, gamma);
      return gamma.map((x) => 0.5 * x);
    });
    const shown = (change: Partial<MatchingValues>) => instanceOf({ ...values, ...change }, run);
    expect(shown({}).noise).toEqual(noise[1]);
    const held = shown({ instance: 'test' });
    for (const own of noise) expect(held.noise).not.toEqual(own);
    expect(held.noise.some((x) => x !== 0)).toBe(true);
  });

  it('is without noise as in a test, and relaxed where the method is', async () => {
    const values = valuesOf({ d: 5, method: 'gumbel-sinkhorn', iterations: 60 });
    const run = await trained(values, 1);
    const still = instanceOf({ ...values, noisy: false }, run);
    expect(still.scale).toBe(0);
    expect(still.perturbed).toEqual(still.scores);
    const noisy = instanceOf(values, run);
    expect(noisy.scores).toEqual(still.scores);
    expect(noisy.perturbed).not.toEqual(noisy.scores);
    for (let i = 0; i < 5; i++) {
      const column = [0, 1, 2, 3, 4].reduce((sum, j) => sum + noisy.relaxed![j * 5 + i], 0);
      expect(column).toBeCloseTo(1, 3);
    }
    const direct = valuesOf({ d: 5 });
    expect(instanceOf(direct, await trained(direct, 0)).relaxed).toBeNull();
  });
});

describe('noise in words', () => {
  it('is named with its variance, or said not to be there', () => {
    const { knobs } = matchingVariants['fenchel-young'];
    expect(noiseName(knobs)).toBe('Normal noise of variance 1');
    expect(noiseName({ ...knobs, variance: Math.PI ** 2 / 6 })).toBe(
      'Normal noise of variance 1.64',
    );
    expect(noiseName({ ...knobs, scale: 'zero' })).toBe('no noise');
  });
});

describe('the experiment on the sign of epsilon', () => {
  it('makes pairs of runs that differ in that sign alone, and no run stops early', () => {
    const specs = signSpecs(5);
    expect(new Set(specs.map(({ id }) => id)).size).toBe(4);
    for (const [negative, positive] of [specs.slice(0, 2), specs.slice(2)]) {
      expect(negative.setup).toEqual(positive.setup);
      expect(negative.setup.seed).toBe(5);
      expect(negative.knobs.epsilon).toBeLessThan(0);
      expect(positive.knobs).toEqual({ ...negative.knobs, epsilon: -negative.knobs.epsilon });
    }
    const state = { ...initialState(specs[0].setup), step: SIGN_STEPS - 1, bestStep: 0 };
    for (const { stop } of specs) {
      expect(stopReason(state, stop)).toBeNull();
      expect(stopReason({ ...state, step: SIGN_STEPS }, stop)).not.toBeNull();
    }
  });
});
