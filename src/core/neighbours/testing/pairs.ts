import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../../check/finite-differences';
import type { PairMath, PairSize } from '../pairs';
import { normals } from './numbers';

const sizes: PairSize[] = [
  { queries: 1, candidates: 1, dim: 1 },
  { queries: 3, candidates: 5, dim: 4 },
  { queries: 6, candidates: 2, dim: 7 },
  { queries: 5, candidates: 9, dim: 10 },
  { queries: 4, candidates: 8, dim: 64 },
];

/** The definition, in double precision. */
export function squaredByHand(
  embeddings: ArrayLike<number>,
  { queries, candidates, dim }: PairSize,
): Float64Array {
  return Float64Array.from({ length: queries * candidates }, (_, pair) => {
    const q = Math.floor(pair / candidates);
    const c = queries + (pair % candidates);
    let sum = 0;
    for (let d = 0; d < dim; d++) sum += (embeddings[q * dim + d] - embeddings[c * dim + d]) ** 2;
    return sum;
  });
}

/** One spec for the distances of pairs on every backend. */
export function describePairs(name: string, create: () => PairMath): void {
  describe(`distances of pairs (${name})`, () => {
    const math = create();
    // all sizes on one instance, large before small too: it must not see what it has computed before
    it.each([...sizes, ...[...sizes].reverse()])('are those of the definition: %o', (size) => {
      const embeddings = normals((size.queries + size.candidates) * size.dim, size.dim, 2);
      const squared = new Float64Array(size.queries * size.candidates).fill(-1);
      math.squaredDistances(embeddings, size, squared);
      const expected = squaredByHand(embeddings, size);
      const norms = embeddings.reduce((sum, x) => sum + x * x, 0);
      squared.forEach((value, i) =>
        expect(Math.abs(value - expected[i])).toBeLessThan(1e-6 * (norms + 1)),
      );
    });

    it.each([...sizes, ...[...sizes].reverse()])('have its gradient: %o', (size) => {
      const { queries, candidates, dim } = size;
      const embeddings = normals((queries + candidates) * dim, dim, 2);
      const weights = Float64Array.from(normals(queries * candidates, dim + 1));
      const out = new Float32Array(embeddings.length).fill(0.5);
      math.addGradient(embeddings, weights, size, out);
      const value = (at: Float64Array) =>
        squaredByHand(at, size).reduce((sum, squared, i) => sum + weights[i] * squared, 0);
      const expected = finiteDifferenceGradient(value, embeddings);
      out.forEach((g, i) => {
        const error = Math.abs(g - (0.5 + expected[i]));
        expect(error).toBeLessThan(1e-5 * (1 + Math.abs(g)));
      });
    });

    it('have a gradient that reads and writes its own images alone', () => {
      const size = { queries: 2, candidates: 3, dim: 3 };
      const embeddings = normals(18, 1);
      const out = new Float32Array(18);
      const weights = Float64Array.of(1, 2, 3, 4, 5, 6, NaN);
      math.addGradient(embeddings, weights, size, out);
      expect(Array.from(out.subarray(15))).toEqual([0, 0, 0]);
      expect(out.every(Number.isFinite)).toBe(true);
    });

    it('are never negative, and of equal images next to nothing', () => {
      const size = { queries: 4, candidates: 4, dim: 20 };
      const half = normals(80, 5, 3);
      const squared = new Float64Array(16);
      math.squaredDistances(Float32Array.of(...half, ...half), size, squared);
      for (let i = 0; i < 4; i++) expect(squared[i * 5]).toBeLessThan(1e-3);
      expect(squared.every((value) => value >= 0)).toBe(true);
    });

    it('are NaN for images that are', () => {
      const squared = new Float64Array(2);
      const size = { queries: 1, candidates: 2, dim: 2 };
      math.squaredDistances(Float32Array.of(1, 2, 3, NaN, 5, 6), size, squared);
      expect(squared[0]).toBeNaN();
      expect(squared[1]).toBe(32);
    });

    it('have no gradient without weights, and one that sums to zero', () => {
      const size = { queries: 3, candidates: 4, dim: 5 };
      const embeddings = normals(35, 6);
      const none = new Float32Array(35);
      math.addGradient(embeddings, new Float64Array(12), size, none);
      expect(none.every((g) => g === 0)).toBe(true);
      const out = new Float32Array(35);
      math.addGradient(embeddings, Float64Array.from(normals(12, 7)), size, out);
      for (let d = 0; d < 5; d++) {
        let sum = 0;
        for (let i = 0; i < 7; i++) sum += out[i * 5 + d];
        expect(sum).toBeCloseTo(0, 5);
      }
    });
  });
}
