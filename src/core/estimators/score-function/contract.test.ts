import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptBook } from '../../laws/testing/draws';
import { smallProblems } from '../../laws/testing/problems';
import { bendLoss } from '../../losses/bend';
import type { Loss } from '../../losses/loss';
import { metered } from '../../losses/metered';
import { tableLoss } from '../../losses/table';
import { createNoise, noiseSpec } from '../../noise/noise';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { oneHot } from '../../oracles/one-hot/one-hot';
import type { Oracle } from '../../oracles/oracle';
import { structureTable, type StructureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { createMeter, type Meter } from '../meter';
import { createNoiseBook } from '../noise-book';
import { bestConstantBaseline, constantBaseline } from './baselines/constant';
import { independentBaseline } from './baselines/independent';
import { learnedBaseline } from './baselines/input-dependent';
import { movingAverageBaseline, runningMeanBaseline } from './baselines/moving-average';
import { selfCriticBaseline } from './baselines/self-critic';
import { combinedOf } from './combine';
import { leaveOneOutOf } from './leave-one-out';
import { linearisedVariate, muPropOf } from './muprop';
import { nvilOf } from './nvil';
import { noiseScoreOf } from './on-noise';
import { scoreVariate } from './parts/control-variate';
import { relaxedVariate } from './parts/relaxed-variate';
import { surrogateVariate } from './parts/surrogate';
import { tableProblem } from './parts/table-problem';
import { rebarOf } from './rebar';
import { reinforceOf } from './reinforce';
import { relaxOf } from './relax';
import { stochasticSetOf } from './stochastic-set';
import { sumAndSampleOf } from './sum-and-sample';
import { unorderedSetOf } from './unordered-set';

const gumbel = createNoise(noiseSpec('gumbel'));

type Make = (table: StructureTable, oracle: Oracle, meter?: Meter) => LossEstimator;

const estimators: Readonly<Record<string, Make>> = {
  reinforce: (table, _, meter) => reinforceOf(table, { samples: 3, ...(meter && { meter }) }),
  best: (table, _, meter) =>
    reinforceOf(table, { baseline: bestConstantBaseline(table), ...(meter && { meter }) }),
  average: (table, _, meter) =>
    reinforceOf(table, {
      ...{ samples: 2, baseline: movingAverageBaseline() },
      ...(meter && { meter }),
    }),
  mean: (table, _, meter) =>
    reinforceOf(table, { baseline: runningMeanBaseline(), ...(meter && { meter }) }),
  input: (table, _, meter) =>
    reinforceOf(table, { baseline: learnedBaseline({ inputs: 2 }), ...(meter && { meter }) }),
  critic: (table, oracle, meter) =>
    reinforceOf(table, { baseline: selfCriticBaseline(oracle, meter), ...(meter && { meter }) }),
  independent: (table, _, meter) =>
    reinforceOf(table, {
      ...{ samples: 2, baseline: independentBaseline(table) },
      ...(meter && { meter }),
    }),
  leaveOneOut: (table) => leaveOneOutOf(table, 4),
  nvil: (table, _, meter) =>
    nvilOf(table, {
      ...{ samples: 2, baseline: learnedBaseline({ inputs: 2, hidden: 3 }) },
      ...(meter && { meter }),
    }),
  muProp: (table, _, meter) =>
    muPropOf(table, { baseline: movingAverageBaseline(0.5), ...(meter && { meter }) }),
  rebar: (table, _, meter) => rebarOf(table, { samples: 2, t: 0.6, ...(meter && { meter }) }),
  untied: (table, _, meter) =>
    rebarOf(table, { tied: false, temperatureRate: 0.05, ...(meter && { meter }) }),
  relax: (table, _, meter) => relaxOf(table, { samples: 2, ...(meter && { meter }) }),
  combined: (table, _, meter) =>
    combinedOf(
      table,
      [
        scoreVariate(),
        linearisedVariate(meter),
        relaxedVariate(),
        surrogateVariate(table.count, { hidden: 3 }),
      ],
      meter && { meter },
    ),
  sumAndSample: (table, _, meter) =>
    sumAndSampleOf(table, {
      ...{ k: 2, samples: 2, baseline: runningMeanBaseline() },
      ...(meter && { meter }),
    }),
  sum: (table, _, meter) => sumAndSampleOf(table, { k: table.count, ...(meter && { meter }) }),
  stochasticSet: (table, _, meter) => stochasticSetOf(table, { size: 3, ...(meter && { meter }) }),
  unorderedSet: (table, _, meter) =>
    unorderedSetOf(table, { size: 3, baseline: true, ...(meter && { meter }) }),
  onNoise: (_, oracle, meter) =>
    noiseScoreOf(oracle, gumbel, {
      ...{ samples: 2, baseline: movingAverageBaseline() },
      ...(meter && { meter }),
    }),
};

const { oracle, scores: mu, costs } = smallProblems.kSubset;
const table = structureTable(oracle);
const scores = Float64Array.from(mu);
const loss = bendLoss(costs, 0.8);
const input = [0.3, -1];
const point = { scores, sigma: 0.9, loss, input };
const book = createNoiseBook(4, gumbel);

function drawn(estimator: LossEstimator, index: number): number[] {
  const out = new Float64Array(table.dim);
  const { loss: seen } = estimator.draw(index, book, 1, out);
  return [...out, seen];
}

describe.each(Object.entries(estimators))('the estimator %s', (_, make) => {
  it('draws the same of the same number, in whatever order, and adds weighted', () => {
    const estimator = make(table, oracle);
    estimator.bind(point);
    const forwards = [0, 1, 2, 3].map((index) => drawn(estimator, index));
    const other = make(table, oracle);
    other.bind(point);
    expect([3, 2, 1, 0].map((index) => drawn(other, index)).reverse()).toEqual(forwards);
    const out = new Float64Array(table.dim).fill(1);
    estimator.draw(2, book, -2, out);
    out.forEach((value, i) => expect(value).toBeCloseTo(1 - 2 * forwards[2][i], 12));
    expect(estimator.scale()).toBe(1 / 0.9);
  });

  it('goes on after a restore as if it had never stopped', () => {
    const [straight, first] = [make(table, oracle), make(table, oracle)];
    const run = (estimator: LossEstimator, from: number, to: number) => {
      estimator.bind(point);
      const seen: number[][] = [];
      for (let index = from; index < to; index++) {
        seen.push(drawn(estimator, index));
        estimator.adapt?.(index, book);
      }
      return seen;
    };
    const whole = run(straight, 0, 12);
    run(first, 0, 6);
    const second = make(table, oracle);
    if (first.learned) second.restore!([...first.learned()]);
    expect(run(second, 6, 12)).toEqual(whole.slice(6));
    expect(second.learned?.()).toEqual(straight.learned?.());
  });

  it('learns the same from a draw whether or not it was just drawn', () => {
    const [fresh, used] = [make(table, oracle), make(table, oracle)];
    for (const estimator of [fresh, used]) estimator.bind(point);
    for (let index = 0; index < 4; index++) {
      drawn(used, index);
      used.adapt?.(index, book);
      drawn(fresh, 7);
      fresh.adapt?.(index, book);
    }
    expect(fresh.learned?.()).toEqual(used.learned?.());
  });

  it('costs what it promises', () => {
    const meter = createMeter();
    const estimator = make(table, oracle, meter);
    estimator.bind({ ...point, loss: metered(loss, meter) });
    const expected = { ...createMeter(), ...estimator.cost.bind };
    expect(meter).toEqual(expected);
    for (let draw = 0; draw < 3; draw++) drawn(estimator, draw);
    for (const name of Object.keys(expected) as (keyof typeof expected)[]) {
      expected[name] += 3 * (estimator.cost.draw[name] ?? 0);
    }
    expect(meter).toEqual(expected);
  });

  it('refuses losses of another size, and values that it has not learned', () => {
    const estimator = make(table, oracle);
    expect(() => estimator.bind({ ...point, loss: bendLoss([1], 0) })).toThrow(RangeError);
    if (!estimator.learned) return;
    const values = [...estimator.learned(), 1];
    expect(() => estimator.restore!(values)).toThrow(/learned values must be/);
  });

  it('stays finite for tied, tiny and huge scores and sure laws', () => {
    const number = fc.oneof(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.constantFrom(0, 1, 1e6, -1e6, 1e-300),
    );
    const small = [oneHot(4), kSubset(4, 2)].map((set) => ({ set, table: structureTable(set) }));
    const made = small.map(({ set, table: rows }) => make(rows, set));
    fc.assert(
      fc.property(
        fc.nat(1),
        fc.array(number, { minLength: 4, maxLength: 4 }),
        fc.constantFrom(1, 0.01, 30),
        fc.constantFrom(0, 1e6),
        (which, numbers, sigma, shift) => {
          const far: Loss = { ...bendLoss([0.3, 0, 1, 0.2], 0.5) };
          const shifted = {
            ...far,
            value: (y: ArrayLike<number>) => far.value(y) + shift,
            gradient: (y: ArrayLike<number>, out: Float64Array) => far.gradient!(y, out) + shift,
          };
          const estimator = made[which];
          estimator.bind({ scores: Float64Array.from(numbers), sigma, loss: shifted, input });
          const out = new Float64Array(4);
          for (let index = 0; index < 3; index++) {
            estimator.draw(index, book, 1, out);
            estimator.adapt?.(index, book);
          }
          expect([...out].every(Number.isFinite)).toBe(true);
          const moments = estimator.moments?.();
          if (moments) expect(moments.variance).toBeGreaterThanOrEqual(-1e-3);
        },
      ),
      { numRuns: 60, seed: 9 },
    );
  });
});

describe('what does not matter', () => {
  it.each(['average', 'leaveOneOut', 'critic', 'muProp', 'independent'])(
    'a constant on all losses moves no estimate of %s with a baseline',
    (name) => {
      const [plain, moved] = [0, 1].map(() => estimators[name](table, oracle));
      // exact in binary, so that the differences are the same
      const more = { ...loss, value: (y: ArrayLike<number>) => loss.value(y) + 64 };
      const gradient = (y: ArrayLike<number>, out: Float64Array) => loss.gradient!(y, out) + 64;
      plain.bind(point);
      moved.bind({ ...point, loss: { ...more, gradient } });
      for (let index = 0; index < 6; index++) {
        const [a, b] = [drawn(plain, index), drawn(moved, index)];
        if (index > 0) a.slice(0, -1).forEach((g, i) => expect(b[i]).toBeCloseTo(g, 12));
        plain.adapt?.(index, book);
        moved.adapt?.(index, book);
      }
    },
  );

  it.each(Object.keys(estimators))(
    'scores moved along what no prediction sees move no estimate of %s',
    (name) => {
      const [plain, moved] = [0, 1].map(() => estimators[name](table, oracle));
      plain.bind(point);
      moved.bind({ ...point, scores: scores.map((score) => score + 8) });
      for (let index = 0; index < 20; index++) {
        const [a, b] = [drawn(plain, index), drawn(moved, index)];
        a.forEach((g, i) => expect(b[i]).toBeCloseTo(g, 11));
      }
    },
  );

  it.each(['reinforce', 'leaveOneOut', 'relax', 'sumAndSample', 'unorderedSet', 'onNoise'])(
    'the bend of a loss moves no estimate of %s, which looks at structures alone',
    (name) => {
      const [plain, bent] = [0, 1].map(() => estimators[name](table, oracle));
      plain.bind(point);
      bent.bind({ ...point, loss: bendLoss(costs, -2) });
      for (let index = 0; index < 5; index++)
        expect(drawn(bent, index)).toEqual(drawn(plain, index));
    },
  );

  it('a millionth of sigma changes hardly a sample', () => {
    const [near, far] = [tableProblem(table), tableProblem(table)];
    near.bind({ ...point, sigma: 1 });
    far.bind({ ...point, sigma: 1 + 1e-6 });
    let changed = 0;
    for (let number = 0; number < 5000; number++) {
      if (near.sample(number, book) !== far.sample(number, book)) changed++;
    }
    expect(changed).toBeLessThan(4);
  });
});

describe('limits', () => {
  it('sum and sample of all structures is the exact gradient, whatever the noise', () => {
    const [sum, rest] = [table.count, table.count - 1].map((k) => sumAndSampleOf(table, { k }));
    for (const estimator of [sum, rest]) {
      estimator.bind(point);
      const { mean, variance } = estimator.moments!()!;
      expect(variance).toBeLessThan(1e-30);
      drawn(estimator, 5)
        .slice(0, -1)
        .forEach((raw, i) => expect(raw / 0.9).toBeCloseTo(mean[i], 13));
    }
  });

  it('leave-one-out of many samples comes to the exact gradient', () => {
    const many = leaveOneOutOf(table, 20_000);
    many.bind(point);
    const { mean, variance } = many.moments!()!;
    const off = drawn(many, 0)
      .slice(0, -1)
      .map((raw, i) => raw / 0.9 - mean[i]);
    expect(Math.hypot(...off)).toBeLessThan(4 * Math.sqrt(variance));
    expect(variance).toBeLessThan(1e-4);
  });
});

describe('what is refused', () => {
  const bare = tableLoss(
    [...oracle.enumerate()],
    Array.from({ length: 15 }, (_, s) => s),
  );
  it.each(['muProp', 'rebar', 'untied', 'combined'])('%s: a loss without a gradient', (name) => {
    const estimator = estimators[name](table, oracle);
    expect(() => estimator.bind({ ...point, loss: bare })).toThrow(
      'the table loss has no gradient between structures',
    );
  });

  it('settings out of range', () => {
    expect(() => reinforceOf(table, { samples: 0 })).toThrow('samples must be an integer of at');
    expect(() => leaveOneOutOf(table, 1)).toThrow('at least 2, got 1');
    expect(() => sumAndSampleOf(table, { k: 16 })).toThrow('k must be an integer from 0 to 15');
    expect(() => unorderedSetOf(table, { size: 13 })).toThrow(
      'size must be an integer from 1 to 12',
    );
    expect(() => unorderedSetOf(table, { size: 1, baseline: true })).toThrow('from 2 to 12');
    expect(() => stochasticSetOf(table, { size: 16 })).toThrow('from 1 to 15, got 16');
    expect(() => rebarOf(table, { t: 0 })).toThrow('t must be positive and finite, got 0');
    expect(() => rebarOf(table, { eta: NaN })).toThrow('coefficient 0 must be finite, got NaN');
    expect(() => movingAverageBaseline(1)).toThrow('rho must be in [0, 1), got 1');
    expect(() => combinedOf(table, [scoreVariate()], { rho: -1 })).toThrow('rho must be in [0, 1)');
    expect(() => constantBaseline(Infinity)).toThrow('baseline must be finite, got Infinity');
    const baseline = learnedBaseline({ inputs: 1 });
    expect(() => nvilOf(table, { baseline, alpha: 2 })).toThrow('alpha must be in [0, 1), got 2');
    expect(() => nvilOf(table, { baseline }).bind(point)).toThrow(
      'input must have 1 entries, got 2',
    );
    expect(() => nvilOf(table, { baseline }).bind({ ...point, input: [NaN] })).toThrow(
      'input[0] must be a finite number, got NaN',
    );
    expect(() => learnedBaseline({ inputs: -1 })).toThrow('inputs must be a positive integer');
    expect(() => learnedBaseline({ inputs: 1, hidden: 0.5 })).toThrow('hidden must be a positive');
    expect(() => learnedBaseline({ inputs: 0, rate: NaN })).toThrow('rate must be positive');
    expect(() => relaxOf(table, { hidden: 0 })).toThrow('hidden must be a positive integer, got 0');
    expect(() => relaxOf(table, { rate: NaN })).toThrow('rate must be positive and finite');
    expect(() => rebarOf(table, { temperatureRate: NaN })).toThrow(
      'temperatureRate must be 0 or positive, got NaN',
    );
    expect(() => combinedOf(table, [surrogateVariate(3)]).bind(point)).toThrow(
      'the probabilities of the law must have 3 entries, got 15',
    );
    const uniform = createNoise(noiseSpec('uniform'));
    expect(() => noiseScoreOf(oracle, uniform)).toThrow('uniform noise has no score function');
    expect(() => noiseScoreOf(oracle, gumbel, { baseline: 'leave-one-out' })).toThrow('at least 2');
  });

  it('scores that are not finite, and a sigma that is not positive', () => {
    const estimator = reinforceOf(table);
    const broken = scores.map((score, i) => (i === 2 ? NaN : score));
    expect(() => estimator.bind({ ...point, scores: broken })).toThrow(
      'scores[2] must be a finite',
    );
    expect(() => estimator.bind({ ...point, sigma: 0 })).toThrow('sigma must be positive');
    const onNoise = noiseScoreOf(oracle, gumbel);
    expect(() => onNoise.bind({ ...point, scores: broken })).toThrow('scores[2] must be a finite');
    expect(() => onNoise.bind({ ...point, sigma: 0 })).toThrow('sigma must be positive');
  });
});

it('the noise book: every number by its counters, streams apart, Gumbel and uniform', () => {
  const [a, b, c] = [0, 1, 2].map(() => new Float64Array(6));
  book.structures(3, a);
  book.structures(3, b.subarray(0, 5));
  expect([...b.subarray(0, 5)]).toEqual([...a.subarray(0, 5)]);
  book.second(3, b);
  book.parts(3, c);
  expect(b.every((u) => u > 0 && u < 1)).toBe(true);
  expect(new Set([...a, ...b, ...c]).size).toBe(18);
  const kept = keptBook(4, 6, 6, 4);
  kept.structures(3, b);
  expect(b).toEqual(a);
  let mean = 0;
  for (let sample = 0; sample < 20_000; sample++) {
    book.structures(sample, a);
    mean += a[5] / 20_000;
  }
  expect(Math.abs(mean - 0.5772)).toBeLessThan(4.5 * Math.sqrt(Math.PI ** 2 / 6 / 20_000));
});
