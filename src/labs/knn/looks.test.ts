import { afterEach, describe, expect, it, vi } from 'vitest';
import { deferred, fakeCompute, type Answers } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import type {
  Batch,
  BatchCounts,
  BatchRequest,
  EntriesReply,
  KnnCalls,
  QueryRequest,
  QueryView,
  Scatter,
  ScatterRequest,
} from './compute/protocol';
import { followLooks } from './looks';
import { batchCountsRequest, entriesRequest } from './model';
import { openStores } from './testing/page';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const scatterOf = ({ place }: ScatterRequest): Scatter => ({
  step: place.step,
  ...{ positions: Float32Array.of(0, 0), labels: Uint8Array.of(1), train: 1, test: 0, share: 1 },
});
const viewOf = ({ place }: QueryRequest): QueryView => ({
  step: place.step,
  ...{ label: 1, pixels: Uint8Array.of(9), sigma: 1 },
  ...{ numbers: Uint32Array.of(3, 4), labels: Uint8Array.of(1, 0), images: Uint8Array.of(5, 6) },
  ...{ distances: Float64Array.of(0.1, 0.2), directions: Float32Array.of(0, 1) },
});
const batchOf = ({ place }: BatchRequest): Batch => ({
  ...{ step: place.step, queries: 1, candidates: 2, sigma: Float32Array.of(0.5) },
  ...{ distances: Float32Array.of(1, 2), fits: Uint8Array.of(0, 1) },
  ...{ embeddings: Float32Array.of(0, 1, 2), labels: Uint8Array.of(1, 0, 1) },
});
const counts: BatchCounts = {
  wrong: { count: 1, mean: 0.5, std: NaN, interval: [0.4, 0.6] },
  draws: 20,
  pairs: [],
};
const reply: EntriesReply = {
  ...{ entered: Float64Array.of(1), enteredAugmented: null, backend: 'cpu' },
};

function open(answers: Answers<KnnCalls> = {}) {
  const { store, runs, run, train } = openStores({ k: 1 });
  const lab = new AbortController();
  ends.push(() => lab.abort());
  const clock = { time: 0 };
  const rest = vi.fn(() => Promise.resolve());
  const compute = fakeCompute<KnnCalls>({
    ...{ scatter: scatterOf, query: viewOf, entries: () => reply },
    ...{ batch: batchOf, batchCounts: () => counts },
    ...answers,
  });
  const { looks, watch, draw } = followLooks({
    ...{ compute, until: lab.signal, runs, store, rest },
    now: () => clock.time,
  });
  const shown = () => looks.getState();
  return {
    store,
    runs,
    run,
    train,
    compute,
    looks,
    watch,
    draw,
    shown,
    rest,
    clock,
    end: () => lab.abort(),
  };
}

