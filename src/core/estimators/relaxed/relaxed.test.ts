import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneHotLosses, smallProblems, type SmallProblem } from '../../laws/testing/problems';
import { bendLoss } from '../../losses/bend';
import { linearLoss } from '../../losses/linear';
import type { Loss } from '../../losses/loss';
import { drawnNetwork, networkLoss } from '../../losses/network';
import { tableLoss } from '../../losses/table';
import { createNoise, noiseSpec } from '../../noise/noise';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { matching } from '../../oracles/matching/matching';
import { oneHot } from '../../oracles/one-hot/one-hot';
import type { Oracle } from '../../oracles/oracle';
import type { Relaxation } from '../../relaxations/relaxation';
import { createEntmax15 } from '../../relaxations/simplex/entmax15';
import { createSoftmax } from '../../relaxations/simplex/softmax';
import { createSparsemax } from '../../relaxations/simplex/sparsemax';
import { createSparseMap } from '../../relaxations/sparse-map/sparse-map';
import { kSubsetMarginals } from '../../relaxations/structured/k-subset';
import { createSigmoidBits } from '../../relaxations/subset/bits';
import { createBinaryEntropySubset } from '../../relaxations/subset/binary-entropy';
import { createCategoricalEntropySubset } from '../../relaxations/subset/categorical-entropy';
import { createEuclideanSubset } from '../../relaxations/subset/euclidean';
import { tableMarginals } from '../../relaxations/table-marginals';
import { createSpanningTreeMarginals } from '../../relaxations/trees/spanning-tree-marginals';
import { structureTable } from '../../structures/table';
import { dot } from '../../vector';
import type { LossEstimator, LossPoint } from '../gradient-estimator';
import { explicitMarginalisation } from '../marginalisation/explicit';
import {
  countedCost,
  declaredCost,
  estimate,
  expectOwnGradient,
  type Maker,
} from '../testing/estimates';
import { gaussianSparsemaxOf, hardConcreteOf } from './mixed';
import { perturbedMeanOf } from './perturbed-mean';
import { relaxedMeanOf } from './relaxed-mean';
import { gumbelSoftmaxOf, stochasticSoftmaxOf } from './stochastic-softmax';
import { straightThroughSoftmaxOf } from './straight-through-softmax';
import { tableSoftmaxOf } from './table-softmax';

const near = (got: ArrayLike<number>, expected: ArrayLike<number>, digits: number) =>
  Array.from(expected).forEach((value, i) => expect(got[i]).toBeCloseTo(value, digits));

const pointOf = (problem: SmallProblem, loss: Loss): LossPoint => ({
  ...{ scores: Float64Array.from(problem.scores), sigma: 1, loss },
});

