import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNeighbourSearch, type BlockDistances, type Points } from '../nearest';
import { normals } from './numbers';

export const points = (values: Float32Array, dim: number): Points => ({
  values,
  count: values.length / dim,
});

/** Every point measured in double precision, all of them sorted. */
function byBruteForce(set: Points, queries: Points, dim: number, k: number) {
  return Array.from({ length: queries.count }, (_, q) =>
    Array.from({ length: set.count }, (_, index) => {
      let squared = 0;
      for (let d = 0; d < dim; d++) {
        squared += (queries.values[q * dim + d] - set.values[index * dim + d]) ** 2;
      }
      return { index, squared };
    })
      .sort((a, b) => a.squared - b.squared || a.index - b.index)
      .slice(0, k),
  );
}

/** One spec for the search with the block distances of every backend. */
export function describeSearch(name: string, create: () => BlockDistances): void {
  const check = (set: Points, queries: Points, dim: number, k: number) => {
    const search = createNeighbourSearch(set, dim, k, create());
    const found = search.find(queries, 0, queries.count);
    const expected = byBruteForce(set, queries, dim, k);
    expect(found.k).toBe(k);
    expect(Array.from(found.indices)).toEqual(expected.flat().map(({ index }) => index));
    expect(found.distances).toEqual(
      Float32Array.from(expected.flat(), ({ squared }) => Math.sqrt(squared)),
    );
  };

  describe(`the search of neighbours (${name})`, () => {
    it('is brute force in float64, also beyond one block of queries and candidates', () => {
      const dim = 7;
      // 1024 candidates and 64 queries to a block
      for (const count of [1023, 1024, 1025, 2100]) {
        check(points(normals(count * dim, 1), dim), points(normals(70 * dim, 2), dim), dim, 5);
      }
    });

    it('is so where points are equal or equally far', () => {
      const cases = fc.record({
        count: fc.integer({ min: 1, max: 120 }),
        dim: fc.integer({ min: 1, max: 9 }),
        // a grid this coarse makes duplicates and ties the rule
        steps: fc.integer({ min: 1, max: 3 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        seed: fc.nat(1e6),
      });
      fc.assert(
        fc.property(cases, ({ count, dim, steps, share, seed }) => {
          const coarse = (length: number, from: number) =>
            normals(length, from).map((value) => Math.round(value * steps) / 4);
          const set = points(coarse(count * dim, seed), dim);
          const k = 1 + Math.floor(share * (count - 1));
          check(set, points(coarse(3 * dim, seed + 1), dim), dim, k);
          // the points themselves: distances of zero
          check(set, set, dim, Math.min(k, 4));
        }),
        { numRuns: 120 },
      );
    });

    it('is so where all points are one', () => {
      const set = points(new Float32Array(3 * 200).fill(0.1), 3);
      check(set, points(normals(6, 1), 3), 3, 9);
      check(set, set, 3, 1);
    });

    it('is so for k = count, in order', () => {
      for (const count of [1, 3, 40]) {
        check(points(normals(count * 4, 1), 4), points(normals(8, 2), 4), 4, count);
      }
    });

    it.each([1e-42, 1e-30, 1e-22, 1e-19, 1e-10, 1e10, 1e19, 1e30])(
      'is so for embeddings of size %s',
      (size) => {
        const dim = 5;
        const set = points(normals(300 * dim, 1, size), dim);
        check(set, points(normals(12 * dim, 2, size), dim), dim, 6);
      },
    );

    it('is so for points of all sizes at once', () => {
      const dim = 4;
      const scaled = (length: number, seed: number) =>
        normals(length, seed).map((value, i) => value * 10 ** ((Math.floor(i / dim) % 9) * 8 - 32));
      check(points(scaled(300 * dim, 3), dim), points(scaled(18 * dim, 4), dim), dim, 6);
    });

    it('is so far from zero, where float32 sees no difference', () => {
      const dim = 3;
      const far = (length: number, seed: number) => normals(length, seed).map((x) => 1000 + x / 50);
      check(points(far(500 * dim, 5), dim), points(far(20 * dim, 6), dim), dim, 5);
    });

    it('finds for a part of the queries what it finds for all', () => {
      const dim = 6;
      const search = createNeighbourSearch(points(normals(90 * dim, 1), dim), dim, 4, create());
      const queries = points(normals(150 * dim, 2), dim);
      const all = search.find(queries, 0, 150);
      const part = search.find(queries, 61, 140);
      expect(part.indices).toEqual(all.indices.slice(61 * 4, 140 * 4));
      expect(part.distances).toEqual(all.distances.slice(61 * 4, 140 * 4));
      expect(search.find(queries, 8, 8).indices.length).toBe(0);
    });
  });
}
