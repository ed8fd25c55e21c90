import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement, directLossExpectation, directLossVariance } from '../laws/direct-loss';
import { expectedLossGradient } from '../laws/expectations';
import { corners } from '../laws/upper-envelope';
import { createNoise, noiseSpec } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { squaredLength } from '../vector';
import { createEpsilonWalk } from './along-epsilon';
import { closedFormMap } from './closed-form';
import { mapGrid, mapTruth, type MapGrid } from './regime-map';
import { biasDips, cellNear, errorAt, regimeAt, sharesOf, stepsWrongAt, valley } from './regimes';
import { mapFromSums } from './sampled';
import { addMapDraws, emptyMapSums } from './sums';

const nearTie: ArgmaxProblem = {
  ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], k: 1, sigma: 0.1, epsilon: -1, seed: 7 },
  noise: noiseSpec('gumbel'),
};
const twoOfSix: ArgmaxProblem = {
  ...nearTie,
  scores: [1.2, 0.8, 0.3, 0, -0.4, -0.9],
  loss: [0.7, 0.1, 0.9, 0.3, 0, 0.5],
  k: 2,
  noise: noiseSpec('normal', 0, 3),
};
const GRID = mapGrid([0.01, 100], [0.001, 100], 65, 33);

/** A map of one noise scale and the loss weights -size and size. */
const single = (sigma: number, size: number): MapGrid => ({
  sigmas: [sigma],
  epsilons: [-size, size],
});

function sampledMap(problem: ArgmaxProblem, grid: MapGrid, draws: number) {
  const sums = emptyMapSums(problem.scores.length, grid);
  addMapDraws(sums, problem, grid, 0, draws);
  return mapFromSums(problem, grid, mapTruth(problem, grid), sums);
}

/** Bias and spread by their definition, from the laws of one problem. */
function byLaws(problem: ArgmaxProblem) {
  const { scores, sigma, noise, k, loss } = problem;
  const truth = expectedLossGradient(scores, sigma, createNoise(noise), k, loss);
  const mean = directLossExpectation(problem);
  const length = Math.sqrt(squaredLength(truth.scores));
  const error = mean.scores.map((m, i) => m - truth.scores[i]);
  return { truth, mean, length, bias: Math.sqrt(squaredLength(error)) / length };
}

describe('the grid', () => {
  it('has loss weights of both signs and equal sizes, ascending', () => {
    const { sigmas, epsilons } = mapGrid([0.01, 100], [0.001, 100], 5, 3);
    expect(sigmas.map((sigma) => Number(sigma.toPrecision(9)))).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(epsilons.map((e) => Number(e.toPrecision(6)))).toEqual([
      -100, -0.316228, -0.001, 0.001, 0.316228, 100,
    ]);
  });

  it('has the nearest cell of any point', () => {
    for (const at of [0, 64, 65, 2112, 2200, 4289]) {
      const { sigmas, epsilons } = GRID;
      expect(cellNear(GRID, sigmas[at % 65] * 1.05, epsilons[Math.floor(at / 65)] * 1.05)).toBe(at);
    }
  });
});

/** Equal up to a part of their size, or of 1 where they are smaller. */
const expectNear = (found: number, expected: number, part: number) =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(part * Math.max(1, Math.abs(expected)));

