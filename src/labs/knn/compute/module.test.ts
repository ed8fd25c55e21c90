import { expose } from 'comlink';
import { describe, expect, it, vi } from 'vitest';
import { partsOf } from '../experiment/networks';
import { initialState } from '../experiment/run';
import type { KnnSetup } from '../experiment/spec';
import { createKnn } from './module';
import type { KnnNetworkDevice } from './networks';
import { createSliceThread, type SliceThread } from './slices';
import type { KnnRunReply } from './protocol';
import {
  Breaker,
  digitSetup,
  fakeGraphics,
  fakeNetworks,
  jobOf,
  requestOf,
  surroundings,
} from './testing/knn';

/** What a run is after some steps on this thread alone. */
async function alone(maxSteps: number, setup: KnnSetup = digitSetup): Promise<KnnRunReply> {
  const request = requestOf(jobOf({ setup }), 'own', maxSteps);
  return (await createKnn(surroundings()).advance(request)).runs[0];
}

const losses = ({ records }: KnnRunReply) => records.map(({ step, loss }) => [step, loss]);

/** Helper threads as ports of this one; `dies` says at which call one ends for ever. */
function helpers(dies: (thread: number, call: 'forward' | 'backward') => boolean = () => false) {
  const ports: MessagePort[] = [];
  const spawn = () => {
    const { port1, port2 } = new MessageChannel();
    const number = ports.push(port1, port2) / 2;
    const thread = createSliceThread();
    const or = <T>(call: 'forward' | 'backward', work: () => T) => {
      if (!dies(number, call)) return work();
      port1.dispatchEvent(new Event('error'));
      return new Promise<never>(() => undefined);
    };
    const mortal: Record<keyof SliceThread, unknown> = {
      ready: () => true,
      forward: (...task: Parameters<SliceThread['forward']>) =>
        or('forward', () => thread.forward(...task)),
      backward: (...task: Parameters<SliceThread['backward']>) =>
        or('backward', () => thread.backward(...task)),
    };
    expose(mortal, port2);
    return Object.assign(port1, { terminate: () => port1.close() }) as unknown as Worker;
  };
  return { spawn, end: () => ports.forEach((port) => port.close()) };
}

/** A worker whose helpers have all started. */
async function withThreads(threads: number, spawn: () => Worker) {
  const knn = createKnn(surroundings({ threads, spawn }));
  await new Promise((resolve) => setTimeout(resolve, 30));
  return knn;
}

/** Steps of the large network, on a machine that does other things too. */
const slow = { timeout: 60_000 };

