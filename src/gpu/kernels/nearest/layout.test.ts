import { describe, expect, it } from 'vitest';
import {
  candidateBlocks,
  keptFor,
  packNorms,
  packRows,
  paddedDim,
  QUERY_BLOCK,
  rowBytes,
  TILE,
} from './layout';

describe('rows', () => {
  it('hold every coordinate once, and zeros beyond the dimensions', () => {
    const [count, dim] = [70, 3];
    const values = Float32Array.from({ length: count * dim }, (_, i) => i + 1);
    const room = new Float32Array(rowBytes(60, dim) / 4);
    const rows = packRows({ values, count }, 5, 65, dim, room);
    expect(rows).toHaveLength(60 * paddedDim(dim));
    rows.forEach((value, at) => {
      const [i, d] = [Math.floor(at / paddedDim(dim)), at % paddedDim(dim)];
      expect(value).toBe(d < dim ? values[(5 + i) * dim + d] : 0);
    });
  });

  it('are the points themselves where these need no filling up', () => {
    const points = { values: Float32Array.from({ length: 96 }, (_, i) => i), count: 3 };
    const rows = packRows(points, 1, 3, 32, new Float32Array(0));
    expect(rows.buffer).toBe(points.values.buffer);
    expect([...rows]).toEqual(Array.from({ length: 64 }, (_, i) => 32 + i));
  });

  it('have norms that no list takes where they only fill a tile', () => {
    const norms = packNorms(Float32Array.of(1, 2));
    expect(norms).toHaveLength(TILE);
    expect([...norms.subarray(0, 2)]).toEqual([1, 2]);
    expect(norms.subarray(2).every((norm) => norm === Math.fround(3.4e38))).toBe(true);
  });
});

it('keeps lists that are long enough and fit', () => {
  expect(keptFor(1, 60_000)).toBe(64);
  expect(keptFor(50, 60_000)).toBe(64);
  expect(keptFor(51, 60_000)).toBe(65);
  expect(keptFor(5, 20)).toBe(20);
  expect(keptFor(300, 300 - 45)).toBe(255);
  expect(keptFor(242, 60_000)).toBe(256);
  expect(() => keptFor(243, 60_000)).toThrow('k must be at most 242 on the GPU, got 243');
});

describe('blocks of candidates', () => {
  const MiB = 2 ** 20;

  it.each([
    [1, 2, 128 * MiB],
    [4096, 512, 128 * MiB],
    [60_000, 512, 128 * MiB],
    [60_000, 512, 2 * MiB],
    [1000, 5, MiB],
  ])('of %i points in %i dimensions cover all and fit into %i bytes', (count, dim, most) => {
    const blocks = candidateBlocks(count, dim, { maxStorageBufferBindingSize: most });
    let next = 0;
    for (const block of blocks) {
      expect(block.first).toBe(next);
      expect(block.first % TILE).toBe(0);
      expect(rowBytes(block.count, dim)).toBeLessThanOrEqual(most);
      expect(rowBytes(block.count, QUERY_BLOCK)).toBeLessThanOrEqual(most);
      next += block.count;
    }
    expect(next).toBe(count);
  });

  it('cannot be made where not even a tile of points fits', () => {
    const tiny = { maxStorageBufferBindingSize: 4096 };
    expect(() => candidateBlocks(10, 512, tiny)).toThrow('512 dimensions are more than');
  });
});
