import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossGradient } from '../../laws/gibbs-moments';
import { gibbsTable } from '../../laws/gibbs-table';
import { oneHotLosses, smallProblems, type SmallProblem } from '../../laws/testing/problems';
import { bendLoss } from '../../losses/bend';
import { linearLoss } from '../../losses/linear';
import type { Loss } from '../../losses/loss';
import { tableLoss } from '../../losses/table';
import { createNoise, noiseSpec } from '../../noise/noise';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { matching } from '../../oracles/matching/matching';
import { oneHot } from '../../oracles/one-hot/one-hot';
import type { Oracle } from '../../oracles/oracle';
import { sequence } from '../../oracles/sequence/sequence';
import type { Relaxation } from '../../relaxations/relaxation';
import { createSoftmax } from '../../relaxations/simplex/softmax';
import { createSparsemax } from '../../relaxations/simplex/sparsemax';
import { createSparseMap } from '../../relaxations/sparse-map/sparse-map';
import { sequenceMarginals } from '../../relaxations/structured/sequence';
import { kSubsetMarginals } from '../../relaxations/structured/k-subset';
import { createEuclideanSubset } from '../../relaxations/subset/euclidean';
import { tableMarginals } from '../../relaxations/table-marginals';
import { projectOnDifferences } from '../../structures/basis';
import { structureTable } from '../../structures/table';
import { createRng } from '../../rng/rng';
import { dot } from '../../vector';
import { blackbox } from '../blackbox';
import { directLoss } from '../direct-loss';
import { explicitNoise, streamNoise } from '../estimator';
import type { LossEstimator, LossPoint } from '../gradient-estimator';
import { imle } from '../imle';
import type { NoiseBook } from '../noise-book';
import { relaxedMeanOf } from '../relaxed/relaxed-mean';
import {
  countedCost,
  declaredCost,
  estimate,
  positiveZeros,
  type Maker,
} from '../testing/estimates';
import { interpolationOf } from './interpolation';
import {
  identity,
  projectionBy,
  pullBack,
  pullBackScores,
  pulledBackGradient,
} from './pulled-back-label';
import { relaxedStraightThroughOf } from './relaxed-straight-through';
import { spigotCrossEntropyOf, spigotExponentiatedOf, spigotOf } from './spigot';
import { straightThroughOf } from './straight-through';

const unread = () => {
  throw new Error('this noise is not read');
};
const never: NoiseBook = { parts: unread, structures: unread, second: unread };

const near = (got: ArrayLike<number>, expected: ArrayLike<number>, digits: number) =>
  Array.from(expected).forEach((value, i) => expect(got[i]).toBeCloseTo(value, digits));

const pointOf = (problem: SmallProblem, loss: Loss): LossPoint => ({
  ...{ scores: Float64Array.from(problem.scores), sigma: 1, loss },
});

/** All of them, each for an oracle, its marginals and the projection on its hull. */
function surrogates(
  oracle: Oracle,
  relax = (relaxation: Relaxation) => relaxation,
  vectors = oracle,
): Readonly<Record<string, LossEstimator>> {
  const marginals = relax(tableMarginals(structureTable(vectors)));
  const projection = relax(createSparseMap(vectors));
  const step = 0.7;
  return {
    'straight-through': straightThroughOf(oracle),
    'marginal straight-through': relaxedStraightThroughOf(oracle, marginals),
    SPIGOT: spigotOf(oracle, projection, { step }),
    'SPIGOT-CE': spigotCrossEntropyOf(marginals, projection, { step }),
    'SPIGOT-EG': spigotExponentiatedOf(marginals, { step }),
    towards: interpolationOf(oracle, { step }),
    away: interpolationOf(oracle, { step, side: 'away' }),
  };
}
const names = Object.keys(surrogates(oneHot(1)));

