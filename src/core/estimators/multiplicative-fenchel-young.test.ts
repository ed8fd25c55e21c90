import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../check/finite-differences';
import { createNoise, noiseSpec } from '../noise/noise';
import { gridPath } from '../oracles/grid-path/grid-path';
import { createRng } from '../rng/rng';
import { dot } from '../vector';
import { streamNoise } from './estimator';
import { multiplicativeFenchelYoungOf, noiseFactor } from './multiplicative-fenchel-young';

const SAMPLES = 6;
const sigma = 0.6;
const normal = createNoise(noiseSpec('normal'));
const source = (dim: number) => streamNoise(createRng(2, 'factors'), normal, dim, SAMPLES).fill;

/** Scores below 0, none of which are so near each other that a difference quotient would cross a kink. */
const costs = fc.array(fc.double({ min: 0.5, max: 5, noNaN: true }), {
  minLength: 12,
  maxLength: 12,
});

describe('the Fenchel-Young loss under factors', () => {
  const oracle = gridPath(3, 4);
  const truth = new Float64Array(12);
  oracle.argmax(new Float64Array(12).fill(-1), truth);
  const fill = source(12);
  const gamma = new Float64Array(12);
  const y = new Float64Array(12);
  const ends = [0, 11];
  const scoresOf = (list: readonly number[]) => Float64Array.from(list, (cost) => -cost);

  /** log <c, truth> minus the mean over the samples of log min_y <e c, y>, both without the ends. */
  function lossAt(scores: Float64Array, scale = sigma): number {
    const kept = scores.map((score, i) => (ends.includes(i) ? 0 : score));
    let total = Math.log(-dot(kept, truth));
    for (let m = 0; m < SAMPLES; m++) {
      fill(m, gamma);
      const noisy = kept.map((score, i) => score * noiseFactor(scale, gamma[i]));
      total -= Math.log(-oracle.argmax(noisy, y)) / SAMPLES;
    }
    return total;
  }

  function gradientAt(scores: Float64Array) {
    const estimator = multiplicativeFenchelYoungOf(oracle, ends);
    estimator.bind({ scores, sigma, truth });
    const gradient = new Float64Array(12);
    let [slope, loss] = [0, 0];
    for (let m = 0; m < SAMPLES; m++) {
      slope += estimator.draw(m, fill, 1 / SAMPLES, gradient).slope / SAMPLES;
      loss += estimator.loss() / SAMPLES;
    }
    return { gradient, slope, loss };
  }

  it('has the gradient of finite differences under frozen noise, in the scores and in sigma', () => {
    let kinks = 0;
    fc.assert(
      fc.property(costs, (list) => {
        const scores = scoresOf(list);
        const { gradient, slope, loss } = gradientAt(scores);
        expect(loss).toBeCloseTo(lossAt(scores), 12);
        const along = (i: number) =>
          finiteDifference(
            (x) => lossAt(scores.map((score, j) => score + (i === j ? x : 0))),
            0,
            1e-6,
          );
        // a path may change within the step: the loss has a kink there
        for (let i = 0; i < 12; i++) if (Math.abs(along(i) - gradient[i]) > 1e-5) kinks++;
        const bySigma = finiteDifference((x) => lossAt(scores, sigma + x), 0, 1e-6);
        if (Math.abs(bySigma - slope) > 1e-4) kinks++;
      }),
      { numRuns: 40, seed: 1 },
    );
    expect(kinks).toBeLessThanOrEqual(1);
  });

  it('knows no size: costs times a number have the same loss, and no gradient leads there', () => {
    fc.assert(
      fc.property(costs, fc.double({ min: 0.01, max: 100, noNaN: true }), (list, size) => {
        const scores = scoresOf(list);
        const { gradient, loss } = gradientAt(scores);
        expect(gradientAt(scores.map((score) => size * score)).loss).toBeCloseTo(loss, 9);
        expect(dot(gradient, scores)).toBeCloseTo(0, 9);
        for (const end of ends) expect(gradient[end]).toBe(0);
      }),
      { numRuns: 50, seed: 2 },
    );
  });

  it('is log <c, truth> - log min <c, y> without noise: 0 at costs whose path is the right one', () => {
    const estimator = multiplicativeFenchelYoungOf(oracle, ends);
    const lossOf = (scores: Float64Array) => {
      estimator.bind({ scores, sigma: 0, truth });
      const out = new Float64Array(12);
      const { changed } = estimator.draw(0, fill, 2, out);
      return { loss: estimator.loss(), changed, largest: Math.max(...out.map(Math.abs)) };
    };
    const right = scoresOf([...truth].map((visited) => (visited === 1 ? 1 : 9)));
    expect(lossOf(right)).toEqual({ loss: 0, changed: 0, largest: 0 });
    const wrong = scoresOf([...truth].map((visited) => (visited === 1 ? 9 : 1)));
    const between = [...truth].reduce((sum, visited) => sum + visited, -2);
    const { loss, changed } = lossOf(wrong);
    expect(changed).toBeGreaterThan(0);
    // the other way goes over cells at 1, two of them at least
    expect(Math.exp(loss)).toBeGreaterThan((9 * between) / 12);
  });

  it('has numbers for a gradient where all costs are 0', () => {
    const { gradient, loss } = gradientAt(new Float64Array(12));
    expect([loss, gradient.every(Number.isFinite)]).toEqual([0, true]);
  });

  it('has factors of mean 1', () => {
    const words = createRng(1, 'factors of mean 1');
    const count = 40_000;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += noiseFactor(1, normal.sample(words.word(i, 0)));
    // the variance of a factor is e - 1
    expect(Math.abs(sum / count - 1)).toBeLessThan(4 * Math.sqrt((Math.E - 1) / count));
  });
});
