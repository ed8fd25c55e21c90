import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { matching } from '../../oracles/matching/matching';
import { oneHot } from '../../oracles/one-hot/one-hot';
import type { Oracle } from '../../oracles/oracle';
import { spanningTree } from '../../oracles/spanning-tree/spanning-tree';
import { dot } from '../../vector';
import type { Relaxation } from '../relaxation';
import { createSparsemax } from '../simplex/sparsemax';
import { createClippedBits } from '../subset/bits';
import { createEuclideanSubset } from '../subset/euclidean';
import { createSparseMap } from './sparse-map';
import { inBox, notNegative, ofTrees, smallestFace, type Facet } from './testing/facets';
import { bits, sequences } from './testing/problems';
import { onSpan } from './testing/projections';

const chain = sequences(3, 3);
const chainDim = chain.oracle.dim;

/** Oracles, the facets of their hulls and, where there is one, the same in closed form. */
const cases: readonly [string, Oracle, readonly Facet[], Relaxation?][] = [
  ['one-hot', oneHot(5), notNegative(5), createSparsemax(5)],
  ['bits', bits(4), inBox(4), createClippedBits(4)],
  ['3 of 6', kSubset(6, 3), inBox(6), createEuclideanSubset(6, 3)],
  ['2 of 7', kSubset(7, 2), inBox(7), createEuclideanSubset(7, 2)],
  ['matching 2', matching(2), notNegative(4)],
  ['matching 3', matching(3), notNegative(9)],
  ['matching 4', matching(4), notNegative(16)],
  ['spanning tree 4', spanningTree(4), ofTrees(4)],
  ['spanning tree 5', spanningTree(5), ofTrees(5)],
  ['sequences', chain.oracle, notNegative(chainDim)],
];

/** What is asked of a relaxation at some scores, and how often its oracle is. */
function solver<Y>(oracle: Oracle<Y>, penalised?: readonly number[]) {
  let calls = 0;
  const counted: Oracle<Y> = {
    ...oracle,
    solve(scores, out) {
      calls++;
      oracle.solve(scores, out);
    },
  };
  const sparse = createSparseMap(counted, penalised ? { penalised } : {});
  const point = (theta: ArrayLike<number>, t: number) => {
    const y = new Float64Array(oracle.dim);
    sparse.forward(theta, t, y);
    return y;
  };
  const gradient = (dy: ArrayLike<number>) => {
    const out = new Float64Array(oracle.dim).fill(NaN);
    calls = 0;
    sparse.backward(dy, out);
    return { out, calls };
  };
  return { sparse, point, gradient };
}

function near(got: Float64Array, expected: Float64Array): void {
  const error = got.reduce((most, value, p) => Math.max(most, Math.abs(value - expected[p])), 0);
  expect(error).toBeLessThan(1e-10);
}

