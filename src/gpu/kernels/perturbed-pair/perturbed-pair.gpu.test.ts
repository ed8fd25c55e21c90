import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lawNames, type LawName } from '../../../core/noise/laws';
import { noiseSpec } from '../../../core/noise/noise';
import { addSums, type ArgmaxProblem, type PairSums } from '../../../core/problem';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { openDevice, type OpenDevice } from '../../device';
import { createPairKernel, type PairKernel } from './perturbed-pair';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';

let open: OpenDevice;
let kernel: PairKernel;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
  kernel = createPairKernel(open);
});

afterAll(() => {
  kernel.destroy();
  open.device.destroy();
});

function problem(n: number, k = 1, law: LawName = 'gumbel', sigma = 1): ArgmaxProblem {
  const random = createRng(11, 'test problems');
  const uniform = (part: number) => unitUniform(random.word(n, part));
  return {
    scores: Array.from({ length: n }, (_, i) => 4 * uniform(i) - 2),
    loss: Array.from({ length: n }, (_, i) => uniform(n + i)),
    k,
    sigma,
    epsilon: n % 2 ? -1.5 : 0.7,
    noise: noiseSpec(law),
    seed: 1234567,
  };
}

/** Samples whose cell differs, as a share of all: near-ties of two float32 sums. */
function disagreement(ours: PairSums, theirs: PairSums): number {
  const table = ours.joint.length ? 'joint' : 'hits';
  let moved = 0;
  ours[table].forEach((count, cell) => (moved += Math.abs(count - theirs[table][cell])));
  return moved / 2 / ours.samples;
}

async function both(p: ArgmaxProblem, count: number, first = 0, augmented = true) {
  const ours = samplePairs(p, first, count, augmented);
  const theirs = await kernel.sample(p, first, count, augmented);
  return { ours, theirs };
}

function expectSameSums(ours: PairSums, theirs: PairSums): void {
  const scale = ours.samples;
  for (const field of [
    'loss',
    'lossSquared',
    'gap',
    'gapSquared',
    'maximum',
    'maximumSquared',
  ] as const) {
    const size = scale + Math.abs(ours[field]);
    expect(Math.abs(ours[field] - theirs[field]) / size, field).toBeLessThan(2e-3);
  }
}

describe('the perturbed pair kernel agrees with its CPU twin', () => {
  it.each(lawNames)('under %s noise', async (law) => {
    const { ours, theirs } = await both(problem(8, 1, law), 20_000);
    expect(disagreement(ours, theirs)).toBeLessThan(3e-4);
    expectSameSums(ours, theirs);
  });

  // Sizes straddle the blocks of four words, the workgroup's table (45 classes) and the limit.
  it.each([1, 2, 3, 4, 5, 12, 45, 46, 130])('for %i classes', async (n) => {
    const { ours, theirs } = await both(problem(n), 6000);
    expect(disagreement(ours, theirs)).toBeLessThan(1e-3);
    expectSameSums(ours, theirs);
  });

  // up to 16 classes by ranks
  it.each([
    [2, 2],
    [3, 2],
    [4, 4],
    [5, 4],
    [8, 3],
    [12, 6],
    [13, 2],
    [16, 8],
    [16, 15],
    [17, 8],
    [40, 9],
    [100, 33],
  ])('for %i choose %i', async (n, k) => {
    const { ours, theirs } = await both(problem(n, k, 'normal'), 3000);
    expect(disagreement(ours, theirs)).toBeLessThan(2e-3 * k * k);
    expectSameSums(ours, theirs);
    expect(theirs.hits.reduce((a, b) => a + b)).toBeCloseTo(k * 3000, 6);
  });

  it.each([
    [3, 2],
    [6, 5],
    [16, 8],
    [17, 8],
  ])('for %i choose %i without the augmented prediction', async (n, k) => {
    const { ours, theirs } = await both(problem(n, k), 3001, 17, false);
    expect(disagreement(ours, theirs)).toBeLessThan(2e-3 * k);
    expectSameSums(ours, theirs);
    expect(theirs.hits.reduce((a, b) => a + b)).toBe(k * 3001);
  });

  // 128 threads: two of the rounds in which pairs are gathered, the second one partly
  it.each([4096, 4097, 6001])('for %i samples of subsets by few threads', async (count) => {
    const few = createPairKernel(open, 2);
    const p = problem(7, 3, 'logistic');
    const [whole, augmented] = [
      await few.sample(p, 5, count, false),
      await few.sample(p, 5, count),
    ];
    few.destroy();
    const ours = samplePairs(p, 5, count);
    expect(disagreement(ours, augmented)).toBeLessThan(0.01);
    expectSameSums(ours, augmented);
    expect(whole.hits).toEqual(augmented.hits);
    expect(augmented.joint.reduce((a, b) => a + b)).toBe(9 * count);
  });

  it('with the lowest classes where float32 sees no difference', async () => {
    const flat = { ...problem(6, 2), scores: Array<number>(6).fill(2 ** 30), epsilon: 1e-9 };
    const sums = await kernel.sample(flat, 0, 1000);
    expect([...sums.hits]).toEqual([1000, 1000, 0, 0, 0, 0]);
    expect(sums.hitsAugmented).toEqual(sums.hits);
  });

  it('for 1,024 classes without the augmented prediction', async () => {
    const { ours, theirs } = await both(problem(1024), 2000, 0, false);
    expect(disagreement(ours, theirs)).toBeLessThan(2e-3);
    expect(theirs.joint).toHaveLength(0);
    expect(theirs.gap).toBe(0);
  });

  it.each([0.01, 100])('at the end of the slider, sigma = %f', async (sigma) => {
    const { ours, theirs } = await both(problem(6, 1, 'gumbel', sigma), 10_000);
    expect(disagreement(ours, theirs)).toBeLessThan(1e-3);
  });

  it('with equal scores, where only the noise decides', async () => {
    const equal = { ...problem(5), scores: [0, 0, 0, 0, 0] };
    const { ours, theirs } = await both(equal, 20_000);
    expect(disagreement(ours, theirs)).toBeLessThan(3e-4);
  });

  it('past the first 2^31 samples', async () => {
    const { ours, theirs } = await both(problem(8), 5000, 3_000_000_000);
    expect(disagreement(ours, theirs)).toBeLessThan(1e-3);
  });
});

