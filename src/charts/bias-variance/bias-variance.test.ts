import { describe, expect, it } from 'vitest';
import { biasVarianceCase } from '../gallery/data';
import { directLossExpectation, directLossVariance } from '../../core/laws/direct-loss';
import { estimatorCurve } from '../../core/laws/curves';
import { expectedLossGradient } from '../../core/laws/expectations';
import { createNoise, noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
import { biasVarianceLayout } from './layout';
import { adviceOf, signChanges, type BiasVarianceData } from './model';

/** Two scores nearly tie, and the lower one is right. */
const nearTie: ArgmaxProblem = {
  ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], sigma: 0.3, k: 1, epsilon: -1, seed: 1 },
  noise: noiseSpec('gumbel'),
};

const dataOf = (problem: ArgmaxProblem, samplesPerEstimate: number): BiasVarianceData => {
  const [negative, positive] = [-1, 1].map((sign) => {
    const curve = estimatorCurve(problem, sign);
    return {
      epsilon: curve.epsilons,
      biasSquared: curve.biasSquaredScores,
      biasAlong: curve.biasAlongScores,
      variance: curve.varianceScores,
    };
  });
  const { gradientSquaredScores: gradientSquared } = estimatorCurve(problem, -1);
  return {
    ...{ negative, positive, monteCarlo: [], samplesPerEstimate, gradientSquared },
    ...{ epsilon: -1, bounds: [0.001, 100] },
  };
};

describe('bias and spread of the near tie at sigma 0.3 and 100 draws', () => {
  const data = dataOf(nearTie, 100);
  const { epsilon, biasSquared, variance } = data.negative;
  const percent = (square: number) => 100 * Math.sqrt(square / data.gradientSquared);
  it.each([
    [0.01, 0.3, 111],
    [0.1, 2, 34],
    [1, 34, 6],
    [10, 93, 1],
  ])('at epsilon -%f the bias is %f%% and the spread %f%% of the gradient', (at, bias, spread) => {
    const i = epsilon.reduce(
      (best, e, j) =>
        Math.abs(Math.log(e / at)) < Math.abs(Math.log(epsilon[best] / at)) ? j : best,
      0,
    );
    const digits = bias < 1 ? 1 : 0;
    expect(epsilon[i]).toBeCloseTo(at, 6);
    expect(percent(biasSquared[i])).toBeCloseTo(bias, digits);
    expect(percent(variance![i] / 100)).toBeCloseTo(spread, 0);
  });

  it('changes the sign of its bias at -0.30, before its least error at -0.47', () => {
    const [dip, ...more] = signChanges(data.negative);
    expect(more).toEqual([]);
    expect(dip).toBeCloseTo(0.3, 2);
    // by another way: the expected estimate is as long as the gradient
    const truth = expectedLossGradient(
      nearTie.scores,
      nearTie.sigma,
      createNoise(nearTie.noise),
      1,
      nearTie.loss,
    );
    const excess = (e: number) =>
      directLossExpectation(nearTie, -e).scores.reduce(
        (sum, g, i) => sum + g * truth.scores[i],
        0,
      ) - truth.scores.reduce((sum, g) => sum + g * g, 0);
    expect(excess(dip * 0.9) * excess(dip * 1.1)).toBeLessThan(0);
    const error = (e: number) => {
      const mean = directLossExpectation(nearTie, -e).scores;
      const bias = mean.reduce((sum, g, i) => sum + (g - truth.scores[i]) ** 2, 0);
      return bias + directLossVariance(nearTie, -e).scores.reduce((sum, v) => sum + v, 0) / 100;
    };
    for (const other of [0.3, 0.43, 0.51, 0.6]) expect(error(0.47)).toBeLessThan(error(other));
  });

  it('advises to stay nearer to 0 than where bias outgrows spread, not to take the dip', () => {
    const { balanced } = adviceOf(data, -1);
    const [dip] = signChanges(data.negative);
    expect(Math.abs(balanced!.epsilon - dip)).toBeGreaterThan(0.02);
    const i = epsilon.findIndex((e) => e > balanced!.epsilon);
    expect(biasSquared[i]).toBeGreaterThanOrEqual(variance![i] / 100);
    expect(biasSquared[i - 1]).toBeLessThanOrEqual(variance![i - 1] / 100);
    expect(balanced!.error).toBeGreaterThan(0);
  });
});

it('takes no rounding error for a change of sign, and knows none without a bias', () => {
  const series = (biasAlong: number[]) => ({
    ...{
      epsilon: [0.1, 1, 10],
      biasSquared: biasAlong.map((b) => b * b),
      variance: null,
      biasAlong,
    },
  });
  expect(signChanges(series([-1e-12, 1e-12, 1]))).toEqual([]);
  expect(signChanges(series([0, 0, 0]))).toEqual([]);
  expect(signChanges(series([1, -1, -2]))[0]).toBeCloseTo(Math.sqrt(0.1), 12);
});

it('marks the change of sign and the balance in both facets', () => {
  const layout = biasVarianceLayout(biasVarianceCase(-0.1, false, 3), { width: 900, height: 400 });
  for (const { changes, balanced, x } of layout.facets) {
    expect(changes).toHaveLength(1);
    expect(Math.abs(changes[0].x1 - x(3))).toBeLessThan(1);
    expect(balanced).not.toBeNull();
  }
  const words = layout.labels.filter(({ text }) => text === 'bias changes sign here');
  expect(words).toHaveLength(2);
});