describe.each(Object.values(smallProblems))('surrogates on $name', (problem: SmallProblem) => {
  const { oracle, costs } = problem;
  const table = structureTable(oracle);
  const linear = linearLoss(costs);
  const bent = bendLoss(costs, 0.6, problem.shown);
  const y = new Float64Array(oracle.dim);
  oracle.argmax(problem.scores, y);

  it('straight-through is the gradient of the loss at the prediction', () => {
    for (const loss of [linear, bent]) {
      const slope = new Float64Array(oracle.dim);
      const value = loss.gradient!(y, slope);
      const found = estimate(straightThroughOf(oracle), pointOf(problem, loss));
      expect(found).toEqual({ gradient: slope, loss: value });
    }
  });

  it('through the marginals it is exact for a linear loss at t = sigma', () => {
    const marginals = tableMarginals(table);
    for (const sigma of [0.4, 1, 3]) {
      const law = gibbsTable(table);
      law.bind(problem.scores, sigma);
      const exact = lossGradient(
        law,
        law.rows.map((row) => linear.value(row)),
      );
      const at = { ...pointOf(problem, linear), sigma };
      near(estimate(relaxedStraightThroughOf(oracle, marginals), at).gradient, exact, 13);
    }
    // the bent loss has the same exact gradient, and a surrogate that looks at its slopes is off
    const off = estimate(relaxedStraightThroughOf(oracle, marginals), pointOf(problem, bent));
    const exact = estimate(relaxedMeanOf(marginals), pointOf(problem, linear));
    const distance = Math.hypot(...off.gradient.map((g, i) => g - exact.gradient[i]));
    expect(distance).toBeGreaterThan(0.05);
  });

  it('through cold marginals nothing goes, through hot ones the covariance of all structures over t', () => {
    const marginals = tableMarginals(table);
    const through = (t: number) =>
      estimate(relaxedStraightThroughOf(oracle, marginals, { t }), pointOf(problem, bent)).gradient;
    expect(through(1e-4).every((g) => Math.abs(g) < 1e-9)).toBe(true);
    const level = estimate(relaxedStraightThroughOf(oracle, marginals), {
      ...pointOf(
        problem,
        linearLoss(estimate(straightThroughOf(oracle), pointOf(problem, bent)).gradient),
      ),
      scores: new Float64Array(oracle.dim),
    }).gradient;
    near(
      through(1e7).map((g) => g * 1e7),
      level,
      6,
    );
  });

  it.each(names)('%s: costs what it says, and every draw is the same', (name) => {
    const point = pointOf(problem, bent);
    const make: Maker = (counted, relax) => surrogates(counted, relax, oracle)[name];
    const { estimator, counts } = countedCost(oracle, make, point);
    expect(declaredCost(estimator)).toEqual(counts);
    const { gradient } = estimate(estimator, point, 0);
    expect(estimate(estimator, point, 41).gradient).toEqual(gradient);
    expect(estimator.moments!()).toEqual({ mean: gradient, variance: 0 });
  });

  it('SPIGOT is 0 where the prediction costs least, and learns something else', () => {
    const projection = createSparseMap(oracle);
    const best = linearLoss(Array.from(y, (v) => -v));
    for (const step of [0.1, 1, 10]) {
      const spigot = spigotOf(oracle, projection, { step });
      const nothing = estimate(spigot, pointOf(problem, best)).gradient;
      expect(nothing.every((g) => Math.abs(g) < 1e-12)).toBe(true);
      const worst = linearLoss(Array.from(y));
      expect(Math.hypot(...estimate(spigot, pointOf(problem, worst)).gradient)).toBeGreaterThan(
        0.01,
      );
    }
  });

  it('SPIGOT of long steps is the prediction minus the structure of the least linear loss', () => {
    // costs without ties
    const loss = linearLoss(costs.map((c, i) => c + 0.01 * Math.sin(7 * i)));
    const least = new Float64Array(oracle.dim);
    oracle.argmax(
      Array.from(loss.linear!, (c) => -c),
      least,
    );
    const step = 1e4;
    const found = estimate(
      spigotOf(oracle, createSparseMap(oracle), { step }),
      pointOf(problem, loss),
    );
    near(
      found.gradient.map((g) => g * step),
      y.map((v, i) => v - least[i]),
      9,
    );
    // as interpolation of steps beyond all scores
    const far = estimate(interpolationOf(oracle, { step: 1e7 }), pointOf(problem, loss));
    near(
      far.gradient.map((g) => g * 1e7),
      y.map((v, i) => v - least[i]),
      9,
    );
  });

  it('SPIGOT of short steps does not depend on the step', () => {
    const projection = createSparseMap(oracle);
    const [a, b] = [1e-3, 1e-4].map(
      (step) => estimate(spigotOf(oracle, projection, { step }), pointOf(problem, bent)).gradient,
    );
    near(a, b, 9);
  });

  it('SPIGOT-CE inside of the hull is what a prediction can see of the gradient of the loss', () => {
    const marginals = tableMarginals(table);
    const mean = new Float64Array(oracle.dim);
    marginals.forward(problem.scores, 1, mean);
    const [slope, seen] = [new Float64Array(oracle.dim), new Float64Array(oracle.dim)];
    bent.gradient!(mean, slope);
    projectOnDifferences(table, slope, seen);
    const step = 1e-4;
    const found = estimate(
      spigotCrossEntropyOf(marginals, createSparseMap(oracle), { step }),
      pointOf(problem, bent),
    );
    near(found.gradient, seen, 8);
    expect(found.loss).toBeCloseTo(bent.value(mean), 12);
  });

  it('SPIGOT-EG of short steps is the gradient of the loss of the mean', () => {
    const marginals = tableMarginals(table);
    const step = 1e-6;
    const found = estimate(spigotExponentiatedOf(marginals, { step }), pointOf(problem, bent));
    const wanted = estimate(relaxedMeanOf(marginals), pointOf(problem, bent));
    near(found.gradient, wanted.gradient, 5);
    expect(found.loss).toBe(wanted.loss);
  });

  it('interpolation is direct loss without noise, bit for bit, for a linear loss', () => {
    for (const step of [0.01, 0.3, 1, 2.5, 100]) {
      for (const [side, epsilon] of [
        ['towards', -step],
        ['away', step],
      ] as const) {
        const found = estimate(interpolationOf(oracle, { step, side }), pointOf(problem, linear));
        const direct = directLoss({
          ...{ oracle, loss: linear, scores: problem.scores, sigma: 0, epsilon },
          noise: explicitNoise([new Float64Array(oracle.dim)], oracle.dim),
        });
        expect(positiveZeros(found.gradient)).toEqual(positiveZeros(direct.scores.value));
        expect(found.loss).toBe(direct.loss.value);
      }
      const black = blackbox(oracle, problem.scores, costs, step);
      const found = estimate(interpolationOf(oracle, { step }), pointOf(problem, linear));
      expect(positiveZeros(found.gradient)).toEqual(positiveZeros(black.gradient));
    }
  });

  it('direct loss is I-MLE and interpolation under the same noise, bit for bit, for a linear loss', () => {
    const { dim } = oracle;
    const gumbel = createNoise(noiseSpec('gumbel'));
    const noise = streamNoise(createRng(3, 'surrogates'), gumbel, dim, 40);
    for (const sigma of [0, 0.9]) {
      for (const step of [0.2, 1, 3]) {
        const shared = { oracle, scores: problem.scores, sigma, noise };
        const direct = directLoss({ ...shared, loss: linear, epsilon: -step });
        const target = imle({ ...shared, step, lossGradient: () => costs });
        expect(positiveZeros(target.scores.value.map((g) => g * (1 / step)))).toEqual(
          positiveZeros(direct.scores.value),
        );
        const perturbed = new Float64Array(dim);
        for (let m = 0; m < 10; m++) {
          noise.fill(m, perturbed);
          const scores = perturbed.map((z, i) => problem.scores[i] + sigma * z);
          const one = directLoss({
            ...{ ...shared, loss: linear, epsilon: -step },
            noise: { dim, samples: 1, fill: (_, out) => noise.fill(m, out) },
          });
          const point = { scores, sigma: 1, loss: linear };
          const { gradient } = estimate(interpolationOf(oracle, { step }), point);
          expect(positiveZeros(gradient)).toEqual(positiveZeros(one.scores.value));
        }
      }
    }
  });

  it('straight-through and SPIGOT are pulled-back labels of one step, bit for bit', () => {
    const lossGradient = (at: Float64Array, out: Float64Array) => void bent.gradient!(at, out);
    const marginals = tableMarginals(table);
    const projection = createSparseMap(oracle);
    const [mean, raw] = [new Float64Array(oracle.dim), new Float64Array(oracle.dim)];
    marginals.forward(problem.scores, 1, mean);
    const point = pointOf(problem, bent);
    for (const step of [0.1, 1, 4]) {
      const spec = { lossGradient, step, steps: 1 };
      const pairs: readonly (readonly [LossEstimator, Float64Array[]])[] = [
        [
          spigotOf(oracle, projection, { step }),
          pullBack(y, spec, projectionBy(createSparseMap(oracle))),
        ],
        [
          spigotCrossEntropyOf(marginals, projection, { step }),
          pullBack(mean, spec, projectionBy(createSparseMap(oracle))),
        ],
        [
          spigotExponentiatedOf(marginals, { step }),
          pullBackScores(problem.scores, 1, tableMarginals(table), spec),
        ],
      ];
      for (const [estimator, path] of pairs) {
        estimator.bind(point);
        estimator.draw(0, never, 1, raw.fill(0));
        expect(positiveZeros(raw)).toEqual(positiveZeros(pulledBackGradient(path)));
      }
    }
    const path = pullBack(y, { lossGradient, step: 1, steps: 1 }, identity);
    near(estimate(straightThroughOf(oracle), point).gradient, pulledBackGradient(path), 15);
  });

  it('interpolation of short steps is 0', () => {
    for (const side of ['towards', 'away'] as const) {
      const short = interpolationOf(oracle, { step: 1e-9, side });
      expect(estimate(short, pointOf(problem, bent)).gradient.every((g) => g === 0)).toBe(true);
    }
  });
});

