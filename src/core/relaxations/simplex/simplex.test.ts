import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../../check/finite-differences';
import { bisectThreshold } from '../../check/threshold-bisection';
import { logSumExp } from '../../laws/gibbs';
import { dot } from '../../vector';
import { createEntmax } from './entmax';
import { createEntmax15 } from './entmax15';
import { createSoftmax } from './softmax';
import { createSparsemax } from './sparsemax';
import { backward, forward, near } from '../testing/points';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const problems = fc
  .integer({ min: 1, max: 12 })
  .chain((n) =>
    fc.tuple(
      fc.array(number, { minLength: n, maxLength: n }),
      fc.array(number, { minLength: n, maxLength: n }),
      fc.constantFrom(0.1, 1, 5),
    ),
  );
const mu = [1, 0.5, 0, -0.5];
const cost = [0.8, 0.2, 0.5, 0];

describe('the first problem of the atlas', () => {
  it('has these points', () => {
    const half = [0.62343357, 0.29114452, 0.08385548, 0.00156643];
    near(forward(createEntmax15(4), mu), half, 5e-8);
    near(forward(createEntmax(4, 1.5), mu), half, 5e-8);
    near(forward(createSparsemax(4), mu), [0.75, 0.25, 0, 0], 1e-15);
    near(forward(createEntmax(4, 2), mu), [0.75, 0.25, 0, 0], 1e-15);
    near(forward(createSparsemax(4), mu, 0.8), [0.8125, 0.1875, 0, 0], 1e-15);
    const gibbs = [0.4550542339, 0.2760043447, 0.1674050973, 0.1015363241];
    near(forward(createSoftmax(4), mu), gibbs, 5e-11);
  });

  it('has these gradients of its linear loss', () => {
    const sparsemax = createSparsemax(4);
    forward(sparsemax, mu, 0.8);
    near(backward(sparsemax, cost), [0.375, -0.375, 0, 0], 1e-15);
    const softmax = createSoftmax(4);
    forward(softmax, mu);
    const gradient = [0.1351753142, -0.0836146343, -0.0004933101, -0.0510673698];
    near(backward(softmax, cost), gradient, 5e-11);
  });
});

