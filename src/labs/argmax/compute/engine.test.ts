import { describe, expect, it } from 'vitest';
import { noiseSpec } from '../../../core/noise/noise';
import type { ArgmaxProblem } from '../../../core/problem';
import type { PairKernel } from '../../../gpu/kernels/perturbed-pair/perturbed-pair';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';
import { GpuError } from '../../../gpu/errors';
import { createEngine } from './engine';
import type { EngineInfo } from './protocol';

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

type Behaviour = (call: number) => 'right' | 'wrong' | 'throw' | 'hang';

function kernelThat(behave: Behaviour): () => PairKernel {
  let calls = 0;
  return () => ({
    bytes: 1024,
    destroy: () => undefined,
    async sample(asked, first, count, augmented = true) {
      const how = behave(calls++);
      if (how === 'throw') throw new GpuError('invalid-work', 'The kernel threw.');
      if (how === 'hang') throw new GpuError('timeout', 'The device did not answer.');
      const sums = samplePairs(asked, first, how === 'wrong' ? 1 : count, augmented);
      return sums;
    },
  });
}

async function openEngine(gpu: GPU | undefined, behave: Behaviour, clock = fastGpuClock()) {
  const seen: EngineInfo[] = [];
  const engine = createEngine({
    gpu,
    threads: 1,
    gentleThreads: 1,
    spawn: null,
    now: clock,
    createKernel: kernelThat(behave),
  });
  await engine.open('webgpu', (info) => seen.push(info));
  return { engine, seen, last: () => seen[seen.length - 1] };
}

function fastGpuClock() {
  let time = 0;
  return () => (time += 10);
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

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
    const { engine, seen, last } = await openEngine(fakeGpu().gpu, once);
    failures = 1;
    const reply = await engine.sample({ problem, first: 0, count: 500 });
    expect(reply.backend).toBe('cpu');
    expect([...reply.sums.hits]).toEqual([...samplePairs(problem, 0, 500).hits]);
    await settle();
    expect(seen.some((info) => info.status === 'recovering')).toBe(true);
    expect(last()).toMatchObject({ status: 'ready', backend: 'webgpu', losses: 1 });
  });

  it('treats a hung read-back like a lost device', async () => {
    let hangs = 0;
    const { engine, last } = await openEngine(fakeGpu().gpu, () =>
      hangs-- > 0 ? 'hang' : 'right',
    );
    hangs = 1;
    const reply = await engine.sample({ problem, first: 0, count: 500 });
    expect(reply.backend).toBe('cpu');
    await settle();
    expect(last()).toMatchObject({ status: 'ready', backend: 'webgpu' });
  });

  it('recovers several times in a row and then stays on the CPU, saying so', async () => {
    const { gpu, lose } = fakeGpu();
    const { engine, last } = await openEngine(gpu, () => 'right');
    for (let i = 0; i < 5; i++) {
      lose.at(-1)!('unknown');
      await settle();
      expect(last()).toMatchObject({ status: 'ready', backend: 'webgpu', losses: i + 1 });
    }
    lose.at(-1)!('unknown');
    await settle();
    expect(last()).toMatchObject({ status: 'ready', backend: 'cpu', losses: 6, degraded: true });
    expect(last().note).toContain('failed 6 times');
    const reply = await engine.sample({ problem, first: 0, count: 64 });
    expect(reply.backend).toBe('cpu');
  });

  it('prefers the CPU to a slower software adapter, and tells the ratio', async () => {
    const seen: EngineInfo[] = [];
    let time = 0;
    let slow = false;
    const slowKernel = kernelThat(() => 'right');
    const engine = createEngine({
      gpu: fakeGpu({ description: 'SwiftShader' }).gpu,
      threads: 1,
      gentleThreads: 1,
      spawn: null,
      now: () => (time += slow ? 100 : 10),
      createKernel: () => {
        slow = true;
        return slowKernel();
      },
    });
    await engine.open('auto', (info) => seen.push(info));
    await settle();
    expect(seen.at(-1)).toMatchObject({ backend: 'cpu', status: 'ready' });
    expect(seen.at(-1)!.note).toContain('10.0 times faster');
  });

  it('rejects a bad problem by name instead of blaming the device', async () => {
    const { engine, last } = await openEngine(fakeGpu().gpu, () => 'right');
    const bad = { ...problem, sigma: -1 };
    await expect(engine.sample({ problem: bad, first: 0, count: 10 })).rejects.toThrow(
      'sigma must be positive, got -1',
    );
    expect(last().losses).toBe(0);
  });
});
