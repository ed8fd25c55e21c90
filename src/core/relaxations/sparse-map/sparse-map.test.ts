import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arborescence } from '../../oracles/arborescence/arborescence';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { matching } from '../../oracles/matching/matching';
import { oneHot } from '../../oracles/one-hot/one-hot';
import type { Oracle } from '../../oracles/oracle';
import { ranking } from '../../oracles/ranking/ranking';
import { spanningTree } from '../../oracles/spanning-tree/spanning-tree';
import { dot } from '../../vector';
import { createSparseMap } from './sparse-map';
import { bits, listed, problems, sequences, type Problem } from './testing/problems';
import { onCapped, onHull, onSimplex } from './testing/projections';

const chain = sequences(3, 3);
const longChain = sequences(4, 2);
const thin = listed('a segment and a point', [
  Float64Array.of(0, 0, 3),
  Float64Array.of(2, 0, -1),
  Float64Array.of(1, 0, 1),
  Float64Array.of(0.5, 0.25, 0),
]);

/** Oracles, which of their parts are penalised, and how many problems each is given. */
const cases: readonly [string, Oracle, readonly number[] | undefined, number][] = [
  ['one-hot', oneHot(6), undefined, 200],
  ['one of one', oneHot(1), undefined, 20],
  ['bits', bits(5), undefined, 300],
  ['k-subset', kSubset(7, 3), undefined, 200],
  ['all of n', kSubset(4, 4), undefined, 20],
  ['matching 3', matching(3), undefined, 300],
  ['matching 5', matching(5), undefined, 200],
  ['ranking', ranking(4), undefined, 300],
  ['a graph of one node', spanningTree(1), undefined, 5],
  ['spanning tree 4', spanningTree(4), undefined, 300],
  ['spanning tree 5', spanningTree(5), undefined, 300],
  ['arborescence 4', arborescence(4), undefined, 300],
  ['arborescence 5', arborescence(5), undefined, 200],
  ['arborescence of one root arc', arborescence(4, 'one'), undefined, 200],
  ['affinely dependent points', thin, undefined, 300],
  ['sequences', chain.oracle, chain.penalised, 300],
  ['longer sequences', longChain.oracle, longChain.penalised, 300],
  ['sequences, all parts penalised', chain.oracle, undefined, 150],
  ['nothing penalised', matching(3), new Array<number>(9).fill(0), 200],
];

const apart = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, p) => Math.max(most, Math.abs(value - b[p])), 0);

/** What rounding makes of theta/t - y, in units of that of numbers near 1. */
const sizeOf = ({ theta, t }: Problem) =>
  theta.reduce((most, score) => Math.max(most, 1e-4 * Math.abs(score / t)), 1);

/** max over structures of <theta/t - y, z - start>, minus the same for the structures of the set. */
function shortfall(
  structures: readonly Float64Array[],
  held: readonly Float64Array[],
  { theta, t }: Problem,
  pull: ArrayLike<number>,
): number {
  const [start] = held;
  const gain = (z: Float64Array) =>
    z.reduce((sum, value, p) => {
      const by = value - start[p];
      return by === 0 ? sum : sum + (theta[p] / t) * by - pull[p] * by;
    }, 0);
  return Math.max(...structures.map(gain)) - Math.min(...held.map(gain));
}

