import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifference, finiteDifferenceGradient } from '../check/finite-differences';
import { rankingProbabilities } from '../check/structure-laws';
import { expectation } from '../check/enumeration';
import { fenchelYoung } from '../estimators/fenchel-young';
import { streamNoise } from '../estimators/estimator';
import { pairwiseLoss } from '../losses/pairwise';
import { EULER_GAMMA, lawNames, laws } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import { ranking } from '../oracles/ranking/ranking';
import { createRng } from '../rng/rng';
import { dot } from '../vector';
import { comparisons } from './comparison';
import { expectedLoss } from './expectations';
import { expectedMaximum } from './expected-maximum';
import { perturbedRanking } from './perturbed-ranking';

const scores = [0.7, -0.4, 1.3, 0.2, 0.2];
const standardGumbel = createNoise(noiseSpec('gumbel', EULER_GAMMA));

describe.each(lawNames)('comparisons under %s noise', (name) => {
  const { winning, density, excess } = comparisons[name];
  const noise = createNoise({ law: name, location: 0, scale: 1 });
  const points = [-40, -6, -1.99, -1.2, -0.51, -0.49, -0.1, -1e-9, 0, 1e-5, 0.3, 0.7, 1.9, 3, 20];

  it('are one class against another: probability and maximum by quadrature', () => {
    for (const x of points) {
      expect(winning(x)).toBeCloseTo(expectedLoss([x, 0], 1, noise, 1, [1, 0]), 10);
      const beyond = expectedMaximum([x, 0], 1, noise) - noise.mean - Math.max(0, x);
      expect(excess(x)).toBeCloseTo(beyond, 9);
    }
  });

  it('have derivatives that are theirs, and are symmetric', () => {
    for (const x of [-1.7, -0.9, -0.3, 0.2, 0.6, 1.1, 1.6]) {
      expect(finiteDifference(winning, x, 1e-3)).toBeCloseTo(density(x), 9);
      expect(finiteDifference((at) => excess(at) + Math.max(0, at), x)).toBeCloseTo(winning(x), 9);
    }
    for (const x of points) {
      expect(winning(x) + winning(-x)).toBeCloseTo(1, 14);
      expect(density(x)).toBe(density(-x));
      expect(excess(x)).toBe(excess(-x));
      expect(excess(x)).toBeGreaterThanOrEqual(0);
    }
  });

  it('end where numbers end', () => {
    for (const x of [1e3, 1e300, Infinity]) {
      expect([winning(x), winning(-x), density(x), excess(x)]).toEqual([1, 0, 0, 0]);
    }
    expect(winning(0)).toBe(0.5);
  });
});

it('comparisons under logistic noise are smooth where the series takes over', () => {
  const { winning, density, excess } = comparisons.logistic;
  for (const f of [winning, density, excess]) {
    expect(Math.abs(f(0.5 - 1e-15) - f(0.5))).toBeLessThan(4e-14);
  }
});

const random = fc.array(
  fc.oneof(fc.double({ min: -4, max: 4, noNaN: true }), fc.constantFrom(0, 1, 1e6, -1e6, 1e-300)),
  { minLength: 1, maxLength: 7 },
);