describe.each(cases)('SparseMAP of tied scores: %s', (_, oracle: Oracle, facets, closed) => {
  const { dim } = oracle;
  const structures = [...oracle.enumerate()];
  const { sparse, point, gradient } = solver(oracle);
  const list = (number: fc.Arbitrary<number>) =>
    fc.array(number, { minLength: dim, maxLength: dim });
  const tied = fc.oneof(
    ...[0, 1, 2, 3].map((range) => list(fc.integer({ min: -range, max: range }))),
  );
  const slope = fc.oneof(
    list(fc.integer({ min: -2, max: 2 })),
    // steps along them are far above what counts as a tie
    list(fc.integer({ min: -2000, max: 2000 }).map((thousandths) => thousandths / 1000)),
  );
  const unit = fc.constantFrom(1, 0.1, 1 / 3, 1e6, 1e-6);
  const temperature = fc.constantFrom(0.5, 1, 2, 3, 5, 100, 1e-3, 1e-9, 1e-200);
  const tiesOf = (theta: readonly number[], t: number, y: Float64Array) => {
    const values = structures.map((z) => z.reduce((s, v, p) => s + v * (theta[p] / t - y[p]), 0));
    return values.filter((value) => value > Math.max(...values) - 1e-9).length;
  };

  it('the gradient is along the smallest face with the point, kink or not', () => {
    let unspanned = 0;
    fc.assert(
      fc.property(tied, unit, temperature, slope, (whole, scale, coarse, dy) => {
        // a small t goes with whole scores: their sums tie exactly
        const theta = whole.map((score) => score * (coarse < 0.5 ? 1 : scale));
        const t = coarse < 0.5 ? coarse : coarse * scale;
        const y = point(theta, t);
        const state = () => [sparse.structures(), sparse.weights(), sparse.gap()];
        const before = structuredClone(state());
        const { out } = gradient(dy);
        const projected = out.map((value) => value * t);
        const face = smallestFace(structures, facets, y);
        near(projected, onSpan(face, Float64Array.from(dy)));
        if (face.length > sparse.weights().length) unspanned++;
        if (closed) {
          const exact = new Float64Array(dim);
          closed.forward(theta, t, exact);
          closed.backward(dy, out);
          // what rounding has left of a 0 or 1 counts as inside there
          const clear = exact.every((v) => v === 0 || v === 1 || Math.abs(v - v ** 2) > 1e-9);
          if (clear) out.forEach((value, p) => expect(projected[p]).toBeCloseTo(value * t, 9));
        }
        expect(state()).toEqual(before);
        sparse.forward(theta, t, out, 'last');
        expect(sparse.structures()).toEqual(before[0]);
        near(out, y);
      }),
      { numRuns: 400 },
    );
    // of the corners of a simplex none is left out
    if (structures.length > 5) expect(unspanned).toBeGreaterThan(8);
  });

  it('the gradient is what finite differences give away from kinks', () => {
    let compared = 0;
    fc.assert(
      fc.property(tied, fc.constantFrom(1, 2, 3, 5), slope, slope, (theta, t, dy, way) => {
        const y = point(theta, t);
        if (tiesOf(theta, t, y) > smallestFace(structures, facets, y).length) return;
        compared++;
        const { out } = gradient(dy);
        const moved = (h: number) =>
          dot(
            dy,
            point(
              theta.map((score, p) => score + h * way[p]),
              t,
            ),
          );
        const step = 1e-5;
        expect(dot(way, out)).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 7);
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(8);
  });
});

describe('SparseMAP of equal scores', () => {
  const slopes = (dim: number) => Float64Array.from({ length: dim }, (_, p) => Math.sin(p * p + 1));

  it.each([2, 3, 4, 7])('on matchings of %i the gradient is dy, doubly centred, over t', (n) => {
    const { point, gradient } = solver(matching(n));
    const dy = slopes(n * n);
    point(new Float64Array(n * n).fill(0.3), 0.7);
    const mean = (of: (k: number) => number) =>
      Array.from({ length: n }, (_, k) => of(k)).reduce((a, b) => a + b) / n;
    const row = (i: number) => mean((j) => dy[i * n + j]);
    const column = (j: number) => mean((i) => dy[i * n + j]);
    const centred = dy.map(
      (value, c) => (value - row(Math.floor(c / n)) - column(c % n) + mean(row)) / 0.7,
    );
    near(gradient(dy).out, centred);
  });

  it('on labels the gradient is centred at each place, whatever is not penalised', () => {
    const { point, gradient } = solver(chain.oracle, chain.penalised);
    const dy = slopes(chainDim).map((value, p) => (p < chain.unary ? value : 0));
    point(new Float64Array(chainDim), 2);
    const { out } = gradient(dy);
    for (let p = 0; p < chain.unary; p++) {
      const first = p - (p % 3);
      const mean = (dy[first] + dy[first + 1] + dy[first + 2]) / 3;
      expect(out[p]).toBeCloseTo((dy[p] - mean) / 2, 12);
    }
  });
});

it('SparseMAP asks once for a gradient where nothing ties, and not at all along its set', () => {
  const { point, gradient } = solver(oneHot(4));
  point([1, 0.9, 0.2, -3], 1);
  expect(gradient([1, 2, 3, 4]).calls).toBe(1);
  expect(gradient([1, -1, 0, 0]).calls).toBe(0);
  expect(gradient([0, 0, 0, 0]).calls).toBe(0);
});
