import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOrdering, type MeasuredLists } from './measured';
import { createNeighbourSearch, type Points } from './nearest';
import { normals } from './testing/numbers';
import { points } from './testing/search';

const ROUNDINGS = 12;

/** Lists as a device makes them: products in float32, differences off by as much as they may be. */
function listsOf(set: Points, queries: Points, dim: number, kept: number, off: number) {
  const lists: MeasuredLists = {
    kept,
    indices: new Int32Array(queries.count * kept),
    values: new Float32Array(queries.count * kept),
    measured: new Float32Array(queries.count * kept),
  };
  for (let q = 0; q < queries.count; q++) {
    const all = Array.from({ length: set.count }, (_, index) => {
      let [norm, product, squared] = [0, 0, 0];
      for (let d = 0; d < dim; d++) {
        const [a, b] = [queries.values[q * dim + d], set.values[index * dim + d]];
        norm = Math.fround(norm + Math.fround(b * b));
        product = Math.fround(product + Math.fround(a * b));
        squared += (a - b) ** 2;
      }
      // every second one too long, every third too short
      const sign = index % 2 === 0 ? 1 : index % 3 === 0 ? -1 : 0;
      return {
        index,
        value: Math.fround(norm - 2 * product),
        measured: squared * (1 + sign * off * ROUNDINGS * 2 ** -23),
      };
    });
    all.sort((a, b) => a.value - b.value || a.index - b.index);
    all.slice(0, kept).forEach(({ index, value, measured }, rank) => {
      lists.indices[q * kept + rank] = index;
      lists.values[q * kept + rank] = value;
      lists.measured[q * kept + rank] = measured;
    });
  }
  return lists;
}

/** Neighbours from the lists, and how many queries these did not suffice for. */
function order(set: Points, queries: Points, dim: number, k: number, kept: number, off: number) {
  const ordering = createOrdering(set, dim, k, ROUNDINGS);
  const lists = listsOf(set, queries, dim, kept, off);
  const indices = new Int32Array(queries.count * k);
  let unsure = 0;
  for (let q = 0; q < queries.count; q++) {
    const query = queries.values.subarray(q * dim, (q + 1) * dim);
    if (ordering.fromList(query, lists, q, indices, q * k)) continue;
    unsure++;
    ordering.fromAll(query, indices, q * k);
  }
  return { indices, unsure };
}

const exact = (set: Points, queries: Points, dim: number, k: number) =>
  createNeighbourSearch(set, dim, k).find(queries, 0, queries.count).indices;

describe('the order of measured shortlists', () => {
  it.each([0, 0.9])(
    'is that of float64 where measurements are off by %s of what they may',
    (off) => {
      const [dim, k] = [7, 20];
      const set = points(normals(900 * dim, 1), dim);
      const queries = points(normals(40 * dim, 2), dim);
      const found = order(set, queries, dim, k, 34, off);
      expect(found.indices).toEqual(exact(set, queries, dim, k));
      expect(found.unsure).toBe(0);
    },
  );

  it('is so where points are equal, equally far or closer to each other than float32 tells', () => {
    const cases = fc.record({
      count: fc.integer({ min: 1, max: 90 }),
      dim: fc.integer({ min: 1, max: 6 }),
      steps: fc.integer({ min: 1, max: 3 }),
      far: fc.constantFrom(0, 10, 3000),
      spread: fc.constantFrom(1, 1e-3, 1e-6),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.nat(1e6),
    });
    fc.assert(
      fc.property(cases, ({ count, dim, steps, far, spread, share, seed }) => {
        const coarse = (length: number, from: number) =>
          normals(length, from).map((x) => far + (spread * Math.round(x * steps)) / 4);
        const set = points(coarse(count * dim, seed), dim);
        const queries = points(coarse(3 * dim, seed + 1), dim);
        const k = 1 + Math.floor(share * (count - 1));
        const kept = Math.min(count, k + 9);
        for (const asked of [queries, set]) {
          expect(order(set, asked, dim, k, kept, 0.9).indices).toEqual(exact(set, asked, dim, k));
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([1e-42, 1e-30, 1e-22, 1e-10, 1e10, 1e18])('is so for points of size %s', (size) => {
    const [dim, k] = [5, 6];
    const set = points(normals(200 * dim, 3, size), dim);
    const queries = points(normals(8 * dim, 4, size), dim);
    const found = order(set, queries, dim, k, 20, 0.5);
    expect(found.indices).toEqual(exact(set, queries, dim, k));
  });

  it('is not given where a nearer point may be hidden, and searched for among all then', () => {
    const dim = 3;
    const far = (length: number, seed: number) => normals(length, seed).map((x) => 1000 + x / 50);
    const set = points(far(300 * dim, 5), dim);
    const queries = points(far(10 * dim, 6), dim);
    const found = order(set, queries, dim, 5, 19, 0);
    expect(found.unsure).toBe(10);
    expect(found.indices).toEqual(exact(set, queries, dim, 5));
  });

  it('looks no further than where a near point can be: one far away hides nothing', () => {
    const dim = 4;
    const set = points(normals(400 * dim, 7), dim);
    set.values.fill(3e6, 0, dim);
    const queries = points(normals(10 * dim, 8), dim);
    const found = order(set, queries, dim, 5, 19, 0);
    expect(found.unsure).toBe(0);
    expect(found.indices).toEqual(exact(set, queries, dim, 5));
  });

  it.each([0, 1.5, 11, NaN])('refuses k = %s of ten points', (k) => {
    expect(() => createOrdering(points(normals(20, 1), 2), 2, k, ROUNDINGS)).toThrow(
      new RangeError(`k must be from 1 to 10, got ${k}`),
    );
  });
});
