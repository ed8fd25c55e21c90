import { describe, expect, it } from 'vitest';
import { deferred, fakeCompute, type Answers } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import { keepResults } from '../../state/kept-results';
import { memoryTabs } from '../../state/testing';
import type { EvaluationResult, KnnCalls } from './compute/protocol';
import { createEvaluations, evaluatedFor } from './evaluations';
import type { KnnResult } from './experiment/repetition';
import { REPORTED_KS } from './experiment/spec';
import { savedRun } from './model';
import type { EvaluatedRun } from './results';
import { openStores } from './testing/page';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const resultOf = (right: number): EvaluationResult => ({
  accuracy: { images: 40, ks: [1, 3], right: [right, right] },
  ...{ k: 3, confusion: new Float64Array(4), hardest: [], candidates: 300, milliseconds: 9 },
  backend: 'cpu',
});

function open(evaluate: NonNullable<Answers<KnnCalls>['evaluate']> = () => resultOf(20)) {
  const { store, runs, run, train } = openStores({ k: 3, networks: 'own' });
  const clock = { time: 0 };
  const compute = fakeCompute<KnnCalls>({ evaluate });
  const { signal } = new AbortController();
  const table = keepResults({
    ...{ kind: { nameOf: (row: KnnResult) => JSON.stringify(row) }, key: 'table', until: signal },
    storage: memoryTabs().open(),
  });
  const of = createEvaluations({
    ...{ compute, table },
    values: () => store.getState().values,
    now: () => clock.time,
  });
  train(4);
  const shown = () => of.evaluations.getState();
  const over = () => until(() => shown().running === null);
  return { store, runs, run, train, clock, compute, table, shown, over, ...of };
}

describe('an evaluation', () => {
  it('is asked of the weights that are kept, with k and networks of the moment it begins', async () => {
    const { evaluate, store, compute, run, over } = open();
    evaluate(run());
    store.set({ k: 5, networks: 'wasm' });
    await over();
    const { setup, version } = run();
    expect(compute.asked('evaluate')).toEqual([
      {
        ...{ setup, place: { version, step: 4 }, params: null },
        ...{ k: 3, ks: REPORTED_KS, raw: false, networks: 'own' },
      },
    ]);
  });

  it('is asked once more with the weights of the page where they are not kept', async () => {
    const { evaluate, compute, run, train, over, shown } = open(({ params }) =>
      params ? resultOf(params[0]) : null,
    );
    train(3, false);
    evaluate(run());
    await over();
    const asked = compute.asked('evaluate').map(({ place, params }) => [place.step, params?.[0]]);
    expect(asked).toEqual([
      [7, undefined],
      [4, 4],
    ]);
    expect(shown().results[0].result.accuracy.right[0]).toBe(4);
  });

  it('tells that there are no weights, where nobody has them', async () => {
    const { evaluate, run, shown } = open(() => null);
    evaluate(run());
    await until(() => shown().error !== null);
    expect(shown()).toMatchObject({
      error: 'The weights of this run are not there.',
      running: null,
    });
  });

  it('tells its share, stage and time on the way', async () => {
    const answer = deferred<EvaluationResult>();
    const { evaluate, shown, run, clock, compute, over } = open(() => answer.promise);
    clock.time = 100;
    evaluate(run());
    const id = run().id;
    expect(shown().running).toEqual({ id, done: 0, stage: 'embedding', elapsed: 0 });
    clock.time = 350;
    compute.options('evaluate')[0].onProgress!({ done: 0.7, stage: 'searching' });
    expect(shown().running).toEqual({ id, done: 0.7, stage: 'searching', elapsed: 250 });
    answer.resolve(resultOf(20));
    await over();
    expect(shown().results).toHaveLength(1);
  });

  it('takes the place of the one before of the same run, and adds a row to the table', async () => {
    const { evaluate, shown, run, train, table, over } = open(({ place }) => resultOf(place.step));
    evaluate(run());
    await over();
    train(2);
    evaluate(run());
    await over();
    const { id, name, category } = run();
    expect(shown().results).toMatchObject([
      { id, name, category, dataset: 'drawn', step: 6, result: resultOf(6) },
    ]);
    expect(table.getState().map(({ steps }) => steps)).toEqual([4, 6]);
    expect(shown().results[0].row).toBe(table.getState()[1]);
  });

  it('of raw pixels has neither a run nor a row', async () => {
    const { evaluate, shown, run, table, compute, over } = open();
    evaluate(run());
    await over();
    evaluate(run(), true);
    expect(shown().running!.id).toBe('');
    await over();
    expect(compute.asked('evaluate')[1].raw).toBe(true);
    const [, raw] = shown().results;
    expect(raw).toMatchObject({ id: '', name: 'raw pixels', category: 0, step: 0, row: null });
    expect(table.getState()).toHaveLength(1);
  });

  it('of a network from a file has no row either', async () => {
    const { evaluate, shown, run, table, over } = open();
    const { setup } = run();
    const file = { version: '', made: '', name: 'A file', setup, k: 3, step: 9, accuracy: null };
    evaluate(savedRun({ ...file, params: Float32Array.of(1) }, 'saved', 2));
    await over();
    expect(shown().results).toMatchObject([{ id: 'saved', step: 9, row: null }]);
    expect(table.getState()).toEqual([]);
  });
});

