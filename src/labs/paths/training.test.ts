import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeCompute, type Answers } from '../../compute/testing/compute';
import { caller, testMachine } from '../../compute/testing/machine';
import { until } from '../../compute/testing/until';
import { createLabStore } from '../../state/lab-store';
import type { ConnectOptions } from '../kit/connect';
import { expectPaced, fakePage, memoryStorage, stubBrowser } from '../kit/testing/connect';
import { module } from './compute/module';
import type { PathsCalls } from './compute/protocol';
import { normalise, pathsTable, SHOWN_MAPS, type PathsValues } from './params';
import { runSpecs } from './runs';
import { connectTraining, TESTS } from './training';

let browser: ReturnType<typeof stubBrowser>;
beforeEach(() => void (browser = stubBrowser()));
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const { handlers } = module.open(testMachine());
const call = caller<PathsCalls>(handlers);

/** The work of the lab, as it is, with few maps in its tests. */
const work: Answers<PathsCalls> = {
  advance: (request) => call('advance', { ...request, settings: { tests: 2, every: 10 } }),
  snapshot: (version) => call('snapshot', version),
  heldOut: (count) => call('heldOut', count),
  look: (request) => call('look', request),
  walk: (request) => call('walk', request),
};

function open(
  values: Partial<PathsValues> = {},
  answers: Answers<PathsCalls> = {},
  patch: Partial<ConnectOptions<PathsCalls>> = {},
) {
  const initial = { batch: 2, speed: 'full', ...values } as const;
  const store = createLabStore(pathsTable, { normalise, initial });
  const compute = fakeCompute<PathsCalls>({ ...work, ...answers });
  const page = fakePage<PathsCalls>(compute, patch);
  ends.push(page.end);
  const results = connectTraining(store, page.options);
  const run = (id = store.getState().values.method as string) =>
    results.runs.getState().runs.find((one) => one.id === id)!;
  return { store, compute, results, run, ...page };
}

describe('the runs of the lab of paths', () => {
  it('are there before anything has been computed, and begin anew under another setup', async () => {
    const { store, results, compute, run } = open({ compare: ['blackbox'] });
    const specs = runSpecs(store.getState().values);
    expect(results.runs.getState().runs.map(({ id }) => id)).toEqual(specs.map(({ id }) => id));
    expect(compute.names).toEqual([]);
    await results.step();
    expect([run().step, run('blackbox').step]).toEqual([1, 1]);
    const [{ limits, settings }] = compute.asked('advance');
    expect([limits.maxSteps, settings]).toEqual([1, TESTS]);
    expect(run().tests.maps).toEqual([2]);
    store.set({ sigma: 2 });
    expect([run().step, run().knobs.sigma]).toEqual([1, 2]);
    store.set({ network: 'pure' });
    expect(run().step).toBe(0);
  });

  it('are trained in step, three methods on the same maps', async () => {
    const compare = ['blackbox', 'squared'] as const;
    const { results, run } = open({ compare, maxSteps: 10 });
    results.runs.play(true);
    await until(() => run().status === 'stopped');
    const { runs } = results.runs.getState();
    expect(runs.map(({ step }) => step)).toEqual([10, 10, 10]);
    expect(runs.map(({ tests }) => tests.step.at(-1))).toEqual([10, 10, 10]);
  });

  it('play as fast as they can, or so many steps a second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { store, results, compute, run } = open({ speed: '1' });
    await results.ready;
    await expectPaced({
      pause: 1000,
      play: (playing) => results.runs.play(playing),
      step: () => run().step,
      fullSpeed: () => store.set({ speed: 'full' }),
      asked: () => compute.asked('advance').map(({ limits }) => limits.maxSteps),
    });
  });

  it('stop with a sentence where they can not be trained', async () => {
    const { results, said } = open(
      {},
      { advance: () => Promise.reject(new Error('There is no worker.')) },
    );
    results.runs.play(true);
    await until(() => said.length > 0);
    expect(said).toEqual(['error: Training stopped: There is no worker.']);
  });

  it('are back where they were on the next visit', async () => {
    const { storage } = memoryStorage();
    const before = open({}, {}, { storage });
    await before.results.ready;
    await before.results.step();
    await before.results.step();
    browser.leave();
    before.end();
    const again = open({}, {}, { storage });
    await again.results.ready;
    expect(again.run()).toMatchObject({ step: 2, state: before.run().state });
    expect(again.said).toEqual(['info: Your runs of the last visit are back where they were.']);
    await again.results.step();
    expect(again.run().step).toBe(3);
  });
});

describe('the held-out maps', () => {
  it('are looked at while somebody watches, once for each state of the shown run', async () => {
    const { results, compute, run } = open({ compare: ['blackbox'] });
    await results.step();
    expect(compute.asked('look')).toEqual([]);
    const end = results.looks.seen.watch();
    await until(() => results.looks.seen.store.getState() !== null);
    expect(results.looks.seen.store.getState()!.maps).toHaveLength(SHOWN_MAPS.length);
    expect(results.looks.seen.store.getState()!.run).toBe(run());
    await results.step();
    await until(() => results.looks.seen.store.getState()!.run.step === 2);
    results.runs.select('blackbox');
    await until(() => results.looks.seen.store.getState()!.run.id === 'blackbox');
    expect(compute.asked('heldOut')).toHaveLength(1);
    expect(compute.asked('look')).toHaveLength(3);
    end();
    await results.step();
    expect(compute.asked('look')).toHaveLength(3);
  });

  it('walk through the next step as it will be made', async () => {
    const { results, compute, store } = open();
    const { walked } = results.looks;
    walked.watch();
    await until(() => walked.store.getState() !== null);
    const first = walked.store.getState()!.walk;
    expect(first.pixels).toHaveLength(96 * 96 * 3);
    await results.step();
    await until(() => walked.store.getState()!.run.step === 1);
    expect(walked.store.getState()!.walk.map).not.toBe(first.map);
    store.set({ sigma: 2 });
    await until(() => walked.store.getState()!.run.knobs.sigma === 2);
    expect(compute.asked('walk').map(({ step }) => step)).toEqual([0, 1, 1]);
  });

  it('that can not be had are not asked for again and again', async () => {
    const look = vi.fn(() => Promise.reject(new Error('There is no worker.')));
    const { results, outstanding } = open({}, { look });
    results.looks.seen.watch();
    await until(() => look.mock.calls.length === 1 && outstanding() === 0);
    await results.step();
    await until(() => look.mock.calls.length === 2);
  });
});
