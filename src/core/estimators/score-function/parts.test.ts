import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../../check/finite-differences';
import { subsetProbability } from '../../check/plackett-luce';
import { squaredLength } from '../../vector';
import { gibbsTable } from '../../laws/gibbs-table';
import { keptBook, simulated } from '../../laws/testing/draws';
import { oneHotLosses, smallProblems } from '../../laws/testing/problems';
import { createNoise, noiseSpec } from '../../noise/noise';
import { oneHot } from '../../oracles/one-hot/one-hot';
import { structureTable } from '../../structures/table';
import { createNoiseBook, type NoiseBook } from '../noise-book';
import { learnedBaseline } from './baselines/input-dependent';
import { movingAverageBaseline, runningMeanBaseline } from './baselines/moving-average';
import { nvilOf } from './nvil';
import { conditionalNoise } from './parts/conditional-noise';
import { leastSquaresCoefficients } from './parts/coefficients';
import { mostProbable } from './parts/most-probable';
import { createSetLaw } from './parts/set-law';
import { tableProblem } from './parts/table-problem';
import { drawSet } from './parts/without-replacement';
import { rebarOf } from './rebar';
import { reinforceOf } from './reinforce';
import { relaxOf } from './relax';

const { oracle, scores: mu } = smallProblems.oneHot;
const table = structureTable(oracle);
const scores = Float64Array.from(mu);
const point = { scores, sigma: 0.8, loss: oneHotLosses.network };
const law = gibbsTable(table);
law.bind(scores, 0.8);
const book = createNoiseBook(11, createNoise(noiseSpec('gumbel')));

describe('noise given the sample', () => {
  /** The uniforms that give the sample's own noise back. */
  const tiedUniforms: NoiseBook = {
    ...book,
    second(number, out) {
      const { z, b } = noiseOf(number);
      for (let i = 0; i < out.length; i++) {
        const above = Math.exp(-z[i]) - Math.exp(-z[b]);
        out[i] = i === b ? Math.exp(-Math.exp(-z[b])) : Math.exp(-law.probabilities[i] * above);
      }
    },
  };
  const noiseOf = (number: number) => {
    const z = new Float64Array(4);
    book.structures(number, z);
    law.logProbabilities.forEach((log, i) => (z[i] += log));
    return { z, b: z.indexOf(Math.max(...z)) };
  };

  it('is the noise itself for the tied uniforms, and REBAR of both forms is one', () => {
    const [tied, untied] = [true, false].map((t) => rebarOf(table, { t: 0.7, eta: 0.9, tied: t }));
    const found = new Float64Array(4);
    for (const estimator of [tied, untied]) estimator.bind(point);
    for (let number = 0; number < 200; number++) {
      const { z, b } = noiseOf(number);
      conditionalNoise(law, b, number, tiedUniforms, found);
      z.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 9));
      const [one, other] = [new Float64Array(4), new Float64Array(4)];
      tied.draw(number, book, 1, one);
      untied.draw(number, tiedUniforms, 1, other);
      one.forEach((g, i) => expect(other[i]).toBeCloseTo(g, 9));
    }
  });

  it('has the sample for its maximum, and the law of the noise of that sample', () => {
    const draws = 40_000;
    const kept = keptBook(3, 4, 4, draws);
    const z = new Float64Array(4);
    const problem = tableProblem(table);
    problem.bind(point);
    let others = 0;
    // noise of the third class where the second is the sample: its own, and fresh
    const sums = [0, 0].map(() => ({ sum: 0, square: 0, count: 0 }));
    for (let number = 0; number < draws; number++) {
      const b = problem.sample(number, kept);
      conditionalNoise(law, b, number, kept, z);
      if (z.indexOf(Math.max(...z)) !== b) others++;
      if (b !== 1) continue;
      [problem.perturbed, z].forEach((values, which) => {
        const total = sums[which];
        total.sum += values[2];
        total.square += values[2] ** 2;
        total.count++;
      });
    }
    expect(others).toBe(0);
    const [own, fresh] = sums.map(({ sum, square, count }) => ({
      mean: sum / count,
      error: Math.sqrt((square / count - (sum / count) ** 2) / count),
    }));
    expect(Math.abs(own.mean - fresh.mean)).toBeLessThan(4.5 * Math.hypot(own.error, fresh.error));
  });
});