describe.each(Object.values(smallProblems))('on $name', (problem: SmallProblem) => {
  const { oracle, costs } = problem;
  const table = structureTable(oracle);
  const marginals = tableMarginals(table);
  const bent = bendLoss(costs, 0.6, problem.shown);
  const network = networkLoss(drawnNetwork(oracle.dim, 7));

  it('the relaxed mean has the gradient of its loss, for any relaxation', () => {
    for (const relaxation of [marginals, createSparseMap(oracle)]) {
      for (const loss of [bent, network]) {
        for (const t of [0.7, 1.9]) {
          const estimator = relaxedMeanOf(relaxation, { t });
          const point = pointOf(problem, loss);
          // away from kinks
          const scores = point.scores.map((mu, i) => mu + 0.05 * Math.sin(3 * i));
          expectOwnGradient(estimator, { ...point, scores }, 0);
        }
      }
    }
  });

  it('the loss of the marginals is the mean loss where it is linear', () => {
    for (const sigma of [0.5, 1, 4]) {
      const point = { ...pointOf(problem, linearLoss(costs)), sigma };
      const exact = estimate(explicitMarginalisation(table), point);
      const found = estimate(relaxedMeanOf(marginals), point);
      near(found.gradient, exact.gradient, 13);
      expect(found.loss).toBeCloseTo(exact.loss, 12);
    }
  });

  it('relaxed samples have the gradients of their losses', () => {
    const point = pointOf(problem, network);
    for (const relaxation of [marginals, createSparseMap(oracle)]) {
      for (let index = 0; index < 3; index++) {
        expectOwnGradient(stochasticSoftmaxOf(relaxation, { t: 0.8, samples: 2 }), point, index);
      }
    }
    for (let index = 0; index < 3; index++) {
      expectOwnGradient(tableSoftmaxOf(table, { t: 0.8, samples: 2 }), point, index);
    }
  });

  it('straight-through relaxed samples is the trick itself for a linear loss, to the last bit', () => {
    const point = pointOf(problem, linearLoss(costs));
    const trick = stochasticSoftmaxOf(marginals, { t: 0.4, samples: 3 });
    const through = straightThroughSoftmaxOf(oracle, marginals, { t: 0.4, samples: 3 });
    const other = stochasticSoftmaxOf(marginals, { t: 0.4, samples: 3 });
    for (let index = 0; index < 20; index++) {
      const { gradient } = estimate(through, point, index);
      expect(gradient).toEqual(estimate(trick, point, index).gradient);
      const bend = pointOf(problem, bent);
      const off = estimate(through, bend, index).gradient;
      expect(off).not.toEqual(estimate(other, bend, index).gradient);
    }
  });

  it('relaxed samples come to structures as t falls, and to the middle as it grows', () => {
    const point = pointOf(problem, bent);
    for (let index = 0; index < 10; index++) {
      const through = estimate(straightThroughSoftmaxOf(oracle, marginals), point, index);
      const cold = estimate(stochasticSoftmaxOf(marginals, { t: 1e-7 }), point, index);
      expect(cold.loss).toBeCloseTo(through.loss, 9);
      expect(cold.gradient.every((g) => Math.abs(g) < 1e-6)).toBe(true);
      const hot = estimate(stochasticSoftmaxOf(marginals, { t: 1e7 }), point, index);
      const middle = new Float64Array(oracle.dim);
      for (const y of oracle.enumerate()) y.forEach((v, i) => (middle[i] += v / oracle.count()));
      expect(hot.loss).toBeCloseTo(bent.value(middle), 5);
      expect(hot.gradient.every((g) => Math.abs(g) < 1e-6)).toBe(true);
    }
  });

  const makers: Readonly<Record<string, Maker>> = {
    'relaxed mean': (_, relax) => relaxedMeanOf(relax(marginals)),
    'stochastic softmax': (_, relax) => stochasticSoftmaxOf(relax(marginals), { samples: 3 }),
    'straight-through': (counted, relax) =>
      straightThroughSoftmaxOf(counted, relax(marginals), { samples: 2 }),
    'perturbed mean': (counted) =>
      perturbedMeanOf(counted, createNoise(noiseSpec('gumbel')), { samples: 5 }),
  };
  it.each(Object.keys(makers))('%s: costs what it says, a draw depends on its number', (name) => {
    const point = pointOf(problem, bent);
    const { estimator, counts } = countedCost(oracle, makers[name], point);
    expect(declaredCost(estimator)).toEqual(counts);
    const forwards = [0, 1, 2].map((index) => estimate(estimator, point, index));
    const backwards = [2, 1, 0].map((index) => estimate(estimator, point, index)).reverse();
    expect(backwards).toEqual(forwards);
  });

  it('an estimate of more samples is the mean of those of one', () => {
    const point = pointOf(problem, network);
    const all = [
      (samples: number) => stochasticSoftmaxOf(marginals, { samples }),
      (samples: number) => straightThroughSoftmaxOf(oracle, marginals, { samples }),
      (samples: number) => tableSoftmaxOf(table, { samples }),
    ];
    for (const make of all) {
      const ones = [6, 7, 8].map((index) => estimate(make(1), point, index));
      const three = estimate(make(3), point, 2);
      near(
        three.gradient,
        three.gradient.map((_, i) => ones.reduce((sum, { gradient }) => sum + gradient[i] / 3, 0)),
        14,
      );
      expect(three.loss).toBeCloseTo(
        ones.reduce((sum, { loss }) => sum + loss / 3, 0),
        13,
      );
    }
  });
});

/** Cosines of the marginal relaxation with the truth at kappa = -2, -1, -.5, 0, .5, 1, 2, found elsewhere. */
const cosines: readonly (readonly [SmallProblem, readonly number[]])[] = [
  [smallProblems.oneHot, [0.952, 0.975, 0.99, 1, 0.952, 0.533, -0.525]],
  [smallProblems.kSubset, [0.55, 0.759, 0.909, 1, 0.884, 0.656, 0.339]],
  [smallProblems.matching, [-0.934, -0.867, -0.001, 1, 0.99, 0.982, 0.975]],
  [smallProblems.tree, [0.294, 0.624, 0.872, 1, 0.906, 0.758, 0.558]],
  [smallProblems.chain, [0.686, 0.839, 0.939, 1, 0.897, 0.645, 0.24]],
  [smallProblems.dependency, [-0.704, 0.374, 0.954, 1, 0.992, 0.982, 0.967]],
];

