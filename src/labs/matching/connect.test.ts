import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  deferred,
  fakeCompute,
  type Answers,
  type FakeCompute,
} from '../../compute/testing/compute';
import { caller, testMachine } from '../../compute/testing/machine';
import { until } from '../../compute/testing/until';
import { sweepJobs } from '../../core/sweeps/sweep';
import { createLabStore } from '../../state/lab-store';
import type { Run } from '../../state/runs/run';
import { anySweep } from '../kit/sweep';
import { expectPaced, fakePage, memoryStorage, stubBrowser } from '../kit/testing/connect';
import type { ConnectOptions } from '../kit/connect';
import { createMatching } from './compute/module';
import type { MatchingCalls } from './compute/protocol';
import { connectMatching } from './connect';
import type { RepetitionJob, RepetitionResult } from './experiment/repetition';
import type { MatchingRunTypes } from './kind';
import { runSpecs } from './specs';
import { matchingTable, normalise, type MatchingValues } from './params';
import { signSpecs } from './sign';
import { matchingSweep } from './sweep';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let browser: ReturnType<typeof stubBrowser>;
beforeEach(() => void (browser = stubBrowser()));
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

/** The work of the lab, as it is: on this thread. */
function openWorker(): Answers<MatchingCalls> {
  const openNetworks = () => Promise.reject(new Error('There is no tfjs here.'));
  const call = caller<MatchingCalls>(createMatching(testMachine(), { openNetworks }).handlers);
  return {
    advance: (request) => call('advance', request),
    snapshot: (version) => call('snapshot', version),
  };
}

function open(
  values: Partial<MatchingValues> = {},
  answers: Answers<MatchingCalls> = {},
  patch: Partial<ConnectOptions<MatchingCalls>> = {},
) {
  const initial = { d: 3, sequences: 2, networks: 'own', speed: 'full', ...values } as const;
  const store = createLabStore(matchingTable, { normalise, initial });
  const compute = fakeCompute<MatchingCalls>({ ...openWorker(), ...answers });
  const page = fakePage<MatchingCalls>(compute, patch);
  ends.push(page.end);
  const results = connectMatching(store, page.options);
  const run = (id = store.getState().values.method as string) =>
    results.runs.getState().runs.find((one) => one.id === id)!;
  return { store, compute, results, run, ...page };
}