describe('what is learned', () => {
  it("RELAX: the network's gradient is that of the squared draw (finite differences)", () => {
    const [hidden, samples] = [3, 2];
    const size = hidden * (4 + 2);
    const make = () => {
      const estimator = relaxOf(table, { hidden, samples });
      estimator.bind(point);
      return estimator;
    };
    const start = make().learned!();
    const params = start.slice(0, size).map((w, i) => 5 * w + 0.2 * Math.cos(i));
    const withParams = (values: ArrayLike<number>) => {
      const estimator = make();
      estimator.restore!([...Array.from(values), ...start.subarray(size)]);
      return estimator;
    };
    for (const index of [0, 3, 8]) {
      const numeric = finiteDifferenceGradient((at) => {
        const estimator = withParams(at);
        const out = new Float64Array(4);
        estimator.draw(index, book, 1, out);
        return squaredLength(out);
      }, params);
      const estimator = withParams(params);
      estimator.adapt!(index, book);
      // Adam's first moment begins as a tenth of the gradient
      const first = estimator.learned!().subarray(size, 2 * size);
      numeric.forEach((g, i) => expect(first[i] / 0.1).toBeCloseTo(g, 7));
    }
  });

  it('REBAR: the temperature goes where the estimate varies less, and is remembered', () => {
    // at t = .3 the network varies .683, at 1 .567, each with its best eta, and warmer still less
    const estimator = rebarOf(table, { t: 0.3, temperatureRate: 0.02 });
    estimator.bind({ ...point, sigma: 1 });
    for (let index = 0; index < 3000; index++) estimator.adapt!(index, book);
    const learned = estimator.learned!();
    expect(learned).toHaveLength(5);
    const t = Math.exp(learned[3]);
    expect(t).toBeGreaterThan(0.6);
    expect(t).toBeLessThanOrEqual(5);
    const other = rebarOf(table, { t: 0.3, temperatureRate: 0.02 });
    other.bind({ ...point, sigma: 1 });
    other.restore!(learned);
    const still = rebarOf(table, { t, eta: learned[0] / learned[1] });
    still.bind({ ...point, sigma: 1 });
    const [a, b] = [new Float64Array(4), new Float64Array(4)];
    other.draw(5, book, 1, a);
    still.draw(5, book, 1, b);
    a.forEach((g, i) => expect(b[i]).toBeCloseTo(g, 7));
    expect(simulated(other, 4, book, 20_000).variance).toBeLessThan(0.5);
  });

  it('NVIL: running mean and variance of what the baseline leaves, after it was used', () => {
    const seen = [0, 1].map((index) => {
      const alone = reinforceOf(table);
      alone.bind(point);
      return alone.draw(index, book, 1, new Float64Array(4)).loss;
    });
    const start = (samples: number) => {
      const baseline = learnedBaseline({ inputs: 0 });
      const estimator = nvilOf(table, { samples, baseline });
      estimator.bind(point);
      estimator.adapt!(0, book);
      const [c, v, guess] = estimator.learned!();
      // Adam's first step is the rate, towards the losses, which are above 0
      expect(guess).toBeCloseTo(0.01, 7);
      return [c, v];
    };
    const [mean, variance] = [(seen[0] + seen[1]) / 2, (seen[0] - seen[1]) ** 2 / 4];
    const [c, v] = start(2);
    expect(c).toBeCloseTo(0.2 * mean, 12);
    expect(v).toBeCloseTo(0.2 * variance, 12);
    const [one, spread] = start(1);
    expect(one).toBeCloseTo(0.2 * seen[0], 12);
    expect(spread).toBeCloseTo(0.2 * (0.8 * seen[0]) ** 2, 12);
  });

  it('input-dependent baseline: least squares (finite differences), and it finds the mean', () => {
    const settings = { inputs: 2, hidden: 3, rate: 0.05 };
    const size = 3 * (2 + 2) + 1;
    const input = [0.4, -1.2];
    const make = () => {
      const baseline = learnedBaseline(settings);
      baseline.bind({ ...point, input });
      return baseline;
    };
    const start = make().learned!();
    expect(make().value()).toBe(0);
    const params = start.slice(0, size).map((w, i) => w + 0.3 * Math.sin(i + 1));
    const withParams = (values: ArrayLike<number>) => {
      const baseline = make();
      baseline.restore!([...Array.from(values), ...start.subarray(size)]);
      return baseline;
    };
    const numeric = finiteDifferenceGradient(
      (at) => (1.5 - withParams(at).value()) ** 2 / 2,
      params,
    );
    const baseline = withParams(params);
    baseline.learn!(Float64Array.of(1, 2));
    const first = baseline.learned!().subarray(size, 2 * size);
    numeric.forEach((g, i) => expect(first[i] / 0.1).toBeCloseTo(g, 8));
    for (let step = 0; step < 500; step++) baseline.learn!(Float64Array.of(1, 2));
    expect(baseline.value()).toBeCloseTo(1.5, 3);
    const plain = learnedBaseline({ inputs: 0, rate: 0.05 });
    for (let step = 0; step < 500; step++) plain.learn!(Float64Array.of(1, 2));
    expect(plain.value()).toBeCloseTo(1.5, 3);
    expect(plain.learned!()).toHaveLength(4);
  });

  it('moving averages: the first batch is the first value', () => {
    const [average, mean] = [movingAverageBaseline(0.9), runningMeanBaseline()];
    const values = [average, mean].map((baseline) =>
      [
        [1, 3],
        [5, 5],
        [8, 8],
      ].map((losses) => {
        baseline.learn!(Float64Array.from(losses));
        return baseline.exact().mean;
      }),
    );
    [2, 2.3, 2.87].forEach((b, i) => expect(values[0][i]).toBeCloseTo(b, 12));
    [2, 3.5, 5].forEach((b, i) => expect(values[1][i]).toBeCloseTo(b, 12));
  });

  it('coefficients solve the normal equations of moving averages', () => {
    const coefficients = leastSquaresCoefficients([0.5, -1], 0.5);
    expect([...coefficients.values]).toEqual([0.5, -1]);
    const cross = Float64Array.of(1, 2);
    const gram = Float64Array.of(2, 1, 1, 3);
    coefficients.learn!(cross, gram);
    const [x, y] = coefficients.values;
    expect(2 * x + y).toBeCloseTo(1, 7);
    expect(x + 3 * y).toBeCloseTo(2, 7);
    coefficients.learn!(Float64Array.of(3, 2), gram);
    expect(2 * coefficients.values[0] + coefficients.values[1]).toBeCloseTo(7 / 3, 7);
    const same = leastSquaresCoefficients([0, 0]);
    same.learn!(Float64Array.of(1, 1), Float64Array.of(1, 1, 1, 1));
    expect(same.values[0] + same.values[1]).toBeCloseTo(1, 6);
    const none = leastSquaresCoefficients([1]);
    none.learn!(Float64Array.of(0), Float64Array.of(0));
    expect([...none.values]).toEqual([0]);
    expect(() => none.restore!([1])).toThrow('learned values must be 3, got 1');
  });
});

