import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCompute } from '../../compute/client';
import { createHost } from '../../compute/host';
import type { Calls, ComputeModule } from '../../compute/service';
import { deferred, fakeCompute, type Answers } from '../../compute/testing/compute';
import { testMachine } from '../../compute/testing/machine';
import { until } from '../../compute/testing/until';
import { createTestWorkers } from '../../compute/testing/workers';
import { createLabStore } from '../../state/lab-store';
import type { ConnectOptions } from '../kit/connect';
import { expectPaced, fakePage, memoryStorage, stubBrowser } from '../kit/testing/connect';
import { createKnn } from './compute/module';
import type { KnnCalls, SetInfo } from './compute/protocol';
import { digits } from './compute/testing/knn';
import { connectKnn } from './connect';
import { encodeNetwork } from './network-file';
import { initialParams } from './experiment/networks';
import type { KnnResult } from './experiment/repetition';
import type { KnnSetup } from './experiment/spec';
import { resultsFile } from '../../core/training/results';
import { knnResults } from './experiment/table';
import { PRETRAINED, runSpecs } from './model';
import { knnTable, normalise, type KnnValues } from './params';
import { setOf, stateAt } from './testing/page';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let browser: ReturnType<typeof stubBrowser>;
beforeEach(() => void (browser = stubBrowser()));
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

/** Whoever trains, in a few words: every step is made, and its state is asked for and given. */
const advance: NonNullable<Answers<KnnCalls>['advance']> = ({ runs, limits }) => ({
  millisecondsPerStep: 1,
  runs: runs.map(({ id, version, step }) => {
    const to = step + Math.min(3, limits.maxSteps);
    const records = Array.from({ length: to - step }, (_, i) => ({
      ...{ step: step + i + 1, loss: 1, right: 0.5, rightAugmented: 0.5, active: 1, scaleMean: 1 },
      ...{ scaleSpread: 0, gradientNorm: 1, epsilon: -1, growths: 0, milliseconds: 3 },
    }));
    const told = { records, tests: [], stopped: null, diverged: null };
    return { id, version, step: to, missing: false, state: stateAt(to), ...told };
  }),
});

function open(
  values: Partial<KnnValues> = {},
  answers: Answers<KnnCalls> = {},
  patch: Partial<ConnectOptions<KnnCalls>> = {},
) {
  const initial = { networks: 'own', speed: 'full', ...values } as const;
  const store = createLabStore(knnTable, { normalise, initial });
  const compute = fakeCompute<KnnCalls>({
    open: (id) => setOf(id),
    sets: () => [],
    ...{ advance, snapshot: () => null },
    ...answers,
  });
  const page = fakePage<KnnCalls>(compute, patch);
  ends.push(page.end);
  const results = connectKnn(store, page.options);
  const run = () => results.runs.getState().runs[0];
  return { store, compute, results, run, ...page };
}

/** The network that comes with the page. */
function serve(): void {
  const setup: KnnSetup = {
    ...{ dataset: 'drawn', input: [16, 16, 1], classes: 2, network: 'compact' },
    ...{ method: 'direct', scale: 'zero', seed: 1 },
  };
  const file = { version: '1', made: 'a test', name: 'A network', k: 3, step: 500, accuracy: 0.9 };
  const params = initialParams(setup);
  const text = encodeNetwork({ ...file, setup, params });
  browser.fetched.mockImplementation(async () => new Response(text));
}

describe('the runs of the neighbours lab', () => {
  it('are made when their images are open, and trained on networks of the moment', async () => {
    const set = deferred<SetInfo>();
    const { store, results, compute, run } = open(
      { network: 'lenet' },
      { open: () => set.promise },
    );
    await turn();
    expect(results.runs.getState().runs).toEqual([]);
    set.resolve(setOf('drawn'));
    await until(() => results.runs.getState().runs.length > 0);
    const [{ id, setup, knobs }] = runSpecs(store.getState().values, setOf('drawn'));
    expect(run()).toMatchObject({ id, setup, knobs });
    await results.step();
    store.set({ networks: 'wasm' });
    await results.step();
    expect(compute.asked('advance').map(({ settings }) => settings.networks)).toEqual([
      'own',
      'wasm',
    ]);
    expect(compute.asked('advance').map(({ limits }) => limits.maxSteps)).toEqual([1, 1]);
    expect([run().step, results.runs.getState().playing]).toEqual([2, false]);
  });

  it.each([
    ['compact', 500, 2000, 20],
    ['lenet', 500, 2000, 50],
    ['resnet18', 60, 240, 100],
  ] as const)(
    'are tested as their network allows: %s',
    async (network, queries, candidates, every) => {
      const { results, compute } = open({ network });
      await results.ready;
      await results.step();
      const [{ settings }] = compute.asked('advance');
      expect(settings).toEqual({ queries, candidates, evaluateEvery: every, networks: 'own' });
      // a step of the largest network takes minutes on a CPU
      expect(compute.options('advance')[0].patience).toBe(300_000);
    },
  );

  it('play as fast as they can, or so many steps a second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    ends.push(() => void vi.useRealTimers());
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
    await results.ready;
    results.runs.play(true);
    await until(() => said.length > 0);
    expect(said).toEqual(['error: Training stopped: There is no worker.']);
    const { playing, error } = results.runs.getState();
    expect([playing, error]).toEqual([false, 'There is no worker.']);
  });

  it('are asked of the compute service that the page has for the lab', () => {
    const { results, compute } = open();
    expect(results.compute).toBe(compute);
  });
});

