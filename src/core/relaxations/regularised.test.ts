import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bisectThreshold, type ThresholdProblem } from '../check/threshold-bisection';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { dot } from '../vector';
import { scaledDifference, type Regularised } from './regularised';
import { createStretchedSigmoid } from './mixed/hard-concrete';
import { createEntmax } from './simplex/entmax';
import { createEntmax15 } from './simplex/entmax15';
import { createSoftmax } from './simplex/softmax';
import { createSparsemax } from './simplex/sparsemax';
import { createBinaryEntropySubset } from './subset/binary-entropy';
import { createClippedBits, createSigmoidBits } from './subset/bits';
import { createCategoricalEntropySubset } from './subset/categorical-entropy';
import { createEuclideanSubset } from './subset/euclidean';
import { backward, forward, near } from './testing/points';

interface Specified {
  readonly name: string;
  readonly make: (n: number, k: number) => Regularised;
  /** What the entries add up to, or null for bits. */
  readonly mass: (k: number) => number | null;
  /** How bisection finds it, from scores over t of which the largest of place k is 0. */
  readonly problem?: (z: readonly number[], k: number) => Omit<ThresholdProblem, 'mass'>;
  /** What bisection is off by at most: a power of the rounding where entries are a root. */
  readonly tolerance?: number;
  readonly omega: (y: ArrayLike<number>) => number;
}

const sum = (values: ArrayLike<number>, f: (value: number) => number) =>
  Array.from(values).reduce((all, value) => all + f(value), 0);
const entropy = (p: number) => (p > 0 ? p * Math.log(p) : 0);
const half = (y: ArrayLike<number>) => sum(y, (p) => (p * p) / 2);
const negativeEntropy = (y: ArrayLike<number>) => sum(y, entropy);
const bitEntropy = (y: ArrayLike<number>) => sum(y, (p) => entropy(p) + entropy(1 - p));
const tsallis = (alpha: number) => (y: ArrayLike<number>) =>
  alpha === 1 ? negativeEntropy(y) : sum(y, (p) => (p ** alpha - p) / (alpha * (alpha - 1)));
const largest = (z: readonly number[]) => Math.max(...z);
const one = () => 1;

const entmax = (alpha: number): Specified => ({
  name: `${alpha}-entmax`,
  make: (n) => createEntmax(n, alpha),
  mass: one,
  problem: (z) =>
    alpha === 1
      ? { entry: (x, tau) => Math.exp(x - tau), bracket: [-1, 1 + Math.log(z.length)] }
      : {
          entry: (x, tau) => Math.max((alpha - 1) * x - tau, 0) ** (1 / (alpha - 1)),
          bracket: [-1, 0],
        },
  tolerance: Math.max(1e-11, 10 * 1e-15 ** (1 / (alpha - 1 || 1))),
  omega: tsallis(alpha),
});

/** One spec for every relaxation that a threshold settles. */
const relaxations: readonly Specified[] = [
  {
    name: 'softmax',
    make: createSoftmax,
    mass: one,
    problem: (z) => ({
      entry: (x, tau) => Math.exp(x - tau),
      bracket: [-1, 1 + Math.log(z.length)],
    }),
    omega: negativeEntropy,
  },
  {
    name: 'sparsemax',
    make: createSparsemax,
    mass: one,
    problem: () => ({ entry: (x, tau) => Math.max(x - tau, 0), bracket: [-1, 0] }),
    omega: half,
  },
  {
    name: '1.5-entmax',
    make: createEntmax15,
    mass: one,
    problem: () => ({ entry: (x, tau) => Math.max(x / 2 - tau, 0) ** 2, bracket: [-1, 0] }),
    omega: tsallis(1.5),
  },
  ...[1, 1.05, 1.3, 1.7, 2, 2.5, 4].map(entmax),
  {
    name: 'binary entropy',
    make: createBinaryEntropySubset,
    mass: (k) => k,
    problem: (z) => ({
      entry: (x, tau) => 1 / (1 + Math.exp(tau - x)),
      bracket: [Math.min(...z) - 50, largest(z) + 50],
    }),
    omega: bitEntropy,
  },
  {
    name: 'categorical entropy',
    make: createCategoricalEntropySubset,
    mass: (k) => k,
    problem: (z) => ({
      entry: (x, tau) => Math.min(1, Math.exp(x - tau)),
      bracket: [-1, largest(z) + Math.log(z.length) + 1],
    }),
    omega: negativeEntropy,
  },
  {
    name: 'Euclidean',
    make: createEuclideanSubset,
    mass: (k) => k,
    problem: () => ({
      entry: (x, tau) => Math.min(Math.max(x - tau, 0), 1),
      bracket: [-1, 0],
    }),
    omega: half,
  },
  { name: 'sigmoid', make: createSigmoidBits, mass: () => null, omega: bitEntropy },
  { name: 'clip', make: createClippedBits, mass: () => null, omega: half },
  {
    name: 'stretched sigmoid',
    make: createStretchedSigmoid,
    mass: () => null,
    omega: (y) => 1.2 * sum(y, (p) => bitEntropy([(p + 0.1) / 1.2]) - bitEntropy([0.1 / 1.2])),
  },
];

