import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCompute, type ComputeOptions } from '../../../compute/client';
import { createHost } from '../../../compute/host';
import type { Calls, ComputeModule } from '../../../compute/service';
import { caller, testMachine, type TestMachineOptions } from '../../../compute/testing/machine';
import { helpers } from '../../../compute/testing/threads';
import { until } from '../../../compute/testing/until';
import { createTestWorkers } from '../../../compute/testing/workers';
import { lawNames } from '../../../core/noise/laws';
import { noiseSpec } from '../../../core/noise/noise';
import type { ComparedNoises } from '../../../core/laws/curves';
import { sectionsOf } from '../../../core/laws/sections';
import type { ArgmaxProblem } from '../../../core/problem';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';
import { sigmaDescent } from '../../../core/laws/sigma-descent';
import { measureArgmax } from '../experiment/cell';
import { createCurveSource } from './curves';
import { createMapSource } from './maps';
import { module } from './module';
import type { ArgmaxCalls } from './protocol';
import { createTasks } from './tasks';

const problem: ArgmaxProblem = {
  scores: [1, 0],
  k: 1,
  sigma: 1,
  epsilon: 1,
  loss: [0, 1],
  noise: noiseSpec('gumbel'),
  seed: 5,
};
const compared = Object.fromEntries(
  lawNames.map((law) => [law, noiseSpec(law)]),
) as unknown as ComparedNoises;

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** A clock by which all work takes as long, so that nothing is timed for longer than it must. */
function machineOf(options: TestMachineOptions = {}) {
  let clock = 0;
  return testMachine({ now: () => (clock += 10), ...options });
}

describe('the work of the argmax lab', () => {
  const open = (options: TestMachineOptions = {}) => {
    const machine = machineOf(options);
    return { machine, call: caller<ArgmaxCalls>(module.open(machine).handlers) };
  };

  it('draws the samples of a range on as many threads as the reader can spare', async () => {
    const asked = vi.fn(() => false);
    const { spawn, end } = helpers(createTasks, asked);
    ends.push(end);
    const { machine, call } = open({ cores: 4, spawn });
    await machine.ready();
    const { sums, first, count, backend } = await call('sample', {
      ...{ problem, first: 1000, count: 20_000 },
    });
    const expected = samplePairs(problem, 1000, 20_000);
    for (const name of ['samples', 'hits', 'hitsAugmented', 'joint', 'loss'] as const) {
      expect(sums[name]).toEqual(expected[name]);
    }
    expect([first, count, backend]).toEqual([1000, 20_000, 'cpu']);
    await until(() => machine.status().status === 'ready');
    expect(machine.status()).toMatchObject({ engine: 'own', adapter: '3 CPU threads' });
  });

  it('starts nothing else before an answer that need not come alone', async () => {
    const asked = vi.fn(() => false);
    const { spawn, end } = helpers(createTasks, asked);
    ends.push(end);
    const started = vi.fn(spawn);
    const { call, machine } = open({ cores: 4, spawn: started });
    await call('sample', { problem, first: 0, count: 10, alone: true });
    const sampled = call('sample', { problem, first: 0, count: 40_000 });
    expect(started).not.toHaveBeenCalled();
    expect(machine.status().status).toBe('starting');
    expect((await sampled).sums.samples).toBe(40_000);
    expect(asked).not.toHaveBeenCalled();
    await until(() => machine.status().status === 'ready');
    expect(started).toHaveBeenCalledTimes(2);
  });

  it('lets sigma go, aside of the sampler', async () => {
    const bounds = [0.01, 100] as const;
    const { call } = open({ cores: 1 });
    expect(await call('descent', { problem, bounds })).toEqual(sigmaDescent(problem, bounds));
  });

  it('measures a cell of a sweep as the command line does', async () => {
    const cell = { problem: { ...problem, noise: noiseSpec('normal') }, draws: 10 };
    const { call } = open({ cores: 1 });
    const found = await call('cell', cell);
    expect(found).toEqual(measureArgmax(cell));
    expect(found.error).toBeGreaterThan(0);
  });

  it('leaves a core to the page while something moves', async () => {
    const asked = vi.fn(() => false);
    const { spawn, end } = helpers(createTasks, asked);
    ends.push(end);
    const { machine, call } = open({ cores: 4, spawn });
    await call('sample', { problem, first: 0, count: 1 });
    await until(() => machine.status().status === 'ready');
    const threadsOf = async (gentle: boolean) => {
      asked.mockClear();
      const request = { problem, first: 0, count: 40_000, gentle };
      expect((await call('sample', request)).sums.samples).toBe(40_000);
      return asked.mock.calls.length + 1;
    };
    expect(await threadsOf(false)).toBe(3);
    expect(await threadsOf(true)).toBe(2);
  });

  it('finds the exact curves beside the samples, on a thread of their own', async () => {
    const asked = vi.fn(() => false);
    const { spawn, end } = helpers(createTasks, asked);
    ends.push(end);
    const { machine, call } = open({ cores: 4, spawn });
    const expected = createCurveSource()(problem, compared);
    await call('sample', { problem, first: 0, count: 1 });
    expect(await call('curves', { problem, compared })).toEqual(expected);
    // the first helper of the second kind of threads: two of them draw samples
    expect(asked).toHaveBeenCalledWith(3, 'curves');
    await until(() => machine.status().status === 'ready');
  });

  it('finds sections on those threads too', async () => {
    const { machine, call } = open();
    const normal = { ...problem, noise: noiseSpec('normal') };
    const found = await call('sections', { problem: normal, watched: 1 });
    expect(found).toEqual(sectionsOf(normal, 1));
    await call('sample', { problem, first: 0, count: 1 });
    await until(() => machine.status().status === 'ready');
  });

  it('makes maps there as well', async () => {
    const { machine, call } = open();
    const request = { problem, sigmas: [0.1, 10], epsilons: [0.1, 10], draws: 0 } as const;
    expect(await call('map', request)).toEqual(createMapSource()(request));
    await call('sample', { problem, first: 0, count: 1 });
    await until(() => machine.status().status === 'ready');
  });

  it('finds them here where there is no other thread', async () => {
    const { machine, call } = open();
    const expected = createCurveSource()(problem, compared);
    expect(await call('curves', { problem, compared })).toEqual(expected);
    await until(() => machine.status().status === 'ready');
    expect(machine.status().adapter).toBe('1 CPU thread');
  });

  it.each([
    ['', 'This browser has no WebGPU'],
    ['?backend=nonsense', 'This browser has no WebGPU'],
    ['?backend=cpu&x=1', 'The address asks for the CPU (?backend=cpu).'],
  ])('is done where the address asks for it: "%s"', async (search, note) => {
    const { machine, call } = open({ search });
    await call('sample', { problem, first: 0, count: 10 });
    await until(() => machine.status().status === 'ready');
    expect(machine.status()).toMatchObject({ backend: 'cpu', degraded: false });
    expect(machine.status().note).toContain(note);
  });

  it('waits for the device that the address asks for', async () => {
    const { machine, call } = open({ search: '?backend=webgpu' });
    await call('sample', { problem, first: 0, count: 10 });
    expect(machine.status().status).toBe('ready');
    // whoever asks for none has an answer at once
    const other = open();
    await other.call('sample', { problem, first: 0, count: 10 });
    expect(other.machine.status().status).toBe('starting');
    await until(() => other.machine.status().status === 'ready');
  });
});

