import { describe, expect, it } from 'vitest';
import { createDecoder, createJudge, evaluate, joinsCorners } from './evaluation';
import { CELLS, MAP_CELLS } from './spec';
import { plainMaps } from './testing/maps';

const maps = plainMaps(5, 2);
const diagonal = Float64Array.from({ length: MAP_CELLS }, (_, i) => Number(i % (CELLS + 1) === 0));

/** A network that knows the answer: it tells maps by their place in the call. */
const knows = (values: ArrayLike<number>) => ({
  forward: () => Float32Array.from(values),
});

describe('a judge', () => {
  it('knows cells that join the corners from others', () => {
    expect(joinsCorners(diagonal)).toBe(true);
    expect(joinsCorners(new Float64Array(MAP_CELLS).fill(1))).toBe(true);
    for (const hole of [0, 5 * (CELLS + 1), MAP_CELLS - 1]) {
      expect(joinsCorners(diagonal.map((y, i) => (i === hole ? 0 : y)))).toBe(false);
    }
  });

  it('compares costs, not paths, and leaves what is no path out of the ratio', () => {
    const judge = createJudge();
    const costs = new Float64Array(MAP_CELLS).fill(2);
    const corner = diagonal.map((y, i) => (i === 1 ? 1 : y));
    judge.add(diagonal, costs, diagonal);
    judge.add(corner, costs, diagonal);
    judge.add(new Float64Array(MAP_CELLS), costs, diagonal);
    // another path of the same cost
    const other = diagonal.map((y, i) => (i === 13 ? 0 : i === 1 || i === CELLS ? 0.5 : y));
    expect(judge.test()).toEqual({ maps: 3, optimal: 1, valid: 2, ratio: (1 + 13 / 12) / 2 });
    const costly = costs.map((cost, i) => (i === 13 ? 2 + 1e-9 : cost));
    judge.add(diagonal, costly, other.map(Math.round));
    expect(judge.test().maps).toBe(4);
  });
});

describe('the paths of a network', () => {
  it('are the cheapest where it knows the costs, whatever their scale', async () => {
    const scaled = maps.costs.map((cost) => 0.01 * cost);
    const test = await evaluate('blackbox', knows(scaled), new Float32Array(0), maps);
    expect(test).toMatchObject({ maps: 5, optimal: 5, valid: 5 });
    expect(test.ratio).toBeCloseTo(1, 12);
  });

  it('are cells above a half where it fits the path itself', async () => {
    const blurred = Float32Array.from(maps.paths, (y) => 0.2 + 0.5 * y);
    const none = new Float32Array(0);
    expect(await evaluate('squared', knows(blurred), none, maps)).toMatchObject({ optimal: 5 });
    const faint = blurred.map((y) => y / 2);
    expect(await evaluate('squared', knows(faint), none, maps)).toMatchObject({
      optimal: 0,
      valid: 0,
    });
    const path = new Float64Array(MAP_CELLS);
    createDecoder('squared')(diagonal, path);
    expect(path).toEqual(diagonal);
  });

  it('are not told where a cost is no number', async () => {
    const bad = maps.costs.map((cost, i) => (i === 3 ? NaN : cost));
    await expect(evaluate('costs', knows(bad), new Float32Array(0), maps)).rejects.toThrow(
      'no longer finite',
    );
  });
});