describe('the network that comes with the page', () => {
  const shown = ({ runs }: ReturnType<typeof open>['results']) => runs.getState().current;
  const pretrained = ({ runs }: ReturnType<typeof open>['results']) =>
    runs.getState().runs.find(({ id }) => id === PRETRAINED);

  it('is a pinned run, and is shown as long as there is nothing else to see', async () => {
    serve();
    const { results } = open();
    await results.ready;
    expect(browser.fetched.mock.calls[0]).toEqual([
      new URL('https://example.org/page/networks/drawn-compact.json'),
    ]);
    expect(pretrained(results)).toMatchObject({ pinned: true, step: 500 });
    expect(shown(results)).toBe(PRETRAINED);
  });

  it('gives way to the training that a reader begins, once', async () => {
    serve();
    const { results, run } = open();
    await results.ready;
    await results.step();
    expect(shown(results)).toBe(run().id);
    results.runs.select(PRETRAINED);
    await results.step();
    expect(shown(results)).toBe(PRETRAINED);
  });

  it('is there, but not shown, beside other images', async () => {
    serve();
    const { results, run } = open({ dataset: 'mnist' });
    await results.ready;
    expect(pretrained(results)).toBeDefined();
    expect(shown(results)).toBe(run().id);
  });

  it('is not shown to whom comes back to a run with steps', async () => {
    serve();
    const { storage } = memoryStorage();
    const before = open({}, {}, { storage });
    await before.results.ready;
    await before.results.step();
    browser.leave();
    before.end();
    const again = open({}, {}, { storage });
    await again.results.ready;
    expect(again.run().step).toBe(1);
    expect(shown(again.results)).toBe(again.run().id);
    expect(again.said).toEqual(['info: Your runs of the last visit are back where they were.']);
  });

  it.each([
    ['can not be fetched', () => Promise.reject(new Error('offline'))],
    ['is not on the site', async () => new Response('', { status: 404 })],
    ['is damaged', async () => new Response('{"app":"noisy-argmax"}')],
  ])('is done without where it %s, and not a word is said', async (_, fetched) => {
    browser.fetched.mockImplementation(fetched);
    const { results, said } = open();
    await results.ready;
    expect(pretrained(results)).toBeUndefined();
    expect(said).toEqual([]);
  });
});

