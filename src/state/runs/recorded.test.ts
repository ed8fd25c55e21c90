import { describe, expect, it } from 'vitest';
import { keepRuns } from './keep';
import { encodeRecorded, parseRecorded } from './recorded';
import { extendRun, startRun } from './run';
import { createRunsStore } from './store';
import { memoryTabs } from '../testing';
import { answer, onlyTab, toyKind, toySpec, type ToyRunTypes } from './testing';

const receipt = { version: '1.2.3', made: 'a test' };

/** A run of three steps with the weights of the second and the third, as a file. */
function file(): string {
  const run = startRun(toyKind, toySpec({ id: 'recorded', name: 'recorded' }));
  const { id, version, step, setup, knobs, stop } = run;
  const asked = { id, version, step, setup, knobs, stop, state: null, before: false, after: true };
  const reply = answer(asked, 3);
  const records = reply.records.map((record) => ({ ...record, loss: record.loss / 7 }));
  const tests = reply.tests.map((test) => (test.step === 2 ? { ...test, right: NaN } : test));
  const done = extendRun(toyKind, run, { ...reply, records, tests, stopped: 'it was enough' });
  const states = [2, 3].map((at) => ({ step: at, params: [at / 7] }));
  return encodeRecorded<ToyRunTypes>(receipt, [{ run: done, states }]);
}

function read(text = file()) {
  const parsed = parseRecorded(toyKind, text);
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.file;
}

describe('a recorded run', () => {
  it('is read as it was written, to five digits, with its states', () => {
    const { version, made, runs } = read();
    expect({ version, made }).toEqual(receipt);
    expect(runs).toHaveLength(1);
    const [run] = runs;
    expect(run).toMatchObject({ id: 'recorded', step: 3, pinned: true, recorded: receipt });
    expect(run.steps.loss).toEqual([0.14286, 0.28571, 0.42857]);
    expect(run.tests.right).toEqual([1, NaN, 3]);
    expect(run.events).toEqual([{ step: 3, label: 'stopped', note: 'it was enough' }]);
    const weights = (at: number) => ({ step: at, weights: Float64Array.of(Math.fround(at / 7)) });
    expect([...run.earlier, run.state]).toEqual([weights(2), weights(3)]);
  });

  it('is shown beside other runs, never trained, and not stored', async () => {
    const store = createRunsStore<ToyRunTypes>(toyKind);
    store.follow([toySpec()]);
    const written: unknown[] = [];
    let leave = () => undefined as void;
    await keepRuns({
      ...{ kind: toyKind, store, key: 'runs', until: new AbortController().signal, ...onlyTab },
      storage: {
        ...memoryTabs().open(),
        write: (_, value) => Promise.resolve(written.push(value) > 0),
      },
      begin: () => () => undefined,
      onLeave: (write) => (leave = write),
    });
    store.add(read().runs[0]);
    expect(store.getState().runs.map(({ id }) => id)).toEqual(['run', 'recorded']);
    expect(store.getState().current).toBe('run');
    store.reset();
    expect(store.getState().runs[1].step).toBe(3);
    leave();
    expect(written).toMatchObject([{ runs: [{ id: 'run' }] }]);
    store.unpin('recorded');
    expect(store.getState().runs).toHaveLength(1);
  });

  it.each<[string, (json: string) => string]>([
    ['not JSON', () => '{'],
    ['does not hold recorded runs', () => 'null'],
    ['does not hold recorded runs', (json) => json.replace('recorded-runs', 'knn-table')],
    ['"version" must be a text', (json) => json.replace('"1.2.3"', '3')],
    [
      'Run 1 of the file: "step" must be a whole number',
      (json) => json.replace('"step":3,"ev', '"step":-3,"ev'),
    ],
    [
      '"status" must be one of ready, stopped',
      (json) => json.replace('"stopped","rea', '"on","rea'),
    ],
    [
      '"steps.loss" must be a list of numbers, as long as',
      (json) => json.replace('"loss"', '"lost"'),
    ],
    ['"steps.loss" must be', (json) => json.replace('0.14286,', '')],
    ['"tests.right" must be', (json) => json.replace('[1,null,3]', '[1,"2",3]')],
    [
      'weights 1: "params" must be base64',
      (json) => json.replace(/"params":"..../, '"params":"!!!!'),
    ],
    ['weights 1: "params" must fit', (json) => json.replace(/"params":"[^"]*"/, '"params":""')],
  ])('is refused with the reason: %s', (says, spoil) => {
    const parsed = parseRecorded(toyKind, spoil(file()));
    expect(parsed).toEqual({ ok: false, fault: expect.stringContaining(says) as string });
  });
});
