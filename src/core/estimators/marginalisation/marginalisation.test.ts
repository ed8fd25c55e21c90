import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../../check/finite-differences';
import { gibbsTable } from '../../laws/gibbs-table';
import {
  oneHotLosses,
  shifted,
  smallProblems,
  type SmallProblem,
} from '../../laws/testing/problems';
import { linearLoss } from '../../losses/linear';
import type { Loss } from '../../losses/loss';
import { metered } from '../../losses/metered';
import { tableLoss } from '../../losses/table';
import { createNoise, noiseSpec } from '../../noise/noise';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { matching } from '../../oracles/matching/matching';
import { oneHot } from '../../oracles/one-hot/one-hot';
import { createOracle, partByPart, type Oracle } from '../../oracles/oracle';
import { sequence } from '../../oracles/sequence/sequence';
import { createSparseMap } from '../../relaxations/sparse-map/sparse-map';
import { structureTable, type StructureTable } from '../../structures/table';
import { dot } from '../../vector';
import type { LossEstimator, LossPoint } from '../gradient-estimator';
import { createMeter } from '../meter';
import { createNoiseBook } from '../noise-book';
import { estimate } from '../testing/estimates';
import { bestOfTable } from './best-structures';
import { explicitMarginalisation } from './explicit';
import { randomStartSparseMap, sparseMapMarginalisation } from './sparse-map';
import { sparsemaxMarginalisation } from './sparsemax';
import { topKSparsemaxMarginalisation } from './top-k-sparsemax';

const noise = createNoiseBook(5, createNoise(noiseSpec('gumbel')));

const pointOf = ({ scores, costs }: SmallProblem, loss: Loss = linearLoss(costs)): LossPoint => ({
  ...{ scores: Float64Array.from(scores), sigma: 1, loss },
});

const near = (got: ArrayLike<number>, expected: ArrayLike<number>, digits: number) =>
  Array.from(expected).forEach((value, i) => expect(got[i]).toBeCloseTo(value, digits));

const best = (table: StructureTable) => (k: number) => bestOfTable(table, k);

/** A loss for each structure, with no order in it. */
const anyLoss = (oracle: Oracle) => {
  const structures = [...oracle.enumerate()];
  return tableLoss(
    structures,
    structures.map((_, s) => Math.sin(5 * s + 1)),
  );
};

describe.each(Object.values(smallProblems))('sums over the structures of $name', (problem) => {
  const { oracle, costs }: SmallProblem = problem;
  const table = structureTable(oracle);
  const shown = 'shown' in problem ? problem.shown : costs.map((_, i) => i);

  it('the explicit sum is the gradient of the mean loss', () => {
    const { gradient, loss } = estimate(explicitMarginalisation(table), pointOf(problem));
    expect(loss).toBeCloseTo(problem.meanLoss, 9);
    near(
      shown.map((i) => gradient[i]),
      problem.gradient,
      7,
    );
    const far = shifted(linearLoss(costs), 1e6);
    near(estimate(explicitMarginalisation(table), pointOf(problem, far)).gradient, gradient, 9);
    const any = anyLoss(oracle);
    const law = gibbsTable(table);
    const mean = (scores: Float64Array) => {
      law.bind(scores, 1);
      return law.rows.reduce((sum, y, s) => sum + law.probabilities[s] * any.value(y), 0);
    };
    const expected = finiteDifferenceGradient(mean, problem.scores);
    near(estimate(explicitMarginalisation(table), pointOf(problem, any)).gradient, expected, 8);
  });

  it('the sparse ones have the gradients of their own objectives', () => {
    const loss = anyLoss(oracle);
    // away from kinks, where that is a gradient
    const scores = Float64Array.from(problem.scores, (mu, i) => mu + 0.1 * Math.sin(3 * i));
    const all: readonly LossEstimator[] = [
      sparsemaxMarginalisation(table, { t: 1.3 }),
      topKSparsemaxMarginalisation(best(table), oracle.dim, 3, { t: 1.3 }),
      sparseMapMarginalisation(oracle, { t: 1.3 }),
    ];
    for (const estimator of all) {
      const at = (mu: Float64Array) => estimate(estimator, { scores: mu, sigma: 9, loss });
      const { gradient } = at(scores);
      expect(gradient.some((g) => g !== 0)).toBe(true);
      near(
        gradient,
        finiteDifferenceGradient((mu) => at(mu).loss, scores, 1e-4),
        7,
      );
      expect(estimator.moments?.()).toEqual({ mean: at(scores).gradient, variance: 0 });
    }
  });

  it('costs what it says', () => {
    const meter = createMeter();
    const loss = metered(anyLoss(oracle), meter);
    const counted: Oracle<Float64Array> = {
      ...oracle,
      create: () => new Float64Array(oracle.dim),
      indicator: (y, out) => out.set(y),
      solve(scores, out) {
        meter.oracles++;
        oracle.argmax(scores, out);
      },
    };
    const all: readonly LossEstimator[] = [
      explicitMarginalisation(table),
      sparsemaxMarginalisation(table),
      topKSparsemaxMarginalisation(best(table), oracle.dim, 4),
      sparseMapMarginalisation(counted),
      randomStartSparseMap(counted),
    ];
    for (const estimator of all) {
      Object.assign(meter, createMeter());
      estimate(estimator, pointOf(problem, loss));
      const { bind = {}, draw } = estimator.cost;
      expect(meter.values).toBe((bind.values ?? 0) + (draw.values ?? 0));
      expect(meter.oracles).toBe((bind.oracles ?? 0) + (draw.oracles ?? 0));
      expect(meter.gradients + meter.relaxed).toBe(0);
    }
  });
});

