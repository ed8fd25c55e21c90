import { describe, expect, it } from 'vitest';
import { lossGradient } from '../../laws/gibbs-moments';
import { gibbsTable } from '../../laws/gibbs-table';
import { inclusionProbabilities } from '../../laws/inclusion';
import { inclusionJacobian } from '../../laws/jacobian';
import { lawRule } from '../../laws/quadrature';
import { keptBook, simulated } from '../../laws/testing/draws';
import { oneHotLosses, smallProblems, type SmallProblem } from '../../laws/testing/problems';
import { linearLoss } from '../../losses/linear';
import type { Loss } from '../../losses/loss';
import { drawnNetwork, networkLoss } from '../../losses/network';
import { laws } from '../../noise/laws';
import { createNoise, noiseSpec } from '../../noise/noise';
import { hardConcrete } from '../../relaxations/mixed/hard-concrete';
import { rectifiedGaussian } from '../../relaxations/mixed/rectified-gaussian';
import { createSpanningTreeMarginals } from '../../relaxations/trees/spanning-tree-marginals';
import { structureTable } from '../../structures/table';
import type { LossEstimator, LossPoint } from '../gradient-estimator';
import { createNoiseBook } from '../noise-book';
import { estimate, expectOwnGradient } from '../testing/estimates';
import { gaussianSparsemaxOf, hardConcreteOf } from './mixed';
import { perturbedMeanOf } from './perturbed-mean';
import { gumbelSoftmaxOf, stochasticSoftmaxOf } from './stochastic-softmax';
import { straightThroughGumbelOf } from './straight-through-softmax';
import { tableSoftmaxOf } from './table-softmax';

const DRAWS = 200_000;

const near = (got: ArrayLike<number>, expected: ArrayLike<number>, digits: number) =>
  Array.from(expected).forEach((value, i) => expect(got[i]).toBeCloseTo(value, digits));