describe('pictures of a run', () => {
  it('are not asked for while nobody watches', async () => {
    const { train, store, compute, watch } = open();
    train(1);
    store.set({ query: 3 });
    await turn();
    expect(compute.names).toEqual([]);
    const unwatch = watch('scatter');
    await turn();
    expect(compute.names).toEqual(['scatter']);
    unwatch();
    train(1);
    await turn();
    expect(compute.names).toEqual(['scatter']);
  });

  it('are kept as long as one figure of several watches', async () => {
    const { train, compute, watch } = open();
    const first = watch('scatter');
    watch('scatter');
    await turn();
    first();
    train(1);
    await turn();
    expect(compute.names).toEqual(['scatter', 'scatter']);
  });

  it('are asked for when the weights are others, and once', async () => {
    const { train, runs, run, compute, watch, shown } = open();
    watch('scatter');
    await turn();
    const { setup, version, id } = run();
    expect(compute.asked('scatter')).toEqual([
      {
        ...{ setup, place: { version, step: 0 }, params: null },
        ...{ key: id, train: 900, test: 300 },
      },
    ]);
    expect(shown().scatter).toMatchObject({ step: 0, run: { id } });
    // its name is no matter
    runs.rename(id, 'another name');
    runs.hide(id, true);
    await turn();
    expect(compute.names).toHaveLength(1);
    train(3);
    await turn();
    expect(compute.asked('scatter').map(({ place }) => place.step)).toEqual([0, 3]);
    expect(shown().scatter!.step).toBe(3);
  });

  it('are asked for when another run is shown, or the same begins anew', async () => {
    const { train, runs, run, compute, watch } = open();
    train(2);
    runs.pin(run().id);
    watch('scatter');
    await turn();
    runs.select('pin-1');
    await turn();
    runs.reset();
    runs.select(run().id);
    await turn();
    const asked = compute.asked('scatter').map(({ key, place }) => [key, place.step]);
    expect(asked).toEqual([
      [run().id, 2],
      ['pin-1', 2],
      [run().id, 0],
    ]);
  });

  it('are asked for once more with weights where those are not kept', async () => {
    const { train, compute, watch, shown } = open({
      scatter: (request) => (request.params ? scatterOf(request) : null),
    });
    train(2);
    watch('scatter');
    await turn();
    const asked = compute.asked('scatter').map(({ place, params }) => [place.step, params?.[0]]);
    expect(asked).toEqual([
      [2, undefined],
      [2, 2],
    ]);
    expect(shown().scatter!.step).toBe(2);
  });

  it('are asked for again where what came is of weights that training has left behind', async () => {
    const old = deferred<Scatter>();
    const answers = [old.promise];
    const { train, compute, watch, shown } = open({
      scatter: (request) => answers.shift() ?? scatterOf(request),
    });
    watch('scatter');
    train(1);
    train(1);
    await turn();
    // one at a time, however much changes meanwhile
    expect(compute.asked('scatter')).toHaveLength(1);
    old.resolve(scatterOf(compute.asked('scatter')[0]));
    await turn();
    expect(compute.asked('scatter').map(({ place }) => place.step)).toEqual([0, 2]);
    expect(shown().scatter!.step).toBe(2);
  });

  it('take at most a fifth of the time while something plays, and none is lost at rest', async () => {
    const { train, runs, watch, rest, clock } = open({
      scatter(request) {
        clock.time += 30;
        return scatterOf(request);
      },
    });
    watch('scatter');
    await turn();
    expect(rest).toHaveBeenLastCalledWith(0);
    runs.play(true);
    train(1);
    await turn();
    expect(rest).toHaveBeenLastCalledWith(4 * 30);
    expect(rest).toHaveBeenCalledTimes(2);
  });

  it('wait for no rest of others where nobody has seen them, of this run or of what is asked', async () => {
    const { train, runs, run, store, compute, watch, rest } = open();
    const none = new Promise<void>(() => undefined);
    train(1);
    const { id } = run();
    runs.pin(id);
    runs.play(true);
    watch('scatter');
    watch('query');
    await turn();
    rest.mockReturnValue(none);
    train(1);
    await turn();
    train(1);
    await turn();
    expect(compute.names).toEqual(['scatter', 'query', 'scatter', 'query']);
    watch('batch');
    await turn();
    store.set({ query: 3 });
    await turn();
    expect(compute.names.slice(4)).toEqual(['batch', 'query']);
    runs.select('pin-1');
    await turn();
    expect(compute.asked('scatter').map(({ key }) => key)).toEqual([id, id, 'pin-1']);
  });

  it('are not asked for again of a run of which they fail, until that changes', async () => {
    const { train, store, compute, watch, shown } = open({
      scatter({ place }) {
        if (place.step < 2) throw new Error('These images are not here.');
        return scatterOf({ place } as ScatterRequest);
      },
    });
    watch('scatter');
    await turn();
    store.set({ sigma: 2 });
    await turn();
    expect(compute.names).toEqual(['scatter']);
    train(1);
    await turn();
    expect(compute.names).toEqual(['scatter', 'scatter']);
    train(1);
    await turn();
    expect(shown().scatter!.step).toBe(2);
  });

  it('follow nothing any more when the lab is taken off the page', async () => {
    const { train, store, compute, watch, end } = open();
    watch('scatter');
    watch('query');
    await turn();
    const before = compute.names.length;
    end();
    train(1);
    store.set({ query: 5 });
    await turn();
    expect(compute.names).toHaveLength(before);
  });
});

describe('the query under the microscope', () => {
  const numberOf = ({ query }: QueryRequest) => (query.kind === 'test' ? query.number : 'strokes');

  it('is the test image of the settings, asked for when that or the weights are others', async () => {
    const { train, store, compute, watch, shown } = open();
    store.set({ query: 3 });
    watch('query');
    await turn();
    store.set({ sigma: 2 });
    await turn();
    store.set({ query: 4 });
    await turn();
    train(1);
    await turn();
    const asked = compute.asked('query');
    expect(asked.map((one) => [numberOf(one), one.place.step])).toEqual([
      [3, 0],
      [4, 0],
      [4, 1],
    ]);
    expect(asked[0].candidates).toBe(100);
    expect(shown().query).toMatchObject({ step: 1, asked: { kind: 'test', number: 4 } });
  });

  it('is what the reader has drawn, until that is taken back or another image chosen', async () => {
    const { store, compute, watch, draw } = open();
    const strokes = [[[0, 0] as const, [1, 1] as const]];
    watch('query');
    await turn();
    draw(strokes);
    await turn();
    // the same strokes are the same query
    store.set({ sigma: 2 });
    await turn();
    draw([...strokes]);
    await turn();
    draw(null);
    await turn();
    draw(strokes);
    await turn();
    store.set({ query: 8 });
    await turn();
    expect(compute.asked('query').map(numberOf)).toEqual([
      0,
      'strokes',
      'strokes',
      0,
      'strokes',
      8,
    ]);
    const { query } = compute.asked('query')[1];
    expect(query).toEqual({ kind: 'strokes', strokes });
  });
});

