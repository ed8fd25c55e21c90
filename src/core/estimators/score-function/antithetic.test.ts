import { describe, expect, it } from 'vitest';
import { inclusionJacobian } from '../../laws/jacobian';
import { simulated } from '../../laws/testing/draws';
import { oneHotLosses, shifted, smallProblems } from '../../laws/testing/problems';
import { linearLoss } from '../../losses/linear';
import { tableLoss } from '../../losses/table';
import { createNoise, noiseSpec } from '../../noise/noise';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { createNoiseBook } from '../noise-book';
import { countedCost, declaredCost, estimate, type Maker } from '../testing/estimates';
import { antitheticScoreOf } from './antithetic';
import { noiseScoreOf } from './on-noise';

const DRAWS = 200_000;

describe.each(['normal', 'logistic'] as const)('antithetic pairs of %s noise', (name) => {
  const law = createNoise(noiseSpec(name));
  const scores = [0.9, 0.3, -0.2, 0.6];
  const sigma = 1.4;
  const loss = linearLoss([0.8, 0.2, 0.5, 0]);

  it.each([1, 2])('are unbiased, and vary less than two samples, for %i of 4', (k) => {
    const oracle = kSubset(4, k);
    const jacobian = inclusionJacobian(scores, sigma, law, k);
    const costs = loss.linear!;
    const wanted = scores.map((_, j) =>
      costs.reduce((sum, c, i) => sum + c * jacobian[i * 4 + j], 0),
    );
    const noise = createNoiseBook(2, law);
    const point = { scores: Float64Array.from(scores), sigma, loss };
    const pairs = antitheticScoreOf(oracle, law);
    pairs.bind(point);
    const found = simulated(pairs, 4, noise, DRAWS);
    wanted.forEach((g, i) => {
      expect(Math.abs(found.mean[i] - g)).toBeLessThan(4.5 * found.standardError[i]);
    });
    const plain = noiseScoreOf(oracle, law, { samples: 2 });
    plain.bind(point);
    expect(found.variance).toBeLessThan(0.9 * simulated(plain, 4, noise, 20_000).variance);
  });

  it('do not see what all losses share, nor need a gradient of them', () => {
    const { oracle } = smallProblems.oneHot;
    const noise = createNoiseBook(2, law);
    const point = { scores: Float64Array.from(scores), sigma, loss: oneHotLosses.network };
    const pairs = antitheticScoreOf(oracle, law, { samples: 3 });
    const table = tableLoss([...oracle.enumerate()], [1, 5, 2, 0]);
    for (let index = 0; index < 10; index++) {
      const { gradient } = estimate(pairs, point, index, noise);
      const far = { ...point, loss: shifted(point.loss, 1024) };
      estimate(pairs, far, index, noise).gradient.forEach((g, i) =>
        expect(g).toBeCloseTo(gradient[i], 11),
      );
      const any = estimate(pairs, { ...point, loss: table }, index, noise);
      expect(any.gradient.every((g) => Number.isFinite(g))).toBe(true);
    }
  });

  it('cost what they say', () => {
    const { oracle } = smallProblems.kSubset;
    const point = { scores: new Float64Array(6), sigma, loss: linearLoss([1, 2, 3, 4, 5, 6]) };
    const make: Maker = (counted) => antitheticScoreOf(counted, law, { samples: 3 });
    const { estimator, counts } = countedCost(oracle, make, point);
    expect(declaredCost(estimator)).toEqual(counts);
  });
});

it('antithetic pairs refuse laws that are not symmetric about 0', () => {
  const oracle = kSubset(4, 1);
  const of = (law: ReturnType<typeof noiseSpec>) => () =>
    antitheticScoreOf(oracle, createNoise(law));
  expect(of(noiseSpec('gumbel'))).toThrow('got gumbel of mean 0');
  expect(of(noiseSpec('uniform'))).toThrow('got uniform');
  expect(of(noiseSpec('normal', 0.5))).toThrow('got normal of mean 0.5');
  const normal = createNoise(noiseSpec('normal'));
  expect(() => antitheticScoreOf(oracle, normal, { samples: 0 })).toThrow('at least 1, got 0');
});
