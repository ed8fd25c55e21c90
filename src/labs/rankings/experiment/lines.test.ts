import { describe, expect, it } from 'vitest';
import { pairwiseLoss } from '../../../core/losses/pairwise';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { evaluate } from './evaluation';
import { hiddenLines, isHeldOut, linesData } from './lines';
import { trainedPath, weightsAt } from './path';
import { pairPushes, pushesOf } from './pushes';
import { trained } from './run';
import { defaultKnobs, rankingMethods, STEPS } from './spec';

const problem = { seed: 3, labels: 5, rows: 40, sigma: 0.3 };
const still = () => Promise.resolve();

describe('rankings along one feature', () => {
  it('are those of the hidden lines where there is no noise', () => {
    const { all, train, test } = linesData({ ...problem, sigma: 0 });
    expect(evaluate(hiddenLines(3, 5), all).perfect).toBe(1);
    expect([train.rows, test.rows]).toEqual([20, 20]);
    expect([train.x[1], test.x[1]]).toEqual([all.x[2], all.x[3]]);
    expect([isHeldOut(2), isHeldOut(3)]).toEqual([false, true]);
    expect(all.x[0]).toBeCloseTo(-all.x[39], 12);
  });

  it('are others under noise, along the same lines', () => {
    const { all } = linesData({ ...problem, sigma: 100 });
    const { spearman, perfect } = evaluate(hiddenLines(3, 5), all);
    // rho of independent rankings of 5 has mean 0 and variance 1/4
    expect(Math.abs(spearman)).toBeLessThan(4 * Math.sqrt(0.25 / 40));
    expect(perfect).toBeLessThan(0.2);
  });

  it('cross about half of the time', () => {
    let [crossed, pairs] = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const w = hiddenLines(seed, 5);
      const at = (label: number, x: number) => w[2 * label] * x + w[2 * label + 1];
      for (let i = 0; i < 5; i++) {
        for (let j = 0; j < i; j++) {
          pairs++;
          if ((at(i, -1) - at(j, -1)) * (at(i, 1) - at(j, 1)) < 0) crossed++;
        }
      }
    }
    // pairs of one seed share lines: a wide bound
    expect(Math.abs(crossed / pairs - 0.5)).toBeLessThan(0.1);
  });
});

describe('a training that keeps its way', () => {
  const data = linesData(problem);

  it.each(rankingMethods)('%s: is the training of the experiment, to the bit', async (method) => {
    const knobs = { ...defaultKnobs, sigma: 0.5, samples: 3 };
    const path = await trainedPath(method, data, knobs, 7, still);
    const setup = { method, features: 1, labels: 5, seed: 7 };
    for (const step of [0, 1, 30]) {
      const wanted = await trained(setup, knobs, data.train, step);
      expect(weightsAt(path, step)).toEqual(wanted);
      expect(path.spearman[step]).toBe(evaluate(wanted, data.test).spearman);
    }
    const again = await trainedPath(method, data, knobs, 7, still);
    expect(again).toEqual(path);
    expect(path.losses).toHaveLength(STEPS + 1);
    expect(path.spearman[STEPS]).toBeGreaterThan(path.spearman[0]);
  });

  it('finds the lines where the data are clean', async () => {
    const clean = linesData({ ...problem, sigma: 0 });
    const path = await trainedPath('fenchel-young-exact', clean, defaultKnobs, 1, still);
    expect(path.spearman[STEPS]).toBeGreaterThan(0.97);
    expect(path.losses[STEPS]).toBeLessThan(path.losses[0]);
  });
});

describe('what pushes the scores of an example', () => {
  const scores = Float64Array.of(0.7, -0.4, 1.3, 0.2, 0.25);
  const truth = Float64Array.of(1, 0, 4, 2, 3);

  it.each(['gumbel', 'normal'] as const)('under the exact loss: pairs, %s noise', (law) => {
    const noise = createNoise(noiseSpec(law));
    const pairs = pairPushes({ scores, truth }, 0.8, noise);
    expect(pairs).toHaveLength(10);
    const sums = new Float64Array(5);
    for (const { better, worse, push } of pairs) {
      expect(truth[better]).toBeGreaterThan(truth[worse]);
      sums[better] += push;
      sums[worse] -= push;
    }
    const { gradient } = pairwiseLoss(scores, 0.8, noise, truth);
    const knobs = { ...defaultKnobs, sigma: 0.8, law };
    const pushes = pushesOf({ scores, truth }, knobs, { seed: 1, row: 0, step: 0 });
    gradient.forEach((slope, i) => {
      expect(sums[i]).toBeCloseTo(-slope, 12);
      expect(pushes['fenchel-young-exact'][i]).toBeCloseTo(-slope, 12);
    });
    const strengths = pairs.map(({ push }) => push);
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
  });

  it('is drawn anew in every step, where it is drawn', () => {
    const at = (step: number) =>
      pushesOf({ scores, truth }, defaultKnobs, { seed: 1, row: 2, step });
    const drawn = [0, 1, 2, 3].map((step) => String(at(step)['fenchel-young']));
    expect(new Set(drawn).size).toBeGreaterThan(1);
    expect(at(0).squared).toEqual(at(1).squared);
    expect(at(0)).toEqual(at(0));
  });
});
