import { describe, expect, it, vi } from 'vitest';
import type { NetworkChoice } from '../../../compute/service';
import { deferred } from '../../../compute/testing/compute';
import { caller, testMachine, unwatched } from '../../../compute/testing/machine';
import { askedOf, goOn } from '../../../compute/testing/runs';
import { mapGrid } from '../../../core/maps/regime-map';
import { createNetwork, networkSize } from '../../../core/networks/scores';
import type { ScoreNetwork } from '../../../models/scores/tfjs-network';
import { createLocalGradients } from '../experiment/gradients';
import type { RepetitionJob, RepetitionResult, Training } from '../experiment/repetition';
import { advance, initialState } from '../experiment/run';
import { snapshotOf, type SnapshotRequest } from '../experiment/snapshot';
import { matchingVariants, paperSetup } from '../experiment/spec';
import { createMatching, type MatchingSurroundings } from './module';
import type { NetworkDevice } from './networks';
import type { AdvanceRequest, MatchingAsked, MatchingCalls } from './protocol';

const setup = { ...paperSetup, method: 'direct' as const, d: 5, seed: 3 };
const { knobs } = matchingVariants['direct-learned-sigma'];

function asked(patch: Partial<MatchingAsked> = {}): MatchingAsked {
  const stop = { maxSteps: 1000, patience: Infinity };
  return { ...askedOf({ setup, knobs, stop, state: initialState(setup) }), ...patch };
}

const request = (runs: MatchingAsked[], networks: NetworkChoice = 'own'): AdvanceRequest => ({
  runs,
  limits: { maxSteps: 7, milliseconds: Infinity },
  settings: { tests: 3, evaluateEvery: 5, networks },
});

/** The plain networks, as a device that may be lost. */
function fakeDevice(): NetworkDevice & { readonly calls: () => number } {
  const broken = new AbortController();
  let calls = 0;
  const network = (d: number, hidden: number): ScoreNetwork => {
    const plain = createNetwork(d, hidden);
    return {
      forward(params, x, rows) {
        calls++;
        if (broken.signal.aborted) return Promise.reject(broken.signal.reason as Error);
        const scores = new Float64Array(rows * d * d);
        const sigma = Float64Array.from({ length: rows }, (_, r) =>
          plain.forward(
            params,
            x.slice(r * d, (r + 1) * d),
            scores.subarray(r * d * d, (r + 1) * d * d),
          ),
        );
        return Promise.resolve({ scores, sigma });
      },
      backward(params, x, rows, dScores, dSigma) {
        const gradient = new Float64Array(networkSize(d, hidden));
        const scores = new Float64Array(d * d);
        for (let r = 0; r < rows; r++) {
          const numbers = x.slice(r * d, (r + 1) * d);
          plain.forward(params, numbers, scores);
          const upstream = Float64Array.from(dScores).subarray(r * d * d, (r + 1) * d * d);
          plain.backward(params, numbers, upstream, dSigma[r], gradient);
        }
        return Promise.resolve(gradient);
      },
    };
  };
  return {
    backend: 'webgpu',
    adapter: 'a fake',
    software: false,
    broken: broken.signal,
    create: network,
    lose: () => broken.abort(new Error('The graphics device was lost.')),
    dispose: () => undefined,
    calls: () => calls,
  };
}

const noNetworks = () => Promise.reject(new Error('This browser has no WebGPU.'));

/** The work of the lab on this thread alone, as a page calls it. */
function openLab(
  openNetworks: MatchingSurroundings['openNetworks'] = noNetworks,
  openSideBySide?: MatchingSurroundings['openSideBySide'],
) {
  const machine = testMachine();
  const { handlers, loseDevice } = createMatching(machine, {
    openNetworks,
    ...(openSideBySide && { openSideBySide }),
  });
  const { status } = machine;
  return { handlers, call: caller<MatchingCalls>(handlers), status, loseDevice };
}

/** The same run, step by step, without a worker. */
async function reference(steps: number) {
  const state = initialState(setup);
  const gradients = createLocalGradients(setup);
  for (let s = 0; s < steps; s++) await advance(setup, state, knobs, gradients);
  return state;
}