describe('what the neighbours lab keeps', () => {
  const result = {
    accuracy: { images: 40, ks: [1, 3, 5, 9], right: [30, 31, 32, 33] },
    ...{ k: 3, confusion: new Float64Array(4), hardest: [], candidates: 300, milliseconds: 9 },
    backend: 'cpu',
  } as const;

  it('is taken up in its order: the table, images, runs, the network of the page, what was recorded', async () => {
    const order: string[] = [];
    const { storage } = memoryStorage();
    browser.fetched.mockImplementation((address) => {
      order.push((address as URL).pathname);
      return Promise.reject(new Error('offline'));
    });
    const { results, outstanding } = open(
      {},
      {
        open(id) {
          order.push('images');
          return setOf(id);
        },
      },
      {
        storage: {
          ...storage,
          read(key) {
            order.push(key);
            return storage.read(key);
          },
        },
      },
    );
    await results.ready;
    await until(() => outstanding() === 0);
    expect(order).toEqual([
      'knn/table',
      'images',
      'knn/runs/places',
      'knn/runs',
      '/page/networks/drawn-compact.json',
      '/page/recorded/knn.json',
      '/page/recorded/knn-table.json',
    ]);
  });

  it('is the table with every row that is added, over a reload', async () => {
    const { storage, kept } = memoryStorage();
    const first = open({}, { evaluate: () => result }, { storage });
    await first.results.ready;
    await first.results.step();
    first.results.evaluate(first.run());
    await until(() => first.results.table.getState().length === 1);
    await until(() => kept.has('knn/table'));
    expect(kept.get('knn/table')).toEqual(first.results.table.getState());
    first.end();
    const second = open({}, {}, { storage });
    await second.results.ready;
    expect(second.results.table.getState()).toHaveLength(1);
    expect(second.results.table.getState()[0]).toMatchObject({ steps: 1, test: result.accuracy });
  });

  it('is a table that earlier pages stored as the text of a file', async () => {
    const row: KnnResult = {
      ...{ dataset: 'drawn', variant: 'direct-sigma-0', network: 'compact', k: 5, queries: 9 },
      ...{ candidates: 9, minutes: 10, seed: 3, steps: 60, validation: 0.5, right: 0.75 },
      ...{ sigma: 0.5, millisecondsPerStep: 12, fault: '' },
      test: { images: 200, ks: [1, 5], right: [100, 101] },
    };
    const text = resultsFile(knnResults, { version: '', made: '', results: [row] });
    const { storage } = memoryStorage({ 'knn/table': text });
    const { results } = open({}, {}, { storage });
    await results.ready;
    expect(results.table.getState()).toEqual([row]);
  });

  it.each([
    ['nothing', undefined],
    ['no table', 'a text'],
    ['rows of another form', [{ k: 3 }]],
    [
      'a damaged one',
      resultsFile(knnResults, { version: '', made: '', results: [{ k: 3 } as KnnResult] }),
    ],
  ])('is no table where there is %s', async (_, table) => {
    const { storage } = memoryStorage({ 'knn/table': table });
    const { results, said } = open({}, {}, { storage });
    await results.ready;
    expect(results.table.getState()).toEqual([]);
    expect(said).toEqual([]);
  });
});

describe('the neighbours lab with its worker', () => {
  const small = { queries: 5, candidates: 50, k: 3, sigma: 0.05, epsilon: -1, seed: 3 } as const;

  /** The lab with its own work, on workers that can be crashed. */
  async function openReal() {
    const workers = createTestWorkers();
    ends.push(workers.end);
    const none = () => Promise.reject<never>(new Error('There is none.'));
    const module: ComputeModule<KnnCalls> = {
      open: (machine) =>
        createKnn(machine, {
          sets: { list: async () => [], open: async () => digits, add: none },
          ...{ openGraphics: none, openEngine: none, openNetworks: none },
        }),
    };
    const compute = openCompute<KnnCalls>({
      ...{
        lab: 'knn',
        page: { base: '', search: '', cores: 1 },
        inline: null,
        track: (work) => work,
      },
      spawn: () =>
        workers.start(() =>
          createHost({
            load: async () => module as unknown as ComputeModule<Calls>,
            machine: (_, page, report) => ({ ...testMachine(), ...page, report }),
          }),
        ),
    });
    ends.push(() => compute.dispose());
    const initial = {
      networks: 'own',
      speed: 'full',
      method: 'direct-learned-sigma',
      ...small,
    } as const;
    const store = createLabStore(knnTable, { normalise, initial });
    const page = fakePage<KnnCalls>(compute);
    ends.push(page.end);
    const results = connectKnn(store, page.options);
    await results.ready;
    const run = () => results.runs.getState().runs[0];
    return { results, run, compute, workers };
  }

  it('goes on with the same weights after its worker has crashed', async () => {
    const whole = await openReal();
    for (let step = 0; step < 4; step++) await whole.results.step();
    const { results, run, compute, workers } = await openReal();
    await results.step();
    await results.step();
    compute.crash();
    await results.step();
    await results.step();
    expect(workers.started).toBe(2);
    expect(run().step).toBe(4);
    expect(run().state).toEqual(whole.run().state);
    expect(run().steps.loss).toEqual(whole.run().steps.loss);
    expect(run().steps.gradientNorm.every((norm) => norm > 0)).toBe(true);
    expect(run().tests).toEqual(whole.run().tests);
  });

  it('looks at weights that never leave the worker', async () => {
    const { results, run } = await openReal();
    await results.step();
    results.watch('scatter');
    await until(() => results.looks.getState().scatter?.step === 1);
    expect(results.looks.getState().scatter!.positions).toHaveLength(2 * (300 + 90));
    expect(run().step).toBe(1);
  });
});
