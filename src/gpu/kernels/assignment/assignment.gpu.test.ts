import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { createAssignmentSolver } from '../../../core/oracles/matching/assignment';
import { orderings } from '../../../core/oracles/orderings';
import { createRng } from '../../../core/rng/rng';
import { openDevice, type OpenDevice } from '../../device';
import { createAssignmentKernel, type AssignmentKernel } from './assignment';
import type { Lanes } from './layout';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const rng = createRng(6, 'assignments');
const { sample } = createNoise(noiseSpec('normal'));
const normal = (index: number, part: number, row = 0) => sample(rng.word(index, part, row));

function matrix(n: number, score: (i: number, j: number) => number): Float32Array {
  return Float32Array.from({ length: n * n }, (_, c) => score(Math.floor(c / n), c % n));
}

/** Score matrices [n*n] by kind; `row` picks the noise. */
const kinds: Record<string, (n: number, row: number) => Float32Array> = {
  random: (n, row) => matrix(n, (i, j) => normal(i * n + j, 0, row)),
  constant: (n) => matrix(n, () => 3),
  diagonal: (n, row) => matrix(n, (i, j) => (i === j ? 10 + normal(i, 0, row) : 0)),
  'of integers': (n, row) => matrix(n, (i, j) => Math.round(3 * normal(i * n + j, 0, row))),
  'of two values': (n, row) => matrix(n, (i, j) => (normal(i * n + j, 0, row) > 1.5 ? 1 : 0)),
  'of constant rows': (n, row) => matrix(n, (i) => normal(i, 0, row)),
  'of constant columns': (n, row) => matrix(n, (_, j) => normal(j, 0, row)),
  'in order': (n) => matrix(n, (i, j) => i * j),
  'in reverse': (n) => matrix(n, (i, j) => -i * j),
  'of rank three': (n, row) =>
    matrix(n, (i, j) =>
      [1, 2, 3].reduce((sum, k) => sum + Math.max(0, normal(i, k, row)) * normal(j, k + 3, row), 0),
    ),
  'with rows of very different scale': (n, row) =>
    matrix(n, (i, j) => 10 ** ((i % 13) - 6) * normal(i * n + j, 0, row)),
  shifted: (n, row) => matrix(n, (i, j) => 1e4 + normal(i * n + j, 0, row)),
  tiny: (n, row) => matrix(n, (i, j) => 1e-12 * normal(i * n + j, 0, row)),
  huge: (n, row) => matrix(n, (i, j) => 1e12 * normal(i * n + j, 0, row)),
};

/** Matrices one after the other. */
function batchOf(matrices: readonly Float32Array[]): Float32Array {
  const [{ length }] = matrices;
  const batch = new Float32Array(matrices.length * length);
  matrices.forEach((one, m) => batch.set(one, m * length));
  return batch;
}

const valueOf = (n: number, scores: Float32Array, columns: Int32Array, m: number) => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += scores[(m * n + i) * n + columns[m * n + i]];
  return sum;
};

const largest = (scores: ArrayLike<number>) =>
  Array.from(scores).reduce((most, score) => Math.max(most, Math.abs(score)), 0);

/** Every matrix has an assignment worth what the CPU's is, up to rounding, without the CPU's help. */
async function expectOptimal(
  kernel: AssignmentKernel,
  n: number,
  scores: Float32Array,
  starts?: Float32Array,
) {
  const found = await kernel.solve(scores, n, starts);
  const solver = createAssignmentSolver(n);
  for (let m = 0; m * n * n < scores.length; m++) {
    const best = solver.solve(scores, m * n * n);
    const own = scores.subarray(m * n * n, (m + 1) * n * n);
    const columns = found.columns.subarray(m * n, (m + 1) * n);
    expect(new Set(columns).size).toBe(n);
    const short = best - valueOf(n, own, columns, 0);
    expect(short, `matrix ${m}`).toBeLessThanOrEqual(n * 2 ** -20 * largest(own));
  }
  expect(found.corrected).toBe(0);
  return found;
}

/** The lanes that this machine has: those of any device, and a subgroup of its size. */
async function laneKinds(): Promise<{ lanes: Lanes; open: OpenDevice }[]> {
  const found: { lanes: Lanes; open: OpenDevice }[] = [
    { lanes: { kind: 'workgroup', count: 32 }, open },
    { lanes: { kind: 'workgroup', count: 8 }, open },
  ];
  const adapter = await navigator.gpu.requestAdapter();
  const { subgroupMinSize: count, subgroupMaxSize: most } = adapter!.info;
  if (adapter!.features.has('subgroups') && count && count === most) {
    const device = await adapter!.requestDevice({ requiredFeatures: ['subgroups'] });
    found.push({ lanes: { kind: 'subgroup', count }, open: { ...open, device } });
  }
  return found;
}