describe.each(lawNames)('the perturbed ranking under %s noise', (name) => {
  const noise = createNoise(noiseSpec(name, 0.3, 1.4));

  it('has the mean as gradient of the maximum, and the Jacobian as that of the mean', () => {
    for (const sigma of [0.4, 1, 3]) {
      const { mean, jacobian } = perturbedRanking(scores, sigma, noise);
      const gradient = finiteDifferenceGradient(
        (mu) => perturbedRanking(mu, sigma, noise).maximum,
        scores,
      );
      gradient.forEach((slope, i) => expect(mean[i]).toBeCloseTo(slope, 8));
      scores.forEach((_, i) => {
        const row = finiteDifferenceGradient(
          (mu) => perturbedRanking(mu, sigma, noise).mean[i],
          scores,
        );
        row.forEach((slope, j) => {
          // the triangular density has a kink at 0, where two scores are equal
          if (name === 'uniform' && scores[i] === scores[j]) return;
          if (name === 'uniform' && i === j && (i === 3 || i === 4)) return;
          expect(jacobian[i * 5 + j]).toBeCloseTo(slope, 8);
        });
      });
    }
  });

  it('is that of a simulation', () => {
    const samples = 10_000;
    const source = streamNoise(createRng(4, 'ranking'), noise, 5, samples);
    const zero = new Float64Array(5);
    const { gradient, loss } = fenchelYoung(ranking(5), scores, 0.8, source, zero);
    const { mean, maximum } = perturbedRanking(scores, 0.8, noise);
    mean.forEach((rank, i) => {
      const error = gradient.standardError[i];
      expect(Math.abs(gradient.value[i] - rank)).toBeLessThan(4.5 * error);
    });
    expect(Math.abs(loss.value - maximum)).toBeLessThan(4.5 * loss.standardError);
  });

  it('is a point of the permutahedron with a symmetric Jacobian, for scores of any size', () => {
    fc.assert(
      fc.property(random, fc.constantFrom(1e-3, 1, 1e3), (mu, sigma) => {
        const n = mu.length;
        const { mean, jacobian, maximum } = perturbedRanking(mu, sigma, noise);
        const sorted = [...mean].sort((a, b) => a - b);
        let least = 0;
        for (let i = 0; i < n; i++) {
          least += sorted[i] - i;
          expect(least).toBeGreaterThanOrEqual(-1e-12 * n);
        }
        expect(Math.abs(least)).toBeLessThan(1e-12 * n);
        for (let i = 0; i < n; i++) {
          let row = 0;
          for (let j = 0; j < n; j++) {
            row += jacobian[i * n + j];
            expect(jacobian[i * n + j]).toBe(jacobian[j * n + i]);
          }
          expect(Math.abs(row)).toBeLessThan(1e-12 * (jacobian[i * n + i] + 1e-300) + 1e-18);
        }
        const best = new Float64Array(n);
        const top = ranking(n).argmax(mu, best);
        const bias = (sigma * noise.mean * n * (n - 1)) / 2;
        expect(maximum - bias).toBeGreaterThanOrEqual(top - 1e-9 * Math.max(1, Math.abs(top)));
        // scaling: only mu / sigma matters
        const doubled = perturbedRanking(
          mu.map((m) => 2 * m),
          2 * sigma,
          noise,
        );
        doubled.mean.forEach((rank, i) => expect(rank).toBe(mean[i]));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('tends to the ranking, to shared ranks and to the middle', () => {
    const cold = perturbedRanking(scores, 1e-9, noise).mean;
    [3, 0, 4, 1.5, 1.5].forEach((rank, i) => expect(cold[i]).toBeCloseTo(rank, 12));
    const hot = perturbedRanking(scores, 1e12, noise).mean;
    for (const rank of hot) expect(rank).toBeCloseTo(2, 11);
  });

  it('has a Fenchel-Young loss that is a loss of pairs, with the gradient mean - truth', () => {
    const truth = [1, 0, 4, 2, 3];
    const loss = pairwiseLoss(scores, 0.7, noise, truth);
    const { mean, maximum } = perturbedRanking(scores, 0.7, noise);
    const constant = 0.7 * noise.mean * 10;
    expect(loss.value).toBeCloseTo(maximum - constant - dot(scores, Float64Array.from(truth)), 12);
    loss.gradient.forEach((g, i) => expect(g).toBeCloseTo(mean[i] - truth[i], 13));
    const slopes = finiteDifferenceGradient(
      (mu) => pairwiseLoss(mu, 0.7, noise, truth).value,
      scores,
    );
    slopes.forEach((slope, i) => expect(loss.gradient[i]).toBeCloseTo(slope, 8));
    fc.assert(
      fc.property(random, fc.nat(), (mu, seed) => {
        const n = mu.length;
        const ranks = new Float64Array(n);
        ranking(n).argmax(
          Float64Array.from(mu, (_, i) => Math.sin(seed + i)),
          ranks,
        );
        const { value, gradient } = pairwiseLoss(mu, 1, noise, ranks);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(Math.abs(gradient.reduce((sum, g) => sum + g, 0))).toBeLessThan(1e-12 * n);
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});

describe('the perturbed ranking under Gumbel noise', () => {
  it('has the mean of the law of Plackett and Luce, by enumeration', () => {
    for (const n of [1, 2, 4, 6]) {
      const mu = Array.from({ length: n }, (_, i) => 1.3 * Math.cos(5 * i));
      const sigma = 0.6;
      const law = rankingProbabilities(mu.map((m) => m / sigma));
      const { mean } = perturbedRanking(mu, sigma, standardGumbel);
      for (let i = 0; i < n; i++) {
        const rank = expectation(
          ranking(n),
          (_, index) => law[index],
          (y) => y[i],
        );
        expect(mean[i]).toBeCloseTo(rank, 12);
      }
    }
  });

  it('has the pairwise logistic loss of RankNet, exactly', () => {
    const truth = [1, 0, 4, 2, 3];
    const sigma = 0.7;
    let wanted = 0;
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 5; j++) {
        if (truth[i] <= truth[j]) continue;
        wanted += sigma * Math.log(1 + Math.exp(-(scores[i] - scores[j]) / sigma));
      }
    }
    expect(pairwiseLoss(scores, sigma, standardGumbel, truth).value).toBeCloseTo(wanted, 13);
    const far = pairwiseLoss([1e6, 0], 1, standardGumbel, [0, 1]);
    expect([far.value, ...far.gradient]).toEqual([1e6, 1, -1]);
  });
});

it('the perturbed ranking names what is wrong with its arguments', () => {
  const noise = createNoise({ law: 'normal', location: 0, scale: laws.normal.variance });
  expect(() => perturbedRanking([], 1, noise)).toThrow('scores must have at least one entry');
  expect(() => perturbedRanking([0, Infinity], 1, noise)).toThrow('scores[1] must be a finite');
  for (const sigma of [0, -1, NaN, Infinity]) {
    expect(() => perturbedRanking([0], sigma, noise)).toThrow(`positive and finite, got ${sigma}`);
    expect(() => pairwiseLoss([0], sigma, noise, [0])).toThrow(`got ${sigma}`);
  }
  expect(() => pairwiseLoss([0, 1], 1, noise, [0])).toThrow('ranks must have 2 entries, got 1');
  expect(() => pairwiseLoss([0, 1], 1, noise, [0, 0])).toThrow('ranks[1] must be a new rank');
  expect(() => pairwiseLoss([0, 1], 1, noise, [0, 2])).toThrow('from 0 to 1, got 2');
});
