import { describe, expect, it } from 'vitest';
import { caller, testMachine } from '../../../compute/testing/machine';
import { NoRoomError } from '../../../core/no-room';
import { GpuError } from '../../../gpu/errors';
import { terrainMaps } from '../../../data/terrain/terrain';
import { linkOf } from '../experiment/links';
import { drawBatch } from '../experiment/maps';
import { trainingMaps } from '../experiment/networks';
import { advance, initialState, type PathsState } from '../experiment/run';
import { MAP_CELLS, printedKnobs } from '../experiment/spec';
import { module } from './module';
import { createNetworks } from './networks';
import type { PathsCalls, TrainedSetup } from './protocol';
import type { PathsEngine } from './resnet/engine';
import { createOwnFronts } from './resnet/own';
import { createTasks } from './tasks';

const setup: TrainedSetup = { method: 'fenchel-young', network: 'resnet', seed: 3, maps: 4 };
const knobs = { ...printedKnobs, batch: 2 };

const maps = trainingMaps(terrainMaps(1, 'train', setup.maps));

/** A device that computes as the CPU does, until it fails in a call of either half of a step. */
function fakeEngine(failing: Record<'forward' | 'backward', Error | null>) {
  const broken = new AbortController();
  const engine: PathsEngine = {
    ...{ own: true, backend: 'webgpu', adapter: 'a fake', software: false, broken: broken.signal },
    fronts: (() => {
      const { source, ...fronts } = createOwnFronts();
      return {
        ...fronts,
        source() {
          const { forward, backward, ...rest } = source();
          const failsIn = (half: 'forward' | 'backward') => {
            const error = failing[half];
            if (error) throw error;
          };
          return {
            ...rest,
            async forward(...asked) {
              failsIn('forward');
              return forward(...asked);
            },
            async backward(...asked) {
              failsIn('backward');
              return backward(...asked);
            },
          };
        },
      };
    })(),
    lose: () => broken.abort(new GpuError('device-lost', 'The graphics device was lost.')),
    dispose: () => undefined,
  };
  return engine;
}

function openNetworks(openEngine: () => Promise<PathsEngine>, search = '') {
  const machine = testMachine({ search });
  const networks = createNetworks(machine.openThreads(createTasks(), 1), {
    ...machine,
    openEngine,
  });
  const step = (state: PathsState, batch = knobs.batch) =>
    networks.train('run', setup, batch, (source) =>
      advance(setup, state, { ...knobs, batch }, { maps, source }),
    );
  return { ...networks, step };
}

const refusing = () => Promise.reject(new GpuError('no-webgpu', 'This browser has no WebGPU.'));

/** The state after some steps on the CPU. */
async function onCpu(steps: number): Promise<PathsState> {
  const state = initialState(setup);
  const { step } = openNetworks(refusing);
  for (let i = 0; i < steps; i++) await step(state);
  return state;
}

describe('ResNet18 in the lab of paths', () => {
  it('trains on the CPU where there is no device, says so, and moves its running statistics', async () => {
    const { step, info } = openNetworks(refusing);
    const [state, before] = [initialState(setup), initialState(setup)];
    const record = await step(state);
    expect(record).toMatchObject({ step: 1, epsilon: -20 });
    expect(state.params).toHaveLength(158_144);
    for (const at of [0, 157_503, 157_504, 158_143]) {
      expect(state.params[at], `number ${at}`).not.toBe(before.params[at]);
    }
    expect(info()).toMatchObject({ backend: 'cpu', adapter: '1 CPU thread', degraded: false });
    expect(info().note).toMatch(/^This browser has no WebGPU. The project's own code on the CPU/);
  });

  it('is the same run for the same seed', async () => {
    expect(await onCpu(2)).toEqual(await onCpu(2));
  });

  it.each(['forward', 'backward'] as const)(
    'makes a step again on the CPU whose device fails on its way %s, and goes on on the next',
    async (half) => {
      const failing: Record<'forward' | 'backward', Error | null> = {
        forward: null,
        backward: null,
      };
      const engines = [fakeEngine(failing), fakeEngine({ forward: null, backward: null })];
      let opened = 0;
      const { step, info } = openNetworks(() => Promise.resolve(engines[opened++]));
      const state = initialState(setup);
      await step(state);
      expect(info()).toMatchObject({ backend: 'webgpu', adapter: 'a fake', losses: 0 });
      failing[half] = new GpuError('device-lost', 'The graphics device was lost.');
      await step(state);
      expect(info()).toMatchObject({ backend: 'cpu', losses: 1 });
      await step(state);
      expect([opened, info().backend]).toEqual([2, 'webgpu']);
      expect(state).toEqual(await onCpu(3));
    },
  );

  it('is left to the CPU where the device has no room for a batch, and by an address that says so', async () => {
    const failing = { forward: new NoRoomError('It takes 3 MB at once at most.'), backward: null };
    const { step, info } = openNetworks(() => Promise.resolve(fakeEngine(failing)));
    const state = initialState(setup);
    await step(state);
    expect(info()).toMatchObject({ backend: 'cpu', losses: 0, note: /3 MB at once/ });
    const never = openNetworks(() => Promise.reject(new Error('asked')), '?backend=cpu');
    await never.step(initialState(setup));
    expect(never.info()).toMatchObject({ backend: 'cpu', note: '' });
  });

  it('is looked at as it is tested, and on its way as it is trained', async () => {
    const call = caller<PathsCalls>(module.open(testMachine()).handlers);
    const seen = await call('look', { setup, params: null, maps: [0, 1] });
    const [alone] = (await call('look', { setup, params: null, maps: [1] })).maps;
    expect(seen.maps[1].costs).toEqual(alone.costs);
    const walk = await call('walk', { setup, knobs, step: 0, params: null });
    const { params } = initialState(setup);
    const source = createOwnFronts().source();
    const costsOf = async (numbers: Uint32Array) => {
      const outputs = await source.forward(params, maps.inputs(numbers), numbers.length);
      return Array.from(outputs.subarray(0, MAP_CELLS), linkOf(setup.method).value);
    };
    const batch = drawBatch(setup.seed, 0, knobs.batch, setup.maps);
    expect(walk.map).toBe(batch[0]);
    expect(Array.from(walk.costs)).toEqual(await costsOf(batch));
    expect(Array.from(walk.costs)).not.toEqual(await costsOf(batch.slice(0, 1)));
  });
});
