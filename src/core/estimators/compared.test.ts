import { describe, expect, it } from 'vitest';
import { directLossExpectation, directLossVariance } from '../laws/direct-loss';
import { simulated } from '../laws/testing/draws';
import { oneHotLosses, smallProblems, type SmallProblem } from '../laws/testing/problems';
import { bendLoss } from '../losses/bend';
import { linearLoss } from '../losses/linear';
import { drawnNetwork, networkLoss } from '../losses/network';
import { tableLoss } from '../losses/table';
import { createNoise, noiseSpec } from '../noise/noise';
import { oneHot } from '../oracles/one-hot/one-hot';
import { directLossGradientOf, imleGradientOf } from './compared';
import { directLoss } from './direct-loss';
import { imle } from './imle';
import type { LossEstimator, LossPoint } from './gradient-estimator';
import { createNoiseBook } from './noise-book';
import {
  countedCost,
  declaredCost,
  estimate,
  positiveZeros,
  type Maker,
} from './testing/estimates';

const gumbel = createNoise(noiseSpec('gumbel'));
const book = createNoiseBook(5, gumbel);

describe.each(Object.values(smallProblems))('on $name', (problem: SmallProblem) => {
  const { oracle, costs } = problem;
  const scores = Float64Array.from(problem.scores);
  const linear = linearLoss(costs);
  const bent = bendLoss(costs, 0.6, problem.shown);
  const samples = 8;
  const noise = { dim: oracle.dim, samples, fill: book.parts };

  it('estimates are those of direct loss and of I-MLE under the same noise', () => {
    for (const loss of [linear, bent, networkLoss(drawnNetwork(oracle.dim, 7))]) {
      const point = { scores, sigma: 0.9, loss };
      const epsilon = -1.3;
      const direct = estimate(directLossGradientOf(oracle, { epsilon, samples }), point, 0, book);
      const wanted = directLoss({ oracle, loss, scores, sigma: 0.9, epsilon, noise });
      wanted.scores.value.forEach((g, i) => expect(direct.gradient[i]).toBeCloseTo(g, 12));
      expect(direct.loss).toBeCloseTo(wanted.loss.value, 12);

      const lossGradient = (y: Float64Array) => {
        const slope = new Float64Array(oracle.dim);
        loss.gradient!(y, slope);
        return slope;
      };
      const step = 1.3;
      const target = estimate(imleGradientOf(oracle, { step, samples }), point, 0, book);
      const printed = imle({ oracle, scores, sigma: 0.9, noise, step, lossGradient });
      printed.scores.value.forEach((g, i) => expect(target.gradient[i]).toBeCloseTo(g / step, 12));
      expect(target.loss).toBeCloseTo(wanted.loss.value, 12);
      // one formula for what is linear, bit for bit
      if (loss === linear) {
        expect(positiveZeros(target.gradient)).toEqual(positiveZeros(direct.gradient));
      }
    }
  });

  it('cost what they say', () => {
    const point = { scores, sigma: 0.9, loss: linear };
    const makers: readonly Maker[] = [
      (counted) => directLossGradientOf(counted, { epsilon: 0.7, samples: 3 }),
      (counted) => imleGradientOf(counted, { step: 0.7, samples: 3 }),
    ];
    for (const make of makers) {
      const { estimator, counts } = countedCost(oracle, make, point);
      expect(declaredCost(estimator)).toEqual(counts);
    }
    const network = networkLoss(drawnNetwork(oracle.dim, 7));
    const { estimator, counts } = countedCost(oracle, makers[0], { ...point, loss: network });
    expect(declaredCost(estimator).values).toBe(counts.values);
    expect(counts.values).toBe(oracle.count() + 3);
  });
});

it('direct loss of classes has its exact mean and variance', () => {
  const { scores, costs, oracle } = smallProblems.oneHot;
  for (const epsilon of [-1, 0.5]) {
    const estimator = directLossGradientOf(oracle, { epsilon });
    estimator.bind({ scores: Float64Array.from(scores), sigma: 1, loss: linearLoss(costs) });
    const found = simulated(estimator, 4, book, 200_000);
    const problem = {
      ...{ scores, k: 1, sigma: 1, epsilon, loss: costs, noise: noiseSpec('gumbel'), seed: 0 },
    };
    const exact = directLossExpectation(problem).scores;
    exact.forEach((g, i) => {
      expect(Math.abs(found.mean[i] - g)).toBeLessThan(4.5 * found.standardError[i]);
    });
    const variance = directLossVariance(problem).scores.reduce((sum, v) => sum + v, 0);
    expect(Math.abs(found.variance - variance)).toBeLessThan(5 * found.errorOfVariance);
  }
});

it('direct loss takes any loss, I-MLE one with a gradient', () => {
  const oracle = oneHot(4);
  const loss = tableLoss([...oracle.enumerate()], [1, 4, 2, 0]);
  const point = { scores: new Float64Array(4), sigma: 1, loss };
  const found = estimate(directLossGradientOf(oracle, { epsilon: 9, samples: 16 }), point, 0, book);
  // away from the loss is to the class of the largest
  expect(found.gradient[1]).toBeGreaterThan(0);
  expect(() => imleGradientOf(oracle, { step: 1 }).bind(point)).toThrow('has no gradient');
});

it('what is wrong is named', () => {
  const oracle = oneHot(4);
  const point = { scores: new Float64Array(4), sigma: 1, loss: oneHotLosses.linear };
  const all: readonly LossEstimator[] = [
    directLossGradientOf(oracle, { epsilon: 1 }),
    imleGradientOf(oracle, { step: 1 }),
  ];
  for (const estimator of all) {
    const bind = (change: Partial<LossPoint>) => () => estimator.bind({ ...point, ...change });
    expect(bind({ scores: Float64Array.of(0, NaN, 0, 0) })).toThrow('scores[1]');
    expect(bind({ scores: new Float64Array(2) })).toThrow('scores must have 4 entries, got 2');
    expect(bind({ sigma: 0 })).toThrow('sigma must be positive and finite, got 0');
    expect(bind({ loss: linearLoss([1]) })).toThrow('loss is over 1 parts, structures over 4');
  }
  for (const epsilon of [0, NaN, Infinity]) {
    const wrong = `epsilon must be finite and not zero, got ${epsilon}`;
    expect(() => directLossGradientOf(oracle, { epsilon })).toThrow(wrong);
  }
  expect(() => imleGradientOf(oracle, { step: -1 })).toThrow('step must be positive');
  const none = () => directLossGradientOf(oracle, { epsilon: 1, samples: 0 });
  expect(none).toThrow('samples must be an integer of at least 1, got 0');
});
