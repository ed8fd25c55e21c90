import { describe, expect, it } from 'vitest';
import { matching } from '../../oracles/matching/matching';
import { kSubset } from '../../oracles/k-subset/k-subset';
import { oneHot } from '../../oracles/one-hot/one-hot';
import type { Oracle } from '../../oracles/oracle';
import { spanningTree } from '../../oracles/spanning-tree/spanning-tree';
import { createRng } from '../../rng/rng';
import { createNoise, noiseSpec } from '../../noise/noise';
import { createSparseMap } from './sparse-map';
import { listed, sequences } from './testing/problems';

function normals(length: number, seed: number): Float64Array {
  const rng = createRng(seed, 'sparse-map');
  const { sample } = createNoise(noiseSpec('normal'));
  return Float64Array.from({ length }, (_, i) => sample(rng.word(0, i)));
}

const point = (oracle: Oracle, theta: ArrayLike<number>, t: number) => {
  const y = new Float64Array(oracle.dim);
  const sparse = createSparseMap(oracle);
  sparse.forward(theta, t, y);
  return { y, sparse };
};

describe('SparseMAP as a relaxation', () => {
  it('is the best structure as t falls, and the middle of the hull as t grows', () => {
    const oracle = matching(4);
    const theta = normals(16, 1);
    const best = new Float64Array(16);
    oracle.argmax(theta, best);
    for (const t of [1e-3, 1e-12, 1e-300, Number.MIN_VALUE]) {
      expect(point(oracle, theta, t).y).toEqual(best);
    }
    for (const t of [1e9, 1e300]) {
      point(oracle, theta, t).y.forEach((value) => expect(value).toBeCloseTo(1 / 4, 8));
    }
  });

  it('does not see what no structure sees, nor the unit of the scores', () => {
    const theta = normals(16, 2);
    const { y } = point(matching(4), theta, 0.7);
    const shifted = theta.map((score, c) => score + 5 * Math.floor(c / 4) - 3 * (c % 4));
    point(matching(4), shifted, 0.7).y.forEach((value, c) => expect(value).toBeCloseTo(y[c], 12));
    for (const scale of [2 ** 900, 2 ** -900]) {
      const scaled = theta.map((score) => score * scale);
      expect(point(matching(4), scaled, 0.7 * scale).y).toEqual(y);
    }
  });

  it('takes scores from one end of the doubles to the other', () => {
    const half = point(oneHot(3), [1.7e308, -1.7e308, 1.7e308], 1e-300);
    expect(half.y).toEqual(Float64Array.of(0.5, 0, 0.5));
    expect(point(oneHot(2), [1e-300, 0], 1).y).toEqual(Float64Array.of(0.5, 0.5));
    expect(point(oneHot(2), [1e-300, 0], 2e-300).y[0]).toBeCloseTo(0.75, 12);
    expect(point(oneHot(2), [0, 0], Number.MIN_VALUE).y).toEqual(Float64Array.of(0.5, 0.5));
    const { sparse } = point(oneHot(2), [0, 0], 1e-300);
    const out = new Float64Array(2);
    sparse.backward([1e-10, 0], out);
    expect(out[0] / 5e289).toBeCloseTo(1, 12);
  });

  it('takes a score far below the others for a part that is not there', () => {
    for (const oracle of [oneHot(5), kSubset(6, 3), matching(4), spanningTree(5)]) {
      const structures = [...oracle.enumerate()].filter((y) => y[1] === 0);
      const without = listed('without a part', structures);
      const theta = normals(oracle.dim, 7);
      for (const mask of [-1e4, -1e9, -1e15, -1e300]) {
        theta[1] = mask;
        for (const t of [0.3, 1, 4]) {
          const { y } = point(oracle, theta, t);
          const { y: deleted } = point(without, theta, t);
          y.forEach((value, p) => expect(value).toBeCloseTo(deleted[p], 11));
          expect(y[1]).toBe(0);
        }
      }
    }
  });

  it('holds exactly what all its structures share', () => {
    const { y, sparse } = point(kSubset(6, 3), [9, 0.3, 0.2, 0.1, -9, -9], 0.9);
    expect([y[0], y[4], y[5]]).toEqual([1, 0, 0]);
    const out = new Float64Array(6);
    sparse.backward([1, 0.1, 0.5, -0.3, 2, 3], out);
    expect([out[0], out[4], out[5]]).toEqual([0, 0, 0]);
  });

  it('finds the same point from wherever it begins, and sooner from where it was', () => {
    const oracle = matching(6);
    const sparse = createSparseMap(oracle);
    const [cold, warm] = [new Float64Array(36), new Float64Array(36)];
    const theta = normals(36, 3);
    let [calls, saved] = [0, 0];
    sparse.forward(theta, 2, warm);
    for (let turn = 1; turn <= 20; turn++) {
      theta[turn] += 0.02;
      sparse.forward(theta, 2 + 0.01 * turn, warm, 'last');
      saved += sparse.oracleCalls();
      const { y, sparse: fresh } = point(oracle, theta, 2 + 0.01 * turn);
      calls += fresh.oracleCalls();
      fresh.forward(theta, 2 + 0.01 * turn, cold, normals(36, turn));
      warm.forEach((value, c) => expect(value).toBeCloseTo(y[c], 12));
      cold.forEach((value, c) => expect(value).toBeCloseTo(y[c], 12));
    }
    expect(saved).toBeLessThan(calls / 3);
  });

  it('counts its calls: two where the best structure stays alone', () => {
    const { y, sparse } = point(oneHot(4), [3, 1, 0, 0], 1);
    expect(y).toEqual(Float64Array.of(1, 0, 0, 0));
    expect(sparse.oracleCalls()).toBe(2);
    let calls = 0;
    const oracle = kSubset(8, 3);
    const counted: Oracle<Int32Array> = {
      ...oracle,
      solve(scores, out) {
        calls++;
        oracle.solve(scores, out);
      },
    };
    const { sparse: subsets } = point(counted, normals(8, 5), 3);
    expect(subsets.oracleCalls()).toBe(calls);
    expect(calls).toBeGreaterThan(3);
  });

  it('leaves the parts that are not penalised to the scores', () => {
    const { oracle, penalised, unary } = sequences(2, 2);
    const sparse = createSparseMap(oracle, { penalised });
    const y = new Float64Array(oracle.dim);
    // of all joint laws with even marginals the one that stays where it is
    sparse.forward([0, 0, 0, 0, 1, 0, 0, 1], 1, y);
    expect(Array.from(y)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0, 0, 0.5]);
    expect(unary).toBe(4);
  });

  it('says what is wrong', () => {
    const sparse = createSparseMap(oneHot(3));
    const out = new Float64Array(3);
    expect(() => sparse.forward([0, NaN, 1], 1, out)).toThrow('theta[1] must be a finite number');
    expect(() => sparse.forward([0, 1, -Infinity], 1, out)).toThrow('theta[2]');
    expect(() => sparse.forward([0, 1], 1, out)).toThrow('theta must have 3 entries, got 2');
    expect(() => sparse.forward([0, 1, 2], 1, new Float64Array(2))).toThrow('out must have 3');
    for (const t of [0, -1, NaN, Infinity]) {
      expect(() => sparse.forward([0, 1, 2], t, out)).toThrow(
        `t must be positive and finite, got ${t}`,
      );
    }
    expect(() => sparse.forward([0, 1, 2], 1, out, [0, 1, Infinity])).toThrow('from[2]');
    sparse.forward([0, 0.5, 1], 1, out);
    expect(() => sparse.backward([1, NaN, 0], out)).toThrow('dy[1]');
    expect(() => sparse.backward([1, 0, 0], new Float64Array(4))).toThrow('out must have 3');
    expect(() => sparse.backwardWeights([1], out)).toThrow('dWeights must have 2 entries, got 1');
    expect(() => createSparseMap(oneHot(3), { penalised: [1, 1] })).toThrow(
      'penalised must have 3',
    );
  });
});