describe('the runs of the matching lab', () => {
  it('are there before anything has been computed', () => {
    const { store, results, compute } = open({ compare: ['blackbox'] });
    const { runs } = results.runs.getState();
    const specs = runSpecs(store.getState().values);
    expect(runs.map(({ id, setup, knobs, stop }) => ({ id, setup, knobs, stop }))).toEqual(
      specs.map(({ id, setup, knobs, stop }) => ({ id, setup, knobs, stop })),
    );
    expect(runs).toHaveLength(2);
    expect(compute.names).toEqual([]);
  });

  it('make one step without playing', async () => {
    const { results, compute, run } = open();
    await results.step();
    expect([run().step, results.runs.getState().playing]).toEqual([1, false]);
    expect(compute.asked('advance').map(({ limits }) => limits.maxSteps)).toEqual([1]);
  });

  it('go on under a knob that is moved, and begin anew under another setup', async () => {
    const { store, results, run } = open();
    await results.step();
    store.set({ epsilon: -3 });
    await results.step();
    expect(run().steps.epsilon).toEqual([-12, -3]);
    store.set({ seed: 7 });
    expect([run().step, run().setup.seed]).toEqual([0, 7]);
  });

  it('are tested on twenty sequences often at first and then every ten steps, on the networks of the moment', async () => {
    const { store, results, compute, run, outstanding } = open({ maxSteps: 20 });
    results.runs.play(true);
    await until(() => run().status === 'stopped' && outstanding() === 0);
    expect(run().tests.step).toEqual([1, 2, 3, 5, 8, 10, 13, 20]);
    expect(new Set(run().tests.sequences)).toEqual(new Set([20]));
    store.set({ networks: 'wasm', seed: 2 });
    await results.step();
    const settings = compute.asked('advance').map((request) => request.settings);
    expect(settings[0]).toEqual({ tests: 20, evaluateEvery: 10, networks: 'own' });
    expect(settings.at(-1)).toEqual({ tests: 20, evaluateEvery: 10, networks: 'wasm' });
    // a step of several runs takes its time on a slow telephone
    expect(compute.options('advance')[0].patience).toBeGreaterThanOrEqual(60_000);
  });

  it('go as fast as they can, or so many steps a second, as the reader chooses on the way', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    ends.push(() => void vi.useRealTimers());
    const { store, results, compute, run } = open({ speed: '20' });
    await expectPaced({
      pause: 50,
      play: (playing) => results.runs.play(playing),
      step: () => run().step,
      fullSpeed: () => store.set({ speed: 'full' }),
      asked: () => compute.asked('advance').map(({ limits }) => limits.maxSteps),
    });
  });

  it('keep the page busy while they wait for their next step', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    ends.push(() => void vi.useRealTimers());
    const { results, run, outstanding } = open({ speed: '1' });
    await results.ready;
    await until(() => outstanding() === 0);
    results.runs.play(true);
    await until(() => run().step === 1);
    await turn();
    expect(outstanding()).toBe(1);
    results.runs.play(false);
    vi.advanceTimersByTime(1000);
    await until(() => outstanding() === 0);
  });

  it('stop with a sentence where they can not be trained', async () => {
    const { results, said, run } = open(
      {},
      { advance: () => Promise.reject(new Error('There is no worker.')) },
    );
    results.runs.play(true);
    await until(() => said.length > 0);
    expect(said).toEqual(['error: Training stopped: There is no worker.']);
    const { playing, error } = results.runs.getState();
    expect([playing, error]).toEqual([false, 'There is no worker.']);
    expect(results.sign.getState().error).toBeNull();
    expect(run().step).toBe(0);
  });

  it('stay as they are when the lab is taken off the page', async () => {
    const { store, results, run, end, compute } = open();
    await results.step();
    end();
    store.set({ epsilon: -3 });
    results.runs.play(true);
    await turn();
    expect(run().knobs.epsilon).toBe(-12);
    expect(compute.asked('advance')).toHaveLength(1);
  });
});

describe('the runs on the sign of epsilon', () => {
  it('have a loop of their own, at full speed', async () => {
    const { results, compute, run } = open({ speed: '1' });
    results.sign.follow(
      signSpecs(1)
        .slice(0, 1)
        .map((spec) => ({
          ...spec,
          setup: { ...spec.setup, d: 3 },
          stop: { maxSteps: 40, patience: Infinity },
        })),
    );
    results.sign.play(true);
    const signed = () => results.sign.getState().runs[0];
    await until(() => signed().status === 'stopped');
    expect(signed().step).toBe(40);
    expect(compute.asked('advance')[0].limits.maxSteps).toBe(Infinity);
    expect([run().step, results.runs.getState().playing]).toEqual([0, false]);
  });

  it('have errors of their own', async () => {
    const { results, said } = open(
      {},
      { advance: () => Promise.reject(new Error('There is no worker.')) },
    );
    results.sign.follow(signSpecs(1));
    results.sign.play(true);
    await until(() => said.length > 0);
    expect(results.sign.getState()).toMatchObject({ playing: false, error: 'There is no worker.' });
    expect(results.runs.getState().error).toBeNull();
  });
});