const number = fc.double({ min: -3, max: 3, noNaN: true });
const vectors = (n: number) => fc.array(number, { minLength: n, maxLength: n });
/** Random, tied, equal, nearly tied, shifted, tiny and huge scores. */
const scoresOf = (n: number) =>
  fc.oneof(
    vectors(n),
    vectors(n).map((scores) => scores.map((score) => 10 * score)),
    vectors(n).map((scores) => scores.map((score) => 1e6 * score)),
    vectors(n).map((scores) => scores.map((score) => 1e-6 * score)),
    vectors(n).map((scores) => scores.map((score) => 1e6 + score)),
    vectors(n).map((scores) => scores.map((score) => Math.round(score))),
    vectors(n).map((scores) => scores.map((score) => Math.round(score) + 1e-9 * score)),
    vectors(n).map((scores) => [...scores].sort((a, b) => a - b)),
    number.map((score) => new Array<number>(n).fill(score)),
  );
const temperatures = fc.constantFrom(0.01, 0.1, 0.5, 1, 2, 10, 100);
/** Sizes, and a problem of each. */
const problems = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 1, max: n })))
    .chain(([n, k]) =>
      fc.record({
        n: fc.constant(n),
        k: fc.constant(k),
        theta: scoresOf(n),
        smooth: vectors(n),
        dy: vectors(n),
        t: temperatures,
      }),
    );
const seed = 29;

const unit = (n: number, i: number) => Float64Array.from({ length: n }, (_, j) => +(i === j));
/** Which entries are 0, between and 1. */
const faceOf = (y: Float64Array) => Array.from(y, (p) => Math.sign(p) + Math.sign(p - 1)).join();

