import { describe, expect, it } from 'vitest';
import { lossGradient } from '../../laws/gibbs-moments';
import { gibbsTable } from '../../laws/gibbs-table';
import { keptBook, simulated } from '../../laws/testing/draws';
import { oneHotLosses, smallProblems, type SmallProblem } from '../../laws/testing/problems';
import { bendLoss } from '../../losses/bend';
import type { Loss } from '../../losses/loss';
import { createNoise, noiseSpec } from '../../noise/noise';
import { structureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { constantBaseline } from './baselines/constant';
import { independentBaseline } from './baselines/independent';
import { combinedOf } from './combine';
import { scoreVariate } from './parts/control-variate';
import { linearisedVariate } from './muprop';
import { noiseScoreOf } from './on-noise';
import { relaxedVariate } from './parts/relaxed-variate';
import { rebarOf } from './rebar';
import { reinforceOf } from './reinforce';
import { relaxOf } from './relax';
import { surrogateVariate } from './parts/surrogate';

const DRAWS = 200_000;

function setOf({ oracle, scores }: SmallProblem, seed: number, draws: number) {
  const table = structureTable(oracle);
  const law = gibbsTable(table);
  law.bind(scores, 1);
  const noise = keptBook(seed, table.dim, table.count, draws);
  return { oracle, table, law, noise, draws, scores: Float64Array.from(scores) };
}
type Set = ReturnType<typeof setOf>;

/** Binds, draws, and holds the mean against the exact gradient. */
function run({ table, law, noise, draws, scores }: Set, loss: Loss, estimator: LossEstimator) {
  estimator.bind({ scores, sigma: 1, loss });
  const exact = lossGradient(
    law,
    law.rows.map((y) => loss.value(y)),
  );
  const found = simulated(estimator, table.dim, noise, draws);
  exact.forEach((g, i) => {
    const error = Math.abs(found.mean[i] - g);
    expect(error).toBeLessThan(4.5 * found.standardError[i] + 1e-12);
  });
  return found;
}

const near = (found: ReturnType<typeof run>, variance: number, digit: number) =>
  expect(Math.abs(found.variance - variance)).toBeLessThan(5 * found.errorOfVariance + digit);

describe('on four classes, 200,000 draws', () => {
  const set = setOf(smallProblems.oneHot, 1, DRAWS);
  const { table, oracle } = set;

  it.each([
    [1, 'linear', 0.894, 0.03],
    [1, 'quad', 1.716, 0.0758],
    [1, 'network', 0.747, 0.567],
    [0.3, 'linear', 0.621, 0.0577],
    [0.3, 'quad', 0.502, 0.0936],
    [0.3, 'network', 0.189, 0.683],
  ] as const)('REBAR, t = %f, %s: unbiased, of the variance found elsewhere', (t, name, eta, v) => {
    const loss = oneHotLosses[name];
    near(run(set, loss, rebarOf(table, { t, eta })), v, 6e-4);
  });

  function reinforceVariance(loss: Loss): number {
    const plain = reinforceOf(table);
    plain.bind({ scores: set.scores, sigma: 1, loss });
    return plain.moments!()!.variance;
  }

  it.each([
    [1, 'network'],
    [0.3, 'quad'],
  ] as const)('REBAR with noise of its own given the sample, t = %f, %s', (t, name) => {
    run(set, oneHotLosses[name], rebarOf(table, { t, eta: 0.7, tied: false }));
  });

  it('REBAR: the coefficient that it learns is the best', () => {
    const estimator = rebarOf(table, { t: 1 });
    estimator.bind({ scores: set.scores, sigma: 1, loss: oneHotLosses.linear });
    for (let draw = 0; draw < 5000; draw++) estimator.adapt!(draw, set.noise);
    near(run(set, oneHotLosses.linear, estimator), 0.03, 1e-3);
  });

  it('REBAR: more samples of a draw find the same coefficient', () => {
    const etas = [1, 4].map((samples) => {
      const estimator = rebarOf(table, { t: 1, samples });
      estimator.bind({ scores: set.scores, sigma: 1, loss: oneHotLosses.linear });
      for (let draw = 0; draw < 8000 / samples; draw++) estimator.adapt!(draw, set.noise);
      const [cross, gram] = estimator.learned!();
      return cross / gram;
    });
    for (const eta of etas) expect(Math.abs(eta - 0.894)).toBeLessThan(0.12);
  });

  it('RELAX, untrained and trained: unbiased, and trained it varies less', () => {
    const loss = oneHotLosses.network;
    const estimator = relaxOf(table, { seed: 3 });
    const untrained = run(set, loss, estimator);
    for (let draw = 0; draw < 3000; draw++) estimator.adapt!(draw, set.noise);
    const trained = run(set, loss, estimator);
    expect(trained.variance).toBeLessThan(0.8 * untrained.variance);
    // any network will do for the mean
    const learned = estimator.learned!();
    estimator.restore!(learned.map((w, i) => (i < 48 ? 20 * w * Math.sin(i) : w)));
    run(set, loss, estimator);
  });

  it('all control variates together: unbiased, and better than each', () => {
    const loss = oneHotLosses.network;
    const variates = [
      scoreVariate(),
      linearisedVariate(),
      relaxedVariate({ t: 1 }),
      surrogateVariate(4),
    ];
    const estimator = combinedOf(table, variates, { rho: 0.999 });
    estimator.bind({ scores: set.scores, sigma: 1, loss });
    for (let draw = 0; draw < 10_000; draw++) estimator.adapt!(draw, set.noise);
    const found = run(set, loss, estimator);
    // the best baseline alone has .2185, REBAR alone .567
    expect(found.variance).toBeLessThan(0.2);
  });

  it('an independent sample for a baseline: unbiased, with the variance of its formula', () => {
    const estimator = reinforceOf(table, { baseline: independentBaseline(table) });
    near(run(set, oneHotLosses.linear, estimator), 0.09872566, 0);
  });

  it('REINFORCE on the noise: unbiased, and varies more than REINFORCE', () => {
    const law = createNoise(noiseSpec('gumbel'));
    const loss = oneHotLosses.network;
    const plain = run(set, loss, noiseScoreOf(oracle, law));
    expect(plain.variance).toBeGreaterThan(reinforceVariance(loss));
    const samples = 4;
    const fewer = { ...set, draws: DRAWS / samples };
    const left = noiseScoreOf(oracle, law, { samples, baseline: 'leave-one-out' });
    expect(run(fewer, loss, left).variance).toBeLessThan(plain.variance / samples);
  });
});

describe('over whole structures, 200,000 draws', () => {
  it.each([smallProblems.kSubset, smallProblems.tree])('$name', (problem) => {
    const set = setOf(problem, 2, DRAWS);
    const loss = bendLoss(problem.costs, 0.7);
    run(set, loss, rebarOf(set.table, { t: 0.7, eta: 0.8 }));
    run(set, loss, rebarOf(set.table, { t: 0.7, eta: 0.8, tied: false }));
    run(set, loss, relaxOf(set.table, { seed: 2 }));
  });
});

it('REINFORCE on the noise of the edges of trees: the gradient found elsewhere, of another law', () => {
  const set = setOf(smallProblems.tree, 5, DRAWS);
  const baseline = constantBaseline(1.22);
  const estimator = noiseScoreOf(set.oracle, createNoise(noiseSpec('gumbel')), { baseline });
  estimator.bind({ scores: set.scores, sigma: 1, loss: bendLoss(smallProblems.tree.costs, 0) });
  const found = simulated(estimator, 6, set.noise, set.draws);
  [0.1492, -0.1144, 0.0174, 0.095, -0.0772, -0.0706].forEach((g, i) => {
    const error = Math.hypot(found.standardError[i], 0.00016);
    expect(Math.abs(found.mean[i] - g)).toBeLessThan(4.5 * error);
  });
  expect(Math.abs(found.variance - 0.86)).toBeLessThan(5 * found.errorOfVariance + 5e-3);
});
