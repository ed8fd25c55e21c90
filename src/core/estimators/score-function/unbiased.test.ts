import { describe, expect, it } from 'vitest';
import { lossGradient, meanOf } from '../../laws/gibbs-moments';
import { gibbsTable } from '../../laws/gibbs-table';
import { enumerated, orderOutcomes, sampleOutcomes, type Outcome } from '../../laws/testing/draws';
import { smallProblems, type SmallProblem } from '../../laws/testing/problems';
import { bendLoss } from '../../losses/bend';
import { gameLoss } from '../../losses/game';
import { drawnRound } from '../../losses/game-round';
import type { Loss } from '../../losses/loss';
import { drawnNetwork, networkLoss } from '../../losses/network';
import { tableLoss } from '../../losses/table';
import { structureTable, type StructureTable } from '../../structures/table';
import { dot } from '../../vector';
import type { LossEstimator } from '../gradient-estimator';
import { bestConstantBaseline, constantBaseline } from './baselines/constant';
import { givenCoefficients } from './parts/coefficients';
import { scoreVariate } from './parts/control-variate';
import { controlledScore } from './parts/controlled';
import { learnedBaseline } from './baselines/input-dependent';
import { leaveOneOutOf } from './leave-one-out';
import { linearisedVariate, muPropOf } from './muprop';
import { nvilOf } from './nvil';
import { reinforceOf } from './reinforce';
import { selfCriticBaseline } from './baselines/self-critic';
import { stochasticSetOf } from './stochastic-set';
import { sumAndSampleOf } from './sum-and-sample';
import { unorderedSetOf } from './unordered-set';

const problems: readonly SmallProblem[] = Object.values(smallProblems);
const SIGMA = 0.8;

function lossesOf({ oracle, costs, shown }: SmallProblem): readonly Loss[] {
  const structures = [...oracle.enumerate()];
  const { dim } = oracle;
  return [
    bendLoss(costs, 0, shown),
    bendLoss(costs, 1.3, shown),
    networkLoss(drawnNetwork(dim, 7)),
    gameLoss(drawnRound(dim, 7)),
    tableLoss(
      structures,
      structures.map((_, s) => Math.sin(7 * s) + 0.1 * s),
    ),
  ];
}

interface Tried {
  readonly name: string;
  readonly make: (table: StructureTable, problem: SmallProblem) => LossEstimator;
  readonly needsGradient?: boolean;
  /** Samples of a draw, or different structures of one. */
  readonly samples?: number;
  readonly size?: number;
}

const tried: readonly Tried[] = [
  { name: 'REINFORCE', make: (table) => reinforceOf(table) },
  { name: 'REINFORCE of two', make: (table) => reinforceOf(table, { samples: 2 }), samples: 2 },
  {
    name: 'constant baseline',
    make: (table) => reinforceOf(table, { baseline: constantBaseline(-3.7) }),
  },
  {
    name: 'best baseline',
    make: (table) => reinforceOf(table, { baseline: bestConstantBaseline(table) }),
  },
  {
    name: 'self-critic',
    make: (table, { oracle }) => reinforceOf(table, { baseline: selfCriticBaseline(oracle) }),
  },
  { name: 'leave-one-out', make: (table) => leaveOneOutOf(table, 2), samples: 2 },
  ...[0, 0.5, 1].map((beta) => ({
    name: `MuProp ${beta}`,
    make: (table: StructureTable) => muPropOf(table, { beta, baseline: constantBaseline(0.4) }),
    needsGradient: true,
  })),
  {
    name: 'score and linearised loss',
    make: (table) =>
      controlledScore(table, {
        variates: [scoreVariate(), linearisedVariate()],
        coefficients: givenCoefficients([0.3, -0.7]),
      }),
    needsGradient: true,
  },
  ...[0, 1, 2, 3].map((k) => ({
    name: `sum and sample ${k}`,
    make: (table: StructureTable) => sumAndSampleOf(table, { k, baseline: constantBaseline(0.2) }),
  })),
  { name: 'stochastic set of 2', make: (table) => stochasticSetOf(table, { size: 2 }), size: 2 },
  { name: 'unordered set of 2', make: (table) => unorderedSetOf(table, { size: 2 }), size: 2 },
  {
    name: 'unordered set of 2 with a baseline',
    make: (table) => unorderedSetOf(table, { size: 2, baseline: true }),
    size: 2,
  },
];

/** Of sum and sample: what is drawn is outside of the sum, so its law is that of the rest. */
function* outcomesOf({ name, samples = 1, size }: Tried, p: Float64Array): Generator<Outcome> {
  const summed = /^sum and sample (\d)/.exec(name);
  if (size !== undefined) yield* orderOutcomes(p, size);
  else if (!summed) yield* sampleOutcomes(p, samples);
  else {
    const order = Array.from(p, (_, s) => s).sort((a, b) => p[b] - p[a]);
    const isSummed = new Set(order.slice(0, Number(summed[1])));
    const rest = p.map((value, s) => (isSummed.has(s) ? 0 : value));
    const total = rest.reduce((sum, value) => sum + value, 0);
    for (const outcome of sampleOutcomes(rest, 1)) {
      if (outcome.probability === 0) continue;
      yield { ...outcome, probability: outcome.probability / total };
    }
  }
}

