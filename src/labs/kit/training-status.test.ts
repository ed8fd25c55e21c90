import { describe, expect, it } from 'vitest';
import { createRunsStore, type Runs } from '../../state/runs/store';
import { answer, toyKind, toySpec, type ToyRunTypes } from '../../state/runs/testing';
import { spokenOf, statusOf } from './training-status';

const stages = ['scores', 'noise'];

/** A store whose run makes steps as it is told to. */
function open() {
  const store = createRunsStore<ToyRunTypes>(toyKind);
  store.follow([toySpec()]);
  const make = (steps: number, millisecondsPerStep = 2) => {
    const [run] = store.getState().runs.filter(({ pinned }) => !pinned);
    const asked = { ...run, before: false, after: true };
    store.absorb({ runs: [answer(asked, steps)], millisecondsPerStep });
  };
  const state = () => store.getState() as unknown as Runs<never>;
  return {
    store,
    make,
    versions: () => store.getState().runs.map(({ version }) => version),
    shown: () => statusOf(state(), ', somewhere', stages),
    spoken: () => spokenOf(state(), stages),
  };
}

describe('where a training stands', () => {
  it('is its step, its loss and what a step takes', () => {
    const { make, shown } = open();
    expect(shown()).toBe('step 0: not trained yet');
    make(3);
    expect(shown()).toBe('step 3 · loss 3.0 · 2.0 ms/step, somewhere');
  });

  it('says that a step is under way where it takes a second or more', () => {
    const { store, make, versions, shown } = open();
    store.play(true);
    store.ask(versions());
    expect(shown()).toBe('step 0: a step is under way');
    make(1, 40_000);
    expect(shown()).not.toContain('under way');
    store.ask(versions());
    expect(shown()).toMatch(/^step 1 · loss 1.0 .*somewhere · a step is under way$/);
    store.play(false);
    expect(shown()).toMatch(/ · a step is being finished$/);
    make(1, 20);
    store.ask(versions());
    expect(shown()).not.toContain('being finished');
  });

  it('says what is waited for where other settings take the place of a slow step', () => {
    const { store, make, versions, shown } = open();
    make(1, 40_000);
    store.ask(versions());
    store.follow([toySpec({ setup: { seed: 2 } })]);
    store.select('run');
    expect(shown()).toBe('step 0: a step under the settings before is being finished');
    store.ask([]);
    expect(shown()).toBe('step 0: not trained yet');
  });

  it('is said aloud when it begins and ends, and at round steps between', () => {
    const { store, make, spoken } = open();
    const heard: string[] = [];
    store.subscribe(() => heard.at(-1) !== spoken() && heard.push(spoken()));
    store.play(true);
    for (let i = 0; i < 120; i++) make(5);
    store.play(false);
    expect(heard).toEqual([
      'training',
      ...[100, 200, 500].map((step) => `training, past step ${step}`),
      'step 600 · loss 600 · 2.0 ms/step',
    ]);
  });

  it('is the stage of a slow step', () => {
    const { store, shown, spoken } = open();
    store.showStage(1);
    expect([shown(), spoken()]).toEqual(Array(2).fill('slow step, stage 2 of 2: noise'));
  });
});
