import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from '../../laws/gibbs';
import type { Relaxation } from '../../relaxations/relaxation';
import {
  identity,
  projectionBy,
  pullBack,
  pullBackScores,
  pulledBackGradient,
  type Projection,
} from './pulled-back-label';

/** Of the cube, the hull of bits. */
const cube: Projection = (point, out) => out.set(point.map((x) => Math.min(1, Math.max(0, x))));

/** Of the simplex, the hull of one-hots: the threshold by bisection. */
const simplex: Projection = (point, out) => {
  let [low, high] = [Math.min(...point) - 1, Math.max(...point)];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (point.reduce((sum, x) => sum + Math.max(0, x - middle), 0) > 1) low = middle;
    else high = middle;
  }
  out.set(point.map((x) => Math.max(0, x - low)));
};

const gibbs = (dim: number): Relaxation => ({
  name: 'softmax',
  dim,
  forward: (theta, t, out) => out.set(softmax(Float64Array.from(theta, (x) => x / t))),
  backward: () => expect.unreachable(),
});

const near = (b: readonly number[]) => (y: Float64Array, out: Float64Array) =>
  out.set(y.map((x, i) => x - b[i]));
const three = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });

describe('pulled-back labels', () => {
  it('of one step without a projection make straight-through, with one SPIGOT', () => {
    fc.assert(
      fc.property(three, fc.constantFrom(0.1, 1, 7), (b, step) => {
        const y = [0, 1, 0];
        const dl = y.map((x, i) => x - b[i]);
        const spec = { lossGradient: near(b), steps: 1 };
        const through = pulledBackGradient(pullBack(y, { ...spec, step: 1 }, identity));
        through.forEach((g, i) => expect(g).toBeCloseTo(dl[i], 15));
        const spigot = pulledBackGradient(pullBack(y, { ...spec, step }, simplex));
        const wanted = new Float64Array(3);
        simplex(
          Float64Array.from(y, (x, i) => x - step * dl[i]),
          wanted,
        );
        expect([...spigot]).toEqual(y.map((x, i) => x - wanted[i]));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('stay where the loss only leads out of the hull', () => {
    const spec = { lossGradient: near([-1, 3, 0]), step: 0.5, steps: 5 };
    const path = pullBack([0, 1, 0], spec, cube);
    expect(path).toHaveLength(6);
    for (const y of path) expect([...y]).toEqual([0, 1, 0]);
    expect([...pulledBackGradient(path)]).toEqual([0, 0, 0]);
  });

  it('stay in the hull and come to the best point of it, for a convex loss', () => {
    fc.assert(
      fc.property(three, fc.constantFrom(cube, simplex), (b, project) => {
        const path = pullBack([1, 0, 0], { lossGradient: near(b), step: 0.3, steps: 60 }, project);
        for (const y of path) {
          for (const x of y) expect(x >= -1e-12 && x <= 1 + 1e-12).toBe(true);
          if (project === simplex) expect(y[0] + y[1] + y[2]).toBeCloseTo(1, 12);
        }
        const wanted = new Float64Array(3);
        project(Float64Array.from(b), wanted);
        path[60].forEach((x, i) => expect(x).toBeCloseTo(wanted[i], 8));
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  it('of exponentiated gradients stay in the hull by themselves, and come to the best point', () => {
    const b = [0.2, 0.5, 0.3];
    const spec = { lossGradient: near(b), step: 1, steps: 400 };
    const path = pullBackScores([3, -1, 0], 0.7, gibbs(3), spec);
    expect(path).toHaveLength(401);
    for (const y of path) expect(y[0] + y[1] + y[2]).toBeCloseTo(1, 12);
    path[400].forEach((x, i) => expect(x).toBeCloseTo(b[i], 8));
    const first = softmax([3, -1, 0].map((x) => x / 0.7));
    expect([...path[0]]).toEqual([...first]);
    const second = softmax([3, -1, 0].map((x, i) => (x - (first[i] - b[i])) / 0.7));
    path[1].forEach((x, i) => expect(x).toBeCloseTo(second[i], 14));
  });

  it('project by any relaxation at t = 1', () => {
    const relaxation: Relaxation = {
      ...gibbs(2),
      forward: (theta, t, out) => out.set(Float64Array.from(theta, (x) => x / t)),
    };
    const out = new Float64Array(2);
    projectionBy(relaxation)(Float64Array.of(3, 4), out);
    expect([...out]).toEqual([3, 4]);
  });

  it('name what is wrong with their arguments', () => {
    const good = { lossGradient: near([0, 0]), step: 1, steps: 1 };
    const run =
      (change: Partial<typeof good>, start = [0, 1]) =>
      () => {
        pullBack(start, { ...good, ...change }, identity);
      };
    expect(run({ step: 0 })).toThrow('step must be positive and finite, got 0');
    expect(run({ steps: 0.5 })).toThrow('steps must be a positive integer, got 0.5');
    expect(run({}, [0, NaN])).toThrow('start[1] must be a finite number');
    expect(run({ lossGradient: (_, out) => out.fill(NaN) })).toThrow('the gradient of the loss[0]');
    expect(() => pullBackScores([0], 1, gibbs(2), good)).toThrow(
      'scores must have 2 entries, got 1',
    );
  });
});
