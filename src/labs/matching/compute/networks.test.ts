import { describe, expect, it, vi } from 'vitest';
import { networkSize } from '../../../core/networks/scores';
import type { NetworkSurroundings } from '../../../compute/network-ladder';
import type { ComputeStatus } from '../../../compute/service';
import type { GradientTask } from '../experiment/gradients';
import { paperKnobs, paperSetup } from '../experiment/spec';
import { createNetworks, type NetworkDevice } from './networks';
import type { GradientPool } from './rows';

const setup = { ...paperSetup, method: 'direct' as const, d: 100, seed: 3 };
const size = networkSize(setup.d, setup.hidden);
const gradient = new Float64Array(size);

const taskAt = (step: number): GradientTask => ({
  params: new Float64Array(size),
  knobs: paperKnobs,
  epsilon: paperKnobs.epsilon,
  step,
});

/** Milliseconds of the networks alone, and of the matchings of a step with the prices of the last. */
interface Costs {
  readonly networks: Readonly<Record<'own' | 'webgpu' | 'wasm', number>>;
  readonly matchings: Readonly<Record<'own' | 'tfjs', number>>;
}

/** Surroundings in which time is what work costs, and matchings cost more the colder their prices. */
function priced({ networks, matchings }: Costs) {
  let time = 0;
  const prices = new Map<string, number>();
  const search = (key: string, step: number, next: number) => {
    const steps = Math.abs(step - (prices.get(key) ?? Infinity));
    time += next * Math.min(steps, 10);
    prices.set(key, step);
  };
  const pool: GradientPool = {
    threads: 2,
    source: (key) => (task) => {
      time += networks.own;
      search(`rows ${key}`, task.step, matchings.own);
      return { gradient, outcomes: [] };
    },
    async scored(key, _, task) {
      search(`scored ${key}`, task.step, matchings.tfjs);
      return { dScores: new Float64Array(0), outcomes: [] };
    },
  };
  const device = (backend: 'webgpu' | 'wasm', software = false): NetworkDevice => ({
    ...{ backend, adapter: backend, software },
    create: () => ({
      async forward() {
        time += networks[backend];
        return { scores: new Float64Array(0), sigma: new Float64Array(0) };
      },
      backward: async () => gradient,
    }),
    lose: () => undefined,
    dispose: () => undefined,
  });
  return { pool, device, now: () => time };
}

/** Where a run is trained after some steps that are left to choose. */
async function chosen(costs: Costs, patch: Partial<NetworkSurroundings<NetworkDevice>> = {}) {
  const { pool, device, now } = priced(costs);
  const openNetworks = vi.fn(async (backend: 'webgpu' | 'wasm') => device(backend));
  const networks = createNetworks(pool, { now, openNetworks, ...patch });
  for (let step = 0; step < 40; step++) await networks.source('auto', 'run', setup)(taskAt(step));
  const { engine, backend } = networks.info();
  return engine === 'own' ? 'own' : backend;
}

describe('the choice of the fastest networks', () => {
  it('is what successive steps show, although the same step again would show the opposite', async () => {
    // in a step that is repeated all matchings are free
    const networks = { own: 10, webgpu: 40, wasm: 6 };
    expect(await chosen({ networks, matchings: { own: 20, tfjs: 60 } })).toBe('own');
    expect(await chosen({ networks, matchings: { own: 20, tfjs: 20 } })).toBe('own');
    expect(await chosen({ networks, matchings: { own: 20, tfjs: 12 } })).toBe('wasm');
  });

  it('gives no device the prices that another one has found', async () => {
    const networks = { own: 100, webgpu: 5, wasm: 15 };
    expect(await chosen({ networks, matchings: { own: 20, tfjs: 20 } })).toBe('webgpu');
  });

  it('is made between runs of a comparison as within one', async () => {
    const { pool, device, now } = priced({
      networks: { own: 10, webgpu: 40, wasm: 6 },
      matchings: { own: 20, tfjs: 60 },
    });
    const networks = createNetworks(pool, { now, openNetworks: async (name) => device(name) });
    for (let step = 0; step < 20; step++) {
      for (const id of ['a', 'b', 'c']) await networks.source('auto', id, setup)(taskAt(step));
    }
    expect(networks.info().engine).toBe('own');
  });

  it('loads nothing for short sequences', async () => {
    const { pool, now } = priced({
      networks: { own: 10, webgpu: 1, wasm: 1 },
      matchings: { own: 1, tfjs: 1 },
    });
    const openNetworks = vi.fn(() => Promise.reject(new Error('There is none.')));
    const networks = createNetworks(pool, { now, openNetworks });
    await networks.source('auto', 'run', { ...setup, d: 5 })(taskAt(0));
    expect(openNetworks).not.toHaveBeenCalled();
  });
});

describe('what the page is told', () => {
  it('is every change, and by info also what has happened since the last time', async () => {
    const { pool, device, now } = priced({
      networks: { own: 1, webgpu: 1, wasm: 1 },
      matchings: { own: 1, tfjs: 1 },
    });
    const broken = new AbortController();
    const devices = [{ ...device('webgpu'), broken: broken.signal }, device('webgpu')];
    const told: Partial<ComputeStatus>[] = [];
    const networks = createNetworks(pool, {
      now,
      openNetworks: async () => devices.shift()!,
      report: (change) => void told.push(change),
    });
    const step = (number: number) => networks.source('webgpu', 'run', setup)(taskAt(number));
    await step(0);
    const working = { status: 'ready', engine: 'tfjs', backend: 'webgpu', note: '' };
    expect(told.at(-1)).toMatchObject(working);
    broken.abort(new Error('The graphics device was lost.'));
    expect(told.at(-1)).toMatchObject({ status: 'recovering', degraded: false });
    expect(told.at(-1)!.note).toBe(
      "The graphics device was lost. The project's own code on the CPU goes on with the same weights.",
    );
    await networks.lose();
    await step(1);
    expect(told.at(-1)).toMatchObject(working);
    expect(networks.info().note).toContain('The graphics device was lost.');
    expect(networks.info()).toMatchObject(working);
  });

  it('is that a device has failed too often, after six losses in the middle of steps', async () => {
    const { pool, device, now } = priced({
      networks: { own: 1, webgpu: 1, wasm: 1 },
      matchings: { own: 1, tfjs: 1 },
    });
    const hangs = () =>
      Promise.reject(new Error('The graphics device did not answer within 15 s.'));
    const openNetworks = vi.fn(async () => ({
      ...device('wasm'),
      create: () => ({ forward: hangs, backward: hangs }),
    }));
    const networks = createNetworks(pool, { now, openNetworks });
    for (let step = 0; step < 20; step++) {
      expect(await networks.source('wasm', 'run', setup)(taskAt(step))).toMatchObject({ gradient });
      expect(networks.info().note).not.toBe('');
    }
    expect(openNetworks).toHaveBeenCalledTimes(6);
    expect(networks.info()).toMatchObject({ status: 'ready', engine: 'own', degraded: true });
    expect(networks.info().note).toContain('failed too often');
  });
});
