import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../../../core/check/finite-differences';
import { spearmanRho } from '../../../core/rank-correlation';
import { evaluate } from './evaluation';
import { foldsOf, shuffled, standardised, taken, type Examples } from './examples';
import { affineScores, modelSize } from './model';
import { noisyLabels } from './noisy-labels';
import { createObjective } from './objective';
import { runNoisy } from './noisy-repetition';
import { runRanking } from './repetition';
import { advanceRanking, initialState, trained } from './run';
import { defaultKnobs, gridOf, rankingMethods } from './spec';

const examples = noisyLabels({ rows: 60, features: 3, labels: 4, sigma: 0.2, seed: 5 });
const setup = { method: 'fenchel-young-exact', features: 3, labels: 4, seed: 2 } as const;

describe('a training', () => {
  it('descends the mean loss with its penalty, which leaves the constants alone', async () => {
    const knobs = { ...defaultKnobs, decay: 0.3 };
    const objective = createObjective(setup, knobs);
    const total = (params: Float64Array) => {
      let loss = 0;
      const [scores, slopes] = [new Float64Array(4), new Float64Array(4)];
      for (let row = 0; row < examples.rows; row++) {
        affineScores(params, examples.x, row, scores);
        const truth = examples.ranks.subarray(row * 4, (row + 1) * 4);
        loss += objective({ row, step: 0, scores, truth }, slopes) / examples.rows;
      }
      const weights = params.filter((_, at) => at % 4 !== 3);
      return loss + 0.15 * weights.reduce((sum, w) => sum + w * w, 0);
    };
    const state = initialState(setup);
    state.params.forEach((_, at) => (state.params[at] = Math.sin(at)));
    const wanted = finiteDifferenceGradient(total, state.params);
    await advanceRanking(setup, state, knobs, examples);
    // the first moment of Adam after one step is a tenth of the gradient
    wanted.forEach((slope, at) => expect(10 * state.moments.first[at]).toBeCloseTo(slope, 8));
  });

  it('of the squared loss comes to the solution of ridge regression', async () => {
    const knobs = { ...defaultKnobs, rate: 0.02, decay: 0.1 };
    const params = await trained({ ...setup, method: 'squared' }, knobs, examples, 1500);
    // normal equations of every label: X^T (X w - y) / rows + decay w = 0, the constant without decay
    const { rows, x, ranks } = examples;
    for (let label = 0; label < 4; label++) {
      for (let i = 0; i <= 3; i++) {
        let slope = i < 3 ? 0.1 * params[label * 4 + i] : 0;
        for (let row = 0; row < rows; row++) {
          const feature = (j: number) => (j < 3 ? x[row * 3 + j] : 1);
          let error = 1.5 - ranks[row * 4 + label];
          for (let j = 0; j <= 3; j++) error += params[label * 4 + j] * feature(j);
          slope += (error * feature(i)) / rows;
        }
        expect(slope).toBeCloseTo(0, 5);
      }
    }
  });

  it('is the same to the bit for a seed, and another for another', async () => {
    const knobs = { ...defaultKnobs, batch: 16 };
    const sampled = { ...setup, method: 'fenchel-young' } as const;
    const [a, b, c] = await Promise.all(
      [2, 2, 3].map((seed) => trained({ ...sampled, seed }, knobs, examples, 20)),
    );
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(a.length).toBe(modelSize(3, 4));
  });

  it.each(['fenchel-young', 'fenchel-young-exact'] as const)(
    '%s ranks what a model has ranked without noise, all places right',
    async (method) => {
      const clean = noisyLabels({ rows: 80, features: 3, labels: 4, sigma: 0, seed: 1 });
      const knobs = { ...defaultKnobs, sigma: 0.3 };
      const params = await trained({ ...setup, method }, knobs, clean, 600);
      const { perfect, spearman } = evaluate(params, clean);
      expect(perfect).toBeGreaterThan(0.97);
      expect(spearman).toBeGreaterThan(0.99);
    },
  );
});

