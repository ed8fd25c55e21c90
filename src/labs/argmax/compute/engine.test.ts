import { describe, expect, it } from 'vitest';
import { noiseSpec } from '../../../core/noise/noise';
import type { ArgmaxProblem } from '../../../core/problem';
import type { PairKernel } from '../../../gpu/kernels/perturbed-pair/perturbed-pair';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';
import { GpuError } from '../../../gpu/errors';
import type { BackendChoice, ComputeStatus } from '../../../compute/service';
import { testMachine } from '../../../compute/testing/machine';
import { createEngine } from './engine';
import { createCpuPool } from './pool';
import { createTasks } from './tasks';

const problem: ArgmaxProblem = {
  scores: [1, 0, -1, 0.5],
  k: 1,
  sigma: 1,
  epsilon: -1,
  loss: [0, 1, 1, 1],
  noise: noiseSpec('gumbel'),
  seed: 5,
};

/** A browser's `navigator.gpu` whose devices the test can lose; computes on the CPU. */
function fakeGpu(info: Partial<GPUAdapterInfo> = { description: 'Fine GPU' }) {
  const lose: ((reason: string) => void)[] = [];
  const gpu = {
    requestAdapter: async () => ({
      info,
      features: new Set(),
      limits: {},
      requestDevice: async () => {
        let resolve: (info: { reason: string; message: string }) => void = () => undefined;
        const lost = new Promise((done) => (resolve = done));
        lose.push((reason) => resolve({ reason, message: '' }));
        const destroy = () => resolve({ reason: 'destroyed', message: '' });
        return { lost, addEventListener: () => undefined, destroy };
      },
    }),
  } as unknown as GPU;
  return { gpu, lose };
}

/** The CPU sampler on this thread alone. */
function thisThread() {
  const tasks = createTasks();
  return createCpuPool(testMachine().openThreads(tasks, 1), tasks);
}

/** Samples that a kernel draws at most, whatever it is asked for: timing asks for millions. */
const DRAWN = 16_384;

type Behaviour = (call: number) => 'right' | 'wrong' | 'throw' | 'hang';

function kernelThat(behave: Behaviour): () => PairKernel {
  let calls = 0;
  return () => ({
    bytes: 1024,
    kernelMilliseconds: null,
    destroy: () => undefined,
    async sample(asked, first, count, augmented = true) {
      const how = behave(calls++);
      if (how === 'throw') throw new GpuError('invalid-work', 'The kernel threw.');
      if (how === 'hang') throw new GpuError('timeout', 'The device did not answer.');
      const sums = samplePairs(
        asked,
        first,
        how === 'wrong' ? 1 : Math.min(count, DRAWN),
        augmented,
      );
      return sums;
    },
  });
}

/** What an engine tells, to be waited for. */
function listener() {
  const seen: ComputeStatus[] = [];
  let check = (): void => undefined;
  return {
    seen,
    last: () => seen[seen.length - 1],
    onInfo(info: ComputeStatus) {
      seen.push(info);
      check();
    },
    /** Settles once what was told last has these fields. */
    until(wanted: Partial<ComputeStatus>) {
      const fields = Object.entries(wanted) as [keyof ComputeStatus, unknown][];
      return new Promise<void>((resolve) => {
        check = () => {
          const info = seen.at(-1);
          if (info && fields.every(([name, value]) => info[name] === value)) resolve();
        };
        check();
      });
    },
  };
}

async function openEngine(
  gpu: GPU | undefined,
  behave: Behaviour,
  choice: BackendChoice = 'webgpu',
) {
  const told = listener();
  let time = 0;
  const engine = createEngine({
    gpu,
    pool: thisThread(),
    gentleThreads: 1,
    now: () => (time += 10),
    createKernel: kernelThat(behave),
  });
  await engine.open(choice, told.onInfo);
  return { engine, ...told };
}