describe('runs of an earlier visit', () => {
  const visit = async (steps: number, values: Partial<MatchingValues> = {}) => {
    const { storage, kept } = memoryStorage();
    const page = open(values, {}, { storage });
    await page.results.ready;
    for (let step = 0; step < steps; step++) await page.results.step();
    browser.leave();
    page.end();
    return { storage, kept, run: page.run() };
  };

  it('are back where they were, and the reader is told so', async () => {
    const before = await visit(3);
    const again = open({}, {}, { storage: before.storage });
    await again.results.ready;
    expect(again.run()).toMatchObject({
      step: 3,
      steps: before.run.steps,
      state: before.run.state,
    });
    expect(again.said).toEqual(['info: Your runs of the last visit are back where they were.']);
    await again.results.step();
    expect(again.run().step).toBe(4);
  });

  it('are not spoken of where they had made no step, or are of other settings', async () => {
    const before = await visit(0);
    const again = open({}, {}, { storage: before.storage });
    await again.results.ready;
    expect(again.said).toEqual([]);
    const trained = await visit(2);
    const other = open({ seed: 9 }, {}, { storage: trained.storage });
    await other.results.ready;
    expect([other.run().step, other.run().setup.seed]).toEqual([0, 9]);
  });

  it('are written when the reader looks away, as long as the lab is on the page', async () => {
    const { storage, kept } = memoryStorage();
    const { results, end } = open({}, {}, { storage });
    await results.ready;
    const stored = () => {
      const { runs } = kept.get('matching/runs') as { runs: readonly Run<MatchingRunTypes>[] };
      return runs[0].step;
    };
    await results.step();
    browser.hide();
    expect(stored()).toBe(1);
    await results.step();
    end();
    browser.leave();
    expect(stored()).toBe(1);
  });

  it('have been looked for when the page comes to rest', async () => {
    const read = deferred<unknown>();
    const storage = { ...memoryStorage().storage, read: () => read.promise };
    const { results, outstanding } = open({}, {}, { storage });
    await turn();
    expect(outstanding()).toBeGreaterThan(0);
    read.resolve(undefined);
    await results.ready;
    await until(() => outstanding() === 0);
  });
});

describe('what was recorded', () => {
  const names = ['matching', 'sign', 'matching-table'];
  /** The files of the site, or others in their places. */
  const serve = (patch: Readonly<Record<string, string>> = {}) =>
    browser.fetched.mockImplementation(async (address) => {
      const name = /recorded\/(.*)\.json/.exec((address as URL).pathname)![1];
      return new Response(patch[name] ?? readFileSync(`public/recorded/${name}.json`, 'utf8'));
    });

  it('comes after the own runs, beside them and into the table', async () => {
    serve();
    const { results, outstanding, said } = open();
    await results.ready;
    await until(() => outstanding() === 0);
    const last = results.runs.getState().runs.at(-1)!;
    expect(last).toMatchObject({ id: 'recorded-direct-learned-sigma', pinned: true });
    expect(results.runs.getState().current).toBe('direct-learned-sigma');
    expect(results.sign.getState().runs).toHaveLength(4);
    const { results: own, recorded } = results.table.getState();
    expect([own, recorded!.results.length > 300]).toEqual([[], true]);
    expect(said).toEqual([]);
    // a new run of the reader leaves it where it is
    await results.step();
    expect(results.runs.getState().runs.at(-1)).toBe(last);
  });

  it.each(names)('is done without where it is damaged, and that is said: %s', async (name) => {
    serve({ [name]: '{}' });
    const { results, outstanding, said } = open();
    await results.ready;
    await until(() => outstanding() === 0);
    expect(said).toEqual([
      expect.stringMatching(`^warning: What was recorded \\(${name}\\): The file`),
    ]);
  });
});