describe('the map in closed form', () => {
  it('has the numbers of the near tie', () => {
    // computed elsewhere, by the softmax alone
    const { cells, truth } = closedFormMap(nearTie, single(0.1, 1));
    expect(truth.slopes[0]).toBeCloseTo(-1.966, 3);
    expect(truth.gradients[0][1]).toBeCloseTo(-1.966, 3);
    expect(cells.slope[0]).toBeCloseTo(0.58, 2);
    expect(cells.differ[0]).toBeCloseTo(0.731, 3);
    expect(cells.bias[0]).toBeCloseTo(0.63, 2);
    expect(cells.spread[0] / 10).toBeCloseTo(0.023, 3);
    expect(closedFormMap(nearTie, single(0.1, 0.1)).cells.slope[0]).toBeCloseTo(-1.1, 1);
  });

  it('has the slopes in sigma of both kinds that a softmax and a difference quotient have', () => {
    const sizes = [-10, -1, -0.3, -0.1, -0.03, 0.03, 0.1, 0.3, 1, 10];
    // per sigma: E <loss, y*>, its slope, and the mean estimates at these epsilon, computed elsewhere
    const rows = [
      [0.03, 0.966, -3.695, 0.01, 0.15, 0.47, -5.43, -4.96, -2.69, -1.4, -0.5, -0.15, -0.01],
      [0.1, 0.731, -1.966, 0.06, 0.58, 0.72, -1.11, -1.78, -2.09, -2.17, -1.64, -0.58, -0.06],
      [0.3, 0.583, -0.263, 0.07, 0.49, 0.14, -0.13, -0.22, -0.3, -0.38, -0.55, -0.56, -0.07],
      [0.65, 0.55, -0.007, 0.08, 0.24, 0.08, 0.02, 0, -0.02, -0.04, -0.09, -0.21, -0.06],
      [1, 0.556, 0.034, 0.09, 0.15, 0.07, 0.05, 0.04, 0.03, 0.02, 0, -0.07, -0.05],
      [3, 0.61, 0.015, 0.08, 0.03, 0.02, 0.02, 0.02, 0.01, 0.01, 0.01, 0, -0.03],
    ];
    for (const [sigma, value, slope, ...estimates] of rows) {
      sizes.forEach((epsilon, i) => {
        const { cells, truth } = closedFormMap(nearTie, single(sigma, Math.abs(epsilon)));
        expect(Math.abs(truth.losses[0] - value)).toBeLessThan(0.00051);
        expect(Math.abs(truth.slopes[0] - slope)).toBeLessThan(0.00051);
        expect(Math.abs(cells.slope[Number(epsilon > 0)] - estimates[i])).toBeLessThan(0.0051);
      });
    }
  });

  it('is that of the laws in every cell', () => {
    const any = fc.double({ min: -3, max: 3, noNaN: true });
    const problem = fc.record({
      scores: fc.array(any, { minLength: 4, maxLength: 4 }),
      loss: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
      sigma: fc.double({ min: 0.3, max: 5, noNaN: true }),
      size: fc.double({ min: 0.05, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(problem, ({ scores, loss, sigma, size }) => {
        fc.pre(new Set(loss).size > 1);
        const map = closedFormMap({ ...nearTie, scores, loss }, single(sigma, size));
        for (const [at, epsilon] of [-size, size].entries()) {
          const here = { ...nearTie, scores, loss, sigma, epsilon };
          const { truth, mean, length, bias } = byLaws(here);
          const variance = directLossVariance(here).scores.reduce((sum, v) => sum + v, 0);
          const same = agreement(here).reduce((sum, p) => sum + p, 0);
          // beside a gradient of next to no length both are large
          expectNear(map.cells.bias[at], bias, 1e-6);
          expectNear(map.cells.spread[at] ** 2, variance / length ** 2, 1e-8);
          expect(map.cells.differ[at]).toBeCloseTo(1 - same, 9);
          expect(map.cells.slope[at]).toBeCloseTo(mean.sigma, 8);
          expect(map.truth.losses[0]).toBeCloseTo(truth.value, 12);
          const product = mean.scores.reduce((sum, m, i) => sum + m * truth.scores[i], 0);
          const cosine = product / length / Math.sqrt(squaredLength(mean.scores));
          expect(map.cells.cosine[at]).toBeCloseTo(cosine, 6);
        }
      }),
    );
  });

  it('keeps its digits where hardly a draw differs', () => {
    const { cells } = closedFormMap({ ...nearTie, scores: [3, 0, -1] }, single(0.03, 0.001));
    // p of B is exp(-100), and epsilon/sigma is 1/30
    const p = Math.exp(-100);
    const change = p * Math.expm1(1 / 30);
    expect(cells.differ[1] / (p * -Math.expm1(-1 / 30))).toBeCloseTo(1, 9);
    expect(cells.differ[0] / change).toBeCloseTo(1, 9);
    expect(cells.bias[0]).toBeCloseTo(30 * Math.expm1(1 / 30) - 1, 6);
  });

  it('knows the sign of a slope that is far below its own parts', () => {
    // A and B have one loss: what happens between them is no part of any change
    const scores = [2.5, 1.5, -2];
    const { cells, truth } = closedFormMap(
      { ...nearTie, scores, loss: [1, 1, 0] },
      single(0.01, 0.001),
    );
    const p = Math.exp(-450);
    expect(truth.slopes[0] / ((-p * 450) / 0.01)).toBeCloseTo(1, 9);
    // H(q) - H(p) of a class of probability p that gets exp(h) times as likely: p (exp(h) (450 - h + 1) - 451)
    const change = (h: number) => p * (Math.exp(h) * (451 - h) - 451);
    expect(cells.slope[0] / (change(0.1) / -0.001)).toBeCloseTo(1, 6);
    expect(cells.slope[1] / (change(-0.1) / 0.001)).toBeCloseTo(1, 6);
  });

  it('has no slope from rounding where both entropies are the same', () => {
    // from A before B to B before C, by the same lead
    const scores = [2, 0.5, -1];
    const loss = [0, 1, 1];
    for (const sigma of [0.01, 0.017, 0.03, 0.05]) {
      const { cells } = closedFormMap({ ...nearTie, scores, loss }, single(sigma, 50));
      expect(cells.slope[1]).toBe(0);
      expect(cells.slope[0]).toBeGreaterThan(0);
    }
  });

  it('sees a class that never wins brought to the top', () => {
    const { cells } = closedFormMap({ ...nearTie, scores: [5, -5, -5] }, single(0.01, 20));
    expect(cells.differ[0]).toBe(1);
  });

  it('is refused where there is none', () => {
    expect(() => closedFormMap(twoOfSix, GRID)).toThrow('no closed form for normal noise');
  });
});

describe('the walk along epsilon', () => {
  const scores = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: 5,
    maxLength: 5,
  });
  const losses = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 5, maxLength: 5 });

  it('meets the corners of the upper envelope, with the loss they turn by', () => {
    fc.assert(
      fc.property(scores, losses, fc.integer({ min: 1, max: 4 }), (theta, loss, k) => {
        const order = theta.map((_, i) => i).sort((a, b) => theta[b] - theta[a]);
        const members = Uint8Array.from(theta, (_, i) => Number(order.indexOf(i) < k));
        const turns = new Map<number, number>();
        for (const sign of [-1, 1]) {
          createEpsilonWalk(loss).walk(
            Float64Array.from(theta),
            members,
            sign,
            50,
            (size, out, comes) => {
              const at = Number((sign * size).toFixed(6)) + 0;
              turns.set(at, (turns.get(at) ?? 0) + Math.abs(loss[comes] - loss[out]));
            },
          );
        }
        const met = corners({ scores: theta, loss, k }, [-50, 50]);
        // corners tell two meetings apart from 1e-9 on only, and one at 0 belongs to both sides
        fc.pre(
          met.every(({ epsilon }, m) => Math.abs(epsilon - (met[m - 1]?.epsilon ?? 99)) > 1e-5),
        );
        fc.pre(met.every(({ epsilon }) => Math.abs(epsilon) > 1e-5 && Math.abs(epsilon) < 49.9));
        expect([...turns.keys()].sort((a, b) => a - b)).toEqual(
          met.map(({ epsilon }) => Number(epsilon.toFixed(6)) + 0),
        );
        for (const { epsilon, turn } of met) {
          expect(turns.get(Number(epsilon.toFixed(6)) + 0)).toBeCloseTo(turn, 6);
        }
      }),
    );
  });
});