describe('an evaluation that is given up', () => {
  const held = () => {
    const answers = [deferred<EvaluationResult>(), deferred<EvaluationResult>()];
    let count = 0;
    return { answers, lab: open(() => answers[count++].promise) };
  };

  it('by a stop has its work ended, and its answer counts for nothing', async () => {
    const { answers, lab } = held();
    lab.evaluate(lab.run());
    lab.stopEvaluation();
    expect(lab.shown().running).toBeNull();
    const { signal, onProgress } = lab.compute.options('evaluate')[0];
    expect(signal!.aborted).toBe(true);
    onProgress!({ done: 0.9, stage: 'searching' });
    answers[0].resolve(resultOf(20));
    await turn();
    expect(lab.shown()).toEqual({ results: [], running: null, error: null });
    expect(lab.table.getState()).toEqual([]);
  });

  it('by another one leaves the field to that', async () => {
    const { answers, lab } = held();
    lab.evaluate(lab.run());
    lab.evaluate(lab.run(), true);
    const [first, second] = lab.compute.options('evaluate').map(({ signal }) => signal!.aborted);
    expect([first, second]).toEqual([true, false]);
    answers[0].resolve(resultOf(1));
    await turn();
    expect(lab.shown().running!.id).toBe('');
    answers[1].resolve(resultOf(2));
    await lab.over();
    expect(lab.shown().results.map(({ id, result }) => [id, result.accuracy.right[0]])).toEqual([
      ['', 2],
    ]);
  });

  it('by a failure says why, until the next one', async () => {
    const { answers, lab } = held();
    lab.evaluate(lab.run());
    answers[0].reject(new Error('These images are not here.'));
    await until(() => lab.shown().error !== null);
    expect(lab.shown()).toMatchObject({ running: null, error: 'These images are not here.' });
    lab.evaluate(lab.run());
    expect(lab.shown().error).toBeNull();
    answers[1].resolve(resultOf(2));
    await lab.over();
    expect(lab.shown().results).toHaveLength(1);
  });
});

describe('a test that came with the site', () => {
  const recordedOf = (id: string): EvaluatedRun => ({
    ...{ id, name: id, category: 0, dataset: 'drawn', step: 300, result: resultOf(30), row: null },
    recorded: { version: '1', made: 'a command' },
  });

  it('is shown until the reader has tested something', async () => {
    const { addEvaluation, evaluate, run, shown, over } = open();
    addEvaluation(recordedOf('recorded'));
    const dataset = run().setup.dataset;
    const id = () => evaluatedFor(run(), shown().results)?.id;
    expect(dataset).toBe('drawn');
    expect(id()).toBe('recorded');
    evaluate(run(), true);
    await over();
    expect(id()).toBe('');
    evaluate(run());
    await over();
    expect(id()).toBe(run().id);
    expect(evaluatedFor(null, shown().results)).toBeNull();
  });

  it('gives way to a test of the same run, and never takes its place', async () => {
    const { addEvaluation, evaluate, run, shown, over } = open();
    addEvaluation(recordedOf(run().id));
    evaluate(run());
    await over();
    addEvaluation(recordedOf(run().id));
    expect(shown().results).toHaveLength(1);
    expect(shown().results[0].recorded).toBeUndefined();
  });
});
