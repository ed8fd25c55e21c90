import { describe, expect, it } from 'vitest';
import { dot } from '../../../core/vector';
import { joinsCorners } from './evaluation';
import { gradientOf, solveInstance } from './instance';
import { noiseOf } from './noise';
import { MAP_CELLS, printedKnobs } from './spec';
import { plainMaps } from './testing/maps';

const { costs, paths } = plainMaps(1, 6);
const fill = noiseOf({ seed: 2 }, 'normal');
const knobs = { ...printedKnobs, samples: 12 };
const pathOf = (sampled: Float64Array, m: number) =>
  sampled.subarray(m * MAP_CELLS, (m + 1) * MAP_CELLS);

describe('one map under frozen noise', () => {
  it('has the cheapest path, and one of every draw, whose mean is the share of visits', () => {
    const { path, sampled, visits, clamped } = solveInstance(costs, knobs, fill);
    expect(dot(path, costs)).toBeCloseTo(dot(paths, costs), 9);
    const mean = new Float64Array(MAP_CELLS);
    for (let m = 0; m < 12; m++) {
      const y = pathOf(sampled, m);
      expect(joinsCorners(y)).toBe(true);
      expect(dot(y, costs)).toBeGreaterThanOrEqual(dot(path, costs) - 1e-9);
      y.forEach((visited, i) => (mean[i] += visited / 12));
    }
    mean.forEach((share, i) => expect(visits[i]).toBeCloseTo(share, 12));
    expect([visits[0], visits[MAP_CELLS - 1]].every((p) => Math.abs(p - 1) < 1e-9)).toBe(true);
    expect(clamped).toBeGreaterThan(0);
    const factors = solveInstance(costs, { ...knobs, noise: 'multiplicative' }, fill);
    expect(factors.clamped).toBe(0);
  });

  it('keeps its draws as sigma moves: without noise all paths are the cheapest', () => {
    const { path, sampled } = solveInstance(costs, { ...knobs, sigma: 0 }, fill);
    for (let m = 0; m < 12; m++) expect(pathOf(sampled, m)).toEqual(path);
  });

  it('has a gradient by every method, that of Fenchel-Young from the same draws', () => {
    const truth = Float64Array.from({ length: MAP_CELLS }, (_, i) => Number(i % 13 === 0));
    const of = (method: 'fenchel-young' | 'blackbox' | 'direct') =>
      gradientOf(method, costs, truth, costs, knobs, fill);
    const { visits } = solveInstance(costs, knobs, fill);
    of('fenchel-young').gradient.forEach((g, i) => expect(g).toBeCloseTo(truth[i] - visits[i], 12));
    const [blackbox, direct] = [of('blackbox'), of('direct')];
    expect(blackbox.active).toBeGreaterThan(0);
    expect(direct.active).toBeGreaterThan(blackbox.active);
  });
});