describe.each(relaxations)('$name', ({ make, mass, problem, omega, tolerance = 1e-11 }) => {
  const ranked = (theta: readonly number[], k: number) =>
    [...theta].sort((a, b) => b - a)[(mass(k) ?? 1) - 1];

  it('agrees with bisection, entries from 0 to 1 that add up', () => {
    fc.assert(
      fc.property(problems(12), ({ n, k, theta, t }) => {
        const y = forward(make(n, k), theta, t);
        for (const p of y) expect(p >= 0 && p <= 1).toBe(true);
        const total = mass(k);
        if (total === null || !problem) return;
        expect(Math.abs(sum(y, (p) => p) - total)).toBeLessThan(1e-12 * total);
        const z = theta.map((score) => scaledDifference(score, ranked(theta, k), t));
        near(y, bisectThreshold(z, { ...problem(z, total), mass: total }), tolerance);
      }),
      { numRuns: 300, seed },
    );
  });

  it('is the maximiser: no mixture of structures is worth more, and its value is what it says', () => {
    fc.assert(
      fc.property(problems(6), ({ n, k, theta, smooth, dy, t }) => {
        const relaxation = make(n, k);
        const y = forward(relaxation, theta, t);
        const worth = (point: ArrayLike<number>) => dot(point, theta) - t * omega(point);
        const reach = Math.max(1, t, ...theta.map(Math.abs)) * n;
        expect(Math.abs(relaxation.value() - worth(y))).toBeLessThan(1e-12 * reach);
        // a point of the hull: what the relaxation makes of other scores, mixed with a vertex of it
        const other = forward(make(n, k), smooth, 1);
        const vertex = forward(make(n, k), dy, 1e-9);
        for (const share of [0.01, 0.5, 1]) {
          for (const to of [other, vertex]) {
            const mixed = y.map((p, i) => p + share * (to[i] - p));
            expect(worth(mixed)).toBeLessThan(worth(y) + 1e-12 * reach);
          }
        }
      }),
      { numRuns: 200, seed },
    );
  });

  it('is the gradient of its value', () => {
    fc.assert(
      fc.property(problems(6), ({ n, k, smooth, t }) => {
        const relaxation = make(n, k);
        const y = forward(relaxation, smooth, t);
        const value = (at: Float64Array) => {
          forward(relaxation, at, t);
          return relaxation.value();
        };
        // at a kink the value is only once differentiable: the error is of the order of the step over t
        near(finiteDifferenceGradient(value, smooth, 1e-6 * t), y, 2e-6);
      }),
      { numRuns: 50, seed },
    );
  });

  it('has the gradient of finite differences wherever no entry comes to 0 or 1', () => {
    let compared = 0;
    fc.assert(
      fc.property(problems(7), ({ n, k, smooth, dy, t }) => {
        const relaxation = make(n, k);
        // off the round numbers that the generator likes: they are kinks
        const theta = smooth.map((score, i) => t * (score + 0.051 + i / 10));
        const base = forward(relaxation, theta, t);
        const gradient = backward(relaxation, dy);
        const face = faceOf(base);
        let same = base.every((p) => p === 0 || p > 0.02);
        const value = (at: Float64Array) => {
          const y = forward(relaxation, at, t);
          same &&= faceOf(y) === face;
          return dot(dy, y);
        };
        const expected = finiteDifferenceGradient(value, theta, 1e-5 * t);
        if (!same) return;
        compared++;
        near(
          gradient.map((g) => g * t),
          expected.map((g) => g * t),
          1e-6,
        );
      }),
      { numRuns: 200, seed },
    );
    expect(compared).toBeGreaterThan(60);
  });

  it('has a symmetric Jacobian, positive semidefinite, blind to a shift', () => {
    fc.assert(
      fc.property(problems(7), ({ n, k, theta, dy, t }) => {
        const relaxation = make(n, k);
        forward(relaxation, theta, t);
        const J = Array.from({ length: n }, (_, i) => backward(relaxation, unit(n, i)));
        const reach = Math.max(1e-300, ...J.flatMap((row) => [...row].map(Math.abs)));
        J.forEach((row, i) =>
          row.forEach((entry, j) =>
            expect(Math.abs(entry - J[j][i])).toBeLessThanOrEqual(1e-12 * reach),
          ),
        );
        expect(dot(backward(relaxation, dy), dy)).toBeGreaterThanOrEqual(-1e-11 * reach * n);
        if (mass(k) === null) return;
        for (const entry of backward(relaxation, new Float64Array(n).fill(3))) {
          expect(Math.abs(entry)).toBeLessThanOrEqual(1e-12 * reach);
        }
        const total = sum(backward(relaxation, dy), (g) => g);
        expect(Math.abs(total)).toBeLessThanOrEqual(1e-11 * reach * n);
      }),
      { numRuns: 200, seed },
    );
  });

  it('does not see the order of the scores, nor a shift of all', () => {
    fc.assert(
      fc.property(problems(9), ({ n, k, theta, dy, t }) => {
        const [one, two] = [make(n, k), make(n, k)];
        const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => dy[i] - dy[j]);
        const turned = (values: ArrayLike<number>) => order.map((i) => values[i]);
        const y = forward(one, theta, t);
        near(forward(two, turned(theta), t), turned(y), 1e-12);
        const gradient = backward(one, dy);
        const reach = Math.max(1, ...gradient.map(Math.abs));
        near(
          backward(two, turned(dy)).map((g) => g / reach),
          turned(gradient).map((g) => g / reach),
          1e-9,
        );
        if (mass(k) === null) return;
        // integers, so that the shift itself loses nothing
        const whole = theta.map((score) => Math.round(score));
        const still = forward(one, whole, t);
        const shift = 2 ** 20;
        const moved = forward(
          two,
          whole.map((score) => score + shift),
          t,
        );
        expect([...moved]).toEqual([...still]);
      }),
      { numRuns: 100, seed },
    );
  });

  it('grows with the scores: a larger one never has less', () => {
    fc.assert(
      fc.property(problems(9), ({ n, k, theta, t }) => {
        const y = forward(make(n, k), theta, t);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++)
            if (theta[i] > theta[j]) expect(y[i] - y[j] >= -1e-15).toBe(true);
        }
      }),
      { numRuns: 100, seed },
    );
  });

  it('takes a score far below all others for one that is not there', () => {
    fc.assert(
      fc.property(problems(8), ({ n, k, theta, dy, t }) => {
        const [without, masked] = [make(n, k), make(n + 1, k)];
        const y = forward(without, theta, t);
        const room = forward(masked, [...theta, -1e300], t);
        // k = n leaves no doubt without it, and with it the k stay what they are
        near(room, [...y, 0], 1e-12);
        expect(room[n]).toBe(0);
        if (mass(k) === n) return;
        const gradient = [...backward(without, dy), 0];
        const reach = Math.max(1, ...gradient.map(Math.abs));
        near(
          backward(masked, [...dy, 5]).map((g) => g / reach),
          gradient.map((g) => g / reach),
          1e-9,
        );
      }),
      { numRuns: 100, seed },
    );
  });

  it('comes to the best structure as t falls, and to the middle as it grows', () => {
    fc.assert(
      fc.property(problems(8), ({ n, k, smooth }) => {
        const scores = smooth.map((score, i) => Math.round(score) + i / 100);
        const total = mass(k);
        const order = [...scores].sort((a, b) => b - a);
        const inside = (score: number) => (total === null ? score > 0 : score >= order[total - 1]);
        if (total === null && scores.some((score) => Math.abs(score) < 0.005)) return;
        const relaxation = make(n, k);
        near(
          forward(relaxation, scores, 1e-5),
          scores.map((score) => +inside(score)),
          1e-12,
        );
        const middle = forward(relaxation, scores, 1e15);
        near(middle, new Array<number>(n).fill(total === null ? middle[0] : total / n), 1e-11);
      }),
      { numRuns: 100, seed },
    );
  });

  it('stays within the numbers at both ends of what they can be', () => {
    const ends = [1.7e308, -1.7e308, 1e-310, -1e-310, 0, -0, 1, 1 + 2 ** -52];
    const scores = fc.array(fc.constantFrom(...ends), { minLength: 5, maxLength: 5 });
    const temperature = fc.constantFrom(5e-324, 1e-310, 1e-100, 1, 1e100, 1.7e308);
    fc.assert(
      fc.property(scores, temperature, fc.integer({ min: 1, max: 5 }), (theta, t, k) => {
        const relaxation = make(5, k);
        const y = forward(relaxation, theta, t);
        for (const p of y) expect(p >= 0 && p <= 1).toBe(true);
        const total = mass(k);
        if (total !== null) expect(Math.abs(sum(y, (p) => p) - total)).toBeLessThan(1e-12);
        // a slope may overflow where t is next to nothing, but is never undefined
        for (const g of backward(relaxation, [1, -2, 0.5, 3, 0])) expect(g).not.toBeNaN();
      }),
      { numRuns: 300, seed },
    );
  });

  it('may write over what it reads, and keeps nothing of the call before', () => {
    const [theta, dy] = [
      [0.3, -0.2, 1.1, 0.4],
      [1, -1, 2, 0.5],
    ];
    const relaxation = make(4, 2);
    const y = forward(relaxation, theta, 0.7);
    const gradient = backward(relaxation, dy);
    const place = Float64Array.from(theta);
    relaxation.forward([5, 5, -5, 5], 0.01, new Float64Array(4));
    relaxation.forward(place, 0.7, place);
    expect([...place]).toEqual([...y]);
    const upstream = Float64Array.from(dy);
    place.fill(0);
    relaxation.backward(upstream, upstream);
    expect([...upstream]).toEqual([...gradient]);
  });

  it('names what is wrong with its arguments', () => {
    const relaxation = make(3, 1);
    const [right, wrong] = [new Float64Array(3), new Float64Array(4)];
    for (const bad of [NaN, Infinity, -Infinity]) {
      const message = `must be a finite number, got ${bad}`;
      expect(() => relaxation.forward([0, bad, 1], 1, right)).toThrow(`theta[1] ${message}`);
      expect(() => relaxation.backward([0, 1, bad], right)).toThrow(`dy[2] ${message}`);
    }
    for (const t of [0, -1, NaN, Infinity]) {
      expect(() => relaxation.forward(right, t, right)).toThrow(
        new RangeError(`t must be positive and finite, got ${t}`),
      );
    }
    expect(() => relaxation.forward(wrong, 1, right)).toThrow('theta must have 3 entries, got 4');
    expect(() => relaxation.backward(wrong, right)).toThrow('dy must have 3 entries, got 4');
    expect(() => relaxation.forward(right, 1, wrong)).toThrow('out must have 3 entries, got 4');
    expect(() => relaxation.backward(right, wrong)).toThrow('out must have 3 entries, got 4');
    for (const n of [0, 2.5, NaN]) {
      expect(() => make(n, 1)).toThrow(`n must be a positive integer, got ${n}`);
    }
    if (mass(2) !== 2) return;
    for (const k of [0, 1.5]) {
      expect(() => make(3, k)).toThrow(`k must be a positive integer, got ${k}`);
    }
    expect(() => make(3, 4)).toThrow('k must be at most n = 3, got 4');
  });
});
