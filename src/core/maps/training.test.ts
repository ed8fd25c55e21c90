import { describe, expect, it } from 'vitest';
import { gammaOfDraw } from '../draws';
import { expectedLoss } from '../laws/expectations';
import { createNoise, noiseSpec } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { closedFormMap } from './closed-form';
import { mapGrid } from './regime-map';
import { errorAt, stepsWrongAt } from './regimes';
import {
  stepDraws,
  trainMap,
  trainProblem,
  trainingEnd,
  trainingShares,
  TRAINING_STEPS,
} from './training';

const nearTie: ArgmaxProblem = {
  ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], k: 1, sigma: 0.1, epsilon: -1, seed: 1 },
  noise: noiseSpec('gumbel'),
};
const twoOfFour: ArgmaxProblem = {
  ...{
    scores: [1, 0.6, 0.1, -0.5],
    loss: [0.7, 0, 1.4, 0.3],
    k: 2,
    sigma: 0.5,
    epsilon: -1,
    seed: 4,
  },
  noise: noiseSpec('normal'),
};
const MANY = 1e6;
const breathe = () => Promise.resolve();

const clamp = (sigma: number) => Math.min(100, Math.max(0.01, sigma));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, i) => value * b[i]));

function softmax(x: readonly number[]): number[] {
  const top = Math.max(...x);
  const weights = x.map((value) => Math.exp(value - top));
  return weights.map((weight) => weight / sum(weights));
}

/** Steps by the laws of one class under Gumbel noise, written down anew: losses from 0 to 1. */
function steppedByLaws({ scores, loss, epsilon, ...rest }: ArgmaxProblem): number {
  let [mu, sigma] = [[...scores], rest.sigma];
  const entropy = (p: readonly number[]) => -sum(p.map((q) => (q > 0 ? q * Math.log(q) : 0)));
  const law = (shift: number) => softmax(mu.map((m, i) => (m + shift * loss[i]) / sigma));
  for (let step = 0; step < 50; step++) {
    const [p, q] = [law(0), law(epsilon)];
    mu = mu.map((m, i) => m - (q[i] - p[i]) / epsilon);
    sigma = clamp(sigma * Math.exp((-sigma * (entropy(q) - entropy(p))) / epsilon));
  }
  return dot(law(0), loss);
}

/** All pairs of classes. */
const pairs = (n: number) =>
  Array.from({ length: n * n }, (_, at) => [Math.floor(at / n), at % n]).filter(([i, j]) => i < j);

/** Steps by draws, the best pairs found among all. */
function steppedByPairs(problem: ArgmaxProblem, draws: number): number {
  const { loss, epsilon, scores } = problem;
  // the best pair costs 0.3, the worst 2.1
  const rate = 1 / 1.8;
  let [mu, sigma] = [[...scores], problem.sigma];
  const best = (theta: readonly number[]) =>
    pairs(4).reduce((a, b) => (theta[a[0]] + theta[a[1]] >= theta[b[0]] + theta[b[1]] ? a : b));
  for (let step = 0; step < TRAINING_STEPS; step++) {
    const gradient = [0, 0, 0, 0];
    let slope = 0;
    for (let draw = 0; draw < draws; draw++) {
      const gamma = [...gammaOfDraw(problem, step * draws + draw)];
      const theta = mu.map((m, i) => m + sigma * gamma[i]);
      const [before, after] = [best(theta), best(theta.map((t, i) => t + epsilon * loss[i]))];
      for (const i of after) [gradient[i], slope] = [gradient[i] + 1, slope + gamma[i]];
      for (const i of before) [gradient[i], slope] = [gradient[i] - 1, slope - gamma[i]];
    }
    mu = mu.map((m, i) => m - (rate * gradient[i]) / (draws * epsilon));
    sigma = clamp(sigma * Math.exp((-rate * sigma * slope) / (draws * epsilon)));
  }
  return expectedLoss(mu, sigma, createNoise(problem.noise), 2, loss);
}

