import { describe, expect, it } from 'vitest';
import { expectation } from '../../../core/check/enumeration';
import { finiteDifferenceGradient } from '../../../core/check/finite-differences';
import { rankingProbabilities } from '../../../core/check/structure-laws';
import { blackbox } from '../../../core/estimators/blackbox';
import { ranking } from '../../../core/oracles/ranking/ranking';
import { createObjective } from './objective';
import { defaultKnobs, rankingMethods, type RankingKnobs, type RankingMethod } from './spec';

const scores = Float64Array.of(0.7, -0.4, 1.3, 0.2, 0.25);
const truth = Float64Array.of(1, 0, 4, 2, 3);
const n = scores.length;

const setupOf = (method: RankingMethod) => ({ method, features: 2, labels: n, seed: 3 });

function differentiate(
  method: RankingMethod,
  knobs: Partial<RankingKnobs> = {},
  mu: Float64Array = scores,
  step = 0,
) {
  const slopes = new Float64Array(n);
  const objective = createObjective(setupOf(method), { ...defaultKnobs, ...knobs });
  const loss = objective({ row: 0, step, scores: mu, truth }, slopes);
  return { loss, slopes };
}

describe('the losses of a ranking', () => {
  it.each(['fenchel-young-exact', 'squared', 'perturbed-squared'] as const)(
    '%s: slopes are those of its value',
    (method) => {
      for (const law of ['gumbel', 'normal'] as const) {
        const knobs = { sigma: 0.8, law };
        const { slopes } = differentiate(method, knobs);
        const wanted = finiteDifferenceGradient(
          (mu) => differentiate(method, knobs, mu).loss,
          scores,
        );
        wanted.forEach((slope, i) => expect(slopes[i]).toBeCloseTo(slope, 8));
      }
    },
  );

  it('exact Fenchel-Young: expected rank minus rank, by enumeration of all orders', () => {
    const sigma = 0.8;
    const law = rankingProbabilities(scores.map((mu) => mu / sigma));
    const { slopes } = differentiate('fenchel-young-exact', { sigma });
    for (let i = 0; i < n; i++) {
      const rank = expectation(
        ranking(n),
        (_, index) => law[index],
        (y) => y[i],
      );
      expect(slopes[i]).toBeCloseTo(rank - truth[i], 12);
    }
  });

  it('sampled Fenchel-Young: has the exact one as its mean, in value and slopes', () => {
    for (const law of ['gumbel', 'normal'] as const) {
      const exact = differentiate('fenchel-young-exact', { sigma: 1.5, law });
      const draws = Array.from({ length: 4000 }, (_, step) =>
        differentiate('fenchel-young', { sigma: 1.5, law }, scores, step),
      );
      const check = (value: (draw: (typeof draws)[0]) => number, wanted: number) => {
        const mean = draws.reduce((sum, draw) => sum + value(draw), 0) / draws.length;
        const squares = draws.reduce((sum, draw) => sum + (value(draw) - mean) ** 2, 0);
        expect(Math.abs(mean - wanted)).toBeLessThan((4 * Math.sqrt(squares)) / draws.length);
      };
      check(({ loss }) => loss, exact.loss);
      for (let i = 0; i < n; i++) check(({ slopes }) => slopes[i], exact.slopes[i]);
      for (const { loss } of draws) expect(loss).toBeGreaterThanOrEqual(0);
    }
  });

  it('many samples are the mean of as many', () => {
    const { slopes, loss } = differentiate('fenchel-young', { samples: 50 });
    const one = differentiate('fenchel-young', { samples: 1 });
    for (const slope of slopes) expect(50 * slope).toBeCloseTo(Math.round(50 * slope), 10);
    expect(one.slopes.every(Number.isInteger)).toBe(true);
    expect(loss).toBeGreaterThan(0);
  });

  it('blackbox: as its estimator has it, with the error of the ranking as loss', () => {
    for (const lambda of [0.1, 0.5, 3]) {
      const { slopes, loss } = differentiate('blackbox', { lambda });
      const { gradient, prediction } = blackbox(
        ranking(n),
        scores,
        (y) => y.map((rank, i) => rank - truth[i]),
        lambda,
      );
      expect(slopes).toEqual(gradient);
      expect(loss).toBe(prediction.reduce((sum, y, i) => sum + (y - truth[i]) ** 2, 0) / 2);
    }
  });

  it('squared: 0 where scores are the ranks, from their middle', () => {
    const at = differentiate(
      'squared',
      {},
      truth.map((rank) => rank - 2),
    );
    expect(at).toEqual({ loss: 0, slopes: new Float64Array(n) });
  });

  it('depend on the seed, the step and the row alone', () => {
    for (const method of rankingMethods) {
      const [a, b] = [differentiate(method), differentiate(method)];
      expect(a).toEqual(b);
    }
    const steps = [0, 1, 2, 3].map((step) => differentiate('fenchel-young', {}, scores, step).loss);
    expect(new Set(steps).size).toBe(4);
  });
});
