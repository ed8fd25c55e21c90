import { releaseProxy, wrap, type Remote } from 'comlink';
import { addSums, type ArgmaxProblem, type PairSums } from '../core/problem';
import { within } from '../core/within';
import { samplePairs } from '../gpu/kernels/perturbed-pair/perturbed-pair.cpu';

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

export interface SampleTask {
  sample: typeof samplePairs;
  /** Answers once the thread has started. */
  ready(): true;
}

interface Helper {
  readonly worker: Worker;
  readonly task: Remote<SampleTask>;
  /** Aborted when the thread fails. */
  readonly died: AbortSignal;
}

/**
 * The CPU sampler over several threads. Samples are numbered, so a range splits anywhere and the
 * sums add up to the same integers. A thread that cannot start or dies is done without.
 *
 * @param spawn starts a helper thread, or null where workers cannot start workers
 */
export function createCpuPool(threads: number, spawn: (() => Worker) | null): Sampler {
  let helpers: Helper[] = [];
  const starting: Promise<void>[] = [];
  for (let i = 1; i < threads && spawn; i++) addHelper(spawn);

  function addHelper(start: () => Worker): void {
    try {
      const worker = start();
      const death = new AbortController();
      const helper = { worker, task: wrap<SampleTask>(worker), died: death.signal };
      worker.addEventListener('error', () => {
        drop(helper);
        death.abort(new Error('a CPU thread stopped'));
      });
      // Only a thread that has started gets work: the first figure does not wait for it.
      const joined = within(helper.task.ready(), death.signal).then(
        () => void helpers.push(helper),
        () => undefined,
      );
      starting.push(joined);
    } catch {
      // No nested workers here: this thread does all the work.
    }
  }

  function drop(helper: Helper): void {
    helpers = helpers.filter((other) => other !== helper);
    helper.worker.terminate();
  }

  /** A share on a helper; on this thread if the helper dies meanwhile. */
  async function share(helper: Helper, ...task: Parameters<typeof samplePairs>): Promise<PairSums> {
    try {
      return await within(helper.task.sample(...task), helper.died);
    } catch (error) {
      if (!helper.died.aborted) throw error;
      return samplePairs(...task);
    }
  }

  return {
    get threads() {
      return helpers.length + 1;
    },
    ready: () => Promise.all(starting),
    async sample(problem, first, count, augmented = true, most = Infinity) {
      const worth = Math.max(1, Math.floor(count / MIN_SHARE));
      const parts = Math.min(helpers.length + 1, worth, most);
      const size = Math.ceil(count / parts);
      const shares: Promise<PairSums>[] = [];
      for (let p = 1; p < parts; p++) {
        const length = Math.min(size, count - p * size);
        shares.push(share(helpers[p - 1], problem, first + p * size, length, augmented));
      }
      const total = samplePairs(problem, first, Math.min(size, count), augmented);
      for (const part of await Promise.all(shares)) addSums(total, part);
      return total;
    },
    destroy() {
      for (const { worker, task } of helpers) {
        task[releaseProxy]();
        worker.terminate();
      }
      helpers = [];
    },
  };
}
