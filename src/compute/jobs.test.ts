import { afterEach, describe, expect, it, vi } from 'vitest';
import { openCompute } from './client';
import { createHost } from './host';
import { runJobs, type JobsOptions } from './jobs';
import type { Call, Calls, ComputeModule } from './service';
import { testMachine } from './testing/machine';
import { until } from './testing/until';
import { createTestWorkers } from './testing/workers';

type JobCalls = { square: Call<number, number> };

const jobs = [1, 2, 3, 4, 5, 6];
const squares = [1, 4, 9, 16, 25, 36];
const never = () => new Promise<never>(() => undefined);

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/**
 * Workers that square numbers, restarted when they die.
 * @param answer what one does with a job
 */
function rig(answer: (job: number, die: () => void) => Promise<number>) {
  const workers = createTestWorkers();
  ends.push(workers.end);
  const dispose = vi.fn();
  const found: number[] = [];
  const stop = new AbortController();
  const serve = (die: () => void) => {
    const module: ComputeModule<JobCalls> = {
      open: () => ({
        handlers: { square: (job) => answer(job, die) },
        loseDevice: () => Promise.resolve(),
      }),
    };
    return createHost({
      load: async () => module as unknown as ComputeModule<Calls>,
      machine: () => testMachine(),
    });
  };
  const options: Omit<JobsOptions<number, number>, 'workers'> = {
    open() {
      const compute = openCompute<JobCalls>({
        lab: 'jobs',
        page: { base: '', search: '', cores: 1 },
        spawn: () => workers.start(serve),
        inline: null,
        track: (work) => work,
      });
      return {
        run: (job) => compute.call('square', job),
        dispose() {
          dispose();
          compute.dispose();
        },
      };
    },
    onResult: (result) => found.push(result),
    claim: () => Promise.resolve(true),
    signal: stop.signal,
  };
  const run = (count: number, asked = jobs, patch: Partial<typeof options> = {}) =>
    runJobs(asked, { ...options, ...patch, workers: count });
  return { run, workers, found, stop, dispose };
}

const square = async (job: number) => job ** 2;

describe('jobs', () => {
  it('are all done once, on as many workers as there are', async () => {
    const { run, workers, found } = rig(square);
    await run(3);
    expect(found.sort((a, b) => a - b)).toEqual(squares);
    expect(workers.started).toBe(3);
    expect(workers.terminated).toBe(3);
  });

  it('need no more workers than there are jobs, and none where there are no jobs', async () => {
    const { run, workers, found } = rig(square);
    await run(8, [7, 8]);
    expect(found.sort((a, b) => a - b)).toEqual([49, 64]);
    expect(workers.started).toBe(2);
    await run(8, []);
    expect(workers.started).toBe(2);
  });

  it('are done in their order', async () => {
    const { run, found } = rig(square);
    await run(1);
    expect(found).toEqual(squares);
  });

  it('that somebody else does come last, and are done only if they are not done by then', async () => {
    const { run, found } = rig(square);
    const asked: string[] = [];
    const claim = async (job: number, wait: boolean) => {
      asked.push(`${job}${wait ? ' at last' : ''}`);
      return wait ? job !== 4 : job !== 2 && job !== 4;
    };
    await run(1, jobs, { claim });
    expect(found).toEqual([1, 9, 25, 36, 4]);
    expect(asked.slice(-2)).toEqual(['2 at last', '4 at last']);
  });

  it('are done again if their worker dies', async () => {
    let deaths = 0;
    const { run, workers, found } = rig((job, die) => {
      if (job !== 3 || deaths++ > 0) return square(job);
      die();
      return never();
    });
    await run(1);
    expect(found).toEqual(squares);
    expect(workers.started).toBe(2);
  });

  it('are given up with a sentence when workers keep dying, and keep what has been done', async () => {
    const { run, workers, found } = rig((job, die) => {
      if (job < 3) return square(job);
      die();
      return never();
    });
    await expect(run(1)).rejects.toThrow('The background thread failed several times.');
    expect(found).toEqual([1, 4]);
    expect(workers.started).toBe(4);
  });

  it('end with the error of the first that fails, and all workers with it', async () => {
    const { run, workers, found, dispose } = rig((job) => {
      if (job === 2) return Promise.reject(new RangeError('unknown method'));
      return job === 1 ? square(job) : never();
    });
    await expect(run(3)).rejects.toThrow('unknown method');
    expect(found).toEqual([1]);
    expect(dispose).toHaveBeenCalledTimes(3);
    expect(workers.terminated).toBe(3);
  });

  it('end at once when they are stopped, with the results so far and without an error', async () => {
    const { run, workers, found, stop } = rig((job) => (job > 3 ? never() : square(job)));
    const done = run(2);
    await until(() => found.length === 3);
    stop.abort();
    await done;
    expect(found.sort((a, b) => a - b)).toEqual([1, 4, 9]);
    expect(workers.terminated).toBe(2);
  });

  it('are not begun after they have been stopped', async () => {
    const { run, workers, found, stop } = rig(square);
    stop.abort();
    await run(2);
    expect([found, workers.started]).toEqual([[], 0]);
  });

  it('let a worker go for which there is nothing left', async () => {
    let release: (value: number) => void = () => undefined;
    const held = new Promise<number>((resolve) => (release = resolve));
    const { run, workers, found } = rig((job) => (job === 1 ? held : square(job)));
    const done = run(2, [1, 2, 3]);
    await until(() => workers.terminated === 1);
    expect(found).toEqual([4, 9]);
    release(1);
    await done;
    expect(found).toEqual([4, 9, 1]);
    expect(workers.terminated).toBe(2);
  });
});
