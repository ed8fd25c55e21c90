import type { Remote } from 'comlink';
import { addSums, type ArgmaxProblem, type PairSums } from '../../../core/problem';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';
import { createThreads, type ThreadTask } from '../../../compute/threads';

/** Samples below which a message to another thread costs more than it saves. */
const MIN_SHARE = 4096;

export interface Sampler {
  /** Number of threads that work, this one included. */
  readonly threads: number;
  /** All threads that will ever start have. */
  ready(): Promise<unknown>;
  /** @param most threads to use, by default all */
  sample(
    problem: ArgmaxProblem,
    first: number,
    count: number,
    augmented?: boolean,
    most?: number,
  ): Promise<PairSums>;
  destroy(): void;
}

export interface SampleTask extends ThreadTask {
  sample: typeof samplePairs;
}

/**
 * The CPU sampler over several threads. Samples are numbered, so a range splits anywhere and the
 * sums add up to the same integers.
 *
 * @param spawn starts a helper thread, or null where workers cannot start workers
 */
export function createCpuPool(threads: number, spawn: (() => Worker) | null): Sampler {
  const pool = createThreads<SampleTask>(threads, spawn);

  return {
    get threads() {
      return pool.count;
    },
    ready: pool.ready,
    async sample(problem, first, count, augmented = true, most = Infinity) {
      const worth = Math.max(1, Math.floor(count / MIN_SHARE));
      const parts = Math.min(pool.count, worth, most);
      const size = Math.ceil(count / parts);
      const shares: Promise<PairSums>[] = [];
      for (let p = 1; p < parts; p++) {
        const length = Math.min(size, count - p * size);
        const task = [problem, first + p * size, length, augmented] as const;
        const there = (thread: Remote<SampleTask>) => thread.sample(...task);
        shares.push(pool.run(p, there, () => samplePairs(...task)));
      }
      const total = samplePairs(problem, first, Math.min(size, count), augmented);
      for (const part of await Promise.all(shares)) addSums(total, part);
      return total;
    },
    destroy: pool.destroy,
  };
}
