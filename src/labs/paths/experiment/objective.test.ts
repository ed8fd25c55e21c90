import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../../../core/check/finite-differences';
import { gridPath } from '../../../core/oracles/grid-path/grid-path';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { dot } from '../../../core/vector';
import { noiseOf } from './noise';
import { createObjective, type MapTask } from './objective';
import { CELLS, MAP_CELLS, printedKnobs, type PathsKnobs, type PathsMethod } from './spec';

const rng = createRng(1, 'objective of paths');
const numbers = (sample: number, low: number, high: number) =>
  Float64Array.from(
    { length: MAP_CELLS },
    (_, i) => low + (high - low) * unitUniform(rng.word(sample, i)),
  );
const oracle = gridPath(CELLS, CELLS);
const cheapest = (costs: Float64Array) => {
  const y = new Float64Array(MAP_CELLS);
  oracle.argmax(
    costs.map((cost) => -cost),
    y,
  );
  return y;
};

const costs = numbers(0, 2, 9);
const trueCosts = numbers(1, 1, 9);
const truth = cheapest(trueCosts);
const task: MapTask = { costs, truth, trueCosts, row: 3, step: 5 };

function differentiate(method: PathsMethod, change: Partial<PathsKnobs> = {}, own = task) {
  const gradient = new Float64Array(MAP_CELLS);
  const knobs = { ...printedKnobs, ...change };
  const objective = createObjective({ method }, (name) => noiseOf({ seed: 1 }, name));
  return { ...objective.differentiate(own, knobs, gradient), gradient };
}

/** A path may change within the step of a difference quotient: the loss has a kink there. */
const KINKS = 2;

describe('the gradient in the costs', () => {
  it.each([
    ['fenchel-young', { sigma: 0.4, samples: 3, noise: 'normal' }],
    ['fenchel-young', { sigma: 0.3, samples: 2, noise: 'logistic' }],
    ['fenchel-young', { sigma: 0.5, samples: 3, noise: 'multiplicative' }],
    ['squared', {}],
    ['costs', {}],
  ] as const)('of %s %j is that of finite differences under frozen noise', (method, change) => {
    const { gradient, clamped } = differentiate(method, change);
    expect(clamped).toBe(0);
    let kinks = 0;
    for (let i = 0; i < MAP_CELLS; i += 5) {
      const slope = finiteDifference(
        (x) => {
          const moved = costs.map((cost, j) => cost + (i === j ? x : 0));
          return differentiate(method, change, { ...task, costs: moved }).loss;
        },
        0,
        1e-5,
      );
      if (Math.abs(slope - gradient[i]) > 1e-6) kinks++;
    }
    expect(kinks).toBeLessThanOrEqual(KINKS);
  });

  it('of Fenchel-Young is the right path minus the mean path under noise', () => {
    const { gradient } = differentiate('fenchel-young', { sigma: 0.7, samples: 2 });
    const fill = noiseOf({ seed: 1 }, 'normal');
    const gamma = new Float64Array(MAP_CELLS);
    const expected = truth.slice();
    for (let m = 0; m < 2; m++) {
      fill(task.step, m, task.row, gamma);
      const noisy = costs.map((cost, i) => cost - 0.7 * gamma[i]);
      cheapest(noisy).forEach((visited, i) => (expected[i] -= visited / 2));
    }
    gradient.forEach((g, i) => expect(g).toBeCloseTo(expected[i], 12));
  });

  it('of blackbox interpolation is that of the printed rule on costs, negative ones as 0', () => {
    for (const lambda of [0.5, 3, 20]) {
      const { gradient, loss, active } = differentiate('blackbox', { lambda, samples: 3 });
      const y = cheapest(costs);
      const moved = cheapest(
        costs.map((cost, i) => Math.max(cost + lambda * (1 - 2 * truth[i]), 0)),
      );
      gradient.forEach((g, i) => expect(g).toBeCloseTo((moved[i] - y[i]) / lambda, 12));
      expect(loss).toBe(y.filter((visited, i) => visited !== truth[i]).length);
      expect(active).toBe(y.filter((visited, i) => visited !== moved[i]).length);
    }
  });

  it('of direct loss without noise is that of blackbox interpolation with lambda = -epsilon', () => {
    const direct = differentiate('direct', { sigma: 0, epsilon: -3 });
    const blackbox = differentiate('blackbox', { lambda: 3 });
    direct.gradient.forEach((g, i) => expect(g).toBeCloseTo(blackbox.gradient[i], 12));
  });

  it.each(['fenchel-young', 'blackbox', 'direct'] as const)(
    'of %s descends from wrong costs, and vanishes at costs far from wrong',
    (method) => {
      // the loss is that of a path under noise: on average it falls
      const step = 2;
      const after = (own: Float64Array) => {
        const { gradient } = differentiate(method, { samples: 20 }, { ...task, costs: own });
        return own.map((cost, i) =>
          Math.max(0.1, cost - step * gradient[i] * (method === 'fenchel-young' ? 1 : 20)),
        );
      };
      let own = costs;
      for (let i = 0; i < 30; i++) own = after(own);
      expect(dot(cheapest(own), trueCosts)).toBeLessThan(dot(cheapest(costs), trueCosts));
      const sure = truth.map((visited) => (visited === 1 ? 5 : 500));
      const { gradient } = differentiate(method, { sigma: 0.1 }, { ...task, costs: sure });
      expect(gradient.every((g) => Math.abs(g) < 1e-12)).toBe(true);
    },
  );

  it('counts the noisy costs below 0', () => {
    const low = new Float64Array(MAP_CELLS).fill(0.8);
    const { clamped } = differentiate('fenchel-young', { samples: 60 }, { ...task, costs: low });
    // P(0.8 + gamma < 0), as 8640 draws tell it
    expect(Math.abs(clamped - 0.2119)).toBeLessThan(0.02);
  });
});
