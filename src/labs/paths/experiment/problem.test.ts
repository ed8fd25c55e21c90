import { describe, expect, it } from 'vitest';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { extendDraws } from './draws';
import { stretchesOf } from './flips';
import { gradientsOf, stepFrom } from './gradients';
import { inHundredths, landOf, MAX_COST, paintedCost, terrainLike } from './land';
import { noiseOf } from './noise';
import {
  cheapestPath,
  costOfPath,
  moveNames,
  noisyScores,
  oracleOf,
  pathOf,
  type Path,
  type PathProblem,
} from './problem';
import { noiseNames } from './spec';
import { sweepOf } from './sweep';

const rng = createRng(4, 'paths of a figure');
const costsOf = (size: number, number = 0) =>
  Array.from({ length: size * size }, (_, i) => 0.5 + 8 * unitUniform(rng.word(number, i)));

const problemOf = (size: number, change: Partial<PathProblem> = {}): PathProblem => ({
  ...{ size, moves: 'all', noise: 'normal', sigma: 1, seed: 3 },
  costs: costsOf(size),
  ...change,
});

const touches = (a: number, b: number, size: number) =>
  Math.max(
    Math.abs(Math.floor(a / size) - Math.floor(b / size)),
    Math.abs((a % size) - (b % size)),
  );

function expectPath(path: Path, size: number): void {
  expect([path[0], path[path.length - 1]]).toEqual([0, size * size - 1]);
  path.slice(1).forEach((cell, i) => expect(touches(path[i], cell, size)).toBe(1));
}

/** Every path of a small grid, as the oracle enumerates them. */
const allPaths = (problem: PathProblem) => [...oracleOf(problem).enumerate()];

describe('land', () => {
  it('has costs of its terrains and a path that is cheaper than all others', () => {
    const land = landOf(3, 12);
    expect(new Set(land.costs.map(terrainLike)).size).toBe(5);
    expect(Math.max(...land.costs)).toBeLessThanOrEqual(MAX_COST);
    land.costs.forEach((cost) => expect(inHundredths(cost)).toBe(cost));
    for (const [name, number] of [
      ['dirt', 0],
      ['rock', 4],
    ] as const) {
      expect(land.costs.map((_, cell) => terrainLike(paintedCost(land, cell, name)))).toEqual(
        land.costs.map(() => number),
      );
    }
    const quiet = extendDraws({ ...problemOf(12), costs: land.costs, sigma: 1e-4 }, null, 40);
    expect(quiet.paths).toHaveLength(1);
  });
});

describe.each(moveNames)('a cheapest path, moves %s', (moves) => {
  it('goes from cell to cell, over those of the oracle and no others', () => {
    for (const sigma of [0, 1, 30]) {
      const problem = problemOf(9, { moves, sigma });
      const oracle = oracleOf(problem);
      const [gamma, scores, y] = [0, 0, 0].map(() => new Float64Array(81));
      for (let m = 0; m < 50; m++) {
        noiseOf(problem, 'normal')(0, m, 0, gamma);
        noisyScores(problem, gamma, scores);
        oracle.solve(scores, y);
        const path = pathOf(y, problem);
        expectPath(path, 9);
        expect(path.toSorted((a, b) => a - b)).toEqual([...y.keys()].filter((i) => y[i] === 1));
      }
    }
  });

  it('is the best of all paths of a small grid', () => {
    const problem = problemOf(3, { moves });
    const { costs } = problem;
    const least = Math.min(
      ...allPaths(problem).map((y) => y.reduce((sum, visited, i) => sum + visited * costs[i], 0)),
    );
    expect(costOfPath(cheapestPath(problem, costs), costs)).toBeCloseTo(least, 12);
  });
});

describe('paths under frozen noise', () => {
  it('are the best of all paths, draw by draw, and are counted', () => {
    for (const noise of noiseNames) {
      for (const moves of moveNames) {
        const problem = problemOf(3, { noise, moves, sigma: 0.7 });
        const every = allPaths(problem);
        const draws = extendDraws(problem, null, 30);
        const [gamma, scores] = [new Float64Array(9), new Float64Array(9)];
        const visits = new Float64Array(9);
        draws.taken.forEach((number, m) => {
          noiseOf(problem, noise)(0, m, 0, gamma);
          noisyScores(problem, gamma, scores);
          const worth = (cell: number) =>
            moves === 'all' ? Math.min(0, scores[cell]) : scores[cell];
          const { path } = draws.paths[number];
          const best = Math.max(
            ...every.map((y) => y.reduce((sum, visited, i) => sum + visited * worth(i), 0)),
          );
          expect(path.reduce((sum, cell) => sum + worth(cell), 0)).toBeCloseTo(best, 9);
          for (const cell of path) visits[cell]++;
        });
        expect(draws.visits).toEqual(visits);
        expect(draws.paths.reduce((sum, { count }) => sum + count, 0)).toBe(30);
        if (noise === 'multiplicative') expect(draws.below).toBe(0);
      }
    }
  });

  it('are the same however the draws are cut', () => {
    const problem = problemOf(6);
    const whole = extendDraws(problem, null, 40);
    expect(extendDraws(problem, extendDraws(problem, null, 13), 27)).toEqual(whole);
  });

  it('are as probable as the share of noise says, where two cells decide', () => {
    // free cells but for the two of the other diagonal of a 2 x 2 grid and no step over the middle: one of
    // them is crossed, or none where the step goes over both at once
    const problem = problemOf(2, { costs: [0, 0, 0, 0], moves: 'forward', sigma: 1 });
    const { visits, samples } = extendDraws(problem, null, 4000);
    // P(crossing b) = P(b < 0 and b < c) = 3/8 for noise of either sign alike
    const error = 4 * Math.sqrt((3 / 8) * (5 / 8) * samples);
    for (const cell of [1, 2])
      expect(Math.abs(visits[cell] - (3 / 8) * samples)).toBeLessThan(error);
  });
});