describe('on four classes', () => {
  const { oneHot: problem } = smallProblems;
  const { oracle, scores, costs } = problem;

  it('straight-through looks better without what no prediction sees', () => {
    const table = structureTable(oracle);
    const { gradient } = estimate(straightThroughOf(oracle), pointOf(problem, linearLoss(costs)));
    const exact = Float64Array.from(problem.gradient);
    const cosine = (a: Float64Array) => dot(a, exact) / Math.hypot(...a) / Math.hypot(...exact);
    const seen = new Float64Array(4);
    projectOnDifferences(table, gradient, seen);
    expect(cosine(gradient)).toBeCloseTo(0.566, 3);
    expect(cosine(seen)).toBeCloseTo(0.901, 3);
  });

  it('softmax-ST is y (dl - <y, dl>) / t, not its diagonal', () => {
    const t = 0.6;
    const y = new Float64Array(4);
    createSoftmax(4).forward(scores, t, y);
    const loss = oneHotLosses.quad;
    const dl = new Float64Array(4);
    loss.gradient!([1, 0, 0, 0], dl);
    const wanted = y.map((p, i) => (p * (dl[i] - dot(y, dl))) / t);
    const softmax = relaxedStraightThroughOf(oracle, createSoftmax(4), { t });
    near(estimate(softmax, pointOf(problem, loss)).gradient, wanted, 15);
  });

  it('SPIGOT projects by sparsemax as by SparseMAP', () => {
    for (const loss of Object.values(oneHotLosses)) {
      for (const step of [0.05, 0.5, 5]) {
        const [a, b] = [createSparsemax(4), createSparseMap(oracle)].map((projection) =>
          estimate(spigotOf(oracle, projection, { step }), pointOf(problem, loss)),
        );
        near(a.gradient, b.gradient, 12);
      }
    }
    // towards classes that cost less: a step of 0.5 along (.8 .2 .5 0) from class 0, by hand
    const { gradient } = estimate(
      spigotOf(oracle, createSparsemax(4), { step: 0.5 }),
      pointOf(problem, linearLoss(costs)),
    );
    // projection of (.6, -.1, -.25, 0): tau = -1/6 over classes 0, 1, 3
    near(
      gradient.map((g) => g / 2),
      [1 - 0.6 - 1 / 6, 0.1 - 1 / 6, 0, -1 / 6],
      14,
    );
  });

  it('SPIGOT projects k-subsets in closed form', () => {
    const { kSubset: subsets } = smallProblems;
    const loss = bendLoss(subsets.costs, -0.4);
    const [a, b] = [createEuclideanSubset(6, 2), createSparseMap(subsets.oracle)].map(
      (projection) => estimate(spigotOf(subsets.oracle, projection), pointOf(subsets, loss)),
    );
    near(a.gradient, b.gradient, 12);
  });

  it('marginals of dynamic programs serve as those of the table', () => {
    const { kSubset: subsets } = smallProblems;
    const loss = bendLoss(subsets.costs, -0.4);
    const table = tableMarginals(structureTable(subsets.oracle));
    const [a, b] = [kSubsetMarginals(6, 2), table].map((marginals) =>
      estimate(relaxedStraightThroughOf(subsets.oracle, marginals), pointOf(subsets, loss)),
    );
    near(a.gradient, b.gradient, 13);
  });
});