describe('a training', () => {
  it('ends where the laws of every step lead', () => {
    for (const sigma of [0.03, 0.3, 1, 8]) {
      for (const epsilon of [-60, -1, -0.05, 0.05, 1, 30]) {
        const problem = { ...nearTie, sigma, epsilon };
        expect(trainProblem(problem, MANY)).toBeCloseTo(steppedByLaws(problem), 8);
      }
    }
  });

  it('ends where its draws lead, the best subsets being found among all', () => {
    for (const [sigma, epsilon] of [
      [0.3, -0.4],
      [1, 2],
      [0.5, -20],
    ]) {
      const problem = { ...twoOfFour, sigma, epsilon };
      expect(trainProblem(problem, 7)).toBeCloseTo(steppedByPairs(problem, 7), 9);
    }
  });

  it('averages M draws, no more than 256, and the law where that has a closed form', () => {
    expect(stepDraws(nearTie, 1)).toBe(1);
    expect(stepDraws(nearTie, 256)).toBe(256);
    expect(stepDraws(nearTie, 257)).toBeNull();
    expect(stepDraws(twoOfFour, 257)).toBe(256);
    // draws of one law and the law itself come to nearly the same
    const problem = { ...nearTie, sigma: 1, epsilon: -20 };
    expect(trainProblem(problem, 256)).toBeCloseTo(trainProblem(problem, MANY), 1);
  });

  it('does not depend on the unit of the loss', () => {
    for (const problem of [nearTie, twoOfFour]) {
      const scaled = {
        ...problem,
        loss: problem.loss.map((l) => 4 * l),
        epsilon: problem.epsilon / 4,
      };
      for (const draws of [8, MANY]) {
        expect(trainProblem(scaled, draws)).toBeCloseTo(4 * trainProblem(problem, draws), 9);
      }
    }
  });

  it('lowers the loss where an estimate is good, and raises it by a strong epsilon above 0', () => {
    const start = (sigma: number) =>
      expectedLoss(nearTie.scores, sigma, createNoise(nearTie.noise), 1, nearTie.loss);
    expect(trainProblem({ ...nearTie, sigma: 0.3, epsilon: 0.28 }, 100)).toBeLessThan(0.01);
    expect(trainProblem({ ...nearTie, sigma: 1, epsilon: 24 }, MANY)).toBeGreaterThan(
      start(1) + 0.01,
    );
    // far from the gradient, and towards the best answer all the same
    expect(trainProblem({ ...nearTie, sigma: 1, epsilon: -24 }, MANY)).toBeLessThan(start(1) - 0.3);
  });
});

describe('a map of trainings', () => {
  const grid = mapGrid([0.05, 20], [0.01, 50], 7, 5);
  const at = (row: number, column: number) => row * 7 + column;

  it('has a training of its own in every cell', async () => {
    for (const draws of [5, MANY]) {
      const { losses, ...rest } = await trainMap(nearTie, grid, draws, 1, breathe);
      expect(rest).toEqual({ draws: draws === 5 ? 5 : null, mesh: 1 });
      for (const row of [0, 3, 4, 5, 9]) {
        const cell = { ...nearTie, sigma: grid.sigmas[2], epsilon: grid.epsilons[row] };
        expect(losses[at(row, 2)]).toBe(trainProblem(cell, draws));
      }
    }
  });

  it('has the nearest ones where few are trained, from 0 outwards on both sides', async () => {
    const fine = await trainMap(nearTie, grid, 5, 1, breathe);
    let trained = 0;
    const count = () => Promise.resolve(void trained++);
    const coarse = await trainMap(nearTie, grid, 5, 2, count);
    // columns 0, 2, 4, 6 and rows 0, 2, 4 on each side
    expect(trained).toBe(4 * 6);
    const near = [0, 2, 2, 4, 4, 6, 6];
    for (let row = 0; row < 10; row++) {
      const place = row < 5 ? 4 - row : row - 5;
      const there = [0, 2, 2, 4, 4][place];
      for (let column = 0; column < 7; column++) {
        const from = at(row < 5 ? 4 - there : 5 + there, near[column]);
        expect(coarse.losses[at(row, column)]).toBe(fine.losses[from]);
      }
    }
    // beyond the last row of a mesh there is none
    const wide = await trainMap(nearTie, grid, 5, 3, breathe);
    expect(wide.losses[at(9, 0)]).toBe(fine.losses[at(8, 0)]);
  });

  it('ends as soon as nobody wants it', async () => {
    const stop = () => Promise.reject(new Error('nobody wants it'));
    await expect(trainMap(nearTie, grid, 5, 1, stop)).rejects.toThrow('nobody wants it');
  });

  it('counts what trainings do by a hundredth of the range of the loss', async () => {
    const map = closedFormMap({ ...nearTie, loss: [3, 0, 3] }, grid);
    const training = await trainMap(map.problem, grid, 100, 1, breathe);
    const shares = trainingShares(map, training, 100);
    const cells = Array.from(training.losses, (_, cell) => cell);
    const change = (cell: number) => training.losses[cell] - map.truth.losses[cell % 7];
    const lower = cells.filter((cell) => change(cell) < -0.03);
    const higher = cells.filter((cell) => change(cell) > 0.03);
    expect(shares.lower).toBe(lower.length / 70);
    expect(shares.higher).toBe(higher.length / 70);
    expect(higher.length).toBeGreaterThan(0);
    expect(cells.filter((cell) => trainingEnd(map, training, cell) === 'same').length).toBe(
      70 - lower.length - higher.length,
    );
    const useful = cells.filter((cell) => errorAt(map, cell, 100) < 0.5);
    const both = useful.filter((cell) => lower.includes(cell));
    expect(shares.lowerWhereUseful).toBe(both.length / useful.length);
    const wrong = cells.filter((cell) => stepsWrongAt(map, cell));
    const risen = wrong.filter((cell) => higher.includes(cell));
    expect(shares.higherWhereWrong).toBe(risen.length / wrong.length);
  });
});
