import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createNeighbourSearch,
  squaredNorms,
  type Points,
  type Ranking,
} from '../../../core/neighbours/nearest';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { openDevice, type OpenDevice } from '../../device';
import { createSimdBlockDistances } from '../../../simd/networks/pairs.simd';
import { createGpuNeighbourSearch } from './nearest';
import { roundingsOf } from './layout';
import { createShortlister } from './shortlists';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

/** Points with coordinates in (-1, 1), or whole numbers from 0 to levels - 1. */
function cloud(count: number, dim: number, seed: number, levels = 0): Points {
  const random = createRng(seed, 'test points');
  const values = Float32Array.from({ length: count * dim }, (_, i) => {
    const u = unitUniform(random.word(i, 0));
    return levels > 0 ? Math.floor(levels * u) : 2 * u - 1;
  });
  return { values, count };
}

/** The definition: every distance in float64, sorted, ties to the lower number. */
function bruteForce(
  points: Points,
  queries: Points,
  dim: number,
  k: number,
  from: number,
  to: number,
) {
  const squared = (q: number, i: number) => {
    let sum = 0;
    for (let d = 0; d < dim; d++) {
      sum += (queries.values[q * dim + d] - points.values[i * dim + d]) ** 2;
    }
    return sum;
  };
  return Array.from({ length: to - from }, (_, row) => {
    const all = Array.from({ length: points.count }, (_, i) => ({ i, d: squared(from + row, i) }));
    return all.sort((a, b) => a.d - b.d || a.i - b.i).slice(0, k);
  });
}

function expectExact(found: Ranking, truth: ReturnType<typeof bruteForce>): void {
  expect([...found.indices]).toEqual(truth.flat().map(({ i }) => i));
}

async function search(
  points: Points,
  queries: Points,
  dim: number,
  k: number,
  from: number,
  to: number,
) {
  const gpu = createGpuNeighbourSearch(open, points, dim, k);
  const found = await gpu.find(queries, from, to);
  gpu.destroy();
  return found;
}