describe('the engine', () => {
  it('uses a graphics device that passes the self-test', async () => {
    const { engine, last } = await openEngine(fakeGpu().gpu, () => 'right');
    expect(last()).toMatchObject({ status: 'ready', backend: 'webgpu', adapter: 'Fine GPU' });
    const reply = await engine.sample({ problem, first: 0, count: 1000 });
    expect(reply.backend).toBe('webgpu');
    expect([...reply.sums.joint]).toEqual([...samplePairs(problem, 0, 1000).joint]);
  });

  it('says in one sentence that there is no WebGPU, and computes on the CPU', async () => {
    const { engine, last } = await openEngine(undefined, () => 'right');
    expect(last()).toMatchObject({ status: 'ready', backend: 'cpu' });
    expect(last().note).toContain('no WebGPU');
    const reply = await engine.sample({ problem, first: 7, count: 100 });
    expect(reply.sums.samples).toBe(100);
  });

  it('does not use a device that counts wrongly', async () => {
    const { last } = await openEngine(fakeGpu().gpu, () => 'wrong');
    expect(last()).toMatchObject({ backend: 'cpu' });
    expect(last().note).toContain('wrong counts');
  });

  it('answers the request in flight from the CPU when the kernel throws, and reopens the device', async () => {
    let failures = 0;
    const once: Behaviour = () => (failures-- > 0 ? 'throw' : 'right');
    const { engine, seen, last, until } = await openEngine(fakeGpu().gpu, once);
    failures = 1;
    const reply = await engine.sample({ problem, first: 0, count: 500 });
    expect(reply.backend).toBe('cpu');
    expect([...reply.sums.hits]).toEqual([...samplePairs(problem, 0, 500).hits]);
    await until({ status: 'ready', losses: 1 });
    expect(seen.some((info) => info.status === 'recovering')).toBe(true);
    expect(last()).toMatchObject({ status: 'ready', backend: 'webgpu', losses: 1 });
  });

  it('treats a hung read-back like a lost device', async () => {
    let hangs = 0;
    const { engine, last, until } = await openEngine(fakeGpu().gpu, () =>
      hangs-- > 0 ? 'hang' : 'right',
    );
    hangs = 1;
    const reply = await engine.sample({ problem, first: 0, count: 500 });
    expect(reply.backend).toBe('cpu');
    await until({ status: 'ready', losses: 1 });
    expect(last()).toMatchObject({ status: 'ready', backend: 'webgpu' });
  });

  it('recovers several times in a row and then stays on the CPU, saying so', async () => {
    const { gpu, lose } = fakeGpu();
    const { engine, last, until } = await openEngine(gpu, () => 'right');
    for (let i = 0; i < 5; i++) {
      lose.at(-1)!('unknown');
      await until({ status: 'ready', losses: i + 1 });
      expect(last()).toMatchObject({ status: 'ready', backend: 'webgpu', losses: i + 1 });
    }
    lose.at(-1)!('unknown');
    await until({ status: 'ready', losses: 6 });
    expect(last()).toMatchObject({ status: 'ready', backend: 'cpu', losses: 6, degraded: true });
    expect(last().note).toContain('failed 6 times');
    const reply = await engine.sample({ problem, first: 0, count: 64 });
    expect(reply.backend).toBe('cpu');
  });

  it.each([
    ['SwiftShader', 10, 'cpu', 'is drawn in software; the CPU path is 10.0 times faster'],
    ['SwiftShader', 1.9, 'cpu', '1.4 times faster'],
    ['Fine GPU', 10, 'cpu', '(Fine GPU) is slow here; the CPU path is 10.0 times faster'],
    ['Fine GPU', 1.9, 'webgpu', ''],
  ])(
    'takes the faster path: %s, %d times slower than the CPU',
    async (name, slower, backend, note) => {
      const { onInfo, last, until } = listener();
      let time = 0;
      const engine = createEngine({
        gpu: fakeGpu({ description: name }).gpu,
        pool: thisThread(),
        gentleThreads: 1,
        now: () => (time += 10),
        createKernel: () => {
          const kernel = kernelThat(() => 'right')();
          const sample: typeof kernel.sample = (...asked) => {
            time += (10 * (slower - 1) * asked[2]) / 16_384;
            return kernel.sample(...asked);
          };
          return { ...kernel, sample };
        },
      });
      await engine.open('auto', onInfo);
      await until({ status: 'ready' });
      expect(last()).toMatchObject({ backend, status: 'ready' });
      expect(last().note).toContain(note);
      expect(await engine.sample({ problem, first: 0, count: 9 })).toMatchObject({ backend });
    },
  );

  it('tells how fast the device is with large requests, however long their way, and its kernel alone', async () => {
    const { onInfo, last, until } = listener();
    let time = 0;
    const engine = createEngine({
      gpu: fakeGpu({ description: 'SwiftShader' }).gpu,
      pool: thisThread(),
      gentleThreads: 1,
      // 16,384 samples in 10 ms on the CPU
      now: () => (time += 10),
      createKernel: () => {
        const kernel = kernelThat(() => 'right')();
        let kernelMilliseconds = 0;
        const sample: typeof kernel.sample = (...asked) => {
          kernelMilliseconds = asked[2] / 1e5;
          time += 100 + kernelMilliseconds;
          return kernel.sample(...asked);
        };
        return {
          ...kernel,
          sample,
          get kernelMilliseconds() {
            return kernelMilliseconds;
          },
        };
      },
    });
    await engine.open('auto', onInfo);
    await until({ status: 'ready' });
    const { backend, samplesPerSecond, kernel } = last();
    expect(backend).toBe('webgpu');
    expect(samplesPerSecond).toBeGreaterThan(16_384 / 0.01);
    expect(kernel!.samplesPerSecond).toBeCloseTo(1e8, 0);
    expect(kernel!.roundTripMs).toBeCloseTo(110, 0);
  });

  it.each([
    ['auto', 100, 'cpu', 'The way to this device and back takes 110 ms'],
    ['auto', 10, 'webgpu', ''],
    ['webgpu', 100, 'webgpu', ''],
  ] as const)(
    'draws what moves where the way is short: %s, %d ms',
    async (choice, way, backend, note) => {
      const { onInfo, last, until } = listener();
      let time = 0;
      const engine = createEngine({
        gpu: fakeGpu().gpu,
        pool: thisThread(),
        gentleThreads: 1,
        now: () => (time += 10),
        createKernel: () => {
          const kernel = kernelThat(() => 'right')();
          const sample: typeof kernel.sample = (...asked) => {
            time += way;
            return kernel.sample(...asked);
          };
          return { ...kernel, sample };
        },
      });
      await engine.open(choice, onInfo);
      await until({ status: 'ready' });
      expect(last().backend).toBe('webgpu');
      expect(last().note.startsWith(note)).toBe(true);
      expect(last().note === '').toBe(note === '');
      const drawn = (gentle: boolean) => engine.sample({ problem, first: 0, count: 9, gentle });
      expect(await drawn(true)).toMatchObject({ backend });
      expect(await drawn(false)).toMatchObject({ backend: 'webgpu' });
    },
  );

  it('computes on the CPU at once, and on a real device once that has been timed', async () => {
    const { engine, seen, last, until } = await openEngine(fakeGpu().gpu, () => 'right', 'auto');
    expect((await engine.sample({ problem, first: 0, count: 9 })).backend).toBe('cpu');
    await until({ status: 'ready' });
    expect(seen[0].status).toBe('starting');
    expect(last()).toMatchObject({ engine: 'own', backend: 'webgpu', note: '', degraded: false });
    expect(last().samplesPerSecond).toBeGreaterThan(0);
    expect((await engine.sample({ problem, first: 0, count: 9 })).backend).toBe('webgpu');
  });

  it('opens no device where the address asks for the CPU', async () => {
    const { gpu, lose } = fakeGpu();
    const { engine, last, until } = await openEngine(gpu, () => 'right', 'cpu');
    await until({ status: 'ready' });
    expect(last().note).toContain('?backend=cpu');
    expect((await engine.sample({ problem, first: 0, count: 9 })).backend).toBe('cpu');
    expect(lose).toHaveLength(0);
  });

  it('answers all requests in flight from the CPU, and counts their loss once', async () => {
    let failures = 0;
    const { engine, until } = await openEngine(fakeGpu().gpu, () =>
      failures-- > 0 ? 'throw' : 'right',
    );
    failures = 4;
    const replies = await Promise.all(
      [0, 1, 2, 3].map((i) => engine.sample({ problem, first: 100 * i, count: 100 })),
    );
    replies.forEach(({ backend, sums }, i) => {
      expect(backend).toBe('cpu');
      expect([...sums.hits]).toEqual([...samplePairs(problem, 100 * i, 100).hits]);
    });
    await until({ status: 'ready', backend: 'webgpu', losses: 1 });
  });

  it('stays on the CPU where the device counts wrongly when it comes back', async () => {
    const { gpu, lose } = fakeGpu();
    let how: ReturnType<Behaviour> = 'right';
    const { last, until } = await openEngine(gpu, () => how);
    how = 'wrong';
    lose.at(-1)!('unknown');
    await until({ status: 'ready', losses: 1 });
    expect(last()).toMatchObject({ backend: 'cpu', degraded: false });
    expect(last().note).toContain('wrong counts');
  });

  it('stays on the CPU where the device fails while it is timed', async () => {
    let calls = 0;
    // the self-test is the first one
    const { last } = await openEngine(fakeGpu().gpu, () => (++calls < 3 ? 'right' : 'hang'));
    expect(last()).toMatchObject({ status: 'ready', backend: 'cpu', losses: 0 });
    expect(last().note).toContain('did not answer');
    expect(last().samplesPerSecond).toBeGreaterThan(0);
  });

  it('times a device anew that comes back on another adapter', async () => {
    const info = { description: 'Fine GPU' };
    const { gpu, lose } = fakeGpu(info);
    let calls = 0;
    const { last, until } = await openEngine(gpu, () => (calls++, 'right'), 'auto');
    await until({ status: 'ready' });
    const again = async (losses: number) => {
      calls = 0;
      lose.at(-1)!('unknown');
      await until({ status: 'ready', backend: 'webgpu', losses });
      return calls;
    };
    // the self-test alone
    expect(await again(1)).toBe(1);
    info.description = 'Other GPU';
    expect(await again(2)).toBeGreaterThan(3);
    expect(last().adapter).toBe('Other GPU');
  });

  it('rejects a bad problem by name instead of blaming the device', async () => {
    const { engine, last } = await openEngine(fakeGpu().gpu, () => 'right');
    const bad = { ...problem, sigma: -1 };
    await expect(engine.sample({ problem: bad, first: 0, count: 10 })).rejects.toThrow(
      'sigma must be positive and below 1e30, got -1',
    );
    expect(last().losses).toBe(0);
  });
});
