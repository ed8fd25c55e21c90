import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSoftmax } from '../simplex/softmax';
import { createSparsemax } from '../simplex/sparsemax';
import { createBinaryEntropySubset } from './binary-entropy';
import { createClippedBits, createSigmoidBits } from './bits';
import { createCategoricalEntropySubset } from './categorical-entropy';
import { createEuclideanSubset } from './euclidean';
import { backward, forward, near } from '../testing/points';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const problems = fc.integer({ min: 2, max: 10 }).chain((n) =>
  fc.record({
    k: fc.integer({ min: 1, max: n - 1 }),
    theta: fc.array(number, { minLength: n, maxLength: n }),
    dy: fc.array(number, { minLength: n, maxLength: n }),
    t: fc.constantFrom(0.1, 0.7, 3),
  }),
);

describe('k of n', () => {
  it.each([
    ['Euclidean', createEuclideanSubset, createSparsemax],
    ['categorical entropy', createCategoricalEntropySubset, createSoftmax],
  ] as const)('is for k = 1 the relaxation of one of n: %s', (_, createSubset, createOne) => {
    fc.assert(
      fc.property(problems, ({ theta, dy, t }) => {
        const [subset, one] = [createSubset(theta.length, 1), createOne(theta.length)];
        const y = forward(subset, theta, t);
        near(y, forward(one, theta, t), 1e-14);
        near([subset.threshold()], [one.threshold()], 1e-12);
        near([subset.value()], [one.value()], 1e-12);
        if (y.some((p) => p > 0 && (p < 1e-13 || p === 1))) return;
        near(backward(subset, dy), backward(one, dy), 1e-12);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it.each([
    ['Euclidean', createEuclideanSubset],
    ['binary entropy', createBinaryEntropySubset],
  ] as const)('leaves what the n-k of the other signs leave: %s', (_, create) => {
    fc.assert(
      fc.property(problems, ({ k, theta, dy, t }) => {
        const n = theta.length;
        const [taken, left] = [create(n, k), create(n, n - k)];
        const y = forward(taken, theta, t);
        const rest = forward(
          left,
          theta.map((score) => -score),
          t,
        );
        near(
          y,
          rest.map((p) => 1 - p),
          1e-13,
        );
        if (y.some((p) => Math.min(p, 1 - p) < 1e-12)) return;
        near(backward(taken, dy), backward(left, dy), 1e-11);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it.each([
    ['Euclidean', createEuclideanSubset],
    ['binary entropy', createBinaryEntropySubset],
    ['categorical entropy', createCategoricalEntropySubset],
  ] as const)('is all of them, without a slope, for k = n: %s', (_, create) => {
    for (const theta of [
      [0.3, -2, 1e6],
      [4, 4, 4],
      [0.1, 0.2, 0.3],
    ]) {
      const subset = create(3, 3);
      expect([...forward(subset, theta, 0.7)]).toEqual([1, 1, 1]);
      expect([...backward(subset, [1, -2, 3])].map(Math.abs)).toEqual([0, 0, 0]);
    }
  });

  it('has the thresholds that its formulas say', () => {
    fc.assert(
      fc.property(problems, ({ k, theta, t }) => {
        const n = theta.length;
        const make = [
          createEuclideanSubset,
          createCategoricalEntropySubset,
          createBinaryEntropySubset,
        ];
        const [euclidean, categorical, binary] = make.map((create) => {
          const subset = create(n, k);
          const y = forward(subset, theta, t);
          return { y, threshold: subset.threshold() };
        });
        const z = theta.map((score) => score / t);
        near(
          euclidean.y,
          z.map((x) => Math.min(Math.max(x - euclidean.threshold, 0), 1)),
          1e-12,
        );
        near(
          categorical.y,
          z.map((x) => Math.min(1, Math.exp(x - categorical.threshold))),
          1e-12,
        );
        near(
          binary.y,
          z.map((x) => 1 / (1 + Math.exp(-x - binary.threshold))),
          1e-12,
        );
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe('binary entropy', () => {
  it('keeps the digits of what is next to 0, on both sides of a wide gap', () => {
    const subset = createBinaryEntropySubset(5, 2);
    // with half the gap, g: 2 e^-g above lack what 3 e^-g below have, moved by nu
    const y = forward(subset, [100, 100, -100, -100, -100]);
    const small = Math.exp(-100) * Math.sqrt(2 / 3);
    for (const i of [2, 3, 4]) expect(y[i] / small).toBeCloseTo(1, 12);
    const lack = Math.exp(-100) * Math.sqrt(3 / 2);
    const gradient = backward(subset, [1, 0, 0, 0, 0]);
    expect(gradient[1] / (-lack / 4)).toBeCloseTo(1, 12);
    expect(subset.threshold()).toBeCloseTo(Math.log(Math.sqrt(2 / 3)), 12);
  });

  it('is done in a few steps wherever the scores are', () => {
    const clusters = fc.array(fc.tuple(fc.constantFrom(-40, -3, 0, 2, 2, 50), number), {
      minLength: 30,
      maxLength: 60,
    });
    fc.assert(
      fc.property(clusters, fc.integer({ min: 1, max: 29 }), (list, k) => {
        const theta = list.map(([centre, more]) => centre + more);
        const y = forward(createBinaryEntropySubset(theta.length, k), theta);
        near([y.reduce((a, b) => a + b)], [k], 1e-13 * theta.length);
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});

describe('categorical entropy', () => {
  it('is k times the softmax as long as nothing is capped', () => {
    const theta = [0.3, 0.1, -0.2, 0.4, 0];
    const softmax = forward(createSoftmax(5), theta);
    near(
      forward(createCategoricalEntropySubset(5, 3), theta),
      softmax.map((p) => 3 * p),
      1e-15,
    );
  });

  it('caps what is beyond 1, and shares the rest by the softmax of the others', () => {
    const subset = createCategoricalEntropySubset(4, 2);
    const y = forward(subset, [5, 0.3, 0, -0.1]);
    near(y, [1, ...forward(createSoftmax(3), [0.3, 0, -0.1])], 1e-15);
    expect(backward(subset, [7, 0, 0, 0]).map(Math.abs)).toEqual(new Float64Array(4));
  });
});

describe('bits', () => {
  it('are the first of two classes', () => {
    fc.assert(
      fc.property(problems, ({ theta, dy, t }) => {
        const n = theta.length;
        const [sigmoid, clip] = [createSigmoidBits(n), createClippedBits(n)];
        const [soft, sparse] = [createSoftmax(2), createSparsemax(2)];
        const [smooth, hard] = [forward(sigmoid, theta, t), forward(clip, theta, t)];
        const [dSmooth, dHard] = [backward(sigmoid, dy), backward(clip, dy)];
        theta.forEach((score, i) => {
          near([smooth[i]], [forward(soft, [score, 0], t)[0]], 1e-15);
          near([dSmooth[i]], [backward(soft, [dy[i], 0])[0]], 1e-14);
          // sparsemax of (2z, 1) is z clipped, and the rest
          near([hard[i]], [forward(sparse, [2 * score, t], t)[0]], 1e-14);
          const z = score / t;
          if (Math.min(Math.abs(z), Math.abs(z - 1)) < 1e-12) return;
          near([dHard[i]], [z > 0 && z < 1 ? dy[i] / t : 0], 1e-14);
        });
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('are clipped where they would leave the cube', () => {
    expect([...forward(createClippedBits(3), [-1, 0.5, 3], 2)]).toEqual([0, 0.25, 1]);
    expect(forward(createSigmoidBits(1), [0])[0]).toBe(0.5);
  });
});