const oracles: readonly Oracle[] = [
  oneHot(1),
  oneHot(4),
  kSubset(5, 2),
  kSubset(3, 3),
  matching(3),
];

/** Few values, so that they tie, times any scale. */
const numbers = (dim: number) =>
  fc
    .tuple(
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: dim, maxLength: dim }),
      fc.constantFrom(0, 1e-300, 1e-6, 1, 1e6, 1e150),
    )
    .map(([values, scale]) => values.map((v) => v * scale));

describe.each(oracles.map((oracle) => [oracle.name, oracle.dim, oracle] as const))(
  'surrogates on %s of %i parts, with ties and any scale',
  (_, dim, oracle) => {
    it('go down the loss, in the span of differences', () => {
      const all = surrogates(oracle);
      fc.assert(
        fc.property(numbers(dim), numbers(dim), (scores, costs) => {
          const loss = linearLoss(costs);
          const point = { scores: Float64Array.from(scores), sigma: 0.5, loss };
          const size = Math.max(...costs.map(Math.abs));
          // of a move that huge scores do not feel, some parts may be lost and others not
          const isFelt = size > 1e-9 * Math.max(...scores.map(Math.abs));
          for (const [name, estimator] of Object.entries(all)) {
            const { gradient } = estimate(estimator, point);
            expect(gradient.every((g) => Number.isFinite(g))).toBe(true);
            if (!isFelt && ['towards', 'away', 'SPIGOT-EG'].includes(name)) continue;
            // the step goes against it, and so down the loss or nowhere
            const along = costs.reduce((sum, c, i) => sum + (size ? c / size : 0) * gradient[i], 0);
            expect(along).toBeGreaterThanOrEqual(-1e-9 * Math.hypot(...gradient) - 1e-13);
            if (name === 'straight-through' || oracle.name !== 'one-hot') continue;
            const total = gradient.reduce((sum, g) => sum + g, 0);
            expect(Math.abs(total)).toBeLessThanOrEqual(1e-12 * (1 + Math.hypot(...gradient)));
          }
        }),
        { numRuns: 150 },
      );
    });
  },
);

