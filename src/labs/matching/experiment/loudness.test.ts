import { expect, it } from 'vitest';
import { orderings } from '../../../core/oracles/orderings';
import { createNetwork } from '../../../core/networks/scores';
import { createLocalGradients, trainingData } from './gradients';
import { createLoudness } from './loudness';
import { advance, initialState } from './run';
import { paperKnobs, paperSetup } from './spec';

const setup = { ...paperSetup, d: 5, seed: 1, sequences: 3 };

it('is the median over the sequences of what enumeration finds', () => {
  const { params } = initialState(setup);
  const found = trainingData(setup).map(({ numbers }) => {
    const scores = new Float64Array(25);
    const sigma = createNetwork(5, 32).forward(params, numbers, scores);
    const values = Array.from(orderings(5), (column) =>
      Array.from(column).reduce((sum, c, i) => sum + scores[i * 5 + c], 0),
    ).sort((a, b) => b - a);
    const ends = [Math.min(...scores), Math.max(...scores)];
    return { spread: (ends[1] - ends[0]) / 2, margin: values[0] - values[1], sigma };
  });
  const middle = (list: readonly number[]) => [...list].sort((a, b) => a - b)[1];
  const measured = createLoudness(setup, trainingData(setup))(params, paperKnobs);
  expect(measured.spread).toBeCloseTo(middle(found.map(({ spread }) => spread)), 12);
  expect(measured.margin).toBeCloseTo(middle(found.map(({ margin }) => margin)), 12);
  expect(measured.noise).toBeCloseTo(middle(found.map(({ sigma }) => sigma)) * Math.sqrt(3), 12);
});

it('knows no noise where there is none', () => {
  const measure = createLoudness(setup, trainingData(setup));
  const { params } = initialState(setup);
  expect(measure(params, { ...paperKnobs, scale: 'zero' }).noise).toBe(0);
  expect(measure(params, { ...paperKnobs, scale: 'fixed', sigma: 2, variance: 4 }).noise).toBe(4);
});

// in the default run the scores of the first sequence go from about 0.5 to about 500
it('in the default run the scores grow a hundredfold and more, and the noise stays', async () => {
  const ten = { ...paperSetup, d: 10, seed: 1 };
  const state = initialState(ten);
  const measure = createLoudness(ten, trainingData(ten));
  const before = measure(state.params, paperKnobs);
  const gradients = createLocalGradients(ten);
  for (let step = 0; step < 150; step++) await advance(ten, state, paperKnobs, gradients);
  const after = measure(state.params, paperKnobs);
  expect(before.spread).toBeGreaterThan(0.3);
  expect(before.spread).toBeLessThan(0.7);
  expect(after.spread / before.spread).toBeGreaterThan(100);
  expect(after.noise / before.noise).toBeGreaterThan(0.9);
  expect(after.noise / before.noise).toBeLessThan(1.1);
});