describe('alpha-entmax', () => {
  it.each([
    [1, createSoftmax],
    [1.5, createEntmax15],
    [2, createSparsemax],
  ] as const)(
    'is at alpha = %d what is known in closed form, gradient included',
    (alpha, create) => {
      fc.assert(
        fc.property(problems, ([theta, dy, t]) => {
          const [exact, entmax] = [create(theta.length), createEntmax(theta.length, alpha)];
          const y = forward(exact, theta, t);
          near(forward(entmax, theta, t), y, 2e-15);
          // an entry that rounding puts on the other side of the edge has another slope
          if (y.some((p) => p > 0 && p < 1e-12)) return;
          near(backward(entmax, dy), backward(exact, dy), 1e-11);
          expect(alpha === 1 || Math.abs(entmax.threshold() - exact.threshold()) < 1e-11).toBe(
            true,
          );
        }),
        { numRuns: 300, seed: 3 },
      );
    },
  );

  it('passes alpha = 1, 1.5 and 2 without a jump', () => {
    fc.assert(
      fc.property(problems, ([theta, dy, t]) => {
        for (const alpha of [1, 1.5, 2]) {
          const [at, beside] = [
            createEntmax(theta.length, alpha),
            createEntmax(theta.length, alpha + 1e-9),
          ];
          near(forward(beside, theta, t), forward(at, theta, t), 2e-8);
          const slope = at.alphaGradient(dy);
          expect(Math.abs(beside.alphaGradient(dy) - slope)).toBeLessThan(1e-3);
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('satisfies what makes it the maximiser for any alpha above 2, next to the edge too', () => {
    const alphas = fc.constantFrom(2.01, 2.5, 4, 10, 100, 1e4);
    fc.assert(
      fc.property(
        problems,
        alphas,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([theta, , t], alpha, last) => {
          const beta = alpha - 1;
          // the last entry near the edge of the support of the others
          const entmax = createEntmax(theta.length, alpha);
          forward(entmax, theta, t);
          const edge = (entmax.threshold() * t) / beta;
          const scores = [...theta, edge + 1e-9 * (last - 0.5)];
          const room = createEntmax(scores.length, alpha);
          const y = forward(room, scores, t);
          near([y.reduce((a, b) => a + b)], [1], 1e-13);
          const m = y.reduce((best, p, i) => (p > 0 && (best < 0 || p < y[best]) ? i : best), -1);
          scores.forEach((score, i) => {
            const excess = y[m] ** beta + (beta * (score - scores[m])) / t;
            if (y[i] > 0) near([y[i] ** beta], [excess], 1e-13 + 1e-15 * beta);
            else expect(excess).toBeLessThan(1e-13 + 1e-15 * beta);
          });
        },
      ),
      { numRuns: 400, seed: 5 },
    );
  });

  it('has in alpha the gradient of finite differences', () => {
    const theta = [0.31, -0.4, 0.9, 0.05, 0.52];
    const dy = [1, -2, 0.5, 3, -1];
    for (const alpha of [1.0001, 1.001, 1.01, 1.3, 1.5, 1.8, 2.2, 3, 6]) {
      for (const t of [0.5, 1, 4]) {
        const value = (at: number) => dot(dy, forward(createEntmax(5, at), theta, t));
        const entmax = createEntmax(5, alpha);
        forward(entmax, theta, t);
        const step = alpha < 1.01 ? 2e-5 : 1e-4;
        near([entmax.alphaGradient(dy)], [finiteDifference(value, alpha, step)], 1e-8);
      }
    }
  });

  it('has at alpha = 1 the gradient -y (log^2 y - E log^2 y) / 2', () => {
    const theta = [0.31, -0.4, 2.9, 0.05];
    const dy = [1, -2, 0.5, 3];
    const entmax = createEntmax(4, 1);
    const y = forward(entmax, theta, 0.7);
    const mean = y.reduce((sum, p) => sum + p * Math.log(p) ** 2, 0);
    const slopes = y.map((p) => (-p * (Math.log(p) ** 2 - mean)) / 2);
    near([entmax.alphaGradient(dy)], [dot(dy, slopes)], 1e-14);
  });

  it('has in alpha the gradient 0 where it is a corner, or where all are equal', () => {
    for (const alpha of [1.2, 2, 5]) {
      const entmax = createEntmax(3, alpha);
      forward(entmax, [9, 0, 0]);
      expect(entmax.alphaGradient([1, 2, 3])).toBeCloseTo(0, 12);
      forward(entmax, [2, 2, 2]);
      expect(entmax.alphaGradient([1, 2, 3])).toBeCloseTo(0, 12);
    }
  });

  it('puts more on the largest as alpha grows, and stays finite for any alpha', () => {
    const theta = [0.2, 0.15, 0.15, -0.3];
    let before = 0;
    for (const alpha of [1, 1.5, 2, 3, 5, 7]) {
      const [p] = forward(createEntmax(4, alpha), theta);
      expect(p).toBeGreaterThan(before);
      before = p;
    }
    for (const alpha of [50, 1e3, 1e6, 1e15]) {
      const entmax = createEntmax(4, alpha);
      for (const scores of [theta, [0, 0, 0, 0], [0, 1e-4, 1e-4, -1e-9]]) {
        const y = forward(entmax, scores);
        near([y.reduce((a, b) => a + b)], [1], 1e-12);
        for (const g of backward(entmax, [1, 2, -3, 0])) expect(g).not.toBeNaN();
        expect(entmax.alphaGradient([1, 2, -3, 0])).not.toBeNaN();
      }
    }
  });

  it('refuses an alpha below 1, or none', () => {
    for (const alpha of [0.99, 0, -1, NaN, Infinity]) {
      expect(() => createEntmax(3, alpha)).toThrow(
        new RangeError(`alpha must be finite and at least 1, got ${alpha}`),
      );
    }
    expect(() => createEntmax(3, 2).alphaGradient([1, 2])).toThrow('dy must have 3 entries, got 2');
    expect(() => createEntmax(2, 2).alphaGradient([1, NaN])).toThrow('dy[1]');
  });
});

describe('sparsemax', () => {
  it('is one class as soon as it leads by t, and has no slope there', () => {
    for (const t of [0.25, 1, 8]) {
      const sparsemax = createSparsemax(3);
      expect([...forward(sparsemax, [t, 0, -1], t)]).toEqual([1, 0, 0]);
      expect([...backward(sparsemax, [3, -1, 2])].map(Math.abs)).toEqual([0, 0, 0]);
      expect(forward(sparsemax, [t * (1 - 2 ** -40), 0, -1], t)[1]).toBeGreaterThan(0);
    }
  });

  it('has no class that is only on the edge, however many tie there', () => {
    expect([...forward(createSparsemax(4), [3, 2, 2, 2])]).toEqual([1, 0, 0, 0]);
    expect([...forward(createSparsemax(2), [-1, -2])]).toEqual([1, 0]);
  });

  it('finds among a thousand classes what bisection finds', () => {
    const theta = Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
    const z = theta.map((score) => score - Math.max(...theta));
    const halves = { entry: (x: number, tau: number) => Math.max(x / 2 - tau, 0) ** 2, mass: 1 };
    const parts = { entry: (x: number, tau: number) => Math.max(x - tau, 0), mass: 1 };
    near(
      forward(createSparsemax(1000), theta),
      bisectThreshold(z, { ...parts, bracket: [-1, 0] }),
      1e-14,
    );
    near(
      forward(createEntmax15(1000), theta),
      bisectThreshold(z, { ...halves, bracket: [-1, 0] }),
      1e-14,
    );
  });
});

describe('softmax', () => {
  it('has the log-partition of the scores over t, and t times it as its value', () => {
    fc.assert(
      fc.property(problems, ([theta, , t]) => {
        const softmax = createSoftmax(theta.length);
        forward(softmax, theta, t);
        const logPartition = logSumExp(theta.map((score) => score / t));
        near([softmax.logPartition()], [logPartition], 1e-12);
        near([softmax.value()], [t * logPartition], 1e-12);
      }),
      { numRuns: 100, seed: 6 },
    );
    const softmax = createSoftmax(3);
    forward(softmax, [0.4, 1.7, -3], 1e-320);
    expect(softmax.value()).toBe(1.7);
  });

  it('keeps the digits of gradients far below rounding', () => {
    const softmax = createSoftmax(3);
    forward(softmax, [0, -100, -200]);
    const [top, second, third] = backward(softmax, [1, 2, 4]);
    const [p, q] = [Math.exp(-100), Math.exp(-200)];
    expect(second / p).toBeCloseTo(1, 14);
    expect(third / q).toBeCloseTo(3, 14);
    expect(top / -p).toBeCloseTo(1, 14);
  });
});