describe('the neighbours from the GPU are those of brute force', () => {
  // Sizes straddle tiles of 128, steps of 16, stretches of 256 to 1,024 and blocks of 8,192 candidates.
  it.each([
    [1, 1, 1, 1],
    [3, 2, 5, 3],
    [64, 16, 64, 5],
    [65, 3, 65, 50],
    [63, 7, 1, 50],
    [128, 15, 128, 10],
    [129, 17, 129, 129],
    [1000, 17, 300, 10],
    [2049, 6, 4, 242],
    [8192, 6, 4, 50],
    [8193, 6, 257, 1],
    [9001, 33, 30, 60],
    [500, 512, 20, 5],
    [300, 511, 9, 50],
  ])('of %i points in %i dimensions, %i queries, k = %i', async (count, dim, asked, k) => {
    const points = cloud(count, dim, 1);
    const queries = cloud(asked, dim, 2);
    const found = await search(points, queries, dim, Math.min(k, count), 0, asked);
    expectExact(found, bruteForce(points, queries, dim, Math.min(k, count), 0, asked));
  });

  it('for a range in the middle of the queries', async () => {
    const [points, queries] = [cloud(700, 5, 3), cloud(600, 5, 4)];
    expectExact(
      await search(points, queries, 5, 7, 123, 456),
      bruteForce(points, queries, 5, 7, 123, 456),
    );
  });

  it('when many are equally near, and ties go to the lower number', async () => {
    const [points, queries] = [cloud(3000, 3, 5, 3), cloud(40, 3, 6, 3)];
    expectExact(
      await search(points, queries, 3, 20, 0, 40),
      bruteForce(points, queries, 3, 20, 0, 40),
    );
  });

  it('when all points are the same', async () => {
    const points = { values: new Float32Array(500 * 4).fill(0.3), count: 500 };
    const found = await search(points, points, 4, 50, 7, 8);
    expect([...found.indices]).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('when many are there two or three times, more of them than the first list holds', async () => {
    const [points, queries] = [cloud(900, 5, 21), cloud(7, 5, 22)];
    for (let i = 300; i < 900; i++)
      points.values.copyWithin(5 * i, 5 * (i % 300), 5 * (i % 300) + 5);
    for (let i = 0; i < 100; i++) points.values.fill(0.5, 5 * 7 * i, 5 * 7 * i + 5);
    queries.values.fill(0.5, 0, 5);
    for (const k of [1, 40, 100]) {
      expectExact(
        await search(points, queries, 5, k, 0, 7),
        bruteForce(points, queries, 5, k, 0, 7),
      );
    }
  });

  it('when they come from far to near, so that every one is among the best so far', async () => {
    const count = 9000;
    const points = { values: Float32Array.from({ length: count }, (_, i) => count - i), count };
    const queries = { values: Float32Array.of(0, -5), count: 2 };
    const found = await search(points, queries, 1, 200, 0, 2);
    const nearest = Array.from({ length: 200 }, (_, i) => count - 1 - i);
    expect([...found.indices]).toEqual([...nearest, ...nearest]);
  });

  it.each([1, 3, 10, 30, 3000])(
    'when rounding hides the order: points close to each other and %i from 0',
    async (far) => {
      const shift = ({ values, count }: Points) => ({
        values: values.map((v) => far + v / 100),
        count,
      });
      const [points, queries] = [shift(cloud(2000, 8, 7)), shift(cloud(60, 8, 8))];
      expectExact(
        await search(points, queries, 8, 3, 0, 60),
        bruteForce(points, queries, 8, 3, 0, 60),
      );
    },
  );

  it('when squares are too small for float32, which a device may take for zero', async () => {
    const shrink = ({ values, count }: Points) => ({ values: values.map((v) => v * 1e-22), count });
    const [points, queries] = [shrink(cloud(400, 5, 9)), shrink(cloud(6, 5, 10))];
    const found = await search(points, queries, 5, 4, 0, 6);
    expect([...found.indices]).toEqual(
      bruteForce(points, queries, 5, 4, 0, 6).flatMap((row) => row.map(({ i }) => i)),
    );
  });

  it('like those of its CPU twin', async () => {
    const [points, queries] = [cloud(5000, 64, 11), cloud(300, 64, 12)];
    const twin = createNeighbourSearch(points, 64, 10, createSimdBlockDistances());
    const found = await search(points, queries, 64, 10, 0, 300);
    expect(found).toEqual({ k: 10, indices: twin.find(queries, 0, 300).indices });
  });
});

describe('the shortlists', () => {
  // Whole numbers: every sum is exact in float32, whatever its order.
  it.each([
    [70, 3, 5, 64],
    [5000, 5, 256, 19],
    [8300, 2, 3, 1],
    [8300, 20, 130, 256],
  ])(
    'of %i points in %i dimensions, %i queries: the first %i, sorted and measured',
    async (count, dim, asked, kept) => {
      const [points, queries] = [cloud(count, dim, 13, 6), cloud(asked, dim, 14, 6)];
      const norms = squaredNorms(points, dim);
      const shortlister = createShortlister(open, points, dim, norms);
      await shortlister.prepare(kept);
      // two at once, as the search has them
      const few = { ...queries, count: 2 };
      const reads = [shortlister.start(few, kept), shortlister.start(queries, kept)];
      const [first, lists] = [await reads[0](), await reads[1]()];
      shortlister.destroy();
      const truth = bruteForce(points, queries, dim, kept, 0, asked).flat();
      const own = squaredNorms(queries, dim);
      expect([...lists.indices]).toEqual(truth.map(({ i }) => i));
      expect([...lists.values]).toEqual(truth.map(({ d }, at) => d - own[Math.floor(at / kept)]));
      expect([...lists.measured]).toEqual(truth.map(({ d }) => d));
      expect(first.indices).toEqual(lists.indices.slice(0, 2 * kept));
      expect(first.measured).toEqual(lists.measured.slice(0, 2 * kept));
    },
  );

  it('measure no further from the truth than the order counts on', async () => {
    const [points, queries] = [cloud(400, 784, 23), cloud(9, 784, 24)];
    const shortlister = createShortlister(open, points, 784, squaredNorms(points, 784));
    await shortlister.prepare(64);
    const lists = await shortlister.start(queries, 64)();
    shortlister.destroy();
    const most = roundingsOf(784) * 2 ** -23;
    lists.indices.forEach((index, at) => {
      const [a, b] = [784 * Math.floor(at / 64), 784 * index];
      let squared = 0;
      for (let d = 0; d < 784; d++) squared += (queries.values[a + d] - points.values[b + d]) ** 2;
      expect(Math.abs(lists.measured[at] / squared - 1)).toBeLessThan(most);
    });
  });
});

describe('the neighbour search on the GPU', () => {
  it('answers calls made at once, and keeps its memory', async () => {
    const [points, queries] = [cloud(900, 9, 15), cloud(600, 9, 16)];
    const gpu = createGpuNeighbourSearch(open, points, 9, 5);
    const before = gpu.bytes;
    const ranges = [
      [0, 600],
      [10, 11],
      [300, 580],
      [4, 4],
    ];
    const found = await Promise.all(ranges.map(([from, to]) => gpu.find(queries, from, to)));
    found.forEach((neighbours, i) => {
      const [from, to] = ranges[i];
      expectExact(neighbours, bruteForce(points, queries, 9, 5, from, to));
    });
    expect(gpu.bytes).toBe(before);
    gpu.destroy();
    expect(gpu.bytes).toBe(0);
  });

  it('rejects what is not finite or does not fit, by name', async () => {
    const bad = (value: number, at: number) => {
      const points = cloud(20, 3, 17);
      points.values[at] = value;
      return points;
    };
    const create = (points: Points, k = 2) => createGpuNeighbourSearch(open, points, 3, k);
    expect(() => create(bad(NaN, 7))).toThrow('points[2][1] must be a finite number, got NaN');
    expect(() => create(bad(-Infinity, 0))).toThrow('points[0][0] must be a finite number');
    expect(() => create(bad(1e19, 3))).toThrow('points[1] is too large');
    expect(() => create({ ...bad(0, 0), count: 21 })).toThrow('points[20] must have 3 numbers');
    expect(() => create(bad(0, 0), 21)).toThrow('k must be from 1 to 20, got 21');
    const many = () => createGpuNeighbourSearch(open, cloud(300, 2, 25), 2, 243);
    expect(many).toThrow('k must be at most 242 on the GPU, got 243');
    const gpu = create(bad(0, 0));
    await expect(gpu.find(bad(NaN, 10), 2, 5)).rejects.toThrow('queries[3][1] must be a finite');
    await expect(gpu.find(bad(NaN, 10), 2, 21)).rejects.toThrow('within 0 .. 20, got 2 .. 21');
    expect((await gpu.find(bad(NaN, 10), 0, 3)).indices).toHaveLength(6);
    gpu.destroy();
  });

  it('fails once it is destroyed and leaves the device to others', async () => {
    const points = cloud(9000, 8, 18);
    const gpu = createGpuNeighbourSearch(open, points, 8, 2);
    const running = gpu.find(points, 0, 1000);
    gpu.destroy();
    await expect(running).rejects.toThrow('has been destroyed');
    await expect(gpu.find(points, 0, 1)).rejects.toThrow('has been destroyed');
    expect((await search(points, points, 8, 2, 0, 1)).indices[0]).toBe(0);
    expect(open.broken.aborted).toBe(false);
  });

  it('fails with a named error once the device is gone', async () => {
    const other = await openDevice(navigator.gpu);
    const points = cloud(9000, 8, 19);
    const gpu = createGpuNeighbourSearch(other, points, 8, 2);
    const running = gpu.find(points, 0, 2000);
    other.device.destroy();
    await expect(running).rejects.toMatchObject({ code: 'device-lost' });
    await expect(gpu.find(points, 0, 1)).rejects.toMatchObject({ code: 'device-lost' });
  });
});