describe.each(cases)('SparseMAP: %s', (_, oracle: Oracle, penalised, numRuns) => {
  const structures = [...oracle.enumerate()];
  const { dim } = oracle;
  const options = penalised ? { penalised } : {};

  it('is optimal, and says by which structures', () => {
    const sparse = createSparseMap(oracle, options);
    const y = new Float64Array(dim);
    fc.assert(
      fc.property(problems(dim), fc.constantFrom('best', 'other', 'last'), (problem, from) => {
        const { theta, t } = problem;
        const other = Array.from(theta, (_score, p) => Math.sin(7 * p));
        sparse.forward(theta, t, y, from === 'best' ? undefined : from === 'last' ? from : other);
        const weights = sparse.weights();
        const held = sparse.structures().map((structure) => {
          const vector = new Float64Array(dim);
          oracle.indicator(structure, vector);
          return vector;
        });
        expect(held).toHaveLength(weights.length);
        expect(weights.every((weight) => weight > 0)).toBe(true);
        expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        const pull = y.map((value, p) => (penalised?.[p] === 0 ? 0 : value));
        const size = sizeOf(problem);
        expect(shortfall(structures, held, problem, pull)).toBeLessThan(2e-11 * size);
        expect(Math.abs(sparse.gap())).toBeLessThan(2e-11 * size);
        const mixed = y.map((_value, p) => held.reduce((sum, z, i) => sum + weights[i] * z[p], 0));
        expect(apart(y, mixed)).toBeLessThan(1e-12);
        expect(sparse.oracleCalls()).toBeLessThan(6 * (dim + 2));
      }),
      { numRuns },
    );
  });
});

const solve = (oracle: Oracle, { theta, t }: Problem) => {
  const y = new Float64Array(oracle.dim);
  createSparseMap(oracle).forward(theta, t, y);
  return y;
};

/** As far as theta/t itself is known. */
function near(got: Float64Array, expected: Float64Array, problem: Problem): void {
  expect(apart(got, expected)).toBeLessThan(1e-11 * sizeOf(problem));
}
const divided = ({ theta, t }: Problem) => theta.map((score) => score / t);

describe('SparseMAP by other ways', () => {
  it('is sparsemax on the classes', () => {
    fc.assert(
      fc.property(problems(6), (problem) =>
        near(solve(oneHot(6), problem), onSimplex(divided(problem)), problem),
      ),
      { numRuns: 500 },
    );
  });

  it('clips on bits', () => {
    const clip = (problem: Problem) =>
      Float64Array.from(divided(problem), (v) => Math.min(1, Math.max(0, v)));
    fc.assert(
      fc.property(problems(5), (problem) => near(solve(bits(5), problem), clip(problem), problem)),
      { numRuns: 300 },
    );
  });

  it('is the capped simplex on subsets', () => {
    fc.assert(
      fc.property(problems(7), fc.integer({ min: 1, max: 7 }), (problem, k) =>
        near(solve(kSubset(7, k), problem), onCapped(divided(problem), k), problem),
      ),
      { numRuns: 500 },
    );
  });

  it('is the middle of the best structures where they tie far above t', () => {
    for (const oracle of [matching(3), kSubset(5, 2), spanningTree(4), bits(3), ranking(3), thin]) {
      const structures = [...oracle.enumerate()];
      const whole = fc.integer({ min: -2, max: 2 });
      const theta = fc.array(whole, { minLength: oracle.dim, maxLength: oracle.dim });
      fc.assert(
        fc.property(theta, fc.constantFrom(1e12, 1e20, 1e200), (scores, scale) => {
          const values = structures.map((z) => dot(scores, z));
          const tied = structures.filter((_z, s) => values[s] === Math.max(...values));
          const found = solve(oracle, { theta: scores.map((score) => score * scale), t: 1 });
          expect(apart(found, onHull(tied, new Float64Array(oracle.dim)))).toBeLessThan(1e-6);
        }),
        { numRuns: 60 },
      );
    }
  });

  it('is what Frank-Wolfe comes to', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true });
    for (const oracle of [matching(3), spanningTree(4), arborescence(4), thin, chain.oracle]) {
      const structures = [...oracle.enumerate()];
      const theta = fc.array(number, { minLength: oracle.dim, maxLength: oracle.dim });
      fc.assert(
        fc.property(theta, fc.constantFrom(0.5, 1, 3), (scores, t) => {
          const found = solve(oracle, { theta: scores, t });
          const v = scores.map((score) => score / t);
          expect(apart(found, onHull(structures, v))).toBeLessThan(1e-6);
        }),
        { numRuns: 25 },
      );
    }
  });
});
