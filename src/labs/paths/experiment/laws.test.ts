import { describe, expect, it } from 'vitest';
import { forwardPath } from '../../../core/oracles/grid-path/forward-path';
import { dot } from '../../../core/vector';
import { compareLaws } from './laws';
import { CELLS, MAP_CELLS } from './spec';
import { plainMaps } from './testing/maps';

const costs = plainMaps(1, 4).costs;

describe('two laws of forward paths', () => {
  it('cost the same, and visit both corners always and every row at least once', () => {
    const { perturbed, gibbs, temperature, cost } = compareLaws(costs, 1.5, 500, 1);
    expect(dot(gibbs, costs)).toBeCloseTo(cost, 6);
    expect(dot(perturbed, costs)).toBeCloseTo(cost, 9);
    expect(temperature).toBeGreaterThan(0);
    for (const law of [perturbed, gibbs]) {
      expect([law[0], law[MAP_CELLS - 1]].map((p) => Math.round(1e9 * p) / 1e9)).toEqual([1, 1]);
      for (let row = 0; row < CELLS; row++) {
        const visits = law.subarray(row * CELLS, (row + 1) * CELLS).reduce((a, b) => a + b);
        expect(visits).toBeGreaterThanOrEqual(1 - 1e-9);
      }
    }
  });

  it('are the cheapest path where there is hardly any noise', () => {
    const y = new Float64Array(MAP_CELLS);
    const spread = costs.map((cost, i) => cost + 1e-3 * ((i * 37) % 101));
    forwardPath(CELLS, CELLS).argmax(
      spread.map((cost) => -cost),
      y,
    );
    const { perturbed } = compareLaws(spread, 1e-7, 20, 1);
    perturbed.forEach((p, i) => expect(p).toBeCloseTo(y[i], 12));
  });
});