describe('sets', () => {
  const wide = gibbsTable(structureTable(oneHot(6)));

  it.each([
    [[1, 0.3, -0.5, 0.2, 0, -1], 1],
    [[0, 0, 0, 0, 0, 0], 1],
    [[3, 1, -2, 0.5, 0, -1], 0.05],
  ])('have the probabilities of Plackett and Luce: %j at sigma %f', (logits, sigma) => {
    wide.bind(logits, sigma);
    const theta = logits.map((l) => l / sigma);
    for (const members of [
      [0, 1, 2],
      [4, 2, 0],
      [5, 3, 1],
      [2, 5, 4],
    ]) {
      const laws = createSetLaw(3);
      laws.take(wide, Int32Array.from(members));
      const expected = subsetProbability(theta, members);
      expect(laws.probability() / expected).toBeCloseTo(1, 10);
    }
  });

  it('keep their digits where the set is all but sure, and where it is all but impossible', () => {
    wide.bind([0, -60, -61, -62, -63, -800], 1);
    const laws = createSetLaw(2);
    laws.take(wide, Int32Array.of(0, 1));
    const share = 1 / (1 + Math.exp(-1) + Math.exp(-2) + Math.exp(-3));
    expect(laws.probability()).toBeCloseTo(share, 12);
    // of the second its probability over that of being drawn at all
    expect(laws.share(1) / (wide.probabilities[1] / share)).toBeCloseTo(1, 12);
    laws.take(wide, Int32Array.of(0, 5));
    // the impossible stands for all that is not the first
    const rest = wide.probabilities.subarray(1).reduce((sum, p) => sum + p, 0);
    expect(laws.share(0)).toBeCloseTo(1, 12);
    expect(laws.share(1) / rest).toBeCloseTo(1, 9);
    laws.take(wide, Int32Array.of(4, 5));
    expect([0, 1].map((j) => laws.share(j)).every(Number.isFinite)).toBe(true);
  });

  it('are drawn in the order of the perturbed log-probabilities, ties by number', () => {
    const problem = tableProblem(structureTable(oneHot(6)));
    problem.bind({ ...point, scores: Float64Array.of(0, 1, 2, 3, 2, 1), loss: sixLoss });
    const silent: NoiseBook = { ...book, structures: (_, out) => void out.fill(0) };
    const order = (size: number, noise: NoiseBook, number = 0) => {
      const out = new Int32Array(size);
      drawSet(problem, number, noise, out);
      return [...out];
    };
    expect(order(6, silent)).toEqual([3, 2, 4, 1, 5, 0]);
    expect(order(3, silent)).toEqual([3, 2, 4]);
    for (let number = 0; number < 50; number++) {
      const all = order(6, book, number);
      expect(order(1, book, number)).toEqual([problem.sample(number, book)]);
      const z = problem.perturbed;
      expect(all).toEqual([0, 1, 2, 3, 4, 5].sort((a, b) => z[b] - z[a]));
    }
    const best = new Int32Array(4);
    mostProbable(problem.law, best);
    expect([...best]).toEqual([3, 2, 4, 1]);
  });
  const sixLoss = { name: 'none', dim: 6, value: () => 0 };
});
