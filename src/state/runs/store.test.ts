import { describe, expect, it } from 'vitest';
import type { RunKind } from './kind';
import { createResidence } from './residence';
import { createRunsStore } from './store';
import { answer, toyKind, toySpec, type ToyRunTypes } from './testing';

/** Runs whose states come back with the first answer only, until they come to rest. */
const kind: RunKind<ToyRunTypes> = { ...toyKind, stateEvery: () => 1e6 };

function open(...ids: string[]) {
  const store = createRunsStore(kind);
  const residence = createResidence(kind, () => 0);
  store.follow(ids.map((id) => toySpec({ id })));
  const runOf = (id: string) => store.getState().runs.find((run) => run.id === id)!;
  const reply = (id: string, steps: number) => answer(residence.ask(runOf(id), true), steps);
  const absorb = (...runs: ReturnType<typeof answer>[]) => {
    residence.learn(runs);
    store.absorb({ runs, millisecondsPerStep: 2 });
  };
  return { store, runOf, reply, absorb };
}

describe('an answer', () => {
  it('is taken in by the run of its version alone', () => {
    const { store, runOf, reply, absorb } = open('a', 'b');
    const late = reply('a', 5);
    store.reset();
    absorb(late, reply('b', 3));
    expect([runOf('a').step, runOf('b').step]).toEqual([0, 3]);
    expect(store.getState()).toMatchObject({ millisecondsPerStep: 2, error: null });
  });

  it('takes a run back that was lost, to where the page has its state', () => {
    const { runOf, reply, absorb } = open('a', 'b');
    absorb(reply('a', 2), reply('b', 2));
    absorb(reply('a', 3), reply('b', 3));
    expect([runOf('a').step, runOf('a').state!.step]).toEqual([5, 2]);
    absorb({ ...reply('a', 0), missing: true, state: null }, reply('b', 1));
    expect([runOf('a').step, runOf('b').step]).toEqual([2, 6]);
    expect(runOf('a').steps.step).toEqual([1, 2]);
  });

  it('does not end the playing unless no run can go on', () => {
    const { store, reply, absorb } = open('a', 'b');
    store.play(true);
    absorb({ ...reply('a', 1), stopped: 'it has made its steps' }, reply('b', 1));
    expect(store.getState().playing).toBe(true);
    absorb({ ...reply('b', 1), diverged: 'lost' });
    expect(store.getState().playing).toBe(false);
  });
});

describe('a state that is asked for at rest', () => {
  it('is that of the run if it still stands there, and no other', () => {
    const { store, runOf, reply, absorb } = open('a');
    absorb(reply('a', 2));
    absorb(reply('a', 3));
    const { version } = runOf('a');
    const at = (step: number) => ({ step, weights: Float64Array.of(step) });
    store.settle(version + 1, at(5));
    store.settle(version, at(4));
    expect(runOf('a').state!.step).toBe(2);
    store.settle(version, at(5));
    expect(runOf('a')).toMatchObject({ step: 5, version, state: at(5) });
  });

  it('is lost with the worker: the run goes back to where the page has one', () => {
    const { store, runOf, reply, absorb } = open('a', 'b');
    absorb(reply('a', 2), reply('b', 2));
    absorb(reply('a', 3), reply('b', 3));
    store.settle(runOf('a').version, null);
    expect(runOf('a')).toMatchObject({ step: 2, state: { step: 2 }, steps: { step: [1, 2] } });
    expect(runOf('b').step).toBe(5);
  });
});

describe('a copy of a run', () => {
  it('shows what its weights show, and is named after their step', () => {
    const { store, runOf, reply, absorb } = open('a');
    absorb(reply('a', 2));
    absorb(reply('a', 3));
    store.pin('a');
    expect(runOf('pin-1')).toMatchObject({ name: 'A run, 2 steps', step: 2, state: { step: 2 } });
    expect(runOf('pin-1').steps.step).toEqual([1, 2]);
    // the run itself has lost nothing
    expect(runOf('a').step).toBe(5);
    expect(runOf('pin-1').version).not.toBe(runOf('a').version);
  });

  it('takes no answers', () => {
    const { store, runOf, reply, absorb } = open('a');
    absorb(reply('a', 2));
    store.pin('a');
    const { id, version } = runOf('pin-1');
    absorb({ ...reply('a', 1), id, version });
    expect(runOf('pin-1').step).toBe(2);
  });
});
