import type { Threads } from '../../../compute/service';
import { addSums, type ArgmaxProblem, type PairSums } from '../../../core/problem';
import type { ArgmaxTasks, Share } from './tasks';

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
}

type Samples = Pick<ArgmaxTasks, 'sample'>;

/**
 * The CPU sampler over several threads, of which this one works by its own table. Samples are numbered,
 * so a range splits anywhere and the sums add up to the same integers. Helpers start when they are asked
 * to be ready, not with the first samples.
 */
export function createCpuPool(threads: Threads<Samples>, { sample }: Samples): Sampler {
  return {
    get threads() {
      return threads.count;
    },
    ready: () => threads.ready(),
    async sample(problem, first, count, augmented = true, most = Infinity) {
      const worth = Math.max(1, Math.floor(count / MIN_SHARE));
      const parts = Math.min(threads.count, worth, most);
      if (parts === 1) return sample({ problem, first, count, augmented });
      const size = Math.ceil(count / parts);
      const shares: Share[] = Array.from({ length: parts }, (_, part) => {
        const length = Math.min(size, count - part * size);
        return { problem, first: first + part * size, count: length, augmented };
      });
      const [total, ...others] = await threads.map('sample', shares);
      for (const part of others) addSums(total, part);
      return total;
    },
  };
}