describe('sparse marginalisation', () => {
  it('is (l - mean over the support)/t on the classes', () => {
    const { oneHot: problem } = smallProblems;
    const table = structureTable(problem.oracle);
    const point = pointOf(problem);
    const { gradient, loss } = estimate(sparsemaxMarginalisation(table, { t: 0.8 }), point);
    near(gradient, [0.375, -0.375, 0, 0], 12);
    expect(loss).toBeCloseTo(0.8125 * 0.8 + 0.1875 * 0.2, 12);
    for (const other of Object.values(oneHotLosses)) {
      const at = pointOf(problem, other);
      const a = estimate(sparsemaxMarginalisation(table), at);
      const b = estimate(sparseMapMarginalisation(problem.oracle), at);
      const c = estimate(randomStartSparseMap(problem.oracle), at, 3);
      near(b.gradient, a.gradient, 12);
      near(c.gradient, a.gradient, 12);
      expect(b.loss).toBeCloseTo(a.loss, 12);
    }
  });

  it('over the k best is that over all, and says so, where the support is smaller than k', () => {
    // no sum of these is 1, where the support has an edge
    const number = fc.integer({ min: -20, max: 20 }).map((x) => x * 0.1371);
    const oracle = kSubset(5, 2);
    const table = structureTable(oracle);
    const loss = anyLoss(oracle);
    const full = sparsemaxMarginalisation(table);
    let [exact, others] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 1, max: 12 }),
        (scores, k) => {
          const top = topKSparsemaxMarginalisation(best(table), 5, k);
          const point = { scores: Float64Array.from(scores), sigma: 1, loss };
          const { gradient } = estimate(top, point);
          if (top.isExact()) {
            exact++;
            near(gradient, estimate(full, point).gradient, 12);
          } else others++;
          expect(top.isExact() || (top.cost.bind?.values ?? 0) === k).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
    expect(Math.min(exact, others)).toBeGreaterThan(20);
  });

  it('adds a multiple of its draw to what is there', () => {
    const { kSubset: problem } = smallProblems;
    const table = structureTable(problem.oracle);
    for (const estimator of [
      explicitMarginalisation(table),
      sparsemaxMarginalisation(table),
      sparseMapMarginalisation(problem.oracle),
      randomStartSparseMap(problem.oracle),
    ]) {
      const { gradient } = estimate(estimator, pointOf(problem), 2);
      const out = new Float64Array(6).fill(1);
      estimator.draw(2, noise, -0.5 * estimator.scale(), out);
      near(
        out,
        Array.from(gradient, (g) => 1 - 0.5 * g),
        12,
      );
    }
  });

  it('leaves parts to the scores where only some are penalised', () => {
    const oracle = sequence(3, 2);
    const penalised = Array.from({ length: oracle.dim }, (_, p) => (p < 6 ? 1 : 0));
    const scores = Float64Array.from({ length: oracle.dim }, (_, p) => 0.4 * Math.sin(4 * p));
    const loss = anyLoss(oracle);
    const estimator = sparseMapMarginalisation(oracle, { t: 0.8, penalised });
    const at = (mu: Float64Array) => estimate(estimator, { scores: mu, sigma: 1, loss });
    const { gradient } = at(scores);
    expect(gradient.slice(6).some((g) => g !== 0)).toBe(true);
    near(
      gradient,
      finiteDifferenceGradient((mu) => at(mu).loss, scores, 1e-4),
      7,
    );
  });

  it('the best of a table come in order, of equal ones the first, and no more than there are', () => {
    const table = structureTable(oneHot(5));
    const found = (k: number) => {
      const out = new Float64Array(k * 5);
      const count = bestOfTable(table, k).find(Float64Array.of(1, 2, 1, 2, 0), out);
      return Array.from({ length: count }, (_, s) => out.indexOf(1, s * 5) - s * 5);
    };
    expect(found(1)).toEqual([1]);
    expect(found(3)).toEqual([1, 3, 0]);
    expect(found(9)).toEqual([1, 3, 0, 2, 4]);
  });

  it('over the k best takes them from a dynamic program too', () => {
    const oracle = sequence(3, 3);
    const scores = Float64Array.from({ length: oracle.dim }, (_, p) => Math.sin(4 * p));
    const point = { scores, sigma: 2, loss: anyLoss(oracle) };
    const [a, b] = [oracle.kBest, best(structureTable(oracle))].map((bestOf) =>
      estimate(topKSparsemaxMarginalisation(bestOf, oracle.dim, 5), point),
    );
    near(a.gradient, b.gradient, 12);
  });

  it('looks at all where all are alike, and learns nothing where one leads', () => {
    const table = structureTable(oneHot(6));
    const loss = linearLoss([1, 2, 3, 4, 5, 6]);
    const estimator = sparsemaxMarginalisation(table);
    estimator.bind({ scores: new Float64Array(6), sigma: 1, loss });
    expect(estimator.cost.bind).toEqual({ values: 6 });
    const led = estimate(estimator, {
      scores: Float64Array.of(0, 0, 1e6, 0, 0, 0),
      sigma: 1,
      loss,
    });
    expect(estimator.cost.bind).toEqual({ values: 1 });
    expect(led).toEqual({ gradient: new Float64Array(6), loss: 3 });
  });

  it('keeps its digits for scores and losses of 1e6', () => {
    const { matching: problem } = smallProblems;
    const { oracle } = problem;
    const table = structureTable(oracle);
    const loss = anyLoss(oracle);
    const here = { scores: Float64Array.from(problem.scores), sigma: 0.5, loss };
    const quarters = here.scores.map((mu) => Math.round(mu * 4) / 4);
    const there = { sigma: 0.5, scores: quarters.map((mu) => mu + 1e6), loss: shifted(loss, 1e6) };
    for (const estimator of [sparsemaxMarginalisation(table), sparseMapMarginalisation(oracle)]) {
      const { gradient } = estimate(estimator, { ...here, scores: quarters });
      near(estimate(estimator, there).gradient, gradient, 8);
    }
  });

  it('from random starts is a sample of weights with the same mean, the same for the same draw', () => {
    const oracle = matching(4);
    const scores = Float64Array.from({ length: 16 }, (_, p) => Math.sin(2 * p));
    const random = randomStartSparseMap(oracle, { t: 5 });
    const y = new Float64Array(16);
    const sparse = createSparseMap(oracle);
    sparse.forward(scores, 5, y);
    const costs = Array.from({ length: 16 }, (_, p) => Math.cos(p));
    const linear = { scores, sigma: 1, loss: linearLoss(costs) };
    const any = { scores, sigma: 1, loss: anyLoss(oracle) };
    const seen = new Set<string>();
    for (let draw = 0; draw < 12; draw++) {
      expect(estimate(random, linear, draw).loss).toBeCloseTo(dot(costs, y), 10);
      const { loss, gradient } = estimate(random, any, draw);
      seen.add(loss.toFixed(9));
      expect(estimate(random, any, draw)).toEqual({ loss, gradient });
    }
    expect(seen.size).toBeGreaterThan(1);
    expect(random.moments).toBeUndefined();
  });

  it('begins anywhere in a set of structures of several sizes', () => {
    const seen = new Set<string>();
    const bits = createOracle({
      ...{ name: 'two bits', dim: 2, ...partByPart(2), count: () => 4 },
      solve(scores, out: Float64Array) {
        for (let i = 0; i < 2; i++) out[i] = Number(scores[i] > 0);
        seen.add(out.join());
      },
      *enumerate() {
        for (let code = 0; code < 4; code++) yield Float64Array.of(code & 1, code >> 1);
      },
    });
    const random = randomStartSparseMap(bits);
    const point = { scores: Float64Array.of(-9, -9), sigma: 1, loss: linearLoss([1, 2]) };
    // the best structure is 0,0 by far: the others are where a search began
    for (let draw = 0; draw < 32; draw++) estimate(random, point, draw);
    expect(seen).toEqual(new Set(['0,0', '0,1', '1,0', '1,1']));
  });

  it('says what is wrong', () => {
    const table = structureTable(oneHot(3));
    const scores = new Float64Array(3);
    const loss = linearLoss([1, 2, 3]);
    const all = [
      explicitMarginalisation(table),
      sparsemaxMarginalisation(table),
      sparseMapMarginalisation(oneHot(3)),
      randomStartSparseMap(oneHot(3)),
    ];
    for (const estimator of all) {
      const bind = (point: Partial<LossPoint>) => () =>
        estimator.bind({ scores, sigma: 1, loss, ...point });
      expect(bind({ scores: Float64Array.of(0, NaN, 0) })).toThrow('scores[1]');
      expect(bind({ scores: new Float64Array(4) })).toThrow('scores must have 3 entries, got 4');
      expect(bind({ sigma: 0 })).toThrow('sigma must be positive and finite, got 0');
      expect(bind({ loss: linearLoss([1]) })).toThrow('loss is over 1 parts, structures over 3');
    }
    const cold = sparsemaxMarginalisation(table, { t: -1 });
    expect(() => cold.bind({ scores, sigma: 1, loss })).toThrow('t must be positive');
    const none = () => topKSparsemaxMarginalisation(best(table), 3, 0);
    expect(none).toThrow('k must be a positive integer, got 0');
  });
});
