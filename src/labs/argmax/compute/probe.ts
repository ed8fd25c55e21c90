import { noiseSpec } from '../../../core/noise/noise';
import type { ArgmaxProblem, PairSums } from '../../../core/problem';
import { GpuError } from '../../../gpu/errors';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';
import type { PairKernel } from '../../../gpu/kernels/perturbed-pair/perturbed-pair';

type Sample = (problem: ArgmaxProblem, first: number, count: number) => Promise<PairSums>;

const probeProblem: ArgmaxProblem = {
  scores: [1, 0.7, 0.4, 0.1, -0.2, -0.5, -0.8, -1.1],
  k: 1,
  sigma: 1,
  epsilon: -1,
  loss: [0, 1, 1, 1, 1, 1, 1, 1],
  noise: noiseSpec('gumbel'),
  seed: 20210718,
};

/** Share of draws that may differ between float32 and float64: near-ties of two classes. */
const NEAR_TIES = 1e-3;
const CHECKED = 4096;

/**
 * Runs the kernel beside its CPU twin: an adapter that counts differently is not used.
 * @throws GpuError wrong-results
 */
export async function verifyKernel(kernel: PairKernel): Promise<void> {
  const ours = samplePairs(probeProblem, 0, CHECKED);
  const theirs = await kernel.sample(probeProblem, 0, CHECKED);
  let moved = 0;
  ours.joint.forEach((count, cell) => (moved += Math.abs(count - theirs.joint[cell])));
  if (moved > 2 * NEAR_TIES * CHECKED) {
    throw new GpuError(
      'wrong-results',
      'The graphics device computed wrong counts in a self-test.',
    );
  }
}

/** A way to draw samples that is to be timed. */
export interface TimedPath {
  readonly sample: Sample;
  /** Samples that are asked for at once at most. */
  readonly most: number;
  /** Requests travel to a device: how long that takes says nothing about its speed. */
  readonly afar: boolean;
  /** What the last request took on the device alone; null where that does not tell. */
  kernelMilliseconds?(): number | null;
}

export interface Speed {
  /** In requests as large as the path is fast with. */
  readonly samplesPerSecond: number;
  /** Milliseconds of a request that is next to nothing: the way to a device and back. */
  readonly roundTrip: number;
  /** Samples per second without the way; 0 where that is not told. */
  readonly inKernel: number;
}

/** Seconds of a batch that can be timed. */
const TIMED = 0.008;

/**
 * Speed of each path on the probe problem: batches that double until one takes 8 ms longer than the way
 * there and back, or is the largest of the path; the best of three such batches, the paths in turn,
 * and of three ways there and back, because at the start of a page everything else runs too. So a path with a long way, as of a browser
 * that looks for answers now and then, is not taken for a slow one.
 */
export async function measureSpeeds(
  paths: readonly TimedPath[],
  now: () => number,
): Promise<Speed[]> {
  const time = async ({ sample }: TimedPath, count: number) => {
    const start = now();
    await sample(probeProblem, 0, count);
    return Math.max(1e-4, (now() - start) / 1000);
  };
  const sizes: { count: number; way: number }[] = [];
  for (const path of paths) {
    await time(path, CHECKED); // compile and warm up
    let way = path.afar ? Infinity : 0;
    for (let lap = 0; lap < 3 && path.afar; lap++) way = Math.min(way, await time(path, CHECKED));
    let count = 16_384;
    while (count < path.most && (await time(path, count)) < way + TIMED) count *= 2;
    sizes.push({ count, way });
  }
  const best = paths.map(() => ({ seconds: Infinity, kernel: Infinity }));
  for (let lap = 0; lap < 3; lap++) {
    for (const [i, path] of paths.entries()) {
      const seconds = await time(path, sizes[i].count);
      best[i].seconds = Math.min(best[i].seconds, seconds);
      best[i].kernel = Math.min(best[i].kernel, path.kernelMilliseconds?.() ?? Infinity);
    }
  }
  return sizes.map(({ count, way }, i) => ({
    samplesPerSecond: count / best[i].seconds,
    roundTrip: 1000 * way,
    inKernel: count / (best[i].kernel / 1000),
  }));
}
