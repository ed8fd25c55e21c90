import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../../check/finite-differences';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { matching } from '../../oracles/matching/matching';
import { oneHot } from '../../oracles/one-hot/one-hot';
import type { Oracle } from '../../oracles/oracle';
import { ranking } from '../../oracles/ranking/ranking';
import { spanningTree } from '../../oracles/spanning-tree/spanning-tree';
import { dot } from '../../vector';
import { createSparseMap, type SparseMap } from './sparse-map';
import { bits, sequences } from './testing/problems';
import { onSpan } from './testing/projections';

const chain = sequences(3, 3);
const cases: readonly [string, Oracle, readonly number[] | undefined][] = [
  ['one-hot', oneHot(5), undefined],
  ['bits', bits(4), undefined],
  ['k-subset', kSubset(6, 3), undefined],
  ['matching', matching(3), undefined],
  ['spanning tree', spanningTree(4), undefined],
  ['ranking', ranking(4), undefined],
  ['sequences', chain.oracle, chain.penalised],
];

/** How far a kink is: structures that just do not enter, members that just do not leave. */
const CLEAR = 0.005;

describe.each(cases)('the gradient of SparseMAP: %s', (_, oracle: Oracle, penalised) => {
  const { dim } = oracle;
  const structures = [...oracle.enumerate()];
  const options = penalised ? { penalised } : {};
  const number = fc.integer({ min: -2000, max: 2000 }).map((x) => x / 1000);
  const list = fc.array(number, { minLength: dim, maxLength: dim });
  const temperature = fc.constantFrom(0.4, 1, 2, 5);

  const solved = (theta: ArrayLike<number>, t: number) => {
    const sparse = createSparseMap(oracle, options);
    const y = new Float64Array(dim);
    sparse.forward(theta, t, y);
    const gradient = (dy: ArrayLike<number>) => {
      const out = new Float64Array(dim).fill(NaN);
      sparse.backward(dy, out);
      return out;
    };
    return { sparse, y, gradient };
  };

  /** The structures of the face of the solution and those of the set, or null near a kink. */
  const faceOf = (theta: readonly number[], t: number) => {
    const { sparse, y } = solved(theta, t);
    const rest = theta.map((score, p) => score / t - (penalised?.[p] === 0 ? 0 : y[p]));
    const values = structures.map((z) => dot(rest, z));
    const best = Math.max(...values);
    const face = structures.filter((_z, s) => values[s] > best - 1e-9);
    const apart = values.every((value) => value > best - 1e-9 || value < best - CLEAR);
    const inside = sparse.weights().every((weight) => weight > CLEAR);
    const held = vectorsOf(sparse);
    const spanned = face.every((z) => {
      const from = z.map((value, p) => value - held[0][p]);
      return onSpan(held, from).every((value, p) => Math.abs(value - from[p]) < 1e-9);
    });
    return apart && inside && spanned ? { face, held } : null;
  };

  const vectorsOf = (sparse: SparseMap<unknown>) =>
    sparse.structures().map((structure) => {
      const vector = new Float64Array(dim);
      oracle.indicator(structure, vector);
      return vector;
    });

  /** A number for each structure of the set, whatever its place there. */
  const lossesOf = (sparse: SparseMap<unknown>) =>
    vectorsOf(sparse).map((z) =>
      Math.cos(z.reduce((sum, value, p) => sum + value * (p + 1) ** 2, 0)),
    );

  it('is what finite differences give away from kinks, of the point and of the weights', () => {
    let compared = 0;
    fc.assert(
      fc.property(list, list, list, temperature, (theta, dy, way, t) => {
        const found = faceOf(theta, t);
        if (!found) return;
        const { sparse, gradient } = solved(theta, t);
        const slope = (value: (at: number[]) => number) =>
          finiteDifference((h) => value(theta.map((score, p) => score + h * way[p])), 0, 1e-4 * t);
        const point = slope((at) => dot(dy, solved(at, t).y));
        expect(dot(way, gradient(dy))).toBeCloseTo(point, 6);
        // with more structures on the face the weights are not a function of theta
        if (found.face.length > found.held.length) return;
        compared++;
        const out = new Float64Array(dim);
        sparse.backwardWeights(lossesOf(sparse), out);
        const loss = slope((at) => {
          const moved = solved(at, t).sparse;
          return dot(lossesOf(moved), moved.weights());
        });
        expect(dot(way, out)).toBeCloseTo(loss, 6);
      }),
      { numRuns: 180 },
    );
    expect(compared).toBeGreaterThan(8);
  });

  it('projects on the span of the face, over t, and is symmetric', () => {
    let compared = 0;
    fc.assert(
      fc.property(list, list, list, temperature, (theta, dy, other, t) => {
        const { gradient } = solved(theta, t);
        const [g, h] = [gradient(dy), gradient(other)];
        expect(dot(other, g)).toBeCloseTo(dot(dy, h), 9);
        const found = faceOf(theta, t);
        if (!found || penalised) return;
        compared++;
        onSpan(found.face, Float64Array.from(dy)).forEach((along, p) =>
          expect(g[p]).toBeCloseTo(along / t, 9),
        );
      }),
      { numRuns: 200 },
    );
    if (!penalised) expect(compared).toBeGreaterThan(8);
  });
});

it('SparseMAP stops learning where one structure leads by enough', () => {
  const sparse = createSparseMap(oneHot(3));
  const [y, gradient] = [new Float64Array(3), new Float64Array(3)];
  sparse.forward([2.5, 1, 0], 1.5, y);
  expect(y).toEqual(Float64Array.of(1, 0, 0));
  sparse.backward([1, 2, 3], gradient);
  expect(gradient).toEqual(new Float64Array(3));
  sparse.forward([2.4, 1, 0], 1.5, y);
  expect(sparse.structures()).toHaveLength(2);
});