describe('training in the worker', () => {
  it('makes the steps that the core makes, and leaves the state that it was given alone', async () => {
    const { handlers, status } = openLab();
    const run = asked();
    // not copied on its way, as on the page's own thread
    const { runs } = await handlers.advance(request([run]), unwatched);
    expect(runs[0].state).toEqual(await reference(7));
    expect(runs[0].records.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(runs[0].tests.map(({ step }) => step)).toEqual([1, 2, 3, 5]);
    for (const { sequences } of runs[0].tests) expect(sequences).toBe(3);
    expect(run.state).toEqual(initialState(setup));
    expect(status()).toMatchObject({ engine: 'own', adapter: '1 CPU thread', note: '' });
  });

  it('goes on from a reply as if it had never stopped, also in another worker', async () => {
    const run = asked();
    const { call } = openLab();
    const first = await call('advance', request([run]));
    const second = await call('advance', request([goOn(run, first.runs[0])]));
    const { state } = first.runs[0];
    const elsewhere = await openLab().call('advance', request([asked({ state, step: 7 })]));
    const expected = await reference(14);
    expect(second.runs[0].state).toEqual(expected);
    expect(elsewhere.runs[0].state).toEqual(expected);
  });

  it('advances runs together, stops each by its own rule and the request by its time', async () => {
    const { call } = openLab();
    const short = asked({ id: 'short', stop: { maxSteps: 3, patience: Infinity } });
    const { runs } = await call('advance', request([asked(), short]));
    expect(runs.map(({ step, state }) => [step, state!.step])).toEqual([
      [7, 7],
      [3, 3],
    ]);
    expect(runs.map(({ stopped }) => stopped)).toEqual([null, 'it made its 3 steps']);
    expect(runs[1].tests).toHaveLength(3);
    const limits = { maxSteps: 7, milliseconds: 1 };
    const timed = await call('advance', { ...request([asked()]), limits });
    expect(timed.runs[0].state!.step).toBe(1);
  });

  it('reports lost numbers with the state of the last good step', async () => {
    const wild = asked({ knobs: { ...knobs, rate: 1e200 } });
    const { runs } = await openLab().call('advance', request([wild]));
    expect(runs[0].diverged).toContain('weights have grown');
    expect(runs[0].step).toBe(0);
    expect(runs[0].state!.step).toBe(0);
    expect(runs[0].state!.params).toEqual(initialState(setup).params);
  });

  it('has the state of a run for whoever asks, and none of a run that it has never seen', async () => {
    const { call } = openLab();
    const run = { ...asked(), after: false };
    const { runs } = await call('advance', request([run]));
    expect(runs[0].state).toBeNull();
    expect(await call('snapshot', run.version)).toEqual(await reference(7));
    expect(await call('snapshot', asked().version)).toBeNull();
  });
});

describe('networks on a device', () => {
  it('train the same run', async () => {
    const device = fakeDevice();
    const { call, status } = openLab(() => Promise.resolve(device));
    const { runs } = await call('advance', request([asked()], 'webgpu'));
    const expected = await reference(7);
    runs[0].state!.params.forEach((weight, i) => expect(weight).toBeCloseTo(expected.params[i], 6));
    expect(status()).toMatchObject({ engine: 'tfjs', backend: 'webgpu', adapter: 'a fake' });
    expect(device.calls()).toBe(7);
  });

  it('are done without where they can not be had, and the note says why', async () => {
    const { call, status } = openLab();
    const { runs } = await call('advance', request([asked()], 'webgpu'));
    expect(runs[0].state).toEqual(await reference(7));
    expect(status()).toMatchObject({ engine: 'own', backend: 'cpu' });
    expect(status().note).toContain('This browser has no WebGPU.');
  });

  it('are lost in mid-training several times without losing a step, and come back', async () => {
    const devices = Array.from({ length: 4 }, fakeDevice);
    const openNetworks = vi.fn(() => Promise.resolve(devices[openNetworks.mock.calls.length - 1]));
    const { call, status, loseDevice } = openLab(openNetworks);
    let run = asked();
    let { runs } = await call('advance', request([run], 'webgpu'));
    for (let loss = 1; loss <= 3; loss++) {
      await loseDevice();
      run = goOn(run, runs[0]);
      ({ runs } = await call('advance', request([run], 'webgpu')));
      expect(openNetworks).toHaveBeenCalledTimes(loss + 1);
    }
    const expected = await reference(28);
    const { state } = runs[0];
    expect(state!.step).toBe(28);
    state!.params.forEach((weight, i) => expect(weight).toBeCloseTo(expected.params[i], 6));
    await call('advance', request([goOn(run, runs[0])], 'webgpu'));
    expect(status()).toMatchObject({ engine: 'tfjs', backend: 'webgpu' });
    for (const { calls } of devices) expect(calls()).toBeGreaterThan(0);
  });
});

describe('repetitions side by side', () => {
  const jobs = [0, 1].map((repetition) => {
    return { variant: 'direct-sigma-0', d: 3, seed: 1, repetition } as const;
  });
  const result = (job: RepetitionJob) => ({ ...job, wrong: 0 }) as RepetitionResult;

  it('are made on a device, which is let go, and told as they come', async () => {
    const destroy = vi.fn();
    const { call } = openLab(noNetworks, () =>
      Promise.resolve({
        table(asked, { onMade }) {
          onMade([{ job: asked[0], result: result(asked[0]) }]);
          return Promise.resolve(asked.slice(1));
        },
        sweep: (cells) => Promise.resolve(cells),
        destroy,
      }),
    );
    const told: unknown[] = [];
    const left = await call('sideBySide', jobs, { progress: (found) => told.push(found) });
    expect(left).toEqual([jobs[1]]);
    expect(told).toEqual([[result(jobs[0])]]);
    expect(destroy).toHaveBeenCalledOnce();
  });

  it('are all left where there is no device', async () => {
    expect(await openLab().call('sideBySide', jobs)).toEqual(jobs);
    const none = openLab(noNetworks, () => Promise.resolve(null));
    expect(await none.call('sideBySide', jobs)).toEqual(jobs);
  });

  it('lose their device when devices are lost', async () => {
    const [begun, lost] = [deferred<void>(), deferred<void>()];
    const { call, loseDevice } = openLab(noNetworks, () =>
      Promise.resolve({
        table(asked) {
          begun.resolve();
          return lost.promise.then(() => asked);
        },
        sweep: (cells) => Promise.resolve(cells),
        destroy: () => lost.resolve(),
      }),
    );
    const left = call('sideBySide', jobs);
    await begun.promise;
    await loseDevice();
    expect(await left).toEqual(jobs);
  });
});

describe('cells of a sweep side by side', () => {
  const cells = [1, 2, 3].map((epsilon): Training => {
    return { setup, knobs: { ...knobs, epsilon }, stop: { maxSteps: 3 } };
  });

  it('are told by their places, and so are those that are left', async () => {
    const destroy = vi.fn();
    const measured = { wrong: 5 };
    const { call } = openLab(noNetworks, () =>
      Promise.resolve({
        table: (jobs) => Promise.resolve(jobs),
        sweep(placed, { onMade }) {
          const result = { at: placed[1].at, measured, device: 'a fake' };
          onMade([{ job: placed[1], result }]);
          return Promise.resolve([placed[2], placed[0]]);
        },
        destroy,
      }),
    );
    const told: unknown[] = [];
    const left = await call('cells', cells, { progress: (found) => told.push(...found) });
    expect(left).toEqual([2, 0]);
    expect(told).toEqual([{ at: 1, measured, device: 'a fake' }]);
    expect(destroy).toHaveBeenCalledOnce();
  });

  it('are all left where there is no device', async () => {
    expect(await openLab().call('cells', cells)).toEqual([0, 1, 2]);
  });
});

describe('the map of a run', () => {
  const wanted: SnapshotRequest = {
    ...{ setup, knobs, params: initialState(setup).params, step: 4 },
    ...{ grid: mapGrid([0.1, 10], [0.1, 10], 3, 2), effort: { steps: 2, referenceSteps: 2 } },
  };
  const { handlers } = createMatching(testMachine(), {
    openNetworks: () => Promise.reject(new Error('There is no tfjs here.')),
  });

  it('is the same as without a worker', async () => {
    const map = await caller<MatchingCalls>(handlers)('map', wanted);
    const work = snapshotOf(wanted);
    let plain = work.next();
    while (!plain.done) plain = work.next();
    expect(map).toEqual(plain.value);
    expect(map.links).toBe(setup.sequences * knobs.samples * setup.d);
  });

  it('is given up when nobody wants it any more', async () => {
    const breathe = vi.fn(() => Promise.reject(new Error('stopped')));
    await expect(
      handlers.map(wanted, { ...unwatched, progress: () => undefined, breathe }),
    ).rejects.toThrow('stopped');
    expect(breathe).toHaveBeenCalledTimes(1);
  });
});
