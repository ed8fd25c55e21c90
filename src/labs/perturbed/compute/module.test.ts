import { describe, expect, it } from 'vitest';
import { testMachine, unwatched } from '../../../compute/testing/machine';
import { extend, type PerturbedProblem } from '../experiment/jacobians';
import { countPicks } from '../experiment/picks';
import { priceSigmas } from '../experiment/price';
import { module } from './module';

const problem: PerturbedProblem = {
  structure: 'ranking',
  vertices: [],
  scores: [0.6, -0.3],
  ...{ sigma: 1, noise: 'normal', seed: 4 },
};

describe('the work of the perturbed lab', () => {
  const open = () => module.open(testMachine());

  it('joins blocks of draws', async () => {
    const reply = await open().handlers.jacobians({ problem, samples: 1500 }, unwatched);
    expect(reply.samples).toBe(1500);
    const { sums } = extend(problem, extend(problem, null, 1000), 500);
    expect(reply.sums).toEqual(sums);
  });

  it('tells the price at every noise scale', async () => {
    const { prices } = await open().handlers.price({ problem, samples: 50 }, unwatched);
    expect(prices.map(({ sigma }) => sigma)).toEqual(priceSigmas);
  });

  it('counts picks in blocks', async () => {
    const picks = { scores: [0.3, 0.1], sigma: 1, seed: 2 } as const;
    const { counts } = await open().handlers.picks({ problem: picks, samples: 10_500 }, unwatched);
    expect(counts).toEqual(countPicks(picks, 0, 10_500));
  });

  it('finds regularisers, that of the noise where it has a law', async () => {
    const ask = (noise: 'normal' | 'gumbel') =>
      open().handlers.regularisers(
        { structure: 'polygon', vertices: [0, 0, 1, 0, 1, 1], noise },
        unwatched,
      );
    const { noise, entropy } = await ask('normal');
    expect(entropy.least).toBeCloseTo(-Math.log(3), 12);
    expect(noise!.rim).toHaveLength(72);
    expect((await ask('gumbel')).noise).toBeNull();
  });
});