describe('the table of the matching lab', () => {
  const jobs = [0, 1, 2, 3, 4].map((repetition): RepetitionJob => {
    return { variant: 'direct-sigma-0', d: 5, seed: 1, repetition };
  });
  const result = (job: RepetitionJob) => ({ ...job, wrong: 0, steps: 60 }) as RepetitionResult;

  /** A table on workers that a test answers for. */
  function openTable(answer: NonNullable<Answers<MatchingCalls>['repetition']>, cores = 3) {
    const workers: FakeCompute<MatchingCalls>[] = [];
    const another = () => {
      const worker = fakeCompute<MatchingCalls>({ repetition: answer });
      workers.push(worker);
      return worker;
    };
    const { results, compute } = open({}, {}, { another, cores });
    const found = () => results.table.getState().results.map(({ repetition }) => repetition);
    return { table: results.table, workers, compute, found };
  }

  it.each([
    [1, 1],
    [3, 3],
    [16, 5],
  ])(
    'is worked off on as many workers as there are processors for it: %i, so %i',
    async (cores, count) => {
      const { table, workers, compute, found } = openTable(result, cores);
      table.start(jobs);
      await until(() => table.getState().done === 5 && !table.getState().running);
      expect(found().sort()).toEqual([0, 1, 2, 3, 4]);
      expect(workers).toHaveLength(count);
      expect(workers.every(({ isDisposed }) => isDisposed)).toBe(true);
      expect(workers.flatMap((worker) => worker.asked('repetition'))).toHaveLength(5);
      // the worker of the page is free for the runs
      expect(compute.names).toEqual([]);
    },
  );

  describe('of more jobs', () => {
    const many = Array.from({ length: 12 }, (_, repetition): RepetitionJob => {
      return { variant: 'direct-sigma-0', d: 5, seed: 1, repetition };
    });

    /** A first worker with a device, and others without. */
    function openSideBySide(
      answer: NonNullable<Answers<MatchingCalls>['sideBySide']>,
      networks: MatchingValues['networks'] = 'auto',
    ) {
      const workers: FakeCompute<MatchingCalls>[] = [];
      const another = () => {
        const worker = fakeCompute<MatchingCalls>({ repetition: result, sideBySide: answer });
        workers.push(worker);
        return worker;
      };
      const { table } = open({ networks }, {}, { another, cores: 2 }).results;
      return { table, workers };
    }

    const ended = (table: ReturnType<typeof openSideBySide>['table']) =>
      until(() => table.getState().total > 0 && !table.getState().running);

    it('has them side by side on a device, and what that leaves on workers', async () => {
      const { table, workers } = openSideBySide((asked, { onProgress }) => {
        // told twice, as by a call that was made again
        for (const end of [5, 9]) onProgress!(asked.slice(0, end).map(result));
        return asked.slice(9);
      });
      table.start(many);
      await ended(table);
      expect(table.getState()).toMatchObject({ done: 12, error: null });
      expect(workers[0].asked('sideBySide')).toEqual([many]);
      const rest = workers.slice(1).flatMap((worker) => worker.asked('repetition'));
      expect(rest.map(({ repetition }) => repetition).sort((a, b) => a - b)).toEqual([9, 10, 11]);
      expect(workers.every(({ isDisposed }) => isDisposed)).toBe(true);
    });

    it('begins those anew on workers that a device or its worker has failed at', async () => {
      const { table, workers } = openSideBySide((asked, { onProgress }) => {
        onProgress!([result(asked[3])]);
        throw new Error('The background thread failed several times.');
      });
      table.start(many);
      await ended(table);
      expect(table.getState()).toMatchObject({ done: 12, error: null });
      expect(workers.slice(1).flatMap((worker) => worker.asked('repetition'))).toHaveLength(11);
    });

    it.each(['own', 'wasm'] as const)(
      'asks no device where the reader wants networks on %s',
      async (networks) => {
        const { table, workers } = openSideBySide((asked) => asked, networks);
        table.start(many);
        await ended(table);
        expect(table.getState()).toMatchObject({ done: 12, error: null });
        expect(workers.flatMap((worker) => worker.asked('sideBySide'))).toEqual([]);
      },
    );

    it('makes none on workers once it is stopped', async () => {
      const { table, workers } = openSideBySide(() => new Promise<never>(() => undefined));
      table.start(many);
      await until(() => workers.length === 1 && workers[0].asked('sideBySide').length === 1);
      table.stop();
      await until(() => workers[0].isDisposed);
      await turn();
      expect(workers).toHaveLength(1);
    });
  });

  it('keeps what it has when it is stopped, and ends its workers', async () => {
    const never = new Promise<never>(() => undefined);
    const { table, workers, found } = openTable((job) =>
      job.repetition > 1 ? never : result(job),
    );
    table.start(jobs);
    await until(() => found().length === 2);
    table.stop();
    expect(table.getState().running).toBe(false);
    await until(() => workers.every(({ isDisposed }) => isDisposed));
    expect(found().sort()).toEqual([0, 1]);
    expect(table.getState().error).toBeNull();
  });

  it('says what went wrong, and keeps what it has', async () => {
    const { table, found } = openTable((job) => {
      if (job.repetition === 3) throw new Error('The background thread failed several times.');
      return result(job);
    });
    table.start(jobs);
    await until(() => table.getState().error !== null);
    expect(table.getState().error).toBe('The background thread failed several times.');
    await until(() => !table.getState().running);
    expect(found()).toContain(0);
  });
});