describe('the page of the argmax lab', () => {
  const host = () =>
    createHost({
      load: async () => module as unknown as ComputeModule<Calls>,
      machine: (_, page, report) => ({ ...machineOf(), ...page, report }),
    });
  const open = (options: Partial<ComputeOptions> & Pick<ComputeOptions, 'spawn'>) => {
    const inline = vi.fn(async () => host());
    const compute = openCompute<ArgmaxCalls>({
      ...{ lab: 'argmax', page: { base: '', search: '', cores: 1 }, inline },
      track: (work) => work,
      ...options,
    });
    ends.push(() => compute.dispose());
    return { compute, inline };
  };
  const refused = () => {
    throw new Error('module workers are not supported');
  };

  it('has its samples from a worker', async () => {
    const workers = createTestWorkers();
    ends.push(workers.end);
    const { compute, inline } = open({ spawn: () => workers.start(host) });
    const reply = await compute.call('sample', { problem, first: 0, count: 100 });
    expect(reply.sums).toEqual(samplePairs(problem, 0, 100));
    await until(() => compute.status.getState().status === 'ready');
    expect(inline).not.toHaveBeenCalled();
  });

  it('computes them itself where workers cannot start, and says so', async () => {
    const { compute } = open({ spawn: refused });
    const reply = await compute.call('sample', { problem, first: 0, count: 100 });
    expect(reply.sums.samples).toBe(100);
    await until(() => compute.status.getState().status === 'ready');
    const { note, degraded } = compute.status.getState();
    expect(note).toContain('cannot start a background thread');
    expect(note).toContain('no WebGPU');
    expect(degraded).toBe(true);
  });

  it('passes on the error of a bad request instead of restarting', async () => {
    const { compute, inline } = open({ spawn: refused });
    const bad = { ...problem, scores: [NaN, 0] };
    const answer = compute.call('sample', { problem: bad, first: 0, count: 1 });
    await expect(answer).rejects.toThrow('scores[0]');
    expect(inline).toHaveBeenCalledTimes(1);
    expect((await compute.call('sample', { problem, first: 0, count: 1 })).count).toBe(1);
    expect(inline).toHaveBeenCalledTimes(1);
  });

  describe('without an answer', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
    afterEach(() => void vi.useRealTimers());

    it('gives up on its worker', async () => {
      const workers = createTestWorkers();
      ends.push(workers.end);
      const never = () => new Promise<never>(() => undefined);
      const { compute } = open({ spawn: () => workers.start(() => ({ open: never })) });
      const answer = compute.call('sample', { problem, first: 0, count: 100 });
      await until(() => vi.getTimerCount() === 1);
      vi.advanceTimersByTime(20_000);
      expect((await answer).backend).toBe('cpu');
      expect(compute.status.getState().note).toContain('did not start');
    });
  });
});