describe('training of the kNN lab', () => {
  it('leaves the state that it was given alone, and goes on from a reply in another worker', async () => {
    const job = jobOf();
    const first = (await createKnn(surroundings()).advance(requestOf(job))).runs[0];
    expect(job.state).toEqual(initialState(digitSetup));
    expect(first.records.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    const next = requestOf(jobOf({ state: first.state }));
    const { runs, info } = await createKnn(surroundings()).advance(next);
    expect(runs[0].state).toEqual((await alone(8)).state);
    expect(info).toEqual({ status: 'ready', backend: 'own', adapter: '1 CPU thread', note: '' });
  });

  it.each([2, 3, 4, 7])('is the same to the bit on %i threads', async (threads) => {
    const { spawn, end } = helpers();
    const knn = await withThreads(threads, spawn);
    const { runs, info } = await knn.advance(requestOf(jobOf()));
    expect(info.adapter).toBe(`${Math.min(4, threads)} CPU threads`);
    expect(runs[0].state).toEqual((await alone(4)).state);
    end();
  });

  it.each(['forward', 'backward'] as const)(
    'repeats a step in which a thread dies on its way %s',
    async (dying) => {
      let calls = 0;
      // the first helper dies in the third step, and the places of the others shift
      const { spawn, end } = helpers((thread, call) => {
        return thread === 1 && call === dying && ++calls === 3;
      });
      const knn = await withThreads(4, spawn);
      const { runs, info } = await knn.advance(requestOf(jobOf(), 'own', 6));
      const expected = await alone(6);
      expect(info.adapter).toBe('3 CPU threads');
      expect(losses(runs[0])).toEqual(losses(expected));
      expect(runs[0].state).toEqual(expected.state);
      end();
    },
  );

  it('survives the death of all threads', async () => {
    const { spawn, end } = helpers((_, call) => call === 'backward');
    const knn = await withThreads(4, spawn);
    const { runs, info } = await knn.advance(requestOf(jobOf()));
    expect(info.adapter).toBe('1 CPU thread');
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
    const knn = createKnn(surroundings(around));
    await knn.advance(requestOf(jobOf(), 'own'));
    await knn.advance(requestOf(jobOf(), 'auto'));
    expect(around.openNetworks).not.toHaveBeenCalled();
    const { runs, info } = await knn.advance(requestOf(jobOf(), 'webgpu'));
    expect(runs[0].state).toEqual((await alone(4)).state);
    expect(info).toEqual({ status: 'ready', backend: 'webgpu', adapter: 'a fake', note: '' });
    expect(breaker.calls.filter((call) => call !== 'embed')).toEqual(
      Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? 'forward' : 'backward')),
    );
  });

  it('are done without where there are none, and the note says why', async () => {
    const { runs, info } = await createKnn(surroundings()).advance(requestOf(jobOf(), 'webgpu'));
    expect(runs[0].state).toEqual((await alone(4)).state);
    expect(info.backend).toBe('own');
    expect(info.note).toContain('This browser has no WebGPU.');
  });

  it.each(['forward', 'backward', 'embed'])(
    'that are lost on the way %s go on with identical batches, and come back',
    async (call) => {
      const breaker = new Breaker();
      const around = on(fakeNetworks(breaker), fakeNetworks());
      const knn = createKnn(surroundings(around));
      const first = await knn.advance(requestOf(jobOf(), 'webgpu', 3));
      breaker.failAt(call);
      const job = jobOf({ state: first.runs[0].state });
      // a test on the way is what embeds
      const request = { ...requestOf(job, 'webgpu'), evaluateEvery: 5 };
      const second = await knn.advance(request);
      const expected = await alone(7);
      expect([...losses(first.runs[0]), ...losses(second.runs[0])]).toEqual(losses(expected));
      expect(second.runs[0].state).toEqual(expected.state);
      expect(second.info.note).toContain('The graphics device was lost');
      const third = await knn.advance(requestOf(jobOf(), 'webgpu'));
      expect(third.info).toMatchObject({ backend: 'webgpu', note: '' });
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
    const knn = createKnn(surroundings({ openNetworks }));
    const { runs, info } = await knn.advance(requestOf(jobOf(), 'webgpu', 3));
    expect(info.note).toBe(`${message} The project's own code goes on with the same weights.`);
    const rest = requestOf(jobOf({ state: runs[0].state }), 'webgpu', 6);
    const last = await knn.advance(rest);
    expect(last.runs[0].state).toEqual((await alone(9)).state);
    expect(openNetworks).toHaveBeenCalledTimes(6);
    expect(last.info).toMatchObject({ status: 'ready', backend: 'own' });
    expect(last.info.note).toContain('The graphics device failed too often.');
  });

  it('are lost by loseDevice', async () => {
    const device = () => fakeNetworks(new Breaker(), { backend: 'wasm' });
    const around = on(device(), device());
    const knn = createKnn(surroundings(around));
    const first = await knn.advance(requestOf(jobOf(), 'wasm'));
    await knn.loseDevice();
    const job = jobOf({ state: first.runs[0].state });
    const { runs, info } = await knn.advance(requestOf(job, 'wasm'));
    expect(info.note).toContain('lost');
    expect(runs[0].state).toEqual((await alone(8)).state);
  });
});

