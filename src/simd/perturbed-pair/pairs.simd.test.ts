import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lawNames } from '../../core/noise/laws';
import { noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem, PairSums } from '../../core/problem';
import { sampleSimd } from './pairs.simd';
import { maximisePairs, samplePairs } from './perturbed-pair.cpu';

const base: ArgmaxProblem = {
  scores: [1, 0.5, 0, -0.5, 0.2, -0.1, 0.8, 0.3],
  k: 1,
  sigma: 1,
  epsilon: -1,
  loss: [0, 1, 1, 2, 1, 1, 1, 0.5],
  noise: noiseSpec('gumbel'),
  seed: 77,
};

/** Share of samples in another cell: near-ties, which float32 may decide differently. */
function moved(a: PairSums, b: PairSums): number {
  const table = a.joint.length ? 'joint' : 'hits';
  let sum = 0;
  a[table].forEach((count, cell) => (sum += Math.abs(count - b[table][cell])));
  return sum / 2 / a.samples;
}

const moments = ['loss', 'lossSquared', 'gap', 'gapSquared', 'maximum', 'maximumSquared'] as const;

describe('the SIMD sampler agrees with the definition', () => {
  it.each(lawNames)('under %s noise, with its moments', (law) => {
    const problem = { ...base, noise: noiseSpec(law, 0.3, 2) };
    const truth = maximisePairs(problem, 0, 40_000);
    const fast = sampleSimd(problem, 0, 40_000, true)!;
    expect(moved(truth, fast)).toBeLessThan(1e-4);
    for (const moment of moments) {
      expect(Math.abs(fast[moment] - truth[moment]) / (1 + Math.abs(truth[moment]))).toBeLessThan(
        1e-4,
      );
    }
  });

  it.each([1, 2, 3, 4, 5, 12, 63, 130, 1024])('for %i classes', (n) => {
    const scores = Array.from({ length: n }, (_, i) => Math.sin(i));
    const loss = scores.map((_, i) => Number(i > 0));
    const problem = { ...base, scores, loss };
    const augmented = n < 1024;
    const truth = maximisePairs(problem, 5, 4000, augmented);
    expect(moved(truth, sampleSimd(problem, 5, 4000, augmented)!)).toBeLessThan(5e-4);
  });

  it.each([
    [2, 1],
    [3, 2],
    [5, 4],
    [12, 5],
    [40, 12],
  ])('for %i choose %i, under every law, with the moments', (n, k) => {
    for (const law of lawNames) {
      const scores = Array.from({ length: n }, (_, i) => Math.sin(3 * i));
      const loss = scores.map((_, i) => i % 3);
      const problem = { ...base, scores, loss, k, noise: noiseSpec(law, 0.3, 2) };
      const truth = maximisePairs(problem, 3, 8000);
      const fast = sampleSimd(problem, 3, 8000, true)!;
      expect(moved(truth, fast)).toBeLessThan(1e-3 * k);
      expect([...fast.hits].reduce((a, b) => a + b)).toBeCloseTo(8000 * k, 6);
      for (const moment of moments) {
        const size = 8000 + Math.abs(truth[moment]);
        expect(Math.abs(fast[moment] - truth[moment]) / size, moment).toBeLessThan(1e-3);
      }
      const single = sampleSimd(problem, 3, 8000, false)!;
      expect([...single.hits]).toEqual([...fast.hits]);
    }
  });

  it('for random problems, from deterministic to uniform and past 2^31 samples', () => {
    const score = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(score, score), { minLength: 2, maxLength: 12 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.constantFrom(...lawNames),
        fc.integer({ min: 0, max: 0xffffffff - 400 }),
        fc.double({ min: -3, max: 3, noNaN: true }).filter((epsilon) => epsilon !== 0),
        fc.integer({ min: 1, max: 11 }),
        (classes, logSigma, law, first, epsilon, k) => {
          const problem: ArgmaxProblem = {
            ...base,
            k: Math.min(k, classes.length - 1),
            scores: classes.map(([mu]) => mu),
            loss: classes.map(([, loss]) => loss),
            sigma: 10 ** logSigma,
            noise: noiseSpec(law),
            epsilon,
          };
          const truth = maximisePairs(problem, first, 400);
          expect(moved(truth, samplePairs(problem, first, 400))).toBeLessThanOrEqual(
            0.01 * problem.k,
          );
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it('for counts that are no multiple of four', () => {
    for (const count of [1, 2, 3, 5, 1023]) {
      const sums = samplePairs(base, 9, count);
      expect(sums.samples).toBe(count);
      expect([...sums.joint]).toEqual([...maximisePairs(base, 9, count).joint]);
    }
  });

  it('breaks exact ties by the lowest index, for subsets too', () => {
    // With a spread this small, float32 cannot see the noise beside the scores.
    const problem = {
      ...base,
      scores: [2, 2, 2],
      loss: [1, 1, 1],
      sigma: 1e-12,
      noise: noiseSpec('uniform'),
    };
    expect([...sampleSimd(problem, 0, 64, false)!.hits]).toEqual([64, 0, 0]);
    expect([...sampleSimd({ ...problem, k: 2 }, 0, 64, false)!.hits]).toEqual([64, 64, 0]);
  });
});