describe('surrogates', () => {
  it('work on sequences with their own marginals', () => {
    const oracle = sequence(3, 2);
    const scores = Float64Array.from({ length: oracle.dim }, (_, i) => Math.sin(5 * i));
    const loss = linearLoss(Array.from({ length: oracle.dim }, (_, i) => Math.cos(3 * i)));
    const point = { scores, sigma: 0.8, loss };
    const [a, b] = [sequenceMarginals(3, 2), tableMarginals(structureTable(oracle))].map(
      (marginals) => estimate(relaxedStraightThroughOf(oracle, marginals), point),
    );
    near(a.gradient, b.gradient, 12);
  });

  it('name what is wrong', () => {
    const oracle = oneHot(3);
    const point = { scores: new Float64Array(3), sigma: 1, loss: linearLoss([1, 2, 3]) };
    for (const estimator of Object.values(surrogates(oracle))) {
      const bind = (change: Partial<LossPoint>) => () => estimator.bind({ ...point, ...change });
      expect(bind({ scores: Float64Array.of(0, NaN, 0) })).toThrow('scores[1]');
      expect(bind({ scores: new Float64Array(2) })).toThrow('scores must have 3 entries, got 2');
      expect(bind({ sigma: -1 })).toThrow('sigma must be positive and finite, got -1');
      expect(bind({ loss: linearLoss([1]) })).toThrow('loss is over 1 parts, structures over 3');
      const flat = tableLoss([...oracle.enumerate()], [1, 2, 3]);
      expect(bind({ loss: flat })).toThrow('the table loss has no gradient between structures');
      const broken: Loss = { ...point.loss, gradient: (_, out) => Number(out.fill(NaN)[0]) };
      expect(bind({ loss: broken })).toThrow('the gradient of the loss[0]');
    }
    const small = createSoftmax(2);
    expect(() => spigotOf(oracle, small)).toThrow('softmax relaxes 2 parts, the structures have 3');
    expect(() => relaxedStraightThroughOf(oracle, small)).toThrow('softmax relaxes 2 parts');
    expect(() => spigotCrossEntropyOf(createSoftmax(3), small)).toThrow('softmax relaxes 2 parts');
    for (const step of [0, -1, NaN, Infinity]) {
      const wrong = `step must be positive and finite, got ${step}`;
      expect(() => spigotOf(oracle, createSparsemax(3), { step })).toThrow(wrong);
      expect(() => interpolationOf(oracle, { step })).toThrow(wrong);
      expect(() => spigotExponentiatedOf(createSoftmax(3), { step })).toThrow(wrong);
      const crossEntropy = () =>
        spigotCrossEntropyOf(createSoftmax(3), createSparsemax(3), { step });
      expect(crossEntropy).toThrow(wrong);
    }
    const cold = relaxedStraightThroughOf(oracle, createSoftmax(3), { t: 0 });
    expect(() => cold.bind(point)).toThrow('t must be positive and finite, got 0');
    const far = interpolationOf(oracle, { step: 1e300 });
    const steep = { ...point, loss: linearLoss([1e300, 0, 0]) };
    expect(() => far.bind(steep)).toThrow('the moved scores[0]');
  });
});
