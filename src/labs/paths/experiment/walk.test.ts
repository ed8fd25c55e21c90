import { describe, expect, it } from 'vitest';
import { landOf } from './land';
import { cheapestPath } from './problem';
import { CELLS, MAP_CELLS, pathsMethods, printedKnobs, type PathsSetup } from './spec';
import { walkStep } from './walk';

const setup: PathsSetup = { method: 'fenchel-young', network: 'cells', seed: 3 };
const knobs = { ...printedKnobs, sigma: 0.5, samples: 3 };
const { costs } = landOf(2, CELLS);
const right = cheapestPath({ size: CELLS, moves: 'all' }, costs);
const truth = Float64Array.from({ length: MAP_CELLS }, (_, i) => Number(right.includes(i)));
const map = { outputs: costs.map((cost) => 4 - 0.3 * cost), truth, trueCosts: costs, step: 5 };

describe('a step taken apart', () => {
  it('is that of Fenchel-Young: the right path minus the mean of the paths', () => {
    const walk = walkStep(setup, knobs, map);
    walk.gradient.forEach((g, i) => expect(g).toBeCloseTo(truth[i] - walk.mean[i], 12));
    expect(walk.samples).toBe(3);
    // the first path is one of the mean
    walk.path.forEach((y, i) => expect(walk.mean[i]).toBeGreaterThanOrEqual(y / 3 - 1e-12));
    const noise = walk.noisy.map((cost, i) => cost - walk.costs[i]);
    const square = noise.reduce((sum, n) => sum + n * n, 0) / MAP_CELLS;
    expect(Math.sqrt(square)).toBeCloseTo(0.5, 1);
    expect(walkStep(setup, knobs, map)).toEqual(walk);
    expect(walkStep(setup, knobs, { ...map, step: 6 }).noisy).not.toEqual(walk.noisy);
  });

  it.each(pathsMethods)('of %s has a gradient that lowers what the right path costs', (method) => {
    const walk = walkStep({ ...setup, method }, knobs, map);
    expect(walk.gradient.some((g) => g !== 0)).toBe(true);
    if (method === 'squared' || method === 'costs') return;
    const along = walk.gradient.reduce((sum, g, i) => sum + g * (truth[i] - walk.path[i]), 0);
    expect(along).toBeGreaterThan(0);
  });

  it('has no noise where a method draws none', () => {
    const walk = walkStep({ ...setup, method: 'blackbox' }, knobs, map);
    expect([walk.noisy, walk.samples]).toEqual([walk.costs, 1]);
    expect(walk.mean).toEqual(walk.path);
  });
});
