import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lawNames } from '../../../core/noise/laws';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { openDevice, type OpenDevice } from '../../device';
import type { DistanceRows, EntryCounts, TopKKnobs } from './layout';
import { createTopKKernel, type TopKKernel } from './perturbed-top-k';
import { countEntries } from './perturbed-top-k.cpu';

let open: OpenDevice;
let kernel: TopKKernel;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
  kernel = createTopKKernel(open);
});

afterAll(() => {
  kernel.destroy();
  open.device.destroy();
});

function rowsOf(queries: number, candidates: number): DistanceRows {
  const random = createRng(21, 'test rows');
  const uniform = (row: number, part: number) => unitUniform(random.word(row, part));
  const cells = queries * candidates;
  return {
    queries,
    candidates,
    distances: Float32Array.from({ length: cells }, (_, i) => 3 * uniform(0, i)),
    fits: Uint8Array.from({ length: cells }, (_, i) => (uniform(1, i) < 0.3 ? 1 : 0)),
    scales: Float32Array.from({ length: queries }, (_, q) => 0.2 + uniform(2, q)),
  };
}

const knobs: TopKKnobs = {
  k: 5,
  sigma: 0.7,
  epsilon: -0.4,
  lossForm: 'distance',
  law: 'gumbel',
  seed: 99,
  step: 3,
  samples: 64,
};

/** Entries that differ, as a share of all: near ties of two float32 sums. */
function disagreement(ours: Uint32Array, theirs: Uint32Array): number {
  let moved = 0;
  ours.forEach((count, cell) => (moved += Math.abs(count - theirs[cell])));
  return moved / 2 / ours.reduce((a, b) => a + b, 0);
}

async function expectTwins(rows: DistanceRows, change: Partial<TopKKnobs>): Promise<EntryCounts> {
  const all = { ...knobs, ...change };
  const ours = countEntries(rows, all);
  const theirs = await kernel.count(rows, all);
  expect(disagreement(ours.entered, theirs.entered)).toBeLessThan(2e-4);
  expect(disagreement(ours.enteredAugmented, theirs.enteredAugmented)).toBeLessThan(2e-4);
  const total = all.k * all.samples * rows.queries;
  for (const counts of Object.values(theirs) as Uint32Array[]) {
    expect(counts).toHaveLength(rows.queries * rows.candidates);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(total);
  }
  return theirs;
}

describe('the perturbed top-k kernel agrees with its CPU twin', () => {
  it.each(lawNames)('under %s noise', async (law) => {
    await expectTwins(rowsOf(100, 100), { law });
  });

  // Sizes straddle the blocks of four words, the workgroups of 64 and both selections.
  it.each([
    [1, 1, 1, 1],
    [1, 3, 2, 70],
    [3, 7, 1, 64],
    [64, 50, 50, 5],
    [10, 801, 50, 33],
    [130, 33, 9, 64],
  ])(
    'for %i queries, %i candidates, k = %i, %i samples',
    async (queries, candidates, k, samples) => {
      await expectTwins(rowsOf(queries, candidates), { k, samples });
    },
  );

  it.each(['count', 'distance'] as const)('with the loss %s and both signs', async (lossForm) => {
    const rows = rowsOf(40, 60);
    const right = ({ enteredAugmented }: EntryCounts) =>
      enteredAugmented.reduce((sum, count, i) => sum + count * rows.fits[i], 0);
    const towards = await expectTwins(rows, { lossForm, epsilon: -0.8 });
    const away = await expectTwins(rows, { lossForm, epsilon: 0.8 });
    expect(right(towards)).toBeGreaterThan(right(away));
  });

  it('at the ends of the sliders', async () => {
    const rows = rowsOf(20, 40);
    await expectTwins(rows, { sigma: 0.01 });
    await expectTwins(rows, { sigma: 100 });
    await expectTwins(rows, { epsilon: 100 });
  });

  it.each([true, false])('for one query at several scales, relaxed: %s', async (relaxed) => {
    const [scales, candidates] = [33, 100];
    const one = rowsOf(1, candidates);
    const repeated = (values: ArrayLike<number>) =>
      Array.from({ length: scales * candidates }, (_, i) => values[i % candidates]);
    const rows: DistanceRows = {
      ...{ queries: scales, candidates },
      distances: Float32Array.from(repeated(one.distances)),
      fits: Uint8Array.from(repeated(one.fits)),
      scales: Float32Array.from({ length: scales }, (_, i) => 10 ** (-3 + i / 8)),
    };
    const change = { sharedNoise: true, relaxed, samples: 256 };
    const all = await expectTwins(rows, change);
    // the row of a scale is what that scale gives alone
    const alone = { ...one, scales: rows.scales.slice(20, 21) };
    const { entered } = await kernel.count(alone, { ...knobs, ...change });
    expect([...all.entered.slice(20 * candidates, 21 * candidates)]).toEqual([...entered]);
  });

  it('past the first 2^32 counters', async () => {
    await expectTwins(rowsOf(5, 30), { step: 67_108_865 });
  });

  it('where only the order decides: no noise, equal distances', async () => {
    const rows = { ...rowsOf(2, 9), distances: new Float32Array(18) };
    const { entered } = await expectTwins(rows, { sigma: 0, k: 4, samples: 3 });
    expect([...entered.subarray(0, 9)]).toEqual([3, 3, 3, 3, 0, 0, 0, 0, 0]);
  });
});

describe('the perturbed top-k kernel', () => {
  it('draws the samples past 64 from the steps that follow', async () => {
    const rows = rowsOf(10, 20);
    const both = await kernel.count(rows, { ...knobs, samples: 128 });
    const one = await kernel.count(rows, knobs);
    const next = await kernel.count(rows, { ...knobs, step: knobs.step + 1 });
    expect([...both.entered]).toEqual([...one.entered.map((n, i) => n + next.entered[i])]);
  });

  it('answers calls made at once, and keeps its memory while a knob is dragged', async () => {
    const rows = rowsOf(30, 50);
    await kernel.count(rows, knobs);
    const before = kernel.bytes;
    const sigmas = [0.1, 0.5, 1, 2];
    const counts = await Promise.all(
      sigmas.map((sigma) => kernel.count(rows, { ...knobs, sigma })),
    );
    counts.forEach(({ entered }, i) => {
      const ours = countEntries(rows, { ...knobs, sigma: sigmas[i] });
      expect(disagreement(ours.entered, entered)).toBeLessThan(1e-3);
    });
    expect(kernel.bytes).toBe(before);
  });

  it('rejects what is out of range by name', async () => {
    const rows = rowsOf(2, 5);
    const distances = rows.distances.map((d, i) => (i === 7 ? NaN : d));
    await expect(kernel.count({ ...rows, distances }, knobs)).rejects.toThrow(
      'distances[7] must be a finite number up to 1e15, got NaN',
    );
    await expect(kernel.count(rows, { ...knobs, k: 6 })).rejects.toThrow('k must be an integer');
    await expect(kernel.count(rowsOf(1, 60), { ...knobs, k: 51 })).rejects.toThrow('1 to 50');
    await expect(kernel.count({ ...rows, queries: 3 }, knobs)).rejects.toThrow(
      '15 entries, got 10',
    );
    expect(() => countEntries(rows, { ...knobs, epsilon: Infinity })).toThrow('epsilon must be');
  });

  it('fails with a named error once the device is gone', async () => {
    const other = await openDevice(navigator.gpu);
    const doomed = createTopKKernel(other);
    other.device.destroy();
    await expect(doomed.count(rowsOf(2, 9), knobs)).rejects.toMatchObject({ code: 'device-lost' });
  });
});