describe('the map by draws', () => {
  it('adds up to the same sums however the draws are cut', () => {
    const grid = mapGrid([0.1, 10], [0.01, 10], 5, 4);
    const [whole, cut] = [emptyMapSums(6, grid), emptyMapSums(6, grid)];
    addMapDraws(whole, twoOfSix, grid, 0, 500);
    addMapDraws(cut, twoOfSix, grid, 0, 200);
    addMapDraws(cut, twoOfSix, grid, 200, 300);
    for (const name of ['shift', 'newcomers', 'differing'] as const) {
      expect(cut[name]).toEqual(whole[name]);
    }
    whole.gap.forEach((gap, at) => expect(cut.gap[at]).toBeCloseTo(gap, 9));
    expect(cut.samples).toBe(500);
  });

  // bench/map compares with 10 million
  const DRAWS = 150_000;

  it('agrees with the closed form within 4.5 standard errors in every cell', () => {
    const grid = mapGrid([0.03, 10], [0.03, 10], 7, 5);
    const closed = closedFormMap(nearTie, grid);
    const sampled = sampledMap(nearTie, grid, DRAWS);
    closed.cells.slope.forEach((slope, at) => {
      const error = sampled.cells.slopeError![at];
      expect(Math.abs(sampled.cells.slope[at] - slope)).toBeLessThan(4.5 * error + 1e-9);
      const p = closed.cells.differ[at];
      const z = (sampled.cells.differ[at] - p) / Math.sqrt((p * (1 - p)) / DRAWS);
      if (p * DRAWS > 20 && (1 - p) * DRAWS > 20) expect(Math.abs(z)).toBeLessThan(4.5);
      // the bias itself within what its own spread leaves unknown
      const room = (4.5 * closed.cells.spread[at]) / Math.sqrt(DRAWS);
      const bias = closed.cells.bias[at];
      expect(Math.abs(sampled.cells.bias[at] - bias)).toBeLessThan(room + 1e-9);
    });
  });

  it('agrees with the integrals for subsets and other noise', () => {
    for (const [sigma, size] of [
      [0.2, 0.3],
      [1, 1],
      [3, 10],
    ]) {
      const { cells, truth } = sampledMap(twoOfSix, single(sigma, size), DRAWS);
      for (const [at, epsilon] of [-size, size].entries()) {
        const { mean, bias, truth: exact } = byLaws({ ...twoOfSix, sigma, epsilon });
        const z = (cells.slope[at] - mean.sigma) / cells.slopeError![at];
        expect(Math.abs(z)).toBeLessThan(4.5);
        const room = (4.5 * cells.spread[at]) / Math.sqrt(DRAWS);
        expect(Math.abs(cells.bias[at] - bias)).toBeLessThan(room);
        expect(truth.slopes[0]).toBe(exact.sigma);
      }
    }
  });
});