describe('a sweep of the matching lab', () => {
  const sweep = anySweep(matchingSweep);
  const [x, y] = [sweep.axis('sigma=0.5,1,2'), sweep.axis('epsilon=-10,-1,10')];
  const jobs = sweepJobs({ lab: 'matching', settings: 'd=3', x, y, repetitions: 1, seed: 1 });

  /** Workers of which each says what it makes: 1 is measured by the CPU, 2 by the device. */
  function openSweep(
    networks: MatchingValues['networks'],
    cells: NonNullable<Answers<MatchingCalls>['cells']>,
  ) {
    const workers: FakeCompute<MatchingCalls>[] = [];
    const another = () => {
      const worker = fakeCompute<MatchingCalls>({ cell: () => ({ wrong: 1 }), cells });
      workers.push(worker);
      return worker;
    };
    const { store, results } = open({ networks }, {}, { another, cores: 2 });
    const made = () =>
      results.sweep.getState().results.map(({ values, device = 'CPU' }) => [values.wrong, device]);
    const run = async () => {
      results.sweep.start(jobs);
      await until(() => results.sweep.getState().total > 0 && !results.sweep.getState().running);
      expect(results.sweep.getState().error).toBeNull();
    };
    return { store, workers, made, run };
  }

  /** The first seven. */
  const most: NonNullable<Answers<MatchingCalls>['cells']> = (trainings, { onProgress }) => {
    const some = trainings.slice(0, 7);
    onProgress!(some.map((_, at) => ({ at, measured: { wrong: 2 }, device: 'a card' })));
    return [7, 8];
  };

  it('has its cells side by side on a device, whose name they bear, and the rest on workers', async () => {
    const { workers, made, run } = openSweep('auto', most);
    await run();
    expect(workers[0].asked('cells')).toEqual([jobs.map((job) => sweep.task(job))]);
    expect(workers.slice(1).flatMap((worker) => worker.asked('cell'))).toEqual(
      jobs.slice(7).map((job) => sweep.task(job)),
    );
    expect(made()).toEqual([...Array(7).fill([2, 'a card']), [1, 'CPU'], [1, 'CPU']]);
    expect(workers.every(({ isDisposed }) => isDisposed)).toBe(true);
  });

  it('goes on without a device that fails, and keeps what that has made', async () => {
    const { made, run } = openSweep('auto', (_, { onProgress }) => {
      onProgress!([{ at: 4, measured: { wrong: 2 }, device: 'a card' }]);
      throw new Error('The background thread failed several times.');
    });
    await run();
    expect(made()).toHaveLength(9);
    expect(made().filter(([, by]) => by === 'a card')).toHaveLength(1);
  });

  it('is made anew on processors for a reader who wants those, cell by cell', async () => {
    const { store, made, run } = openSweep('auto', most);
    await run();
    store.set({ networks: 'own' });
    await run();
    await until(() => made().every(([, by]) => by === 'CPU'));
    expect(made()).toEqual(Array(9).fill([1, 'CPU']));
  });
});