describe('assignments on the graphics device', () => {
  let kernel: AssignmentKernel;

  beforeAll(() => {
    kernel = createAssignmentKernel(open);
  });

  afterAll(() => kernel.destroy());

  it.each([1, 2, 3, 4, 5, 6])('of %i rows are the best of all', async (n) => {
    const count = 24;
    const names = Object.keys(kinds);
    const scores = batchOf(
      Array.from({ length: count }, (_, m) => kinds[names[m % names.length]](n, m)),
    );
    const { columns } = await kernel.solve(scores, n);
    const all = [...orderings(n)].map((columns) => Int32Array.from(columns));
    for (let m = 0; m < count; m++) {
      const own = scores.subarray(m * n * n, (m + 1) * n * n);
      const best = Math.max(...all.map((order) => valueOf(n, own, order, 0)));
      const value = valueOf(n, own, columns.subarray(m * n), 0);
      expect(best - value).toBeLessThanOrEqual(n * 2 ** -20 * largest(own));
    }
  });

  it.each([1, 2, 7, 31, 32, 33, 100, 128])(
    'of %i rows are worth what those of the CPU are, for matrices of all kinds',
    async (n) => {
      const scores = batchOf(Object.values(kinds).map((make) => make(n, n)));
      await expectOptimal(kernel, n, scores);
    },
  );

  it.each([2, 33, 100])('of %i rows come from any prices', async (n) => {
    const scores = batchOf(Array.from({ length: 5 }, (_, m) => kinds.random(n, m)));
    const starts = batchOf([
      Float32Array.from({ length: n }, (_, j) => normal(j, 9, n)),
      Float32Array.from({ length: n }, (_, j) => (j % 3 === 0 ? -1 : j) * 1e9),
      Float32Array.from({ length: n }, (_, j) => (j % 2 === 0 ? 0.3 : 0.6) * 3.4e38),
      new Float32Array(n),
      Float32Array.from({ length: n }, (_, j) => -j),
    ]);
    await expectOptimal(kernel, n, scores, starts);
  });

  it('are those of the CPU, and so are their prices, where the optimum is unique', async () => {
    const n = 40;
    const scores = batchOf(Array.from({ length: 6 }, (_, m) => kinds.random(n, m)));
    const { columns, prices } = await kernel.solve(scores, n);
    const solver = createAssignmentSolver(n);
    for (let m = 0; m < 6; m++) {
      solver.solve(scores, m * n * n, new Float32Array(n));
      expect([...columns.subarray(m * n, (m + 1) * n)]).toEqual([...solver.perm]);
    }
    // from its own prices a search ends where it begins
    const again = await kernel.solve(scores, n, prices);
    expect([...again.columns]).toEqual([...columns]);
  });

  it('are the same for the same prices, whatever else is in the batch', async () => {
    const n = 33;
    const alone = await kernel.solve(kinds['of integers'](n, 3), n);
    const scores = batchOf([1, 2, 3].map((row) => kinds['of integers'](n, row)));
    const among = await kernel.solve(scores, n);
    expect([...among.columns.subarray(2 * n)]).toEqual([...alone.columns]);
    expect([...among.prices.subarray(2 * n)]).toEqual([...alone.prices]);
  });

  it('agree by workgroup memory of any size and by subgroups', async () => {
    for (const { lanes, open } of await laneKinds()) {
      for (const n of [1, 2, 33, 100]) {
        const own = createAssignmentKernel(open, lanes);
        const scores = batchOf(Object.values(kinds).map((make) => make(n, n)));
        const found = await expectOptimal(own, n, scores);
        const plain = await kernel.solve(scores, n);
        expect(found.columns, `${lanes.kind} ${lanes.count}, n = ${n}`).toEqual(plain.columns);
        own.destroy();
      }
    }
  });

  it('are handed to the CPU without a certificate', async () => {
    const n = 6;
    // float32 can't hold the differences of the second
    const scores = batchOf([0, 1].map((row) => kinds.random(n, row)));
    for (let c = n * n; c < 2 * n * n; c++) scores[c] = 3e38 * Math.tanh(9 * scores[c]);
    const { columns, corrected } = await kernel.solve(scores, n);
    const solver = createAssignmentSolver(n);
    for (const m of [0, 1]) {
      solver.solve(scores, m * n * n);
      expect([...columns.subarray(m * n, (m + 1) * n)]).toEqual([...solver.perm]);
    }
    expect(corrected).toBe(1);
  });

  it('reject what are no matrices, and fail by name once the device is gone', async () => {
    await expect(kernel.solve(new Float32Array(5), 2)).rejects.toThrow('5 scores are no matrices');
    await expect(kernel.solve(new Float32Array(4), 129)).rejects.toThrow('from 1 to 128');
    const none = new Float32Array(3);
    await expect(kernel.solve(new Float32Array(4), 2, none)).rejects.toThrow('need 2 prices');
    const other = await openDevice(navigator.gpu);
    const doomed = createAssignmentKernel(other);
    other.device.destroy();
    const asked = doomed.solve(new Float32Array(4), 2);
    await expect(asked).rejects.toMatchObject({ code: 'device-lost' });
  });
});