it.each(cosines)('the loss of the mean of $name turns away as it bends', (problem, wanted) => {
  const estimator = relaxedMeanOf(tableMarginals(structureTable(problem.oracle)));
  const shown = problem.shown ?? problem.costs.map((_, i) => i);
  wanted.forEach((cosine, at) => {
    const kappa = [-2, -1, -0.5, 0, 0.5, 1, 2][at];
    const loss = bendLoss(problem.costs, kappa, problem.shown);
    const { gradient } = estimate(estimator, pointOf(problem, loss));
    const seen = shown.map((i) => gradient[i]);
    const found =
      dot(seen, problem.gradient) / Math.hypot(...seen) / Math.hypot(...problem.gradient);
    expect(Math.abs(found - cosine)).toBeLessThan(6e-4);
  });
});

it('the coin flip: the relaxation has the wrong sign below -.004, and its best is never decided', () => {
  const loss = bendLoss([0.002], -1);
  const estimator = relaxedMeanOf(createSigmoidBits(1));
  const at = (mu: number) =>
    estimate(estimator, { scores: Float64Array.of(mu), sigma: 1, loss }).gradient[0];
  expect(at(0)).toBeCloseTo(0.0005, 12);
  expect(at(-0.0039)).toBeGreaterThan(0);
  expect(at(-0.0041)).toBeLessThan(0);
});

describe('relaxations with a law of their own', () => {
  const scores = Float64Array.from(smallProblems.kSubset.scores);
  const loss = bendLoss(smallProblems.kSubset.costs, -0.7);

  it.each([
    kSubsetMarginals(6, 2),
    createBinaryEntropySubset(6, 2),
    createCategoricalEntropySubset(6, 2),
    createEuclideanSubset(6, 2),
  ])('$name of k-subsets are stochastic softmax tricks', (relaxation: Relaxation) => {
    const estimator = stochasticSoftmaxOf(relaxation, { t: 0.9 });
    for (let i = 0; i < 10; i++) expectOwnGradient(estimator, { scores, sigma: 1, loss }, i);
  });

  it('so are sparsemax and entmax of classes, and marginals of trees', () => {
    const { oneHot: classes, tree } = smallProblems;
    for (const relaxation of [createSparsemax(4), createEntmax15(4)]) {
      const point = pointOf(classes, oneHotLosses.network);
      for (let i = 0; i < 10; i++) expectOwnGradient(stochasticSoftmaxOf(relaxation), point, i);
    }
    const point = pointOf(tree, bendLoss(tree.costs, 0.4));
    const enumerated = tableMarginals(structureTable(tree.oracle));
    for (let i = 0; i < 10; i++) {
      const kron = estimate(stochasticSoftmaxOf(createSpanningTreeMarginals(4)), point, i);
      near(kron.gradient, estimate(stochasticSoftmaxOf(enumerated), point, i).gradient, 12);
    }
  });

  it('Gumbel-softmax goes on by the scale of the scores', () => {
    const point = pointOf(smallProblems.oneHot, oneHotLosses.network);
    const scaled = { ...point, scores: point.scores.map((mu) => 8 * mu), sigma: 8 };
    for (let i = 0; i < 10; i++) {
      const { gradient } = estimate(gumbelSoftmaxOf(4), point, i);
      near(
        estimate(gumbelSoftmaxOf(4), scaled, i).gradient.map((g) => 8 * g),
        gradient,
        14,
      );
    }
  });
});

/** Few values, so that they tie, times any scale. */
const numbers = (dim: number) =>
  fc
    .tuple(
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: dim, maxLength: dim }),
      fc.constantFrom(0, 1e-300, 1e-6, 1, 1e6, 1e150),
    )
    .map(([values, scale]) => Float64Array.from(values, (v) => v * scale));

const oracles: readonly Oracle[] = [
  oneHot(1),
  oneHot(4),
  kSubset(5, 2),
  kSubset(3, 3),
  matching(3),
];