describe('a sweep along sigma', () => {
  const problem = problemOf(6, { moves: 'forward' });
  const at = sweepOf(problem, 60);

  it('counts what the draws count', () => {
    const draws = extendDraws({ ...problem, sigma: 2 }, null, 60);
    const point = at(2);
    expect(point.paths).toBe(draws.paths.length);
    expect(point.most.share).toBeCloseTo(Math.max(...draws.paths.map((p) => p.count)) / 60, 12);
    const shares = draws.paths.map(({ count }) => count / 60);
    expect(point.entropy).toBeCloseTo(
      shares.reduce((sum, p) => sum - p * Math.log(p), 0),
      12,
    );
  });

  it('goes from the cheapest path alone to many dear ones', () => {
    const quiet = at(1e-6);
    expect(quiet).toMatchObject({ cheapest: 1, paths: 1, entropy: 0 });
    expect(quiet.most.path).toEqual(cheapestPath(problem, problem.costs));
    expect(quiet.ratio).toBeCloseTo(1, 12);
    const loud = at(100);
    expect(loud.entropy).toBeGreaterThan(2);
    expect(loud.ratio).toBeGreaterThan(1.1);
  });
});

describe('stretches of sigma', () => {
  it.each([
    ['forward', 'normal'],
    ['all', 'normal'],
    ['all', 'multiplicative'],
  ] as const)('have one path each, moves %s, %s noise', (moves, noise) => {
    for (const draw of [0, 1, 2]) {
      const problem = problemOf(8, { moves, noise });
      const stretches = stretchesOf(problem, draw, [0.01, 100]);
      expect([stretches[0].from, stretches[stretches.length - 1].to]).toEqual([0.01, 100]);
      stretches.slice(1).forEach(({ from, path }, i) => {
        expect(from).toBe(stretches[i].to);
        expect(path).not.toEqual(stretches[i].path);
      });
      for (const { from, to, path } of stretches) {
        if (to - from < 1e-6 * to) continue;
        // where costs are curves a path may come and go unseen: it is right where it takes over
        const inside = noise === 'multiplicative' ? from * (1 + 1e-7) : Math.sqrt(from * to);
        const draws = extendDraws({ ...problem, sigma: inside }, null, draw + 1);
        expect(draws.paths[draws.taken[draw]].path).toEqual(path);
      }
    }
  });

  it('change where the lines of two paths of a 2 x 2 grid meet', () => {
    const problem = problemOf(2, { moves: 'forward', costs: [0, 3, 4, 0] });
    const gamma = new Float64Array(4);
    for (let draw = 0; draw < 20; draw++) {
      noiseOf(problem, 'normal')(0, draw, 0, gamma);
      // scores see minus the noise of costs: a cell is crossed once it costs less than nothing
      const gains = [1, 2].map((cell) =>
        gamma[cell] > 0 ? problem.costs[cell] / gamma[cell] : NaN,
      );
      const first = Math.min(...gains.filter((sigma) => sigma > 0.01 && sigma < 100));
      const stretches = stretchesOf(problem, draw, [0.01, 100]);
      if (first === Infinity) expect(stretches).toHaveLength(1);
      else expect(stretches[0].to).toBeCloseTo(first, 9);
    }
  });
});

describe('gradients at one map', () => {
  const problem = problemOf(6, { sigma: 0.6 });
  const target = cheapestPath(problem, costsOf(6, 1));
  const knobs = { samples: 50, epsilon: -20, lambda: 20 };

  it('of Fenchel-Young is the target minus the shares of the same draws', () => {
    const { visits } = extendDraws(problem, null, 50);
    const [{ gradient }] = gradientsOf(problem, target, knobs);
    gradient.forEach((g, cell) =>
      expect(g).toBeCloseTo(Number(target.includes(cell)) - visits[cell] / 50, 12),
    );
  });

  it('are none where blackbox has arrived, and steps lead there', () => {
    let { costs } = problem;
    for (let step = 0; step < 60; step++) {
      const [{ gradient }] = gradientsOf({ ...problem, costs }, target, knobs);
      costs = stepFrom(costs, gradient, 0.5).map(inHundredths);
    }
    expect(cheapestPath(problem, costs)).toEqual(target);
    const blackbox = gradientsOf({ ...problem, costs: costsOf(6, 1) }, target, knobs)[1];
    expect(Math.max(...blackbox.gradient.map(Math.abs))).toBe(0);
    expect(stepFrom(costs, blackbox.gradient, 1)).toBe(costs);
  });

  it('of a step move no cell by more than its length', () => {
    const moved = stepFrom([1, 2, 3], [0.2, -0.1, 0], 0.5);
    expect(moved.map((cost) => Number(cost.toFixed(9)))).toEqual([0.5, 2.25, 3]);
  });
});
