import { describe, expect, it, vi } from 'vitest';
import { unwatched } from '../../../compute/testing/machine';
import { goOn } from '../../../compute/testing/runs';
import { helpers } from '../../../compute/testing/threads';
import { partsOf } from '../experiment/networks';
import { initialState } from '../experiment/run';
import type { KnnSetup } from '../experiment/spec';
import type { KnnNetworkDevice } from './networks';
import { createTasks } from './tasks';
import {
  alone,
  Breaker,
  digitSetup,
  fakeEngine,
  fakeGraphics,
  fakeNetworks,
  losses,
  openKnn,
  requestOf,
  runOf,
  type OpenKnn,
} from './testing/knn';

/** A worker whose helpers have all started; more than four would have nothing to do. */
async function withThreads(threads: number, spawn: () => Worker): Promise<OpenKnn> {
  const knn = openKnn({}, { cores: threads, spawn });
  await knn.ready();
  await knn.call('advance', { ...requestOf(runOf()), runs: [] });
  expect(knn.status().adapter).toBe(`${Math.min(8, threads)} CPU threads`);
  return knn;
}

describe('training of the kNN lab', () => {
  it('leaves the state that it was given alone, and goes on from a reply in another worker', async () => {
    const run = runOf();
    const knn = openKnn();
    // not copied on its way, as on the page's own thread
    const first = (await knn.handlers.advance(requestOf(run), unwatched)).runs[0];
    expect(run.state).toEqual(initialState(digitSetup));
    expect(first.records.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect(first.records.every(({ gradientNorm }) => gradientNorm > 0)).toBe(true);
    expect(first.state!.params).not.toEqual(run.state!.params);
    const other = openKnn();
    const elsewhere = await other.call('advance', requestOf(runOf({ state: first.state })));
    const here = await knn.call('advance', requestOf(goOn(run, first)));
    const expected = (await alone(8)).state;
    expect(elsewhere.runs[0].state).toEqual(expected);
    expect(here.runs[0].state).toEqual(expected);
    expect(other.status()).toMatchObject({
      ...{ status: 'ready', engine: 'own', backend: 'cpu', adapter: '1 CPU thread', note: '' },
    });
  });

  it.each([2, 3, 4, 7])('is the same to the bit on %i threads', async (threads) => {
    const { spawn, end } = helpers(createTasks);
    const knn = await withThreads(threads, spawn);
    const { runs } = await knn.call('advance', requestOf(runOf()));
    expect(knn.status().adapter).toBe(`${Math.min(8, threads)} CPU threads`);
    expect(runs[0].state).toEqual((await alone(4)).state);
    end();
  });

  it.each(['forward', 'backward'] as const)(
    'repeats a step in which a thread dies on its way %s',
    async (dying) => {
      let calls = 0;
      // the first helper dies in the third step, and the places of the others shift
      const { spawn, end } = helpers(createTasks, (thread, call) => {
        return thread === 1 && call === dying && ++calls === 3;
      });
      const knn = await withThreads(4, spawn);
      const { runs } = await knn.call('advance', requestOf(runOf(), 'own', 6));
      const expected = await alone(6);
      expect(knn.status().adapter).toBe('3 CPU threads');
      expect(losses(runs[0])).toEqual(losses(expected));
      expect(runs[0].state).toEqual(expected.state);
      end();
    },
  );

  it('survives the death of all threads', async () => {
    const { spawn, end } = helpers(createTasks, (_, call) => call === 'backward');
    const knn = await withThreads(4, spawn);
    const { runs } = await knn.call('advance', requestOf(runOf()));
    expect(knn.status().adapter).toBe('1 CPU thread');
    expect(runs[0].state).toEqual((await alone(4)).state);
    end();
  });
});

describe('networks of the kNN lab on a device', () => {
  const on = (...devices: KnnNetworkDevice[]) => {
    const openNetworks = vi.fn<() => Promise<KnnNetworkDevice>>();
    for (const device of devices) openNetworks.mockResolvedValueOnce(device);
    return { openNetworks };
  };

  it('train the same run, and are loaded only when they are asked for', async () => {
    const breaker = new Breaker();
    const around = on(fakeNetworks(breaker));
    const { call, status } = openKnn(around);
    await call('advance', requestOf(runOf(), 'own'));
    await call('advance', requestOf(runOf(), 'auto'));
    expect(around.openNetworks).not.toHaveBeenCalled();
    const { runs } = await call('advance', requestOf(runOf(), 'webgpu'));
    expect(runs[0].state).toEqual((await alone(4)).state);
    expect(status()).toMatchObject({
      ...{ status: 'ready', engine: 'tfjs', backend: 'webgpu', adapter: 'a fake', note: '' },
    });
    expect(breaker.calls.filter((call) => call !== 'embed')).toEqual(
      Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? 'forward' : 'backward')),
    );
  });

  it('are done without where there are none, and the note says why', async () => {
    const { call, status } = openKnn();
    const { runs } = await call('advance', requestOf(runOf(), 'webgpu'));
    expect(runs[0].state).toEqual((await alone(4)).state);
    expect(status()).toMatchObject({ engine: 'own', backend: 'cpu' });
    expect(status().note).toContain('This browser has no WebGPU.');
  });

  it.each(['forward', 'backward', 'embed'])(
    'that are lost on the way %s go on with identical batches, and come back',
    async (call) => {
      const breaker = new Breaker();
      const around = on(fakeNetworks(breaker), fakeNetworks());
      const knn = openKnn(around);
      const run = runOf();
      const first = await knn.call('advance', requestOf(run, 'webgpu', 3));
      breaker.failAt(call);
      // a test on the way is what embeds
      const request = requestOf(goOn(run, first.runs[0]), 'webgpu', 4, { evaluateEvery: 5 });
      const second = await knn.call('advance', request);
      const expected = await alone(7);
      expect([...losses(first.runs[0]), ...losses(second.runs[0])]).toEqual(losses(expected));
      expect(second.runs[0].state).toEqual(expected.state);
      expect(knn.status().note).toContain('The graphics device was lost');
      await knn.call('advance', requestOf(runOf(), 'webgpu'));
      expect(knn.status()).toMatchObject({ engine: 'tfjs', backend: 'webgpu', note: '' });
      expect(around.openNetworks).toHaveBeenCalledTimes(2);
    },
  );

  it.each([
    ['forward', 'The graphics device was lost: unknown.'],
    ['backward', 'The graphics device did not answer within 15 s.'],
  ])('that fail %s in every step are given up after six of them: %s', async (call, message) => {
    const openNetworks = vi.fn(async () => {
      const device = fakeNetworks();
      const source: KnnNetworkDevice['source'] = (setup) => ({
        ...device.source(setup),
        [call]: () => Promise.reject(new Error(message)),
      });
      return { ...device, source };
    });
    const { call: ask, status } = openKnn({ openNetworks });
    const run = runOf();
    const { runs } = await ask('advance', requestOf(run, 'webgpu', 3));
    expect(status().note).toBe(
      `${message} The project's own code on the CPU goes on with the same weights.`,
    );
    const last = await ask('advance', requestOf(goOn(run, runs[0]), 'webgpu', 6));
    expect(last.runs[0].state).toEqual((await alone(9)).state);
    expect(openNetworks).toHaveBeenCalledTimes(6);
    expect(status()).toMatchObject({ status: 'ready', engine: 'own', backend: 'cpu' });
    expect(status().note).toContain('The graphics device failed too often.');
  });

  it('are lost by loseDevice', async () => {
    const device = () => fakeNetworks(new Breaker(), { backend: 'wasm' });
    const { call, loseDevice, status } = openKnn(on(device(), device()));
    const run = runOf();
    const first = await call('advance', requestOf(run, 'wasm'));
    await loseDevice();
    const { runs } = await call('advance', requestOf(goOn(run, first.runs[0]), 'wasm'));
    expect(status().note).toContain('lost');
    expect(runs[0].state).toEqual((await alone(8)).state);
  });
});