describe('the choice of the fastest', () => {
  const lenet: KnnSetup = { ...digitSetup, network: 'lenet', scale: 'fixed' };
  /** A device that takes no time, and gives nothing. */
  const instant = (software = false) =>
    fakeNetworks(new Breaker(), {
      software,
      source: () => ({
        forward: (_, __, count) => ({ embeddings: new Float32Array(500 * count), sigma: null }),
        backward: () => new Float32Array(partsOf(lenet).size),
      }),
    });

  /** Where four short trainings run, one after the other. */
  async function chosen(device: KnnNetworkDevice, real: boolean, setup = lenet): Promise<string> {
    const knn = createKnn(
      surroundings({
        now: () => performance.now(),
        openNetworks: () => Promise.resolve(device),
        openGraphics: () => Promise.resolve(fakeGraphics(new Breaker(), !real)),
      }),
    );
    const backends = new Set<string>();
    for (let i = 0; i < 4; i++) {
      const { info } = await knn.advance({
        ...requestOf(jobOf({ setup }), 'auto', 2),
        queries: 2,
        candidates: 9,
      });
      backends.add(info.backend);
    }
    return [...backends].join(', ');
  }

  it('begins on own code and takes a device that is clearly faster', async () => {
    expect(await chosen(instant(), true)).toBe('own, webgpu');
  });

  it('stays on own code without a real device, and for the compact network', slow, async () => {
    expect(await chosen(instant(), false)).toBe('own');
    expect(await chosen(instant(true), true)).toBe('own');
    expect(await chosen(instant(), true, digitSetup)).toBe('own');
  });

  it('stays on own code where the device fails its test', slow, async () => {
    const breaker = new Breaker();
    breaker.failAt('all');
    expect(await chosen(fakeNetworks(breaker), true)).toBe('own');
  });
});

describe('ResNet18', () => {
  // as few weights as its form allows are still eleven million: a stand-in answers for the network
  const setup: KnnSetup = { ...digitSetup, network: 'resnet18', scale: 'zero' };
  const { trainable, noiseAt, size } = partsOf(setup);
  const state = initialState(setup);
  const job = () => jobOf({ setup, state });
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
    const { runs } = await createKnn(surroundings()).advance(requestOf(job(), 'own', 1));
    expect(runs[0].diverged).toBe(
      'ResNet18 does not run on own code: let networks run on tfjs, best on WebGPU.',
    );
    expect(runs[0].state.step).toBe(0);
  });

  it('says so where tfjs is not to be had', async () => {
    const { runs } = await createKnn(surroundings()).advance(requestOf(job(), 'auto', 1));
    expect(runs[0].diverged).toContain('ResNet18 needs tfjs');
    expect(runs[0].diverged).toContain('This browser has no WebGPU.');
  });

  it('trains on a device, which alone sets its running statistics', async () => {
    const openNetworks = vi.fn(() => Promise.resolve(device(new Breaker(), 'wasm')));
    const knn = createKnn(surroundings({ openNetworks }));
    const knobs = { ...job().knobs, optimiser: 'sgd', momentum: 0.9, decay: 5e-4 } as const;
    const { runs, info } = await knn.advance(requestOf({ ...job(), knobs }, 'auto', 1));
    expect(openNetworks).toHaveBeenCalledWith('wasm');
    expect(info.backend).toBe('wasm');
    const { params, step, moments } = runs[0].state;
    expect(step).toBe(1);
    expect(params.subarray(trainable, noiseAt)).toEqual(statistics);
    // neither the optimiser nor weight decay has touched them
    expect(moments.first.subarray(trainable, noiseAt).every((value) => value === 0)).toBe(true);
    expect(params[0]).not.toBe(state.params[0]);
  }, 30_000);

  it('waits for the device that comes after a lost one', async () => {
    const breaker = new Breaker();
    const openNetworks = vi.fn<() => Promise<KnnNetworkDevice>>();
    openNetworks.mockResolvedValueOnce(device(breaker)).mockResolvedValueOnce(device());
    const knn = createKnn(surroundings({ openNetworks }));
    breaker.failAt('backward');
    const { runs, info } = await knn.advance(requestOf(job(), 'webgpu', 1));
    expect(runs[0].state.step).toBe(1);
    expect(info).toMatchObject({ status: 'ready', backend: 'webgpu' });
    expect(info.note).toContain('Another device goes on with the same weights.');
    expect(openNetworks).toHaveBeenCalledTimes(2);
  }, 30_000);

  it('ends with a sentence where its device is lost again and again', async () => {
    const openNetworks = vi.fn(async () => {
      const breaker = new Breaker();
      breaker.failAt('forward');
      return device(breaker, 'wasm');
    });
    const knn = createKnn(surroundings({ openNetworks }));
    const { runs } = await knn.advance(requestOf(job(), 'auto', 1));
    expect(runs[0].diverged).toContain('The graphics device failed too often.');
    expect(runs[0].state.step).toBe(0);
    expect(openNetworks).toHaveBeenCalledTimes(6);
  }, 30_000);
});