describe('generated rankings', () => {
  const spec = { rows: 400, features: 3, labels: 5, seed: 4 };
  const of = (sigma: number) => noisyLabels({ ...spec, sigma });

  it('have the same features whatever the noise, and rankings of chance under much of it', () => {
    const [quiet, loud] = [of(0), of(1e3)];
    expect(quiet.x).toEqual(loud.x);
    let agree = 0;
    for (let row = 0; row < 400; row++) {
      const of = ({ ranks }: Examples) => ranks.subarray(row * 5, (row + 1) * 5);
      agree += spearmanRho(of(quiet), of(loud)) / 400;
    }
    // rho of independent rankings of 5 has mean 0 and variance 1/4
    expect(Math.abs(agree)).toBeLessThan(4 * Math.sqrt(0.25 / 400));
    const sums = [...of(1).ranks].reduce((sum, rank) => sum + rank, 0);
    expect(sums).toBe(400 * 10);
  });

  it('are trained and tested on, the same each time', async () => {
    const job = { ...spec, rows: 40, sigma: 0.1, method: 'squared', repetition: 1 } as const;
    const run = () => runNoisy({ ...job, steps: 30, inner: 40 }, () => 0);
    const [first, second] = await Promise.all([run(), run()]);
    expect(first).toEqual(second);
    expect(first).toMatchObject(job);
    expect(first.spearman).toBeGreaterThan(0.5);
  });
});

it('evaluations count what they say', () => {
  const one: Examples = {
    ...{ rows: 2, features: 1, labels: 3 },
    x: Float64Array.of(1, -1),
    ranks: Float64Array.of(2, 1, 0, 2, 1, 0),
  };
  // scores x, 0, -x: right at x = 1, reversed at x = -1
  const found = evaluate(Float64Array.of(1, 0, 0, 0, -1, 0), one);
  expect(found).toEqual({
    ...{ spearman: 0, kendall: 0, perfect: 0.5 },
    ...{ right: (1 + 1 / 3) / 2, projection: (1 + 1 / 5) / 2 },
  });
  const lost = () => evaluate(Float64Array.of(NaN, 0, 0, 0, 0, 0), one);
  expect(lost).toThrow('The scores of a test example are not finite numbers.');
});

describe('parts of the examples', () => {
  it('are held out once each', () => {
    const order = shuffled(23, 4, 'rankings/folds', 0);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, i) => i));
    expect(order).not.toEqual(shuffled(23, 5, 'rankings/folds', 0));
    const folds = foldsOf(order, 10);
    expect(folds.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 23 }, (_, i) => i),
    );
    for (const { train, test } of folds) {
      expect(train.length + test.length).toBe(23);
      expect(test.length).toBeGreaterThanOrEqual(2);
      expect(train.filter((row) => test.includes(row))).toEqual([]);
    }
  });

  it('are standardised by those that are trained on alone', () => {
    const constant: Examples = {
      ...{ rows: 4, features: 2, labels: 2 },
      x: Float64Array.of(1, 0.1, 3, 0.1, 5, 0.1, 100, 7),
      ranks: Float64Array.of(0, 1, 0, 1, 1, 0, 1, 0),
    };
    const [train, test] = standardised(taken(constant, [0, 2]), taken(constant, [3, 1]));
    expect([...train.x]).toEqual([-1, 0, 1, 0]);
    expect([...test.x]).toEqual([48.5, 0, 0, 0]);
    expect([...test.ranks]).toEqual([1, 0, 0, 1]);
  });
});

describe('a fold', () => {
  const job = { dataset: 'made', fold: 3, seed: 1, steps: 5, inner: 30 };

  it.each(rankingMethods)(
    'under %s chooses, trains and tests, the same each time',
    async (method) => {
      const run = () => runRanking({ ...job, method }, examples, () => 0);
      const [first, second] = await Promise.all([run(), run()]);
      expect(first).toEqual(second);
      expect(first).toMatchObject({ ...job, method, rows: 60, milliseconds: 0 });
      expect(gridOf(method).map(({ decay }) => decay)).toContain(first.decay);
      expect(first.strength === 0).toBe(method === 'squared');
      expect(Math.abs(first.spearman)).toBeLessThanOrEqual(1);
    },
  );

  it('needs enough examples', async () => {
    const few = taken(examples, [0, 1, 2]);
    await expect(runRanking({ ...job, method: 'squared' }, few, () => 0)).rejects.toThrow(
      '10 folds need 20 examples, got 3',
    );
  });
});