describe('on four classes, 200,000 draws', () => {
  const { oneHot: problem } = smallProblems;
  const scores = Float64Array.from(problem.scores);
  const table = structureTable(problem.oracle);
  const noise = keptBook(1, 4, 4, DRAWS);
  const law = gibbsTable(table);
  law.bind(scores, 1);

  function measured(estimator: LossEstimator, loss: Loss) {
    estimator.bind({ scores, sigma: 1, loss });
    const exact = lossGradient(
      law,
      law.rows.map((y) => loss.value(y)),
    );
    const found = simulated(estimator, 4, noise, DRAWS);
    const bias = Math.hypot(...found.mean.map((g, i) => g - exact[i])) / Math.hypot(...exact);
    return { ...found, bias };
  }

  it.each([
    ['Gumbel-softmax', 1, 'linear', 0.338, 0.0055],
    ['Gumbel-softmax', 1, 'quad', 0.278, 0.01],
    ['Gumbel-softmax', 1, 'network', 0.299, 0.18],
    ['Gumbel-softmax', 0.3, 'linear', 0.055, 0.0635],
    ['Gumbel-softmax', 0.3, 'quad', 0.212, 0.0761],
    ['Gumbel-softmax', 0.3, 'network', 0.072, 1.53],
    ['ST-Gumbel', 1, 'linear', 0.338, 0.0055],
    ['ST-Gumbel', 1, 'quad', 0.444, 0.0658],
    ['ST-Gumbel', 1, 'network', 0.587, 0.228],
  ] as const)('%s, t = %f, %s: bias and variance found elsewhere', (name, t, kind, bias, v) => {
    const make = name === 'ST-Gumbel' ? straightThroughGumbelOf : gumbelSoftmaxOf;
    const found = measured(make(4, { t }), oneHotLosses[kind]);
    expect(Math.abs(found.variance - v)).toBeLessThan(5 * found.errorOfVariance + v / 50);
    // as many digits as are given, and as exact as both means are
    const error = Math.hypot(...found.standardError) / Math.hypot(...found.mean);
    expect(Math.abs(found.bias - bias)).toBeLessThan(5e-4 + 3 * error);
  });

  it('Gumbel-softmax over the table has the law of Gumbel-softmax of classes', () => {
    const loss = oneHotLosses.network;
    const [a, b] = [tableSoftmaxOf(table, { t: 0.7 }), gumbelSoftmaxOf(4, { t: 0.7 })].map(
      (estimator) => measured(estimator, loss),
    );
    a.mean.forEach((mean, i) => {
      const error = Math.hypot(a.standardError[i], b.standardError[i]);
      expect(Math.abs(mean - b.mean[i])).toBeLessThan(4.5 * error);
    });
  });

  it('Gumbel noise of another mean changes nothing that can be seen', () => {
    const spread = createNoiseBook(4, createNoise(noiseSpec('gumbel', 7)));
    const centred = createNoiseBook(4, createNoise(noiseSpec('gumbel')));
    const estimator = gumbelSoftmaxOf(4, { t: 0.5 });
    const point = { scores, sigma: 1, loss: oneHotLosses.network };
    for (let index = 0; index < 20; index++) {
      const { gradient } = estimate(estimator, point, index, centred);
      near(estimate(estimator, point, index, spread).gradient, gradient, 13);
    }
  });

  it('the mean of perturbed predictions: unbiased for a linear loss, biased with few samples else', () => {
    const gumbel = createNoise(noiseSpec('gumbel'));
    const inclusion = inclusionProbabilities(problem.scores, 1, gumbel, 1);
    const jacobian = inclusionJacobian(problem.scores, 1, gumbel, 1);
    const exact = (loss: Loss) => {
      const slope = new Float64Array(4);
      loss.gradient!(inclusion, slope);
      return slope.map((_, j) => slope.reduce((sum, dl, i) => sum + dl * jacobian[i * 4 + j], 0));
    };
    const off = (loss: Loss, samples: number) => {
      const estimator = perturbedMeanOf(problem.oracle, gumbel, { samples });
      estimator.bind({ scores, sigma: 1, loss });
      const found = simulated(estimator, 4, noise, Math.floor(DRAWS / samples));
      const wanted = exact(loss);
      return Math.max(
        ...wanted.map((g, i) => Math.abs(found.mean[i] - g) / found.standardError[i]),
      );
    };
    for (const samples of [2, 4, 32]) {
      expect(off(oneHotLosses.linear, samples)).toBeLessThan(4.5);
    }
    expect(off(oneHotLosses.network, 2)).toBeGreaterThan(10);
    expect(off(oneHotLosses.network, 2000)).toBeLessThan(4.5);
  });
});