/** Of any oracle, by its table. */
function estimators(oracle: Oracle): readonly LossEstimator[] {
  const table = structureTable(oracle);
  const marginals = tableMarginals(table);
  return [
    relaxedMeanOf(marginals),
    relaxedMeanOf(createSparseMap(oracle)),
    stochasticSoftmaxOf(marginals, { samples: 2 }),
    stochasticSoftmaxOf(createSparseMap(oracle)),
    straightThroughSoftmaxOf(oracle, marginals),
    tableSoftmaxOf(table),
    perturbedMeanOf(oracle, createNoise(noiseSpec('normal')), { samples: 3 }),
    hardConcreteOf(oracle.dim),
    gaussianSparsemaxOf(oracle.dim),
  ];
}

describe.each(oracles.map((oracle) => [oracle.name, oracle.dim, oracle] as const))(
  'on %s of %i parts, with ties and any scale',
  (_, dim, oracle) => {
    it('estimates are finite, and none where nothing is to be learned', () => {
      const all = estimators(oracle);
      fc.assert(
        fc.property(
          numbers(dim),
          numbers(dim),
          fc.constantFrom(1e-6, 1, 1e6),
          (scores, costs, sigma) => {
            for (const estimator of all) {
              const { gradient, loss } = estimate(estimator, {
                ...{ scores, sigma, loss: linearLoss(costs) },
              });
              expect(gradient.every((g) => Number.isFinite(g))).toBe(true);
              expect(Number.isFinite(loss)).toBe(true);
              if (costs.every((c) => c === 0)) expect(gradient.every((g) => g === 0)).toBe(true);
            }
          },
        ),
        { numRuns: 100 },
      );
    });
  },
);

it('estimators of relaxed structures name what is wrong', () => {
  const oracle = oneHot(3);
  const point = { scores: new Float64Array(3), sigma: 1, loss: linearLoss([1, 2, 3]) };
  for (const estimator of estimators(oracle)) {
    const bind = (change: Partial<LossPoint>) => () => estimator.bind({ ...point, ...change });
    expect(bind({ scores: Float64Array.of(0, NaN, 0) })).toThrow('scores[1]');
    expect(bind({ scores: new Float64Array(2) })).toThrow('scores must have 3 entries, got 2');
    expect(bind({ sigma: -1 })).toThrow('sigma must be positive and finite, got -1');
    expect(bind({ loss: linearLoss([1]) })).toThrow('loss is over 1 parts, structures over 3');
    const flat = tableLoss([...oracle.enumerate()], [1, 2, 3]);
    expect(bind({ loss: flat })).toThrow('the table loss has no gradient between structures');
    const broken: Loss = { ...point.loss, gradient: (_, out) => Number(out.fill(NaN)[0]) };
    const drawn = () => estimate(estimator, { ...point, loss: broken });
    expect(drawn).toThrow('the gradient of the loss[0]');
  }
  const cold = () => estimate(gumbelSoftmaxOf(3, { t: 0 }), point);
  expect(cold).toThrow('t must be positive and finite, got 0');
  for (const samples of [0, 1.5]) {
    const wrong = `samples must be an integer of at least 1, got ${samples}`;
    expect(() => gumbelSoftmaxOf(3, { samples })).toThrow(wrong);
    expect(() => tableSoftmaxOf(structureTable(oracle), { samples })).toThrow(wrong);
  }
  expect(() => hardConcreteOf(3, { beta: 0 })).toThrow('beta must be positive and finite, got 0');
  const uniform = createNoise(noiseSpec('uniform'));
  expect(() => perturbedMeanOf(oracle, uniform)).toThrow('uniform noise has no score function');
  const normal = createNoise(noiseSpec('normal'));
  const alone = () => perturbedMeanOf(oracle, normal, { samples: 1 });
  expect(alone).toThrow('samples must be an integer of at least 2, got 1');
  const small = () => straightThroughSoftmaxOf(oracle, createSoftmax(2));
  expect(small).toThrow('softmax relaxes 2 parts, the structures have 3');
  const table = tableMarginals(structureTable(oracle));
  const out = new Float64Array(3);
  expect(() => table.forward([0, 0, 0], -1, out)).toThrow('t must be positive');
  expect(() => table.forward([0, NaN, 0], 1, out)).toThrow('theta[1]');
  expect(() => table.backward([0, 0], out)).toThrow('dy must have 3 entries, got 2');
});