describe('ResNet18', () => {
  // as few weights as its form allows are still eleven million: a stand-in answers for the network
  const setup: KnnSetup = { ...digitSetup, network: 'resnet18', scale: 'zero' };
  const { trainable, noiseAt, size } = partsOf(setup);
  const state = initialState(setup);
  const run = () => runOf({ setup, state });
  const statistics = new Float32Array(noiseAt - trainable).fill(0.25);
  const pseudo = (count: number) =>
    Float32Array.from({ length: 512 * count }, (_, i) => Math.sin(i * i));
  const device = (breaker = new Breaker(), backend: 'webgpu' | 'wasm' = 'webgpu') =>
    fakeNetworks(breaker, {
      backend,
      embedder: () => ({ forward: async (_, __, count) => pseudo(count) }),
      source: () => ({
        async forward(_, __, count) {
          breaker.check('forward');
          return { embeddings: pseudo(count), sigma: null };
        },
        async backward() {
          breaker.check('backward');
          return new Float32Array(size).fill(1e-3, 0, trainable);
        },
        running: () => statistics,
      }),
    });

  it('is refused on own code, in one sentence', async () => {
    const { runs } = await openKnn().call('advance', requestOf(run(), 'own', 1));
    expect(runs[0].diverged).toBe(
      'ResNet18 does not run on the CPU alone: let networks run on the graphics device, or on tfjs.',
    );
    expect(runs[0].state!.step).toBe(0);
  });

  it('says so where tfjs is not to be had', async () => {
    const { runs } = await openKnn().call('advance', requestOf(run(), 'auto', 1));
    expect(runs[0].diverged).toContain('ResNet18 needs a graphics device or tfjs');
    expect(runs[0].diverged).toContain('This browser has no WebGPU.');
  });

  it('trains on a device, which alone sets its running statistics', async () => {
    const openNetworks = vi.fn(() => Promise.resolve(device(new Breaker(), 'wasm')));
    const { call, status } = openKnn({ openNetworks });
    const knobs = { ...run().knobs, optimiser: 'sgd', momentum: 0.9, decay: 5e-4 } as const;
    const { runs } = await call('advance', requestOf({ ...run(), knobs }, 'auto', 1));
    expect(openNetworks).toHaveBeenCalledWith('wasm');
    expect(status().backend).toBe('wasm');
    const { params, step, moments } = runs[0].state!;
    expect(step).toBe(1);
    expect(params.subarray(trainable, noiseAt)).toEqual(statistics);
    // neither the optimiser nor weight decay has touched them
    expect(moments.first.subarray(trainable, noiseAt).every((value) => value === 0)).toBe(true);
    expect(params[0]).not.toBe(state.params[0]);
  });

  it('waits for the device that comes after a lost one', async () => {
    const breaker = new Breaker();
    const openNetworks = vi.fn<() => Promise<KnnNetworkDevice>>();
    openNetworks.mockResolvedValueOnce(device(breaker)).mockResolvedValueOnce(device());
    const { call, status } = openKnn({ openNetworks });
    breaker.failAt('backward');
    const { runs } = await call('advance', requestOf(run(), 'webgpu', 1));
    expect(runs[0].state!.step).toBe(1);
    expect(status()).toMatchObject({ status: 'ready', engine: 'tfjs', backend: 'webgpu' });
    expect(status().note).toContain('Another device goes on with the same weights.');
    expect(openNetworks).toHaveBeenCalledTimes(2);
  });

  const record = {
    ...{ loss: 1, right: 0, rightAugmented: 0, active: 0, scaleMean: 0, scaleSpread: 0 },
    ...{ step: 0, gradientNorm: 1, epsilon: -1, growths: 0, milliseconds: 0 },
  };
  /** An engine whose runs make steps that cost nothing. */
  const engine = (breaker = new Breaker()) =>
    fakeEngine(breaker, {
      async openRun({ state: there }) {
        let { step } = there;
        return {
          async advance(_, most) {
            breaker.check('advance');
            const first = step + 1;
            step += most;
            return Array.from({ length: most }, (__, i) => ({ ...record, step: first + i }));
          },
          settle: async () => void (there.step = step),
          bytes: 0,
          destroy: () => undefined,
        };
      },
      embedder: () => ({ forward: async (_, __, count) => pseudo(count) }),
    });
  const real = { openGraphics: () => Promise.resolve(fakeGraphics()) };

  it('trains on own code on a real graphics device, and needs no tfjs there', async () => {
    const openNetworks = vi.fn(() => Promise.resolve(device(new Breaker(), 'wasm')));
    const around = { ...real, openEngine: async () => engine(), openNetworks };
    const { call, status } = openKnn(around);
    const { runs } = await call('advance', requestOf(run(), 'auto', 3));
    expect(runs[0]).toMatchObject({ step: 3, diverged: null });
    expect(status()).toMatchObject({ engine: 'own', backend: 'webgpu', note: '' });
    expect(openNetworks).not.toHaveBeenCalled();
  });

  it('waits for the engine that comes after a lost one, and for tfjs after the last', async () => {
    const breakers: Breaker[] = [];
    const openEngine = vi.fn(async () => {
      const breaker = new Breaker();
      // all but the second
      if (breakers.push(breaker) !== 2) breaker.failAt('advance');
      return engine(breaker);
    });
    const openNetworks = vi.fn(() => Promise.resolve(device(new Breaker(), 'wasm')));
    const { call, status } = openKnn({ ...real, openEngine, openNetworks });
    const asked = run();
    const first = await call('advance', requestOf(asked, 'auto', 2));
    expect(first.runs[0].step).toBe(2);
    expect(status()).toMatchObject({ engine: 'own', backend: 'webgpu', losses: 1 });
    breakers[1].failAt('advance');
    const { runs } = await call('advance', requestOf(goOn(asked, first.runs[0]), 'auto', 1));
    expect(runs[0]).toMatchObject({ step: 3, diverged: null, missing: false });
    expect(openEngine).toHaveBeenCalledTimes(6);
    expect(status()).toMatchObject({ engine: 'tfjs', backend: 'wasm' });
    expect(status().note).toContain('The graphics device failed too often.');
  });

  it('ends with a sentence where its device is lost again and again', async () => {
    const openNetworks = vi.fn(async () => {
      const breaker = new Breaker();
      breaker.failAt('forward');
      return device(breaker, 'wasm');
    });
    const { call } = openKnn({ openNetworks });
    const { runs } = await call('advance', requestOf(run(), 'auto', 1));
    expect(runs[0].diverged).toContain('The graphics device failed too often.');
    expect(runs[0].state!.step).toBe(0);
    expect(openNetworks).toHaveBeenCalledTimes(6);
  });
});
