import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Loss } from '../losses/loss';
import { createNoise, noiseSpec } from '../noise/noise';
import { kSubset } from '../oracles/k-subset/k-subset';
import { matching } from '../oracles/matching/matching';
import { oneHot } from '../oracles/one-hot/one-hot';
import type { Oracle } from '../oracles/oracle';
import { ranking } from '../oracles/ranking/ranking';
import { createRng } from '../rng/rng';
import { dot } from '../vector';
import { blackbox } from './blackbox';
import { directLoss } from './direct-loss';
import { explicitNoise, streamNoise } from './estimator';
import { imle, imleOf } from './imle';

const oracles: readonly (readonly [string, Oracle])[] = [
  ['one-hot', oneHot(5)],
  ['k-subset', kSubset(6, 3)],
  ['ranking', ranking(5)],
  ['matching', matching(3)],
];

const normal = createNoise(noiseSpec('normal'));
const numbers = (dim: number, seed: number) => {
  const rng = createRng(seed, 'imle');
  return Float64Array.from({ length: dim }, (_, i) => normal.sample(rng.word(0, i)));
};
const draws = (dim: number, samples: number) =>
  streamNoise(createRng(3, 'draws'), normal, dim, samples);

describe.each(oracles)('I-MLE on the oracle %s', (_, oracle) => {
  const { dim } = oracle;
  const scores = numbers(dim, 1);

  it('is step times blackbox interpolation where there is no noise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(0.1, 1, 30), (seed, step) => {
        const [at, dy] = [numbers(dim, seed), numbers(dim, seed + 1)];
        const noise = explicitNoise([new Float64Array(dim).fill(7)], dim);
        const ours = imle({ oracle, scores: at, sigma: 0, step, noise, lossGradient: () => dy });
        const { gradient } = blackbox(oracle, at, dy, step);
        gradient.forEach((g, i) => expect(ours.scores.value[i]).toBeCloseTo(step * g, 12));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('is -epsilon times the direct loss estimator of a linear loss, sample by sample', () => {
    const costs = numbers(dim, 2);
    const loss: Loss = {
      ...{ name: 'linear', dim, value: (y) => dot(costs, y) },
      linear: costs,
    };
    const pairs: string[][] = [];
    const visit = (m: number, y: Float64Array, z: Float64Array) =>
      void (pairs[m] ??= []).push(`${y.join()} ${z.join()}`);
    const problem = { oracle, scores, sigma: 0.7, noise: draws(dim, 200), visit };
    const direct = directLoss({ ...problem, loss, epsilon: -0.5 });
    const ours = imle({ ...problem, step: 0.5, lossGradient: () => costs });
    for (const [theirs, same] of pairs) expect(same).toBe(theirs);
    direct.scores.value.forEach((g, i) => expect(ours.scores.value[i]).toBeCloseTo(0.5 * g, 14));
    expect(ours.scores.value.some((g) => g !== 0)).toBe(true);
    expect([ours.samples, ours.oracleCalls, ours.lossEvaluations]).toEqual([200, 400, 200]);
  });

  it('makes its target of the scores, the loss and the noise as it is told', () => {
    const dy = numbers(dim, 5);
    const noise = draws(dim, 50);
    const [gamma, wanted] = [new Float64Array(dim), new Float64Array(dim)];
    for (const [sigma, targetSigma, alpha, step] of [
      [0, 1, 0, 2],
      [2, 0.5, 1, 0.3],
      [1, 0, -1, 1],
      [1, 1, 0.5, 4],
    ]) {
      const gradient = (y: Float64Array) => dy.map((d, i) => d * (0.5 + y[i]));
      const given = { oracle, scores, noise, sigma, targetSigma, alpha, step };
      imle({
        ...{ ...given, lossGradient: gradient },
        visit(m, y, target) {
          noise.fill(m, gamma);
          const slope = gradient(y);
          const at = (s: number, i: number) => alpha * s - step * slope[i] + targetSigma * gamma[i];
          oracle.argmax(scores.map(at), wanted);
          expect([...target]).toEqual([...wanted]);
          const perturbed = scores.map((s, i) => s + sigma * gamma[i]);
          oracle.argmax(perturbed, wanted);
          expect([...y]).toEqual([...wanted]);
        },
      });
    }
  });

  it('has draws that depend on their number alone', () => {
    const estimator = imleOf(oracle);
    const addLossGradient = (_: unknown, weight: number, out: Float64Array, index: number) => {
      for (let i = 0; i < dim; i++) out[i] += weight * Math.sin(index + i);
    };
    estimator.bind({ scores, sigma: 0, targetSigma: 1, step: 0.4, addLossGradient });
    const drawn = (index: number) => {
      const out = new Float64Array(dim);
      estimator.draw(index, draws(dim, 10).fill, 2, out);
      return [...out];
    };
    const forwards = [0, 1, 2, 3].map(drawn);
    expect([3, 2, 1, 0].map(drawn).reverse()).toEqual(forwards);
    expect([estimator.scale(), estimator.cost.draw.oracles]).toEqual([1, 2]);
  });
});

it('I-MLE names what is wrong with its arguments', () => {
  const good = {
    oracle: oneHot(2),
    scores: [0, 1],
    sigma: 1,
    step: 1,
    noise: explicitNoise([[0, 0]], 2),
    lossGradient: (): readonly number[] => [1, 0],
  };
  const wrong = (change: Partial<Parameters<typeof imle>[0]>) => () => imle({ ...good, ...change });
  expect(wrong({ scores: [0, NaN] })).toThrow('scores[1] must be a finite number, got NaN');
  expect(wrong({ scores: [0] })).toThrow('scores must have 2 entries, got 1');
  expect(wrong({ sigma: -1 })).toThrow('sigma must be positive and finite, got -1');
  expect(wrong({ targetSigma: -1 })).toThrow('targetSigma must be 0 or positive, got -1');
  expect(wrong({ targetSigma: Infinity })).toThrow('targetSigma must be 0 or positive');
  expect(wrong({ step: 0 })).toThrow('step must be positive and finite, got 0');
  expect(wrong({ alpha: NaN })).toThrow('alpha must be finite, got NaN');
  expect(wrong({ noise: explicitNoise([[0]], 1) })).toThrow('noise has 1 entries per sample');
  expect(wrong({ lossGradient: () => [1, Infinity] })).toThrow('the gradient of the loss[1]');
});
