import { describe, expect, it, vi } from 'vitest';
import { createLocalGradients } from '../experiment/gradients';
import { createNetwork, networkSize } from '../../../core/networks/scores';
import { advance, initialState } from '../experiment/run';
import { matchingVariants, paperSetup } from '../experiment/spec';
import type { ScoreNetwork } from '../../../models/scores/tfjs-network';
import type { NetworkDevice } from './networks';
import { createTraining, type TrainingSurroundings } from './module';
import type { NetworkChoice } from '../../../compute/service';
import type { AdvanceRequest, RunJob } from './protocol';

const setup = { ...paperSetup, method: 'direct' as const, d: 5, seed: 3 };
const { knobs } = matchingVariants['direct-learned-sigma'];

function job(patch: Partial<RunJob> = {}): RunJob {
  const stop = { maxSteps: 1000, patience: Infinity };
  return { id: 'run', setup, state: initialState(setup), knobs, stop, ...patch };
}

const request = (runs: RunJob[], networks: NetworkChoice = 'own'): AdvanceRequest => ({
  runs,
  maxSteps: 7,
  milliseconds: Infinity,
  tests: 3,
  evaluateEvery: 5,
  networks,
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

function surroundings(patch: Partial<TrainingSurroundings> = {}): TrainingSurroundings {
  let clock = 0;
  return {
    threads: 1,
    spawn: null,
    now: () => clock++,
    openNetworks: () => Promise.reject(new Error('This browser has no WebGPU.')),
    ...patch,
  };
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
    const asked = job();
    const { runs, info } = await createTraining(surroundings()).advance(request([asked]));
    expect(runs[0].state).toEqual(await reference(7));
    expect(runs[0].records.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(runs[0].tests.map(({ step, sequences }) => [step, sequences])).toEqual([[5, 3]]);
    expect(asked.state).toEqual(initialState(setup));
    expect(info).toMatchObject({ backend: 'own', adapter: '1 CPU thread', note: '' });
  });

  it('goes on from a reply as if it had never stopped, also in another worker', async () => {
    const first = await createTraining(surroundings()).advance(request([job()]));
    const second = await createTraining(surroundings()).advance(
      request([job({ state: first.runs[0].state })]),
    );
    expect(second.runs[0].state).toEqual(await reference(14));
  });

  it('advances runs together, stops each by its own rule and the request by its time', async () => {
    const training = createTraining(surroundings());
    const short = job({ id: 'short', stop: { maxSteps: 3, patience: Infinity } });
    const { runs } = await training.advance(request([job(), short]));
    expect(runs.map(({ state }) => state.step)).toEqual([7, 3]);
    expect(runs.map(({ stopped }) => stopped)).toEqual([null, 'it made its 3 steps']);
    expect(runs[1].tests).toHaveLength(1);
    const timed = await training.advance({ ...request([job()]), milliseconds: 1 });
    expect(timed.runs[0].state.step).toBe(1);
  });

  it('reports lost numbers with the state of the last good step', async () => {
    const wild = job({ knobs: { ...knobs, rate: 1e200 } });
    const { runs } = await createTraining(surroundings()).advance(request([wild]));
    expect(runs[0].diverged).toContain('weights have grown');
    expect(runs[0].state.step).toBe(0);
    expect(runs[0].state.params).toEqual(initialState(setup).params);
  });
});

describe('networks on a device', () => {
  it('train the same run', async () => {
    const device = fakeDevice();
    const training = createTraining(surroundings({ openNetworks: () => Promise.resolve(device) }));
    const { runs, info } = await training.advance(request([job()], 'webgpu'));
    const expected = await reference(7);
    runs[0].state.params.forEach((weight, i) => expect(weight).toBeCloseTo(expected.params[i], 6));
    expect(info).toMatchObject({ backend: 'webgpu', adapter: 'a fake' });
    expect(device.calls()).toBe(7);
  });

  it('are done without where they can not be had, and the note says why', async () => {
    const { runs, info } = await createTraining(surroundings()).advance(request([job()], 'webgpu'));
    expect(runs[0].state).toEqual(await reference(7));
    expect(info.backend).toBe('own');
    expect(info.note).toContain('This browser has no WebGPU.');
  });

  it('are lost in mid-training without losing a step, and come back', async () => {
    const devices = [fakeDevice(), fakeDevice()];
    const openNetworks = vi.fn(() => Promise.resolve(devices[openNetworks.mock.calls.length - 1]));
    const training = createTraining(surroundings({ openNetworks }));
    const first = await training.advance(request([job()], 'webgpu'));
    await training.loseDevice();
    const second = await training.advance(request([job({ state: first.runs[0].state })], 'webgpu'));
    const expected = await reference(14);
    const { state } = second.runs[0];
    expect(state.step).toBe(14);
    state.params.forEach((weight, i) => expect(weight).toBeCloseTo(expected.params[i], 6));
    expect(openNetworks).toHaveBeenCalledTimes(2);
    const third = await training.advance(request([job({ state })], 'webgpu'));
    expect(third.info.backend).toBe('webgpu');
    expect(devices[1].calls()).toBeGreaterThan(0);
  });
});
