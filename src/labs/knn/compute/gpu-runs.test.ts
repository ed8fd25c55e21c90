import { describe, expect, it, vi } from 'vitest';
import { goOn } from '../../../compute/testing/runs';
import { NoRoomError } from '../../../core/no-room';
import { initialState } from '../experiment/run';
import type { KnnKnobs } from '../experiment/spec';
import type { GpuEngine } from './networks';
import type { KnnAdvanceReply, KnnAsked } from './protocol';
import {
  alone,
  Breaker,
  digitKnobs,
  digitSetup,
  fakeEngine,
  fakeNetworks,
  losses,
  openKnn,
  requestOf,
  runOf,
} from './testing/knn';

type Answer = KnnAdvanceReply['runs'][number];

describe('own code on the graphics device', () => {
  const on = (...engines: GpuEngine[]) => {
    const openEngine = vi.fn<() => Promise<GpuEngine>>();
    for (const engine of engines) openEngine.mockResolvedValueOnce(engine);
    return { openEngine };
  };
  const quiet = { evaluateEvery: 1000 };
  const advances = ({ calls }: Breaker) => calls.filter((call) => call === 'advance').length;

  it('trains the same run, some steps at once, and is tested where a test is due', async () => {
    const breaker = new Breaker();
    const knn = openKnn(on(fakeEngine(breaker)));
    const run = runOf();
    const first = await knn.call('advance', requestOf(run, 'gpu', 9, { evaluateEvery: 4 }));
    const expected = await alone(9);
    expect(losses(first.runs[0])).toEqual(losses(expected));
    expect(first.runs[0].state).toEqual(expected.state);
    expect(first.runs[0].tests.map(({ step }) => step)).toEqual([0, 4, 8]);
    expect(knn.status()).toMatchObject({
      ...{ status: 'ready', engine: 'own', backend: 'webgpu', adapter: 'a fake', note: '' },
    });
    const second = await knn.call('advance', requestOf(goOn(run, first.runs[0]), 'gpu', 2, quiet));
    expect(second.runs[0].state).toEqual((await alone(11)).state);
    expect(breaker.calls.filter((call) => call === 'open')).toHaveLength(1);
  });

  it('has batches without room made on the CPU, with the same numbers, and smaller ones again on the device', async () => {
    const breaker = new Breaker();
    const most = digitKnobs.candidates;
    const why = 'The graphics device takes 3 MB at once at most, and maps would take 4 MB.';
    const { openRun, ...engine } = fakeEngine(breaker);
    const small: GpuEngine = {
      ...engine,
      async openRun(task) {
        const run = await openRun(task);
        const advance = (knobs: KnnKnobs, steps: number) => {
          if (knobs.candidates > most) return Promise.reject(new NoRoomError(why));
          return run.advance(knobs, steps);
        };
        return { ...run, advance };
      },
    };
    const around = on(small);
    const [device, cpu] = [openKnn(around), openKnn()];
    const run = { ...runOf(), after: false };
    let [there, here]: KnnAsked[] = [run, { ...run, state: initialState(digitSetup) }];
    for (const [candidates, backend] of [
      [most, 'webgpu'],
      [most + 9, 'cpu'],
      [most + 9, 'cpu'],
      [most, 'webgpu'],
    ] as const) {
      const knobs = { ...digitKnobs, candidates };
      const asked = { ...there, knobs };
      const [got] = (await device.call('advance', requestOf(asked, 'gpu', 3, quiet))).runs;
      const [expected] = (await cpu.call('advance', requestOf({ ...here, knobs }, 'own', 3, quiet)))
        .runs;
      expect(losses(got)).toEqual(losses(expected));
      [there, here] = [goOn(there, got), goOn(here, expected)];
      const note = backend === 'cpu' ? expect.stringMatching(`^${why} The project's own code`) : '';
      expect(device.status()).toMatchObject({ backend, note, losses: 0, degraded: false });
    }
    const state = await device.call('snapshot', there.version);
    expect(state).toEqual(await cpu.call('snapshot', here.version));
    // the second time it was known, and nothing was opened for it
    expect(breaker.calls.filter((call) => call === 'open')).toHaveLength(2);
    expect(around.openEngine).toHaveBeenCalledTimes(1);
  });

  it('gives a state only to who asks for one', async () => {
    const breaker = new Breaker();
    const knn = openKnn(on(fakeEngine(breaker)));
    const run = { ...runOf(), after: false };
    const few = { ...quiet, evaluateEvery: 7 };
    const first = await knn.call('advance', requestOf(run, 'gpu', 3, few));
    expect(first.runs[0].state).toBeNull();
    // the test at the start was of the state that it began with
    expect(breaker.calls).not.toContain('settle');
    expect(await knn.call('snapshot', run.version)).toEqual((await alone(3)).state);
    const on6 = await knn.call('advance', requestOf(goOn(run, first.runs[0]), 'gpu', 3, few));
    const looked = { setup: digitSetup, place: { version: run.version, step: 6 }, params: null };
    const request = { ...looked, key: 'a', train: 3, test: 2 };
    expect((await knn.call('scatter', request))!.step).toBe(6);
    expect(on6.runs[0].step).toBe(6);
  });

  it('makes room for the runs that are asked for, and goes on with each where it was', async () => {
    const breaker = new Breaker();
    const knn = openKnn(on(fakeEngine(breaker)));
    const [a, b] = [runOf({ id: 'a', after: false }), runOf({ id: 'b' })];
    const first = await knn.call('advance', requestOf(a, 'gpu', 3, quiet));
    await knn.call('advance', requestOf(b, 'gpu', 3, quiet));
    expect(breaker.calls).toContain('destroy');
    const again = { ...goOn(a, first.runs[0]), after: true };
    const { runs } = await knn.call('advance', requestOf(again, 'gpu', 3, quiet));
    expect(runs[0].state).toEqual((await alone(6)).state);
  });

  it('trains several runs side by side, which stay in step and lose nothing with the device', async () => {
    const setups = (['direct', 'cross-entropy'] as const).map((method) => ({
      ...digitSetup,
      method,
    }));
    const train = async (networks: 'own' | 'gpu', breaker = new Breaker()) => {
      const knn = openKnn(on(fakeEngine(breaker), fakeEngine()));
      let asked = setups.map((setup, i) => runOf({ setup, id: `run ${i}` }));
      for (const steps of [5, 4]) {
        const request = requestOf(asked[0], networks, steps, { evaluateEvery: 3 });
        const { runs } = await knn.call('advance', { ...request, runs: asked });
        expect(runs.map(({ step }) => step)).toEqual(runs.map(() => runs[0].step));
        asked = asked.map((run, i) => goOn(run, runs[i]));
        if (steps === 5) breaker.failAt('advance');
      }
      return Promise.all(asked.map(({ version }) => knn.call('snapshot', version)));
    };
    const [expected, found] = [await train('own'), await train('gpu')];
    expect(expected.map((state) => state!.step)).toEqual([9, 9]);
    expect(found).toEqual(expected);
  });

  it.each(['gpu', 'webgpu'] as const)(
    'loses no number with four devices that are lost one after the other, trained by %s',
    async (networks) => {
      const breakers = Array.from({ length: 5 }, () => new Breaker());
      const [engines, devices] = [[...breakers], [...breakers]];
      const knn = openKnn({
        openEngine: async () => fakeEngine(engines.shift()),
        openNetworks: async () => fakeNetworks(devices.shift()),
      });
      let run = runOf();
      let answer: Answer | null = null;
      for (let device = 0; device < 5; device++) {
        if (answer) run = goOn(run, answer);
        [answer] = (await knn.call('advance', requestOf(run, networks, 3, quiet))).runs;
        expect(knn.status()).toMatchObject({ backend: 'webgpu', losses: device });
        breakers[device].failAt(networks === 'gpu' ? 'advance' : 'backward');
      }
      expect(answer!.state).toEqual((await alone(15)).state);
      for (const { calls } of breakers) expect(calls).not.toEqual([]);
    },
  );

  it.each(['own', 'wasm'] as const)(
    'leaves a run to another choice as it is: %s',
    async (other) => {
      const openNetworks = () => Promise.resolve(fakeNetworks(undefined, { backend: 'wasm' }));
      const knn = openKnn({ ...on(fakeEngine()), openNetworks });
      const run = { ...runOf(), after: false };
      let answer = (await knn.call('advance', requestOf(run, 'gpu', 3, quiet))).runs[0];
      answer = (await knn.call('advance', requestOf(goOn(run, answer), other, 2, quiet))).runs[0];
      const last = { ...goOn(run, answer), after: true };
      answer = (await knn.call('advance', requestOf(last, 'gpu', 3, quiet))).runs[0];
      expect(answer.state).toEqual((await alone(8)).state);
    },
  );

  it.each(['open', 'advance', 'settle'])(
    'that is lost in %s goes on with the same numbers on the CPU, and comes back',
    async (call) => {
      const breaker = new Breaker();
      const around = on(fakeEngine(breaker), fakeEngine());
      const knn = openKnn(around);
      const run = runOf();
      if (call === 'open') breaker.failAt(call);
      let answer = (await knn.call('advance', requestOf(run, 'gpu', 3, quiet))).runs[0];
      expect(losses(answer)).toEqual(losses(await alone(3)));
      if (call !== 'open') breaker.failAt(call);
      answer = (await knn.call('advance', requestOf(goOn(run, answer), 'gpu', 4, quiet))).runs[0];
      if (call === 'settle') {
        // lost when the answer was made: nothing is told that can't be made again from here
        expect(answer).toMatchObject({ step: 3, missing: false, records: [] });
        answer = (await knn.call('advance', requestOf(goOn(run, answer), 'gpu', 4, quiet))).runs[0];
      }
      const expected = await alone(7);
      expect(losses(answer)).toEqual(losses(expected).slice(3));
      expect(answer.state).toEqual(expected.state);
      expect(around.openEngine).toHaveBeenCalledTimes(2);
      await knn.call('advance', requestOf(goOn(run, answer), 'gpu', 1, quiet));
      expect(knn.status()).toMatchObject({ engine: 'own', backend: 'webgpu', losses: 1 });
    },
  );

  it('is asked for again with a state where steps are lost that had been told of', async () => {
    const breaker = new Breaker();
    const knn = openKnn(on(fakeEngine(breaker), fakeEngine()));
    const run = { ...runOf(), after: false };
    const first = (await knn.call('advance', requestOf(run, 'gpu', 5, quiet))).runs[0];
    expect(first).toMatchObject({ step: 5, state: null });
    breaker.failAt('all');
    const lost = await knn.call('advance', requestOf(goOn(run, first), 'gpu', 2, quiet));
    expect(lost.runs[0]).toMatchObject({ missing: true, records: [] });
    // the page has the state of the beginning
    const again = { ...run, after: true, state: initialState(digitSetup) };
    const { runs } = await knn.call('advance', requestOf(again, 'gpu', 7, quiet));
    expect(losses(runs[0])).toEqual(losses(await alone(7)));
    expect(runs[0].state).toEqual((await alone(7)).state);
  });

  it('that fails in every call is given up after six of them', async () => {
    const openEngine = vi.fn(async () => {
      const breaker = new Breaker();
      breaker.failAt('advance');
      return fakeEngine(breaker);
    });
    const knn = openKnn({ openEngine });
    const run = runOf();
    let answer = (await knn.call('advance', requestOf(run, 'gpu', 3, quiet))).runs[0];
    answer = (await knn.call('advance', requestOf(goOn(run, answer), 'gpu', 9, quiet))).runs[0];
    expect(answer.state).toEqual((await alone(12)).state);
    expect(openEngine).toHaveBeenCalledTimes(6);
    expect(knn.status()).toMatchObject({ engine: 'own', backend: 'cpu', degraded: true });
    expect(knn.status().note).toBe(
      'The graphics device failed too often. ' +
        "The project's own code on the CPU runs the networks instead; the runs are the same.",
    );
  });

  it('is done without where there is none, and the note says why', async () => {
    const knn = openKnn();
    const { runs } = await knn.call('advance', requestOf(runOf(), 'gpu', 4, quiet));
    expect(runs[0].state).toEqual((await alone(4)).state);
    expect(knn.status()).toMatchObject({ engine: 'own', backend: 'cpu' });
    expect(knn.status().note).toContain('This browser has no WebGPU.');
  });

  it('ends a run whose numbers are lost with its last good state', async () => {
    const knobs = { ...runOf().knobs, optimiser: 'sgd', rate: 1e6 } as const;
    const wild = async (networks: 'own' | 'gpu') => {
      const knn = openKnn(on(fakeEngine()));
      const run = runOf();
      const first = (await knn.call('advance', requestOf(run, networks, 4, quiet))).runs[0];
      const turned = { ...goOn(run, first), knobs };
      return (await knn.call('advance', requestOf(turned, networks, 50, quiet))).runs[0];
    };
    const [expected, found] = [await wild('own'), await wild('gpu')];
    expect(found.diverged).not.toBeNull();
    expect(found).toEqual({
      ...expected,
      version: found.version,
      records: expected.records.map((row, i) => ({
        ...row,
        milliseconds: found.records[i].milliseconds,
      })),
    });
  });

  it('makes as many steps in a call as take little time', async () => {
    let time = 0;
    const breaker = new Breaker();
    const engine = fakeEngine(breaker);
    const openRun: GpuEngine['openRun'] = async (task) => {
      const run = await engine.openRun(task);
      const advance: typeof run.advance = async (knobs, most) => {
        breaker.calls.push(`call of ${most}`);
        time += 4 * most;
        return run.advance(knobs, most);
      };
      return { ...run, advance };
    };
    const knn = openKnn(on({ ...engine, openRun }), { now: () => time });
    await knn.call('advance', requestOf(runOf(), 'gpu', 40, quiet));
    const made = breaker.calls.filter((call) => call.startsWith('call of'));
    // forty milliseconds at most, which it finds out from one step on
    expect(made.slice(0, 4)).toEqual(['call of 1', 'call of 4', 'call of 10', 'call of 10']);
    expect(advances(breaker)).toBe(40);
  });
});

