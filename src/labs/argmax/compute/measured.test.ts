import { describe, expect, it } from 'vitest';
import { CHUNK, ROUND } from '../../../core/maps/groups';
import { noiseSpec } from '../../../core/noise/noise';
import { createMapSource } from './maps';
import { createMeasuredMaps, mapDraws, type MapShare } from './measured';
import type { MeasuredRequest } from './protocol';

const request: MeasuredRequest = {
  problem: {
    ...{ scores: [1, 0.5, 0], loss: [0, 1, 1], k: 2, sigma: 1, epsilon: 1, seed: 3 },
    noise: noiseSpec('normal'),
  },
  ...{ sigmas: [0.1, 10], epsilons: [0.01, 10], draws: 2 * CHUNK, batch: 100 },
};
const rest = () => Promise.resolve();

function source() {
  const asked: MapShare[] = [];
  const maps = createMeasuredMaps({
    draw(shares) {
      asked.push(...shares);
      return Promise.resolve(shares.map(mapDraws));
    },
    told: () => undefined,
  });
  return { asked, maps };
}

describe('measured maps', () => {
  it('are those of as many draws, which are made once', async () => {
    const { asked, maps } = source();
    const few = await maps(request, rest);
    expect(few.map.samples).toBe(2 * CHUNK);
    expect(few.errors).toBeNull();
    const more = await maps({ ...request, draws: 3 * CHUNK }, rest);
    expect(asked.map(({ first }) => first)).toEqual([0, CHUNK, 2 * CHUNK]);
    const alone = createMapSource()({ ...request, draws: 3 * CHUNK });
    expect(more.map.cells.differ).toEqual(alone.cells.differ);
    expect(more.map.cells.bias).toEqual(alone.cells.bias);
    more.map.cells.slope.forEach((slope, at) =>
      expect(slope).toBeCloseTo(alone.cells.slope[at], 9),
    );
    // fewer draws begin anew
    const again = await maps(request, rest);
    expect(again.map.cells).toEqual(few.map.cells);
  });

  it('keep the draws of two problems, and ask for nothing where another M is wanted', async () => {
    const { asked, maps } = source();
    const other = { ...request, problem: { ...request.problem, k: 1 } };
    const [one, two] = await Promise.all([maps(request, rest), maps(other, rest)]);
    expect(one.map.cells.differ).not.toEqual(two.map.cells.differ);
    expect(asked).toHaveLength(4);
    await maps({ ...request, batch: 1 }, rest);
    await maps(other, rest);
    expect(asked).toHaveLength(4);
  });

  it('have standard errors after whole rounds: those of a share are binomial', async () => {
    const { maps } = source();
    const { map, errors } = await maps({ ...request, draws: ROUND }, rest);
    let [found, expected] = [0, 0];
    map.cells.differ.forEach((p, at) => {
      found += errors!.differ[at] ** 2;
      expected += (p * (1 - p)) / ROUND;
    });
    // 16 groups know a variance to 37%; cells share their draws, so their sum is known hardly better
    expect(found / expected).toBeGreaterThan(0.4);
    expect(found / expected).toBeLessThan(2.2);
  });

  it('need no draws in closed form', async () => {
    const { asked, maps } = source();
    const problem = { ...request.problem, k: 1, noise: noiseSpec('gumbel') };
    const { map, errors } = await maps({ ...request, problem }, rest);
    expect(map.samples).toBeNull();
    expect(errors).toBeNull();
    expect(asked).toEqual([]);
  });

  it('are refused where draws are no whole runs', async () => {
    const { maps } = source();
    await expect(maps({ ...request, draws: 100 }, rest)).rejects.toThrow('multiple of 256');
    // and the next one is answered
    expect((await maps(request, rest)).map.samples).toBe(2 * CHUNK);
  });
});
