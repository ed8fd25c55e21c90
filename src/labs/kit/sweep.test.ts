import { describe, expect, it } from 'vitest';
import type { SweepJob } from '../../core/sweeps/sweep';
import { choice, integer, number, type Values } from '../../state/params';
import { rateParam, sigmaParam, epsilonParam, seedParam } from './params';
import { checkAxes, anySweep, readAxis, type LabSweep } from './sweep';

const help = 'It is swept.';
const whole = (max: number) =>
  integer({ label: 'Number', default: 1, min: 1, max, class: 'live', help });
const table = {
  sigma: sigmaParam({ default: 1, help }),
  epsilon: epsilonParam({ default: -1, min: 0.001, max: 100, help }),
  d: integer({ label: 'Numbers', default: 5, min: 3, max: 128, class: 'restart', help }),
  samples: whole(20),
  rate: rateParam({ default: 0.1, max: 1, help }),
  shift: number({
    label: 'Shift',
    default: 0,
    min: -5,
    max: 5,
    scale: 'linear',
    class: 'live',
    help,
  }),
  method: choice({
    label: 'Method',
    default: 'one',
    options: [{ value: 'one', label: 'One' }],
    class: 'live',
    help,
  }),
  seed: seedParam({ class: 'resample', help }),
  shown: whole(9),
};
const settable: LabSweep<typeof table, { sum: number; seed: number }> = {
  table,
  // no more samples than numbers
  normalise: (values) => ({ ...values, samples: Math.min(values.samples, values.d) }),
  axes: ['sigma', 'epsilon', 'd', 'samples', 'rate', 'shift'],
  start: 'sigma=0.1..10:9~epsilon=-10..-0.1:9',
  reads: ['method'],
  quantities: { sum: 'the sum' },
  task: ({ sigma, epsilon, d }: Values<typeof table>, seed) => ({
    sum: sigma + epsilon + d,
    seed,
  }),
};

describe('an axis', () => {
  const read = (text: string) => readAxis(settable, text).values;

  it('is a range spaced as the control of its setting, or a list', () => {
    expect(read('sigma=0.01..100:5')).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(read('epsilon=-100..-1:3')).toEqual([-100, -10, -1]);
    expect(read('samples=1..5:9')).toEqual([1, 2, 3, 4, 5]);
    expect(read('d=25,5,10')).toEqual([5, 10, 25]);
    expect(read('shift=-1..1:3')).toEqual([-1, 0, 1]);
  });

  it.each([
    ['sigma', '"sigma" is no axis; one is "sigma=from..to:count".'],
    ['method=1..2:3', '"method" can\'t be swept; sigma, epsilon, d'],
    ['seed=1..2:3', '"seed" can\'t be swept'],
    ['sigma=1..0.1:5', 'The range of sigma is empty: 1 is not less than 0.1.'],
    ['sigma=1..1:5', 'The range of sigma is empty: 1 is not less than 1.'],
    ['sigma=0.01..100:1', 'sigma needs a whole number of values from 2 to 10000, not 1.'],
    ['sigma=0.01..100:1e6', 'sigma needs a whole number of values from 2 to 10000, not 1e6.'],
    ['sigma=0.001..1:5', 'sigma goes from 0.01 to 100; 0.001 is outside.'],
    [
      'epsilon=-1..1:5',
      'epsilon is spaced by its logarithm: -1 and 1 must lie on the same side of 0.',
    ],
    ['epsilon=0,1', 'The size of epsilon goes from'],
    ['d=5,5.5', 'd takes whole numbers, not 5.5.'],
    ['sigma=a..b:3', '"a" of sigma is no number.'],
    ['sigma=1,,2', '"" of sigma is no number.'],
  ])('%s is refused: %s', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });

  it('makes a map with another one, of not too many cells', () => {
    const [sigma, d] = [readAxis(settable, 'sigma=0.01..100:200'), { name: 'd', values: [5] }];
    expect(() => checkAxes(sigma, d)).not.toThrow();
    expect(() => checkAxes(sigma, sigma)).toThrow('Both axes are sigma; a map needs two settings.');
    const rates = readAxis(settable, 'rate=0.001..1:100');
    expect(() => checkAxes(sigma, rates)).toThrow('200 by 100 are 20,000 cells; 10,000 at most.');
  });
});

const { task } = anySweep(settable);

it('has settings as one text, without those that are swept', () => {
  const { settings } = anySweep(settable);
  const axes = [readAxis(settable, 'sigma=1,2'), readAxis(settable, 'd=3,4')];
  expect(settings('rate=0.5&sigma=9&d=9&seed=8&epsilon=-1&shown=3', axes)).toBe('rate=0.5');
  expect(() => settings('rate=7', axes)).toThrow('rate');
});

describe('a cell', () => {
  const job: SweepJob = {
    ...{ lab: 'any', settings: 'epsilon=-3&d=7', seed: 4, repetition: 2 },
    ...{ xName: 'sigma', yName: 'samples', x: 2, y: 7 },
  };

  it('is measured under its settings, at its place, with a seed of its repetition', () => {
    const one = task(job);
    expect(one.sum).toBe(2 - 3 + 7);
    expect(task({ ...job, x: 9 })).toEqual({ sum: 13, seed: one.seed });
    expect(task({ ...job, repetition: 1 }).seed).not.toBe(one.seed);
  });

  it('is refused where the other settings forbid its place', () => {
    expect(() => task({ ...job, y: 8 })).toThrow(
      "samples can't be 8 under these settings: it would be 7.",
    );
  });
});
