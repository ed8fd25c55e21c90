import { describe, expect, it } from 'vitest';
import { testMachine, unwatched } from '../../../compute/testing/machine';
import { extendDraws } from '../experiment/draws';
import { landOf } from '../experiment/land';
import { cheapestPath, type PathProblem } from '../experiment/problem';
import { sweepOf, sweepSigmas } from '../experiment/sweep';
import { module } from './module';

const problem: PathProblem = {
  ...{ size: 8, moves: 'all', noise: 'normal', sigma: 1, seed: 4 },
  costs: landOf(1, 8).costs,
};

describe('the work of the lab of paths', () => {
  const open = () => module.open(testMachine());

  it.each([0.1, 1, 30])(
    'joins blocks of the draws that one search after the other finds, sigma %d',
    async (sigma) => {
      const asked = { problem: { ...problem, sigma }, samples: 600 };
      const reply = await open().handlers.draws(asked, unwatched);
      expect(reply).toEqual({ problem: asked.problem, ...extendDraws(asked.problem, null, 600) });
    },
  );

  it('refuses no draws at all', async () => {
    const nothing = open().handlers.draws({ problem, samples: 0 }, unwatched);
    await expect(nothing).rejects.toThrow('samples must be 1 or more, got 0');
  });

  it('tells gradients, a sweep of all scales, and two laws that cost the same', async () => {
    const { handlers } = open();
    const target = cheapestPath(problem, problem.costs);
    const asked = { problem, target, samples: 8, epsilon: -20, lambda: 20 };
    const { gradients } = await handlers.gradients(asked, unwatched);
    expect(gradients.map(({ name }) => name)).toEqual(['fenchel-young', 'blackbox', 'direct']);
    const { points } = await handlers.sweep({ problem, samples: 10 }, unwatched);
    expect(points).toEqual(sweepSigmas.map(sweepOf(problem, 10)));
    const { laws } = await handlers.laws({ problem, samples: 20 }, unwatched);
    expect(laws.gibbs).toHaveLength(64);
  });
});