describe('the regimes', () => {
  const map = closedFormMap(nearTie, GRID);
  const regime = (sigma: number, epsilon: number) =>
    regimeAt(map, cellNear(GRID, sigma, epsilon), 100);

  it('are where the near tie has them', () => {
    expect(regime(0.1, -1)).toBe('less');
    expect(regime(0.1, 10)).toBe('more');
    expect(regime(0.1, 0.08)).toBe('useful');
    expect(regime(0.011, -0.01)).toBe('frozen');
    expect(regime(10, -0.01)).toBe('loud');
  });

  it('have a valley that grows with sigma', () => {
    const best = valley(map, 1, 100);
    const at = (sigma: number) => best[cellNear(GRID, sigma, 1) % 65];
    expect(at(0.1)).toBeCloseTo(0.08, 1);
    expect(at(0.3)).toBeCloseTo(0.28, 1);
    expect(Math.abs(at(1) - 1)).toBeLessThan(0.1);
    // no least value within the grid is no best one
    const below = valley(map, -1, 100);
    expect(below.at(-1)).toBeNaN();
    expect(below.every((epsilon) => !(epsilon >= 0))).toBe(true);
  });

  it('have a dip of the bias below 0 where it changes its sign, and none above', () => {
    const column = cellNear(GRID, 0.1, 1) % 65;
    expect(biasDips(map, -1, column)).toBe(true);
    expect(biasDips(map, 1, column)).toBe(false);
    // measured biases dip by chance
    expect(biasDips(sampledMap(nearTie, single(0.1, 1), 10), -1, 0)).toBe(false);
  });

  it('count the cells that are below the length of the gradient, and the wrong ones', () => {
    const shares = sharesOf(map, 100);
    const errors = Array.from(map.cells.bias, (_, at) => errorAt(map, at, 100));
    expect(shares.belowLength).toBe(errors.filter((error) => error < 1).length / errors.length);
    expect(shares.belowHalf).toBeLessThan(shares.belowLength);
    expect(shares.wrong).toBeGreaterThan(0.1);
  });

  it('step sigma by the sign of epsilon once that outweighs score and noise, whatever is true', () => {
    const loss = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 });
    const score = fc.double({ min: -2, max: 2, noNaN: true });
    const scores = fc.array(score, { minLength: 4, maxLength: 4 });
    const sigma = fc.double({ min: 0.2, max: 3, noNaN: true });
    fc.assert(
      fc.property(scores, loss, sigma, (mu, l, s) => {
        // one best and one worst class: then y*(eps) is certain on both sides
        const [least, most] = [Math.min(...l), Math.max(...l)];
        fc.pre(l.filter((entry) => entry === least).length === 1);
        fc.pre(l.filter((entry) => entry === most).length === 1);
        const strong = 1e3;
        const strongMap = closedFormMap({ ...nearTie, scores: mu, loss: l }, single(s, strong));
        const { cells } = strongMap;
        // a faint gradient may be met by a faint estimate
        expect(['less', 'useful']).toContain(regimeAt(strongMap, 0, 1e9));
        expect(['more', 'useful']).toContain(regimeAt(strongMap, 1, 1e9));
        // E gamma(y*(eps)) is 0 then, and E gamma(y*) the entropy of y*: the estimate is -H/eps
        expect(cells.slope[0]).toBeGreaterThan(0);
        expect(cells.slope[1]).toBeLessThan(0);
        const weights = mu.map((m) => Math.exp(m / s));
        const total = weights.reduce((sum, w) => sum + w, 0);
        const entropy = weights.reduce((sum, w) => sum - (w / total) * Math.log(w / total), 0);
        expect(cells.slope[0]).toBeCloseTo(entropy / strong, 9);
        expect(cells.slope[1]).toBeCloseTo(-entropy / strong, 9);
      }),
    );
  });

  it('leave the same sign to other laws and to subsets, where gamma has mean 0', () => {
    const laws = ['normal', 'logistic', 'uniform', 'gumbel'] as const;
    for (const law of laws) {
      const problem = { ...twoOfSix, noise: noiseSpec(law) };
      const { cells } = sampledMap(problem, single(0.5, 1e3), 2000);
      expect(cells.slope[0]).toBeGreaterThan(2 * cells.slopeError![0]);
      expect(cells.slope[1]).toBeLessThan(-2 * cells.slopeError![1]);
    }
  });

  it('hold a step for wrong beyond doubt only', () => {
    const sampled = sampledMap(nearTie, GRID, 256);
    expect(stepsWrongAt(sampled, cellNear(GRID, 0.1, -1))).toBe(true);
    expect(stepsWrongAt(sampled, cellNear(GRID, 0.1, 0.001))).toBe(false);
  });
});