describe('the choice of the fastest', () => {
  const quiet = { evaluateEvery: 1000 };
  /** An engine whose steps take some time of a clock, as own code takes another. */
  function rig(engineMs: number, patch: Partial<GpuEngine> = {}, breaker = new Breaker()) {
    const engine = fakeEngine(breaker, patch);
    const clock = { time: 0 };
    const openRun: GpuEngine['openRun'] = async (task) => {
      const run = await engine.openRun(task);
      const advance: typeof run.advance = async (knobs, most) => {
        const records = await run.advance(knobs, most);
        clock.time += engineMs * records.length;
        return records;
      };
      return { ...run, advance };
    };
    const openEngine = vi.fn(async () => ({ ...engine, openRun }));
    const openNetworks = vi.fn(() => Promise.reject(new Error('not asked for')));
    // every look at the clock takes a little, so that a step of own code takes 4 of them
    const now = () => (clock.time += 2);
    return { knn: openKnn({ openEngine, openNetworks }, { now }), openEngine, openNetworks };
  }

  /** Where eight short trainings of a run go on, one after the other, and what comes out. */
  async function chosen({ knn }: ReturnType<typeof rig>) {
    const run = runOf();
    const backends = new Set<string>();
    let answer: Answer | null = null;
    for (let i = 0; i < 8; i++) {
      const asked: KnnAsked = answer ? goOn(run, answer) : run;
      answer = (await knn.call('advance', requestOf(asked, 'auto', 2, quiet))).runs[0];
      backends.add(knn.status().backend);
    }
    return { backends: [...backends].join(', '), state: answer!.state };
  }

  it('begins on the CPU and takes an engine that is clearly faster', async () => {
    const lab = rig(0.1);
    const { backends, state } = await chosen(lab);
    expect(backends).toBe('cpu, webgpu');
    expect(state).toEqual((await alone(16)).state);
    expect(lab.openEngine).toHaveBeenCalledOnce();
    expect(lab.openNetworks).not.toHaveBeenCalled();
  });

  it('tries an engine once that has no room for the run, and keeps it for smaller ones', async () => {
    const openRun = vi.fn(() => Promise.reject(new NoRoomError('It is too small.')));
    const { knn, openEngine, openNetworks } = rig(0.1, { openRun });
    const { backends, state } = await chosen({ knn, openEngine, openNetworks });
    expect(backends).toBe('cpu');
    expect(state).toEqual((await alone(16)).state);
    expect(openRun).toHaveBeenCalledOnce();
    expect(openEngine).toHaveBeenCalledOnce();
    expect(knn.status()).toMatchObject({ note: '', losses: 0 });
    const knobs = { ...digitKnobs, candidates: digitKnobs.candidates - 1 };
    await knn.call('advance', requestOf(runOf({ knobs }), 'auto', 1, quiet));
    expect(openRun).toHaveBeenCalledTimes(2);
  });

  it('stays on the CPU where the engine is no faster, and tries it no more', async () => {
    const breaker = new Breaker();
    const lab = rig(1000, {}, breaker);
    expect((await chosen(lab)).backends).toBe('cpu');
    const tried = breaker.calls.length;
    expect(breaker.calls.at(-1)).toBe('destroy');
    await chosen(lab);
    expect(breaker.calls).toHaveLength(tried);
  });

  it('stays on the CPU beside an adapter in software, which is not even tried', async () => {
    const breaker = new Breaker();
    expect((await chosen(rig(0.1, { software: true }, breaker))).backends).toBe('cpu');
    expect(breaker.calls).toEqual([]);
  });

  it.each(['open', 'advance'])(
    'stays on the CPU, with the same numbers, where the engine fails in %s',
    async (call) => {
      const breaker = new Breaker();
      breaker.failAt(call);
      const { backends, state } = await chosen(rig(0.1, {}, breaker));
      expect(backends).toBe('cpu');
      expect(state).toEqual((await alone(16)).state);
    },
  );

  it('tries another run where the one that was tried is gone', async () => {
    const breaker = new Breaker();
    const { knn } = rig(0.1, {}, breaker);
    const first = runOf();
    const { runs } = await knn.call('advance', requestOf(first, 'auto', 2, quiet));
    await knn.call('advance', requestOf(goOn(first, runs[0]), 'auto', 2, quiet));
    expect(breaker.calls).toContain('advance');
    const second = runOf();
    await knn.call('advance', requestOf(second, 'auto', 1, quiet));
    expect(breaker.calls).toContain('destroy');
    const answer = (await knn.call('advance', requestOf(runOf(), 'auto', 9, quiet))).runs[0];
    expect(knn.status().backend).toBe('webgpu');
    expect(answer.state).toEqual((await alone(9)).state);
  });
});
