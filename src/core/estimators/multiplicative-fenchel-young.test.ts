import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../check/finite-differences';
import { createNoise, noiseSpec } from '../noise/noise';
import { forwardPath } from '../oracles/grid-path/forward-path';
import { gridPath } from '../oracles/grid-path/grid-path';
import { createRng } from '../rng/rng';
import { dot } from '../vector';
import { streamNoise } from './estimator';
import { fenchelYoungOf } from './fenchel-young';
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

  /** The mean over the samples of max_y <e scores, y>, minus <scores, truth>. */
  function lossAt(scores: Float64Array, scale = sigma): number {
    let total = 0;
    for (let m = 0; m < SAMPLES; m++) {
      fill(m, gamma);
      total += oracle.argmax(
        scores.map((score, i) => score * noiseFactor(scale, gamma[i])),
        y,
      );
    }
    return total / SAMPLES - dot(scores, truth);
  }

  it('has the gradient of finite differences under frozen noise, in the scores and in sigma', () => {
    const estimator = multiplicativeFenchelYoungOf(oracle);
    let kinks = 0;
    fc.assert(
      fc.property(costs, (list) => {
        const scores = Float64Array.from(list, (cost) => -cost);
        estimator.bind({ scores, sigma, truth });
        const gradient = new Float64Array(12);
        let slope = 0;
        for (let m = 0; m < SAMPLES; m++) {
          slope += estimator.draw(m, fill, 1 / SAMPLES, gradient).slope / SAMPLES;
        }
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

  it('is convex in the costs under frozen noise', () => {
    fc.assert(
      fc.property(costs, costs, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, t) => {
        const [one, other] = [a, b].map((list) => Float64Array.from(list, (cost) => -cost));
        const between = one.map((score, i) => t * score + (1 - t) * other[i]);
        const chord = t * lossAt(one) + (1 - t) * lossAt(other);
        expect(lossAt(between)).toBeLessThanOrEqual(chord + 1e-9);
      }),
      { numRuns: 50, seed: 2 },
    );
  });

  it('is the plain one without noise, and counts the same', () => {
    const forward = forwardPath(3, 4);
    const scores = Float64Array.from({ length: 12 }, (_, i) => -1 - ((5 * i) % 7));
    const results = [multiplicativeFenchelYoungOf(forward), fenchelYoungOf(forward)].map(
      (estimator) => {
        estimator.bind({ scores, sigma: 0, truth });
        const out = new Float64Array(12);
        const { changed, prediction } = estimator.draw(0, fill, 2, out);
        return { out, changed, prediction: [...prediction] };
      },
    );
    expect(results[0]).toEqual(results[1]);
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
