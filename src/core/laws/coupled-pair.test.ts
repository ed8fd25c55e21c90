import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lawNames } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import { createRng } from '../rng/rng';
import { pairLaws, totalVariation, type PairTable } from './coupled-pair';

/** Scores 0.5 and -0.3 for the variables that are 1, and the coupling where both are the same. */
const coupled = (c: number): PairTable => [c, 0.5, -0.3, 0.2 + c];
const gumbel = createNoise(noiseSpec('gumbel'));

/** Shares of the best structures of many draws with noise for every value of each variable. */
function simulated(
  scores: PairTable,
  sigma: number,
  law: (typeof lawNames)[number],
  draws: number,
) {
  const rng = createRng(11, 'coupled-pair');
  const { sample } = createNoise(noiseSpec(law));
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const [p, q, r, s] = [0, 1, 2, 3].map((part) => sigma * sample(rng.word(draw, part)));
    const sums = [scores[0] + p + r, scores[1] + q + r, scores[2] + p + s, scores[3] + q + s];
    counts[sums.indexOf(Math.max(...sums))]++;
  }
  return counts.map((count) => count / draws);
}

describe('two coupled binary variables', () => {
  it('have the Gibbs law where every structure has a Gumbel noise of its own', () => {
    for (const c of [-2, 0, 1]) {
      const { structures, gibbs } = pairLaws(coupled(c), 0.7, gumbel);
      expect(totalVariation(structures, gibbs)).toBeCloseTo(0, 12);
    }
  });

  it('have it with noise per variable too, uncoupled, and not where they are coupled', () => {
    const apart = (c: number) => {
      const { variables, gibbs } = pairLaws(coupled(c), 1, gumbel);
      return totalVariation(variables, gibbs);
    };
    expect(apart(0)).toBeCloseTo(0, 11);
    expect(apart(0.5)).toBeCloseTo(0.086, 3);
    expect(apart(1)).toBeCloseTo(0.119, 3);
    expect(apart(2)).toBeCloseTo(0.092, 3);
  });

  it('are drawn as often as the integral says, within five standard errors, for every law', () => {
    const draws = 60_000;
    for (const law of lawNames) {
      for (const [c, sigma] of [
        [1, 1],
        [-1.5, 0.6],
      ] as const) {
        const { variables } = pairLaws(coupled(c), sigma, createNoise(noiseSpec(law)));
        const shares = simulated(coupled(c), sigma, law, draws);
        variables.forEach((p, y) => {
          const error = Math.sqrt((p * (1 - p)) / draws);
          expect(Math.abs(shares[y] - p)).toBeLessThan(5 * error + 1e-9);
        });
      }
    }
  });

  it('have laws that sum to 1, whatever scores, sigma and law', () => {
    const score = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(score, score, score, score),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.constantFrom(...lawNames),
        (scores, power, law) => {
          const laws = pairLaws(scores, 10 ** power, createNoise(noiseSpec(law)));
          for (const list of [laws.structures, laws.variables, laws.gibbs]) {
            expect(list.reduce((sum, p) => sum + p)).toBeCloseTo(1, 9);
            for (const p of list) expect(p).toBeGreaterThan(-1e-12);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('factorise where they are uncoupled, under every law', () => {
    for (const law of lawNames) {
      const { variables: p } = pairLaws(coupled(0), 0.8, createNoise(noiseSpec(law)));
      expect(p[0] * p[3]).toBeCloseTo(p[1] * p[2], 10);
    }
  });

  it('refuse a score that is not a number, and a sigma that is not positive', () => {
    expect(() => pairLaws([0, 0, NaN, 0], 1, gumbel)).toThrow('scores');
    expect(() => pairLaws([0, 0, 0, 0], 0, gumbel)).toThrow('sigma');
  });
});
