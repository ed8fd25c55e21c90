import { expose } from 'comlink';
import { createThreads } from '../../src/compute/threads';
import type { LawName } from '../../src/core/noise/laws';
import type { PairSums } from '../../src/core/problem';
import { openDevice } from '../../src/gpu/device';
import { createPairKernel } from '../../src/gpu/kernels/perturbed-pair/perturbed-pair';
import { samplePairs } from '../../src/simd/perturbed-pair/perturbed-pair.cpu';
import { createCpuPool } from '../../src/labs/argmax/compute/pool';
import { createTasks } from '../../src/labs/argmax/compute/tasks';
import { checkShares, problemOf } from './problem';
import { createTfjsSamplers, type TfjsSamplers } from './tfjs';

/** What samples: our kernel, one CPU thread, all of them, or tfjs in one of its settings. */
export type Path = 'kernel' | 'thread' | 'pool' | 'tfjs-plain' | 'tfjs-tuned' | 'tfjs-operators';

export interface Task {
  readonly path: Path;
  readonly law: LawName;
  /** Also the loss-augmented argmax under the same noise; tfjs has no such mode here. */
  readonly pair: boolean;
  readonly samples: number;
}

export interface ArgmaxBench {
  /** Opens everything once. `gpu` is null where there is no WebGPU: then only the CPU is measured. */
  open(): Promise<{ gpu: string | null; threads: number }>;
  /** Runs a task once, checks its counts, and returns samples per second. */
  rate(task: Task): Promise<number>;
  /** Number of samples that the plain tfjs does in about `seconds`, at most `most`. */
  tfjsSamples(seconds: number, most: number): Promise<number>;
}

type Counts = Pick<PairSums, 'samples'> & { readonly hits: ArrayLike<number> };
type Run = (task: Task) => Promise<Counts>;

const threads = navigator.hardwareConcurrency || 2;
const tasks = createTasks();
const pool = createCpuPool(
  createThreads({
    lab: 'argmax',
    count: threads,
    tasks,
    spawn: () =>
      new Worker(new URL('../../src/worker/thread.worker.ts', import.meta.url), { type: 'module' }),
  }),
  tasks,
);
const runs: Partial<Record<Path, Run>> = {
  thread: async ({ law, samples, pair }) => samplePairs(problemOf(law), 0, samples, pair),
  pool: ({ law, samples, pair }) => pool.sample(problemOf(law), 0, samples, pair),
};
let tfjs: TfjsSamplers | null = null;

async function openGpu(): Promise<string> {
  const open = await openDevice(navigator.gpu);
  const kernel = createPairKernel(open);
  tfjs = await createTfjsSamplers(problemOf('gumbel'));
  const { plain, tuned, operators } = tfjs;
  runs.kernel = ({ law, samples, pair }) => kernel.sample(problemOf(law), 0, samples, pair);
  runs['tfjs-plain'] = async ({ samples }) => ({ samples, hits: await plain(samples) });
  runs['tfjs-tuned'] = async ({ samples }) => ({ samples, hits: await tuned(samples) });
  runs['tfjs-operators'] = async ({ samples }) => ({ samples, hits: await operators.run(samples) });
  return open.adapter.name;
}

const bench: ArgmaxBench = {
  async open() {
    await pool.ready();
    const gpu = navigator.gpu && (await navigator.gpu.requestAdapter()) ? await openGpu() : null;
    return { gpu, threads: pool.threads };
  },
  async rate(task) {
    const run = runs[task.path];
    if (!run) throw new Error(`"${task.path}" was asked for but is not open`);
    if (task.path === 'tfjs-operators') await tfjs!.operators.prepare(task.samples);
    const start = performance.now();
    const counts = await run(task);
    const seconds = (performance.now() - start) / 1000;
    checkShares(task.path, task.law, counts);
    return counts.samples / seconds;
  },
  async tfjsSamples(seconds, most) {
    const trial = 32_768;
    await tfjs!.plain(trial);
    const start = performance.now();
    await tfjs!.plain(trial);
    const perSecond = trial / ((performance.now() - start) / 1000);
    return Math.min(most, Math.max(trial, Math.round(perSecond * seconds)));
  },
};

expose(bench);