describe.each(problems)('over all samples of $name', (problem) => {
  const table = structureTable(problem.oracle);
  const law = gibbsTable(table);
  law.bind(problem.scores, SIGMA);
  const scores = Float64Array.from(problem.scores);

  it.each(tried)('$name has the exact gradient for its mean', (estimator) => {
    const made = estimator.make(table, problem);
    for (const loss of lossesOf(problem)) {
      if (estimator.needsGradient && !loss.gradient) continue;
      made.bind({ scores, sigma: SIGMA, loss });
      const losses = law.rows.map((y) => loss.value(y));
      const expected = lossGradient(law, losses);
      const found = enumerated(made, table.dim, outcomesOf(estimator, law.probabilities));
      const length = Math.sqrt(dot(expected, expected));
      expected.forEach((g, i) => {
        expect(Math.abs(found.mean[i] - g)).toBeLessThan(1e-12 * Math.max(1, length));
      });
      expect(found.loss).toBeCloseTo(meanOf(law, losses), 11);
      const moments = made.moments?.();
      if (!moments) continue;
      moments.mean.forEach((g, i) => expect(g).toBeCloseTo(expected[i], 11));
      expect(moments.variance).toBeCloseTo(found.variance, 10);
    }
  });
});

describe('with more samples, over all of four classes', () => {
  const { oracle, scores: mu } = smallProblems.oneHot;
  const table = structureTable(oracle);
  const law = gibbsTable(table);
  law.bind(mu, 1);
  const scores = Float64Array.from(mu);
  const losses = lossesOf(smallProblems.oneHot);
  const more: readonly Tried[] = [
    { name: 'REINFORCE of 3', make: () => reinforceOf(table, { samples: 3 }), samples: 3 },
    { name: 'leave-one-out of 3', make: () => leaveOneOutOf(table, 3), samples: 3 },
    { name: 'leave-one-out of 4', make: () => leaveOneOutOf(table, 4), samples: 4 },
    { name: 'stochastic set of 3', make: () => stochasticSetOf(table, { size: 3 }), size: 3 },
    { name: 'stochastic set of 1', make: () => stochasticSetOf(table, { size: 1 }), size: 1 },
    ...[1, 3, 4].flatMap((size) =>
      (size === 1 ? [false] : [false, true]).map((baseline) => ({
        name: `unordered set of ${size}, ${baseline}`,
        make: () => unorderedSetOf(table, { size, baseline }),
        size,
      })),
    ),
  ];

  it.each(more)('$name', (estimator) => {
    const made = estimator.make(table, smallProblems.oneHot);
    for (const loss of losses) {
      made.bind({ scores, sigma: 1, loss });
      const expected = lossGradient(
        law,
        law.rows.map((y) => loss.value(y)),
      );
      const found = enumerated(made, table.dim, outcomesOf(estimator, law.probabilities));
      expected.forEach((g, i) => expect(Math.abs(found.mean[i] - g)).toBeLessThan(1e-12));
      const moments = made.moments?.();
      if (moments) expect(moments.variance).toBeCloseTo(found.variance, 12);
    }
  });

  it('NVIL is REINFORCE over a factor, while what it has learned stands still', () => {
    for (const loss of losses) {
      const made = nvilOf(table, { samples: 2, baseline: learnedBaseline({ inputs: 0 }) });
      const [c, v] = [0.3, 4];
      made.restore!([c, v, ...made.learned!().slice(2)]);
      made.bind({ scores, sigma: 1, loss });
      const found = enumerated(made, 4, sampleOutcomes(law.probabilities, 2));
      const plain = reinforceOf(table, { samples: 2, baseline: constantBaseline(c) });
      plain.bind({ scores, sigma: 1, loss });
      const expected = plain.moments!()!;
      expected.mean.forEach((g, i) => expect(found.mean[i]).toBeCloseTo(g / 2, 12));
      expect(found.variance).toBeCloseTo(expected.variance / 4, 12);
      expect(made.moments!()!.variance).toBeCloseTo(found.variance, 12);
    }
  });

  it('NVIL as printed is biased: what it subtracts has seen the sample', () => {
    const made = nvilOf(table, {
      ...{ samples: 2, printed: true },
      baseline: learnedBaseline({ inputs: 0 }),
    });
    const loss = losses[0];
    made.bind({ scores, sigma: 1, loss });
    const found = enumerated(made, 4, sampleOutcomes(law.probabilities, 2));
    const expected = lossGradient(
      law,
      law.rows.map((y) => loss.value(y)),
    );
    // of two samples, half of what moves the mean is one's own: the gradient shrinks by a tenth
    expected.forEach((g, i) => expect(found.mean[i]).toBeCloseTo(0.9 * g, 12));
    expect(made.moments!()).toBeNull();
  });
});
