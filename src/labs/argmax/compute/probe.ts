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

/**
 * Samples per second of each path on the probe problem: batches that double until one takes long
 * enough to be timed, 8 ms, or is large enough that nobody would notice the difference; the best of
 * three such batches, the paths in turn, because at the start of a page everything else runs too.
 */
export async function measureSpeeds(
  paths: readonly Sample[],
  now: () => number,
): Promise<number[]> {
  const time = async (sample: Sample, count: number) => {
    const start = now();
    await sample(probeProblem, 0, count);
    return Math.max(1e-4, (now() - start) / 1000);
  };
  const counts: number[] = [];
  for (const sample of paths) {
    await time(sample, 4096); // compile and warm up
    let count = 16_384;
    while (count < 2 ** 22 && (await time(sample, count)) < 0.008) count *= 2;
    counts.push(count);
  }
  const seconds = paths.map(() => Infinity);
  for (let lap = 0; lap < 3; lap++) {
    for (const [path, sample] of paths.entries()) {
      seconds[path] = Math.min(seconds[path], await time(sample, counts[path]));
    }
  }
  return counts.map((count, path) => count / seconds[path]);
}
