/** Samples per second of the fused sampler, by size of the request, and the latency of a small one. */
import { noiseSpec } from '../../../src/core/noise/noise';
import type { ArgmaxProblem } from '../../../src/core/problem';
import type { OpenDevice } from '../../../src/gpu/device';
import { createPairKernel } from '../../../src/gpu/kernels/perturbed-pair/perturbed-pair';
import { samplePairs } from '../../../src/simd/perturbed-pair/perturbed-pair.cpu';

type Tell = (what: string, numbers: Record<string, number | string>) => void;

const problem = (n: number, k: number): ArgmaxProblem => ({
  scores: Array.from({ length: n }, (_, i) => 1 - 0.3 * i),
  loss: Array.from({ length: n }, (_, i) => Number(i >= k)),
  ...{ k, sigma: 1, epsilon: -1, noise: noiseSpec('gumbel'), seed: 20210718 },
});

const CHECKED = 4096;
/** Workgroups at a time: as the kernel has them, and more for a device with room for them. */
const WORKGROUPS = [1024, 2048, 4096, 8192];

export async function measure(open: OpenDevice, soft: boolean, tell: Tell): Promise<void> {
  const M = soft ? 2 ** 10 : 2 ** 20;
  await measureLatency(open, soft, tell);
  for (const most of WORKGROUPS) {
    await measureRates(open, most, problem(8, 1), false, [M, 16 * M, 64 * M, 256 * M], soft, tell);
  }
  await measureRates(open, 1024, problem(8, 1), true, [M, 16 * M, 64 * M], soft, tell);
  await measureRates(open, 4096, problem(8, 1), true, [M, 16 * M, 64 * M], soft, tell);
  // the last of them is not one of those that the kernel of ranks is for
  for (const [n, k] of [
    [12, 5],
    [6, 2],
    [16, 8],
    [17, 5],
  ]) {
    for (const most of [1024, 4096]) {
      for (const augmented of [false, true]) {
        await measureRates(open, most, problem(n, k), augmented, [M, 16 * M], soft, tell);
      }
    }
  }
}

/** Milliseconds that a small request takes there and back. */
async function measureLatency(open: OpenDevice, soft: boolean, tell: Tell) {
  const kernel = createPairKernel(open);
  await kernel.sample(problem(8, 1), 0, CHECKED);
  const taken: number[] = [];
  for (let lap = 0; lap < (soft ? 3 : 100); lap++) {
    const start = performance.now();
    await kernel.sample(problem(8, 1), 0, CHECKED);
    taken.push(performance.now() - start);
  }
  kernel.destroy();
  taken.sort((a, b) => a - b);
  tell(`one request of ${CHECKED}`, {
    ms: taken[taken.length >> 1],
    'ms at best': taken[0],
    'ms at worst': taken[taken.length - 1],
  });
}

async function measureRates(
  open: OpenDevice,
  most: number,
  own: ArgmaxProblem,
  augmented: boolean,
  counts: readonly number[],
  soft: boolean,
  tell: Tell,
) {
  const kernel = createPairKernel(open, most);
  const found = await kernel.sample(own, 0, CHECKED, augmented);
  const truth = samplePairs(own, 0, CHECKED, augmented);
  const moved = truth.hits.reduce((sum, hit, i) => sum + Math.abs(hit - found.hits[i]), 0) / 2;
  const rates: Record<string, number> = {};
  for (const count of counts) {
    let seconds = Infinity;
    for (let lap = 0; lap < (soft ? 1 : 5); lap++) {
      const start = performance.now();
      await kernel.sample(own, 0, count, augmented);
      seconds = Math.min(seconds, (performance.now() - start) / 1000);
    }
    rates[`G samples/s at ${count / 2 ** 20} M`] = count / seconds / 1e9;
  }
  kernel.destroy();
  const what = `${own.scores.length} choose ${own.k}${augmented ? ', pairs' : ''}, ${most} groups`;
  tell(what, { ...rates, [`moved of ${CHECKED}`]: moved });
}
