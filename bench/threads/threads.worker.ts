import { expose } from 'comlink';
import type { Tasks } from '../../src/compute/service';
import { createThreads } from '../../src/compute/threads';
import { drawnSet } from '../../src/data/drawn/drawn';
import { createSlicePool } from '../../src/labs/knn/compute/slices';
import { createTasks as createKnnTasks } from '../../src/labs/knn/compute/tasks';
import { trainingImages } from '../../src/labs/knn/experiment/batch';
import { advance as advanceKnn, initialState as firstKnn } from '../../src/labs/knn/experiment/run';
import { paperKnobs, type KnnSetup } from '../../src/labs/knn/experiment/spec';
import { createGradientPool } from '../../src/labs/matching/compute/rows';
import { createTasks as createMatchingTasks } from '../../src/labs/matching/compute/tasks';
import { advance, initialState } from '../../src/labs/matching/experiment/run';
import { matchingVariants, paperSetup } from '../../src/labs/matching/experiment/spec';
import { createCpuPairMath } from '../../src/simd/networks/cpu';

export type Training = 'matching, d = 100' | 'kNN, compact' | 'kNN, LeNet';

export interface ThreadsBench {
  /** Processors of this machine, as the page sees them. */
  cores(): number;
  /** Opens a training on so many threads, all of which have started, and makes a few steps. */
  open(training: Training, threads: number): Promise<void>;
  /** Milliseconds of a step, the mean over so many. */
  step(training: Training, threads: number, steps: number): Promise<number>;
}

const digits = drawnSet({ seed: 1, train: 2000, test: 10 });

async function start<T extends Tasks>(lab: string, tasks: T, count: number) {
  const threads = createThreads({
    ...{ lab, tasks, count },
    spawn: () =>
      new Worker(new URL('../../src/worker/thread.worker.ts', import.meta.url), { type: 'module' }),
  });
  await threads.ready();
  if (threads.count !== count) throw new Error(`${threads.count} of ${count} threads started`);
  return threads;
}

async function matching(count: number): Promise<() => Promise<unknown>> {
  const { method, knobs } = matchingVariants['direct-learned-sigma'];
  const setup = { ...paperSetup, method, d: 100, seed: 1 };
  const pool = createGradientPool(await start('matching', createMatchingTasks(), count));
  const state = initialState(setup);
  const gradients = pool.source('bench', setup);
  return () => advance(setup, state, knobs, gradients);
}

async function knn(network: 'compact' | 'lenet', count: number): Promise<() => Promise<unknown>> {
  const setup: KnnSetup = {
    ...{ dataset: digits.id, network, method: 'direct', scale: 'learned', seed: 1 },
    input: [digits.height, digits.width, digits.channels],
    classes: digits.classes.length,
  };
  const state = firstKnn(setup);
  const around = {
    images: trainingImages(setup, digits.train),
    source: createSlicePool(await start('knn', createKnnTasks(), count)).source('bench', setup),
    pairs: createCpuPairMath(),
    now: () => performance.now(),
  };
  return () => advanceKnn(setup, state, paperKnobs, around);
}

const trainings: Readonly<Record<Training, (count: number) => Promise<() => Promise<unknown>>>> = {
  'matching, d = 100': matching,
  'kNN, compact': (count) => knn('compact', count),
  'kNN, LeNet': (count) => knn('lenet', count),
};

const WARM_UP_STEPS = 3;
const opened = new Map<string, () => Promise<unknown>>();

const bench: ThreadsBench = {
  cores: () => navigator.hardwareConcurrency || 2,
  async open(training, threads) {
    const step = await trainings[training](threads);
    for (let i = 0; i < WARM_UP_STEPS; i++) await step();
    opened.set(`${training} ${threads}`, step);
  },
  async step(training, threads, steps) {
    const step = opened.get(`${training} ${threads}`)!;
    const begin = performance.now();
    for (let i = 0; i < steps; i++) await step();
    return (performance.now() - begin) / steps;
  },
};
expose(bench);
