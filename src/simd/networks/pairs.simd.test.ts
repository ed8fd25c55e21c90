import { describe, expect, it } from 'vitest';
import { plainBlockDistances, squaredNorms } from '../../core/neighbours/nearest';
import { plainPairMath } from '../../core/neighbours/pairs';
import { normals } from '../../core/neighbours/testing/numbers';
import { describePairs } from '../../core/neighbours/testing/pairs';
import { describeSearch, points } from '../../core/neighbours/testing/search';
import { createSimdBlockDistances, createSimdPairMath } from './pairs.simd';

describePairs('SIMD', createSimdPairMath);
describeSearch('SIMD distances', createSimdBlockDistances);

describe('the SIMD twin', () => {
  it('equals the plain form at the sizes of the paper', () => {
    const size = { queries: 100, candidates: 100, dim: 500 };
    const embeddings = normals(200 * 500, 1);
    const weights = Float64Array.from(normals(100 * 100, 2));
    const [plain, simd] = [plainPairMath, createSimdPairMath()].map((math) => {
      const squared = new Float64Array(100 * 100);
      const out = new Float32Array(200 * 500);
      math.squaredDistances(embeddings, size, squared);
      math.addGradient(embeddings, weights, size, out);
      return { squared, out };
    });
    const worst = (a: ArrayLike<number>, b: ArrayLike<number>) => {
      const errors = Array.from(a, (value, i) => Math.abs(value - b[i]));
      return errors.reduce((max, error) => (error <= max ? max : error), 0);
    };
    // numbers of about 1000 and 20
    expect(worst(simd.squared, plain.squared)).toBeLessThan(2e-3);
    expect(worst(simd.out, plain.out)).toBeLessThan(2e-4);
  });

  it('equals the plain block distances, for blocks of all sizes and from any place', () => {
    const dim = 9;
    const [a, b] = [points(normals(20 * dim, 3), dim), points(normals(50 * dim, 4), dim)];
    const norms = squaredNorms(b, dim);
    const simd = createSimdBlockDistances();
    for (const [aFrom, aTo, bFrom, bTo] of [
      [0, 20, 0, 50],
      [3, 8, 11, 14],
      [19, 20, 49, 50],
      [0, 7, 20, 45],
    ]) {
      const length = (aTo - aFrom) * (bTo - bFrom);
      const [expected, got] = [plainBlockDistances, simd].map((distances) => {
        const out = new Float32Array(length + 1).fill(-7);
        distances(a, aFrom, aTo, b, bFrom, bTo, dim, norms, out);
        return out;
      });
      got.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
      expect(got[length]).toBe(-7);
    }
  });
});
