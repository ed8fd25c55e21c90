import { describe, expect, it } from 'vitest';
import { finiteDifference, finiteDifferenceGradient } from '../check/finite-differences';
import { lawNames } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { directLossExpectation, directLossVariance } from './direct-loss';
import { expectedLoss, expectedLossGradient } from './expectations';
import { expectedMaximum } from './expected-maximum';
import { logSumExp } from './gibbs';
import { inclusion, inclusionProbabilities } from './inclusion';

const scores = [0.9, 0.31, -0.2, 0.55, 1.4];
const loss = [1, 0, 2, 1, 0.5];

describe.each(lawNames)('expectations under %s noise', (law) => {
  const noise = createNoise(noiseSpec(law, 0.2, 1.5));

  it('have E max with the inclusion probabilities as gradient in mu', () => {
    for (const k of [1, 2, 4]) {
      const gradient = finiteDifferenceGradient((mu) => expectedMaximum(mu, 1.1, noise, k), scores);
      const p = inclusionProbabilities(scores, 1.1, noise, k);
      gradient.forEach((slope, i) => expect(Math.abs(slope - p[i])).toBeLessThan(1e-9));
    }
  });

  it('have E <gamma, y*> as the derivative of E max in sigma', () => {
    for (const k of [1, 3, 5]) {
      const slope = finiteDifference((sigma) => expectedMaximum(scores, sigma, noise, k), 1.1);
      expect(Math.abs(slope - inclusion(scores, 1.1, noise, k).winningNoise)).toBeLessThan(1e-9);
    }
  });

  it('have E max of all classes equal to their sum, and above the maximum of the means', () => {
    const sum = scores.reduce((a, b) => a + b);
    expect(expectedMaximum(scores, 2, noise, 5)).toBeCloseTo(sum + 5 * 2 * noise.mean, 12);
    expect(expectedMaximum(scores, 2, noise, 1)).toBeGreaterThan(1.4 + 2 * noise.mean);
    expect(expectedMaximum([7], 2, noise, 1)).toBeCloseTo(7 + 2 * noise.mean, 12);
  });

  it('count the noise of certain members in full', () => {
    const value = expectedMaximum([1000, 0, 0, -1000], 1, noise, 2);
    const pair = expectedMaximum([0, 0], 1, noise, 1);
    expect(value).toBeCloseTo(1000 + noise.mean + pair, 10);
  });

  it('have the gradient of E loss by finite differences in mu and sigma', () => {
    for (const k of [1, 2, 4]) {
      const gradient = expectedLossGradient(scores, 1.1, noise, k, loss);
      const inScores = finiteDifferenceGradient(
        (mu) => expectedLoss(mu, 1.1, noise, k, loss),
        scores,
      );
      const inSigma = finiteDifference((sigma) => expectedLoss(scores, sigma, noise, k, loss), 1.1);
      inScores.forEach((slope, i) => {
        expect(Math.abs(gradient.scores[i] - slope)).toBeLessThan(1e-9);
      });
      expect(Math.abs(gradient.sigma - inSigma)).toBeLessThan(1e-9);
      expect(gradient.value).toBe(expectedLoss(scores, 1.1, noise, k, loss));
    }
  });

  it('have no gradient for a loss that is the same for all', () => {
    const gradient = expectedLossGradient(scores, 1.1, noise, 2, [3, 3, 3, 3, 3]);
    expect([...gradient.scores]).toEqual([0, 0, 0, 0, 0]);
    expect(Math.abs(gradient.sigma)).toBe(0);
  });

  it('have direct loss estimates that tend to the gradient from both signs of epsilon', () => {
    const spec = noiseSpec(law, 0.2, 1.5);
    for (const k of [1, 2]) {
      const problem: ArgmaxProblem = {
        scores,
        k,
        sigma: 1.1,
        epsilon: 1,
        loss,
        noise: spec,
        seed: 1,
      };
      const exact = expectedLossGradient(scores, 1.1, noise, k, loss);
      for (const sign of [1, -1]) {
        // the bias is of order epsilon: a tenth of epsilon leaves about a tenth of it
        const biases = [0.1, 0.01, 0.001].map((size) => {
          const { scores: d, sigma } = directLossExpectation(problem, sign * size);
          return Math.hypot(sigma - exact.sigma, ...d.map((x, i) => x - exact.scores[i]));
        });
        expect(biases[0]).toBeLessThan(0.1);
        expect(biases[1]).toBeLessThan(0.15 * biases[0]);
        expect(biases[2]).toBeLessThan(0.15 * biases[1]);
      }
    }
  });
});

describe('expectations in closed form', () => {
  it('have E max = sigma logsumexp(mu/sigma) for zero-mean Gumbel noise', () => {
    const noise = createNoise(noiseSpec('gumbel'));
    for (const sigma of [0.01, 0.5, 3, 100]) {
      const wanted = sigma * logSumExp(scores.map((s) => s / sigma));
      const got = expectedMaximum(scores, sigma, noise);
      expect(Math.abs(got - wanted)).toBeLessThan(1e-12 * Math.max(1, wanted));
    }
  });

  it('have E max of two normals = 1/sqrt(pi), of n uniforms = (n-1)/(n+1)', () => {
    const normal = createNoise(noiseSpec('normal'));
    expect(expectedMaximum([0, 0], 1, normal)).toBeCloseTo(1 / Math.sqrt(Math.PI), 13);
    const uniform = createNoise(noiseSpec('uniform'));
    for (const n of [2, 5, 12, 40]) {
      const flat = new Array<number>(n).fill(0);
      expect(expectedMaximum(flat, 1, uniform)).toBeCloseTo((n - 1) / (n + 1), 12);
    }
  });

  it('have the variance of one direct loss sample of a certain flip equal to 0', () => {
    const problem: ArgmaxProblem = {
      scores: [5, 0],
      k: 1,
      sigma: 0.01,
      epsilon: 1,
      loss: [0, 100],
      noise: noiseSpec('normal'),
      seed: 1,
    };
    directLossExpectation(problem).scores.forEach((d, i) => expect(d).toBeCloseTo([-1, 1][i], 13));
    for (const v of directLossVariance(problem).scores) expect(Math.abs(v)).toBeLessThan(1e-12);
  });

  it('refuse the variance of k-subsets and a loss of another size', () => {
    const problem: ArgmaxProblem = {
      scores,
      k: 2,
      sigma: 1,
      epsilon: 1,
      loss,
      noise: noiseSpec('normal'),
      seed: 1,
    };
    expect(() => directLossVariance(problem)).toThrow('k = 1 only, got k = 2');
    const noise = createNoise(noiseSpec('normal'));
    expect(() => expectedLoss(scores, 1, noise, 1, [1])).toThrow(
      'loss has 1 entries, scores has 5',
    );
  });
});