describe('the perturbed pair kernel', () => {
  it('adds up: two halves of a range give the sums of the whole', async () => {
    const p = problem(7, 2, 'logistic');
    const whole = await kernel.sample(p, 0, 10_000);
    const halves = await kernel.sample(p, 0, 3333);
    addSums(halves, await kernel.sample(p, 3333, 6667));
    expect([...halves.joint]).toEqual([...whole.joint]);
  });

  it('answers calls made at once, in order', async () => {
    const sizes = [2, 9, 130, 4];
    const sums = await Promise.all(sizes.map((n) => kernel.sample(problem(n), 0, 2000)));
    sums.forEach((s, i) =>
      expect(disagreement(samplePairs(problem(sizes[i]), 0, 2000), s)).toBeLessThan(2e-3),
    );
  });

  it('keeps its memory while the same problem is sampled again and again', async () => {
    const p = problem(12);
    await kernel.sample(p, 0, 50_000);
    const before = kernel.bytes;
    for (let i = 0; i < 20; i++) await kernel.sample({ ...p, sigma: 1 + i }, 0, 50_000);
    expect(kernel.bytes).toBe(before);
  });

  it('tells what it took on the device where that has a clock', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const has = adapter!.features.has('timestamp-query');
    const device = await adapter!.requestDevice({
      requiredFeatures: has ? ['timestamp-query'] : [],
    });
    const timed = createPairKernel({ ...open, device });
    const start = performance.now();
    const sums = await timed.sample(problem(7), 0, 50_001);
    const most = performance.now() - start;
    expect(sums.joint.reduce((a, b) => a + b)).toBe(50_001);
    expect(timed.kernelMilliseconds === null).toBe(!has);
    expect(timed.kernelMilliseconds ?? 0).toBeLessThan(most);
    timed.destroy();
    device.destroy();
  });

  it('rejects scores that are not numbers by name', async () => {
    const bad = { ...problem(3), scores: [1, NaN, 0] };
    await expect(kernel.sample(bad, 0, 100)).rejects.toThrow(
      'scores[1] must be a finite number, got NaN',
    );
  });

  it('fails with a named error once the device is gone', async () => {
    const other = await openDevice(navigator.gpu);
    const doomed = createPairKernel(other);
    other.device.destroy();
    await expect(doomed.sample(problem(3), 0, 100)).rejects.toMatchObject({ code: 'device-lost' });
  });
});