describe('mean gradients by quadrature, 200,000 draws', () => {
  const network = (dim: number) => networkLoss(drawnNetwork(dim, 3));

  /** The estimates, and the derivatives of the objective in each score. */
  function expectUnbiased(estimator: LossEstimator, point: LossPoint, wanted: readonly number[]) {
    const dim = point.scores.length;
    const law = createNoise(noiseSpec('gumbel'));
    estimator.bind(point);
    const found = simulated(estimator, dim, createNoiseBook(6, law), DRAWS);
    wanted.forEach((g, i) => {
      expect(Math.abs(found.mean[i] - g)).toBeLessThan(4.5 * found.standardError[i]);
    });
  }

  it('Gumbel-softmax of two classes: their difference has logistic noise', () => {
    const [sigma, t, gap] = [0.8, 0.6, 0.5];
    const loss = network(2);
    const { nodes, weights } = lawRule(laws.logistic, []);
    const slope = new Float64Array(2);
    let wanted = 0;
    nodes.forEach((x, q) => {
      const r = 1 / (1 + Math.exp(-(gap + sigma * x) / t));
      loss.gradient!([r, 1 - r], slope);
      const mass = weights[q] * laws.logistic.density(x);
      wanted += (mass * r * (1 - r) * (slope[0] - slope[1])) / t;
    });
    const point = { scores: Float64Array.of(gap, 0), sigma, loss };
    expectUnbiased(gumbelSoftmaxOf(2, { t }), point, [wanted, -wanted]);
  });

  it.each([
    [0.4, 1, 2 / 3],
    [-1.2, 0.7, 1.5],
  ])('Hard Concrete at mu = %f, sigma = %f, beta = %f', (mu, sigma, beta) => {
    const scores = Float64Array.of(mu, -mu, 3 * mu);
    const costs = [1, -2, 0.5];
    const wanted = costs.map((c, i) => c * hardConcrete(scores[i], sigma, beta).slope);
    const point = { scores, sigma, loss: linearLoss(costs) };
    expectUnbiased(hardConcreteOf(3, { beta }), point, wanted);
  });

  it('Gaussian-sparsemax of two classes is a rectified Gaussian', () => {
    const [sigma, t] = [0.7, 1.2];
    const scores = Float64Array.of(0.5, 0.1);
    const { slope } = rectifiedGaussian((0.4 + t) / (2 * t), sigma / Math.SQRT2 / t);
    const wanted = (slope / (2 * t)) * (0.9 - 0.2);
    const point = { scores, sigma, loss: linearLoss([0.9, 0.2]) };
    expectUnbiased(gaussianSparsemaxOf(2, { t }), point, [wanted, -wanted]);
  });

  it('mixed samples are structures as often as their laws say, and have no gradient there', () => {
    const [mu, sigma] = [0.5, 1];
    const { zero, one } = hardConcrete(mu, sigma);
    const loss = linearLoss([1]);
    const estimator = hardConcreteOf(1);
    let [zeros, ones] = [0, 0];
    const draws = 20_000;
    for (let index = 0; index < draws; index++) {
      const point = { scores: Float64Array.of(mu), sigma, loss };
      const { loss: z, gradient } = estimate(estimator, point, index);
      if (z === 0) zeros++;
      if (z === 1) ones++;
      expect(gradient[0] === 0).toBe(z === 0 || z === 1);
    }
    for (const [count, p] of [
      [zeros, zero],
      [ones, one],
    ]) {
      expect(Math.abs(count / draws - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / draws));
    }
  });

  it('mixed samples have the gradients of their losses', () => {
    for (let index = 0; index < 20; index++) {
      const point = { scores: Float64Array.of(0.3, -0.1, 0.2), sigma: 0.6, loss: network(3) };
      expectOwnGradient(hardConcreteOf(3, { samples: 2 }), point, index);
      expectOwnGradient(gaussianSparsemaxOf(3, { samples: 2 }), point, index);
    }
  });
});

describe('as t falls, 50,000 draws', () => {
  const distance = (found: ArrayLike<number>, wanted: readonly number[]) =>
    Math.hypot(...wanted.map((g, i) => found[i] - g)) / Math.hypot(...wanted);

  function meanOf(estimator: LossEstimator, { scores, costs, oracle }: SmallProblem) {
    const noise = createNoiseBook(8, createNoise(noiseSpec('gumbel')));
    estimator.bind({ scores: Float64Array.from(scores), sigma: 1, loss: linearLoss(costs) });
    return simulated(estimator, oracle.dim, noise, 50_000).mean;
  }

  it('noise on structures leads to the Gibbs law', () => {
    for (const problem of [smallProblems.kSubset, smallProblems.tree]) {
      const table = structureTable(problem.oracle);
      const [warm, cool] = [1, 0.2].map((t) =>
        distance(meanOf(tableSoftmaxOf(table, { t }), problem), problem.gradient),
      );
      expect(warm).toBeGreaterThan(0.15);
      expect(cool).toBeLessThan(0.1);
    }
  });

  it('noise on parts leads to the law of perturbed predictions, which is another', () => {
    const { tree } = smallProblems;
    // found elsewhere, +- .00016
    const perturbed = [0.1492, -0.1144, 0.0174, 0.095, -0.0772, -0.0706];
    const found = meanOf(stochasticSoftmaxOf(createSpanningTreeMarginals(4), { t: 0.15 }), tree);
    expect(distance(found, perturbed)).toBeLessThan(0.05);
    expect(distance(found, tree.gradient)).toBeGreaterThan(0.15);
  });
});
