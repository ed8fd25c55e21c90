import { describe, expect, it } from 'vitest';
import { simulatePairs } from '../check/simulate';
import { directLossExpectation, directLossVariance } from '../laws/direct-loss';
import { expectedLoss } from '../laws/expectations';
import { expectedMaximum } from '../laws/expected-maximum';
import { inclusionProbabilities } from '../laws/inclusion';
import { linearLoss } from '../losses/linear';
import { lawNames } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import { kSubset } from '../oracles/k-subset/k-subset';
import { ARGMAX_STREAM } from '../draws';
import { addSums, type ArgmaxProblem } from '../problem';
import { createRng } from '../rng/rng';
import { directLoss } from './direct-loss';
import { directLossFromSums } from './direct-loss-sums';
import { explicitNoise, streamNoise, type ScalarEstimate } from './estimator';
import { frequencies } from './frequencies';

const base = { scores: [0.9, 0.3, -0.2, 0.6], sigma: 1.1, loss: [1, 0, 2, 0.5], seed: 20 };
const samples = 20_000;

/** Five standard errors of a test with some hundred comparisons: a false alarm in 10^4 runs. */
function expectNear({ value, standardError }: ScalarEstimate, wanted: number): void {
  expect(Math.abs(value - wanted)).toBeLessThan(5 * standardError + 1e-12);
}

describe.each(lawNames)('direct loss under %s noise', (law) => {
  const noise = createNoise(noiseSpec(law));

  it.each([
    [1, 0.5],
    [1, -0.5],
    [1, 5],
    [2, -1],
    [3, 0.3],
  ])('estimates its exact expectation for k = %i and epsilon = %f', (k, epsilon) => {
    const problem: ArgmaxProblem = { ...base, k, epsilon, noise: noiseSpec(law) };
    const exact = directLossExpectation(problem);
    const sums = simulatePairs(problem, samples);
    const estimate = directLossFromSums(sums, epsilon);
    exact.scores.forEach((value, i) => {
      const { scores } = estimate;
      expectNear({ value: scores.value[i], standardError: scores.standardError[i] }, value);
    });
    expectNear(estimate.sigma, exact.sigma);
    expectNear(estimate.loss, expectedLoss(base.scores, base.sigma, noise, k, base.loss));
    expectNear(estimate.maximum, expectedMaximum(base.scores, base.sigma, noise, k));
    const p = inclusionProbabilities(base.scores, base.sigma, noise, k);
    const { prediction } = frequencies(sums);
    p.forEach((value, i) =>
      expectNear({ value: prediction.value[i], standardError: prediction.standardError[i] }, value),
    );
  });

  it('has standard errors that match the exact variance of a sample', () => {
    for (const epsilon of [-2, -0.2, 0.2, 2]) {
      const problem: ArgmaxProblem = { ...base, k: 1, epsilon, noise: noiseSpec(law) };
      const { scores } = directLossFromSums(simulatePairs(problem, samples), epsilon);
      directLossVariance(problem).scores.forEach((variance, i) => {
        const wanted = Math.sqrt(variance / samples);
        // about 400 flips or more: their number is within 5 / sqrt(400) of its mean
        expect(Math.abs(scores.standardError[i] / wanted - 1)).toBeLessThan(0.15);
      });
    }
  });
});

describe('directLoss', () => {
  const problem: ArgmaxProblem = { ...base, k: 2, epsilon: -0.7, noise: noiseSpec('gumbel') };
  const noise = createNoise(problem.noise);
  const rng = createRng(base.seed, ARGMAX_STREAM);

  const estimate = (source = streamNoise(rng, noise, 4, 500)) =>
    directLoss({
      oracle: kSubset(4, 2),
      loss: linearLoss(base.loss),
      scores: base.scores,
      sigma: base.sigma,
      epsilon: -0.7,
      noise: source,
    });

  it('gives the numbers of the sums of the same samples, standard errors included', () => {
    const fromSums = directLossFromSums(simulatePairs(problem, 500), -0.7);
    const direct = estimate();
    for (let i = 0; i < 4; i++) {
      expect(direct.scores.value[i]).toBeCloseTo(fromSums.scores.value[i], 12);
      expect(direct.scores.standardError[i]).toBeCloseTo(fromSums.scores.standardError[i], 12);
    }
    for (const field of ['sigma', 'loss', 'maximum'] as const) {
      expect(direct[field].value).toBeCloseTo(fromSums[field].value, 12);
      expect(direct[field].standardError).toBeCloseTo(fromSums[field].standardError, 12);
    }
  });

  it('reports what it cost', () => {
    expect(estimate()).toMatchObject({ samples: 500, oracleCalls: 1000, lossEvaluations: 500 });
  });

  it('takes explicit noise, one sample of which has no standard error', () => {
    const one = estimate(explicitNoise([[0, 0, 0, 0]], 4));
    // the loss of class 0 costs it its place: y* = {0, 3}, y*(eps) = {1, 3}
    [1 / 0.7, -1 / 0.7, 0, 0].forEach((d, i) => expect(one.scores.value[i]).toBeCloseTo(d, 14));
    expect(one.loss.value).toBe(1.5);
    expect(one.loss.standardError).toBeNaN();
  });

  it('adds up disjoint ranges of samples to the sums of all', () => {
    const total = simulatePairs(problem, 300);
    addSums(total, simulatePairs(problem, 200, 300));
    const whole = simulatePairs(problem, 500);
    expect(total.hits).toEqual(whole.hits);
    expect(total.joint).toEqual(whole.joint);
    expect(total.gap).toBeCloseTo(whole.gap, 10);
  });

  it('names what is wrong with its arguments', () => {
    const source = explicitNoise([[0, 0, 0, 0]], 4);
    const valid = {
      oracle: kSubset(4, 2),
      loss: linearLoss(base.loss),
      scores: base.scores,
      sigma: 1,
      epsilon: 1,
      noise: source,
    };
    expect(() => directLoss({ ...valid, epsilon: 0 })).toThrow(
      'epsilon must be finite and not zero',
    );
    expect(() => directLoss({ ...valid, sigma: NaN })).toThrow(
      'sigma must be 0 or positive, got NaN',
    );
    expect(() => directLoss({ ...valid, sigma: -1 })).toThrow(
      'sigma must be 0 or positive, got -1',
    );
    expect(() => directLoss({ ...valid, scores: [1, 2, NaN, 4] })).toThrow('scores[2]');
    expect(() => directLoss({ ...valid, scores: [1] })).toThrow('the oracle has 4 parts, scores 1');
    expect(() => explicitNoise([[1], [NaN]], 1)).toThrow('noise[1][0] must be a finite number');
    expect(() => explicitNoise([[1, 2]], 1)).toThrow('noise[0] must have 1 entries, got 2');
    expect(() => streamNoise(rng, noise, 4, 0)).toThrow(
      'samples must be a positive integer, got 0',
    );
    expect(() => streamNoise(rng, noise, 4, 1, -1)).toThrow(
      'first must be 0 or a positive integer',
    );
  });
});

describe('frequencies', () => {
  it('give a class that was never drawn an error bar', () => {
    const problem: ArgmaxProblem = {
      ...base,
      scores: [90, 0, 0, 0],
      k: 1,
      epsilon: 1,
      noise: noiseSpec('normal'),
    };
    const { prediction } = frequencies(simulatePairs(problem, 100));
    expect([...prediction.value]).toEqual([1, 0, 0, 0]);
    for (const error of prediction.standardError) expect(error).toBeCloseTo(0.00702, 4);
  });
});
