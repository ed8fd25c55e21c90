import { expect, it } from 'vitest';
import { noiseSpec } from '../../../core/noise/noise';
import { createMapSource } from './maps';
import type { MapRequest } from './protocol';

const request: MapRequest = {
  problem: {
    ...{ scores: [1, 0.5, 0], loss: [0, 1, 1], k: 2, sigma: 1, epsilon: 1, seed: 3 },
    noise: noiseSpec('normal'),
  },
  ...{ sigmas: [0.1, 10], epsilons: [0.01, 10], draws: 60 },
};

it('draws on from where it was, or anew, to the same map', () => {
  const source = createMapSource();
  const first = source({ ...request, draws: 20 });
  expect(first.samples).toBe(20);
  const more = source(request);
  const alone = createMapSource()(request);
  expect(more.samples).toBe(60);
  expect(more.cells.differ).toEqual(alone.cells.differ);
  expect(more.cells.bias).toEqual(alone.cells.bias);
  // fewer draws, and another problem between
  expect(source({ ...request, draws: 20 }).cells.differ).toEqual(first.cells.differ);
  const other = source({ ...request, problem: { ...request.problem, scores: [0, 0, 1] } });
  expect(other.cells.differ).not.toEqual(alone.cells.differ);
  expect(source(request).cells.differ).toEqual(alone.cells.differ);
});

it('needs no draws for one class under Gumbel noise', () => {
  const problem = { ...request.problem, k: 1, noise: noiseSpec('gumbel') };
  const map = createMapSource()({ ...request, problem });
  expect(map.samples).toBeNull();
  expect(map.grid.sigmas).toHaveLength(65);
  expect(map.grid.epsilons).toHaveLength(66);
});
