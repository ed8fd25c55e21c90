import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulatePairs } from '../check/simulate';
import { laws, lawNames } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { directLossExpectation } from './direct-loss';
import { expectedLossGradient } from './expectations';
import { integrateInclusion } from './inclusion';
import { sigmaDescent } from './sigma-descent';
import { standardise } from './standardise';

const nearTie: ArgmaxProblem = {
  scores: [1, 0.9, -1],
  loss: [1, 0, 1],
  k: 1,
  sigma: 0.1,
  epsilon: -0.1,
  noise: noiseSpec('gumbel'),
  seed: 3,
};
const BOUNDS = [0.01, 100] as const;

/** Shares of a Gumbel argmax and their entropy, by their definitions. */
function gibbs(scores: readonly number[], sigma: number) {
  const weights = scores.map((score) => Math.exp((score - Math.max(...scores)) / sigma));
  const total = weights.reduce((sum, weight) => sum + weight);
  const shares = weights.map((weight) => weight / total);
  const entropy = -shares.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
  return { shares, entropy };
}

describe('the slope in sigma under Gumbel noise is a difference of entropies', () => {
  const augmented = (epsilon: number) =>
    nearTie.scores.map((score, i) => score + epsilon * nearTie.loss[i]);
  const byEntropies = (sigma: number, epsilon: number) =>
    (gibbs(augmented(epsilon), sigma).entropy - gibbs(nearTie.scores, sigma).entropy) / epsilon;

  it('as the integral over the noise says: E gamma(y*) is the entropy of y*', () => {
    const noise = createNoise(nearTie.noise);
    for (const sigma of [0.03, 0.1, 1, 20]) {
      const { winningNoise } = integrateInclusion(
        standardise(nearTie.scores, sigma, noise, 1),
        laws.gumbel,
      );
      const { entropy } = gibbs(nearTie.scores, sigma);
      expect(winningNoise - laws.gumbel.mean).toBeCloseTo(entropy, 9);
    }
  });

  it('as the estimator draws it, to five standard errors', () => {
    for (const epsilon of [-1, -0.1, 0.5]) {
      const { gap, gapSquared, samples } = simulatePairs({ ...nearTie, epsilon }, 100_000);
      const mean = gap / samples;
      const error = Math.sqrt((gapSquared / samples - mean * mean) / samples) / Math.abs(epsilon);
      const expected = byEntropies(nearTie.sigma, epsilon);
      expect(Math.abs(mean / epsilon - expected)).toBeLessThan(5 * error);
      expect(directLossExpectation({ ...nearTie, epsilon }).sigma).toBeCloseTo(expected, 9);
    }
  });

  it('which has the wrong sign at epsilon -1: +0.58 for -1.97', () => {
    expect(byEntropies(0.1, -1)).toBeCloseTo(0.58, 2);
    const { scores, loss, noise } = nearTie;
    expect(expectedLossGradient(scores, 0.1, createNoise(noise), 1, loss).sigma).toBeCloseTo(
      -1.97,
      2,
    );
  });
});

describe('sigma let go', () => {
  it('ends near the least loss with a modest epsilon, and runs from it with a bold one', () => {
    const modest = sigmaDescent(nearTie, BOUNDS);
    expect(modest.sigmas.at(-1)).toBeCloseTo(0.55, 2);
    expect(modest.losses.at(-1)!).toBeLessThan(modest.losses[0]);
    const bold = sigmaDescent({ ...nearTie, epsilon: -1 }, BOUNDS);
    expect(bold.sigmas.at(-1)).toBeCloseTo(0.03, 2);
    expect(bold.losses.at(-1)!).toBeGreaterThan(bold.losses[0]);
  });

  it('goes step by step as the entropies say', () => {
    const { sigmas } = sigmaDescent({ ...nearTie, epsilon: 0.5 }, BOUNDS);
    let sigma = 0.1;
    for (const visited of sigmas) {
      expect(visited / sigma).toBeCloseTo(1, 9);
      const after = gibbs([1.5, 0.9, -0.5], sigma).entropy;
      const slope = (after - gibbs(nearTie.scores, sigma).entropy) / 0.5;
      sigma *= Math.exp(-1.6 * sigma * slope);
    }
  });

  it('does not depend on the unit of the loss: epsilon times the loss is what counts', () => {
    const cents = { ...nearTie, epsilon: -0.001, loss: nearTie.loss.map((l) => 100 * l) };
    const [ours, theirs] = [nearTie, cents].map((problem) => sigmaDescent(problem, BOUNDS, 20));
    ours.sigmas.forEach((sigma, i) => expect(theirs.sigmas[i] / sigma).toBeCloseTo(1, 9));
  });

  it('descends wherever epsilon is small, for every law and size of subset', () => {
    const setting = fc.record({
      law: fc.constantFrom(...lawNames),
      k: fc.integer({ min: 1, max: 2 }),
      scores: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
        minLength: 3,
        maxLength: 4,
      }),
      sigma: fc.double({ min: 0.2, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(setting, ({ law, k, scores, sigma }) => {
        const loss = scores.map((_, i) => Number(i !== 1));
        const problem = { scores, loss, k, sigma, seed: 0, noise: noiseSpec(law), epsilon: -1e-4 };
        const { sigmas, losses } = sigmaDescent(problem, BOUNDS, 4);
        for (const visited of sigmas) {
          expect(visited).toBeGreaterThanOrEqual(BOUNDS[0]);
          expect(visited).toBeLessThanOrEqual(BOUNDS[1]);
        }
        losses.slice(1).forEach((after, i) => expect(after).toBeLessThan(losses[i] + 1e-3));
      }),
      { numRuns: 60 },
    );
  });

  it('stays where no choice costs more than another', () => {
    const { sigmas } = sigmaDescent({ ...nearTie, loss: [2, 2, 2] }, BOUNDS, 3);
    for (const sigma of sigmas) expect(sigma).toBeCloseTo(0.1, 9);
  });
});
