import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { subsetProbabilities } from '../check/structure-laws';
import { EULER_GAMMA } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import { kSubset } from '../oracles/k-subset/k-subset';
import { expectedLossGradient } from './expectations';
import { inclusionProbabilities } from './inclusion';
import { perturbedSubset } from './perturbed-subset';

const gumbel = createNoise(noiseSpec('gumbel', EULER_GAMMA));
const mu = [1.2, 0.8, 0.3, 0, -0.4, -0.9];

describe('the law of perturbed subsets', () => {
  it('is that of Plackett and Luce, set by set', () => {
    for (const k of [1, 2, 4, 6]) {
      for (const sigma of [0.3, 1, 5]) {
        const wanted = subsetProbabilities(
          mu.map((m) => m / sigma),
          k,
        );
        const { probabilities } = perturbedSubset(mu, sigma, k);
        probabilities.forEach((p, s) => expect(p).toBeCloseTo(wanted[s], 13));
      }
    }
  });

  it('has the memberships that quadrature finds, and the gradient of a linear loss', () => {
    const loss = [0.7, 0.1, 0.9, 0.3, 0, 0.5];
    for (const k of [1, 2, 5]) {
      const structures = [...kSubset(6, k).enumerate()];
      const law = perturbedSubset(mu, 0.8, k);
      const inclusion = inclusionProbabilities(mu, 0.8, gumbel, k);
      inclusion.forEach((wanted, i) => {
        const { value } = law.expectation(structures.map((y) => y[i]));
        expect(value).toBeCloseTo(wanted, 9);
      });
      const costs = structures.map((y) => y.reduce((sum, on, i) => sum + on * loss[i], 0));
      const { value, gradient } = law.expectation(costs);
      const exact = expectedLossGradient(mu, 0.8, gumbel, k, loss);
      expect(value).toBeCloseTo(exact.value, 9);
      gradient.forEach((g, i) => expect(g).toBeCloseTo(exact.scores[i], 9));
    }
  });

  it('has the gradient of any loss by finite differences', () => {
    for (const k of [1, 3, 4]) {
      const losses = Array.from(kSubset(6, k).enumerate(), (_, s) => Math.sin(s * s));
      const at = (scores: ArrayLike<number>) => perturbedSubset(scores, 0.7, k).expectation(losses);
      const slopes = finiteDifferenceGradient((scores) => at(scores).value, mu);
      at(mu).gradient.forEach((g, i) => expect(g).toBeCloseTo(slopes[i], 9));
    }
  });

  it('sums to 1 and sees no constant, for scores of any size', () => {
    const score = fc.oneof(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.constantFrom(0, 1, 1e6, -1e6, 1e-300, 1e6 + 1),
    );
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 7 }), fc.nat(), (scores, seed) => {
        const k = 1 + (seed % scores.length);
        const law = perturbedSubset(scores, 0.5, k);
        expect(law.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        const losses = Array.from(law.probabilities, (_, s) => Math.cos(seed + s));
        const { value, gradient } = law.expectation(losses);
        const raised = law.expectation(losses.map((l) => l + 1024));
        expect(raised.value - 1024).toBeCloseTo(value, 11);
        expect(Math.abs(gradient.reduce((sum, g) => sum + g, 0))).toBeLessThan(1e-12);
        gradient.forEach((g, i) => expect(raised.gradient[i]).toBeCloseTo(g, 11));
        const constant = law.expectation(losses.map(() => 1e6));
        expect([constant.value, ...constant.gradient.map(Math.abs)]).toEqual([
          1e6,
          ...scores.map(() => 0),
        ]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('names what is wrong with its arguments', () => {
    expect(() => perturbedSubset([], 1, 1)).toThrow('at least one entry');
    expect(() => perturbedSubset([0, NaN], 1, 1)).toThrow('scores[1] must be a finite number');
    expect(() => perturbedSubset([0, 1], 0, 1)).toThrow('sigma must be positive');
    expect(() => perturbedSubset([0, 1], 1, 3)).toThrow('k must be at most n = 2, got 3');
    expect(() => perturbedSubset([0, 1], 1, 0)).toThrow('k must be a positive integer, got 0');
    expect(() => perturbedSubset(new Array(17).fill(0), 1, 1)).toThrow(
      'at most 16 classes, got 17',
    );
    const law = perturbedSubset([0, 1], 1, 1);
    expect(() => law.expectation([0])).toThrow('losses must have 2 entries, got 1');
    expect(() => law.expectation([0, NaN])).toThrow('losses[1] must be a finite number');
  });
});
