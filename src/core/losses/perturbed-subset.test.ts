import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { fenchelYoung } from '../estimators/fenchel-young';
import { streamNoise } from '../estimators/estimator';
import { logSumExp, softmax } from '../laws/gibbs';
import { lawNames } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import { kSubset } from '../oracles/k-subset/k-subset';
import { createRng } from '../rng/rng';
import { perturbedSubsetLoss } from './perturbed-subset';

const scores = [0.9, 0.31, -0.2, 0.55, 1.4];

describe.each(lawNames)('the Fenchel-Young loss of subsets under %s noise', (law) => {
  const noise = createNoise(noiseSpec(law, 0.2, 1.5));
  const sets = [[0], [2, 4], [4, 0, 1, 2], [0, 1, 2, 3, 4]];

  it('has its gradient by finite differences', () => {
    for (const members of sets) {
      const { gradient } = perturbedSubsetLoss(scores, 1.1, noise, members);
      const slopes = finiteDifferenceGradient(
        (mu) => perturbedSubsetLoss(mu, 1.1, noise, members).value,
        scores,
      );
      gradient.forEach((g, i) => expect(Math.abs(g - slopes[i])).toBeLessThan(1e-8));
    }
  });

  it('is the mean of what the estimator samples, up to its constant', () => {
    const source = streamNoise(createRng(2, 'subset-loss'), noise, 5, 5000);
    for (const members of sets) {
      const k = members.length;
      const truth = Float64Array.from(scores, (_, i) => Number(members.includes(i)));
      const sampled = fenchelYoung(kSubset(5, k), scores, 1.1, source, truth);
      const { value, gradient } = perturbedSubsetLoss(scores, 1.1, noise, members);
      const gap = sampled.loss.value - k * 1.1 * noise.mean - value;
      expect(Math.abs(gap)).toBeLessThan(4.5 * sampled.loss.standardError);
      gradient.forEach((g, i) => {
        const error = sampled.gradient.standardError[i];
        expect(Math.abs(g - sampled.gradient.value[i])).toBeLessThan(4.5 * error + 1e-12);
      });
    }
  });

  it('is not negative, convex, and tends to the perceptron loss and to 0', () => {
    const score = fc.oneof(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.constantFrom(0, 1e3, -1e3, 1e-300),
    );
    const five = fc.array(score, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(five, five, fc.constantFrom(...sets), (a, b, members) => {
        const at = (mu: readonly number[], sigma = 1) =>
          perturbedSubsetLoss(mu, sigma, noise, members).value;
        const middle = a.map((x, i) => (x + b[i]) / 2);
        expect(at(a)).toBeGreaterThanOrEqual(-1e-9);
        expect(at(middle)).toBeLessThanOrEqual((at(a) + at(b)) / 2 + 1e-6);
        const best = new Float64Array(5);
        const oracle = kSubset(5, members.length);
        const perceptron = oracle.argmax(a, best) - members.reduce((sum, i) => sum + a[i], 0);
        expect(Math.abs(at(a, 1e-9) - perceptron)).toBeLessThan(1e-6);
      }),
      { numRuns: 40, seed: 1 },
    );
    expect(perturbedSubsetLoss([60, 0, 0, 0, 0], 1, noise, [0]).value).toBeLessThan(1e-9);
  });
});

it('the Fenchel-Young loss of one class under Gumbel noise is the cross-entropy, exactly', () => {
  const noise = createNoise(noiseSpec('gumbel'));
  for (const sigma of [0.1, 1, 7]) {
    const scaled = scores.map((s) => s / sigma);
    for (let wanted = 0; wanted < 5; wanted++) {
      const { value, gradient } = perturbedSubsetLoss(scores, sigma, noise, [wanted]);
      expect(value).toBeCloseTo(sigma * (logSumExp(scaled) - scaled[wanted]), 13);
      const p = softmax(scaled);
      gradient.forEach((g, i) => {
        expect(Math.abs(g - (p[i] - Number(i === wanted)))).toBeLessThan(1e-14);
      });
    }
  }
});

it('the Fenchel-Young loss of subsets names what is wrong with its arguments', () => {
  const noise = createNoise(noiseSpec('normal'));
  const of =
    (members: number[], sigma = 1, mu: number[] = scores) =>
    () =>
      perturbedSubsetLoss(mu, sigma, noise, members);
  expect(of([])).toThrow('k must be an integer from 1 to 5, got 0');
  expect(of([5])).toThrow('members[0] must be another class below 5, got 5');
  expect(of([1, 1])).toThrow('members[1] must be another class below 5, got 1');
  expect(of([0.5])).toThrow('members[0] must be another class below 5, got 0.5');
  expect(of([0], 0)).toThrow('sigma must be positive and finite, got 0');
  expect(of([0], Infinity)).toThrow('sigma must be positive and finite, got Infinity');
  expect(of([0], 1, [0, NaN])).toThrow('scores[1] must be a finite number');
});