describe('how often candidates are chosen', () => {
  it('is counted of the query, which is asked for even if nobody looks at that', async () => {
    const { store, compute, watch, shown } = open();
    watch('entries');
    await until(() => shown().entries !== null);
    expect(compute.names).toEqual(['query', 'entries']);
    const request = entriesRequest(store.getState().values, shown().query!);
    expect(compute.asked('entries')).toEqual([request]);
    expect(shown().entries).toEqual({ request, reply });
  });

  it('is counted of a batch too, again when sigma moves, and not when it does not matter', async () => {
    const { store, compute, watch, shown } = open();
    watch('batchCounts');
    await until(() => shown().batchCounts !== null);
    expect(compute.names).toEqual(['batch', 'batchCounts']);
    expect(compute.asked('batch')).toMatchObject([{ queries: 100, candidates: 100 }]);
    const request = batchCountsRequest(store.getState().values, shown().batch!);
    expect(shown().batchCounts).toEqual({ request, reply: counts });
    store.set({ sigma: 2 });
    store.set({ query: 4 });
    await turn();
    const asked = compute.asked('batchCounts').map(({ rows }) => rows.scales[0] / 0.5);
    expect(asked).toEqual([request.rows.scales[0] / 0.5, 2]);
  });

  it('is not counted while nobody watches, nor the same thing twice', async () => {
    const { store, compute, watch } = open();
    watch('query');
    await turn();
    store.set({ epsilon: -0.5 });
    await turn();
    expect(compute.asked('entries')).toEqual([]);
    const unwatch = watch('entries');
    await turn();
    // what changes nothing of it asks nothing
    store.set({ sigma: 2, speed: 'full' });
    store.set({ epsilon: -0.5 });
    await turn();
    expect(compute.asked('entries')).toHaveLength(1);
    unwatch();
    store.set({ epsilon: -0.25 });
    await turn();
    expect(compute.asked('entries')).toHaveLength(1);
  });

  it('follows a drag of epsilon at once, whatever else is under way, with the latest alone', async () => {
    const held = [deferred<EntriesReply>(), deferred<EntriesReply>()];
    const slow = deferred<QueryView>();
    let first = true;
    const { store, train, compute, watch, shown } = open({
      query(request) {
        if (!first) return slow.promise;
        first = false;
        return viewOf(request);
      },
      entries: () => held.shift()?.promise ?? reply,
    });
    const [one, two] = held;
    watch('entries');
    await until(() => compute.asked('entries').length === 1);
    // a new query is on its way, and may take its time
    train(1);
    for (const epsilon of [-0.5, -0.25, -0.125]) store.set({ epsilon }, 'move');
    one.resolve(reply);
    await turn();
    two.resolve({ ...reply, backend: 'webgpu' });
    await turn();
    const asked = compute.asked('entries').map(({ knobs }) => knobs.epsilon);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBe(-0.125);
    expect(shown().entries).toMatchObject({
      request: { knobs: { epsilon: -0.125 } },
      reply: { backend: 'webgpu' },
    });
  });

  it('stays as it was where it fails, and is asked for again with the next change', async () => {
    let broken = false;
    const { store, compute, watch, shown } = open({
      entries() {
        if (broken) throw new Error('the distances are not finite');
        return reply;
      },
    });
    watch('entries');
    await until(() => shown().entries !== null);
    const before = shown().entries;
    broken = true;
    store.set({ epsilon: -0.5 });
    await turn();
    expect(shown().entries).toBe(before);
    broken = false;
    // whatever it is that changes
    store.set({ speed: '1' });
    await turn();
    expect(compute.asked('entries')).toHaveLength(3);
    expect(shown().entries).toMatchObject({ request: { knobs: { epsilon: -0.5 } } });
  });
});
