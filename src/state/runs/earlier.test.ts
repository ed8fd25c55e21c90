import { describe, expect, it } from 'vitest';
import { stepsToKept, withEarlier } from './earlier';
import type { RunKind } from './kind';
import { createTrainingLoop } from './loop';
import { earlierSteps, extendRun, rewindRun, runAt, startRun, withAllColumns } from './run';
import { lookedRun, presentRun, shownRun } from './shown';
import { createRunsStore } from './store';
import { answer, toyKind, toySpec, type ToyRunTypes } from './testing';

const roomFor = (most: number): RunKind<ToyRunTypes> => ({ ...toyKind, mostEarlier: () => most });

/** The steps whose states are left after a run of so many steps, each of whose states was there. */
function keptAfter(steps: number, kind = roomFor(30)): number[] {
  let run = startRun(kind, toySpec());
  for (let step = 1; step <= steps; step++) {
    const state = { step, weights: Float64Array.of(step) };
    run = { ...run, step, state, earlier: withEarlier(kind, run, state) };
  }
  return run.earlier.map(({ step }) => step);
}

/** A run of so many steps that gave its state with every one. */
function trained(steps: number, kind = toyKind) {
  let run = startRun(kind, toySpec());
  for (let step = 1; step <= steps; step++) {
    const asked = { ...run, state: null, before: false, after: true };
    run = extendRun(kind, run, answer(asked, 1));
  }
  return run;
}

describe('states of earlier steps', () => {
  it('are those after 1, 2, 4, 8, ... steps', () => {
    expect(keptAfter(0)).toEqual([]);
    expect(keptAfter(1)).toEqual([1]);
    expect(keptAfter(317)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
  });

  it('are thinned where there is no room: the first and a late one stay', () => {
    for (let most = 1; most <= 9; most++) {
      const kept = keptAfter(4096, roomFor(most));
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(kept[0]).toBe(1);
      if (most > 2) expect(kept.at(-1)).toBeGreaterThanOrEqual(512);
    }
    expect(keptAfter(64, roomFor(4))).toEqual([1, 16, 64]);
    expect(keptAfter(100, roomFor(0))).toEqual([]);
  });

  it('are where requests end', () => {
    const at = (step: number, most = 30) => stepsToKept(roomFor(most), { ...trained(0), step });
    expect([0, 1, 2, 3, 4, 5, 63, 64, 1000].map((step) => at(step))).toEqual([
      1, 1, 2, 1, 4, 3, 1, 64, 24,
    ]);
    expect(at(5, 0)).toBe(Infinity);
  });

  it('are asked for where a run does not give its states by itself', async () => {
    const kind: RunKind<ToyRunTypes> = { ...toyKind, stateEvery: () => 1e6 };
    const store = createRunsStore(kind);
    store.follow([toySpec()]);
    let [step, requests] = [0, 0];
    createTrainingLoop(store, {
      ...{ kind, until: new AbortController().signal, speed: () => Infinity, now: () => 0 },
      async advance(asked, { maxSteps }) {
        const runs = asked.map((run) => answer(run, Math.min(maxSteps, 3)));
        step = runs[0].step;
        return { runs, millisecondsPerStep: 1 };
      },
      snapshot: async () => ({ step, weights: Float64Array.of(step) }),
      rest: async () => {
        if (++requests === 12) store.play(false);
      },
      onError: (error) => expect(error).toBeNull(),
    });
    store.play(true);
    await new Promise((resolve) => setImmediate(resolve));
    const [run] = store.getState().runs;
    expect(run.step).toBeGreaterThan(16);
    expect(run.earlier).toEqual(
      [1, 2, 4, 8, 16].map((at) => ({ step: at, weights: Float64Array.of(at) })),
    );
  });

  it('go where a run goes back, and are none of a run that was stored before they were kept', () => {
    const run = trained(20);
    const state = { step: 5, weights: Float64Array.of(5) };
    expect(rewindRun(toyKind, { ...run, state }).earlier.map(({ step }) => step)).toEqual([
      1, 2, 4,
    ]);
    const { earlier: _, ...old } = run;
    expect(withAllColumns(toyKind, old as typeof run).earlier).toEqual([]);
  });
});

describe('a run as it was', () => {
  it('has the weights, the measurements and the events of its step', () => {
    const run = { ...trained(20), events: [4, 5].map((step) => ({ step, label: 'a change' })) };
    expect(earlierSteps(run)).toEqual([0, 1, 2, 4, 8, 16]);
    const past = runAt(toyKind, run, 4)!;
    expect(past).toMatchObject({ id: run.id, step: 4, pastOf: 20, knobs: run.knobs });
    expect(past.state).toEqual({ step: 4, weights: Float64Array.of(4) });
    expect(past.steps.step).toEqual([1, 2, 3, 4]);
    expect(past.tests.step).toEqual([1, 2, 3, 4]);
    expect(past.events.map(({ step }) => step)).toEqual([4]);
    // whoever keeps weights by versions does not take it for the present
    expect(past.version).not.toBe(run.version);
    expect(runAt(toyKind, run, 0)!.state).toEqual(toyKind.initialState(run.setup));
    expect(runAt(toyKind, run, 20)!.state).toBe(run.state);
    expect(runAt(toyKind, run, 3)).toBeNull();
  });

  it('is none of a run that has made no step here, such as a network from a file', () => {
    expect(earlierSteps({ ...startRun(toyKind, toySpec()), step: 300 })).toEqual([]);
    // the present is no past
    expect(earlierSteps(trained(8))).toEqual([0, 1, 2, 4]);
  });
});

describe('looking back', () => {
  function open() {
    const store = createRunsStore(toyKind);
    store.follow([toySpec()]);
    store.add({ ...trained(20), id: 'recorded' });
    const own = () => store.getState().runs[0];
    const train = (steps: number) => {
      for (let i = 0; i < steps; i++) {
        const asked = { ...own(), state: null, before: false, after: true };
        store.absorb({ runs: [answer(asked, 1)], millisecondsPerStep: 1 });
      }
    };
    const shown = () => shownRun(store.getState())!;
    return { store, own, train, shown };
  }

  it('shows a run as it was, and ends the playing', () => {
    const { store, own, train, shown } = open();
    train(10);
    store.play(true);
    store.look({ id: 'run', step: 4 });
    expect(store.getState().playing).toBe(false);
    expect(shown()).toMatchObject({ id: 'run', step: 4, pastOf: 10 });
    expect(presentRun(store.getState())).toBe(own());
    // the same look is no news
    const past = shown();
    store.look({ id: 'run', step: 4 });
    expect(shown()).toBe(past);
    store.look({ id: 'run', step: 3 });
    expect(shown()).toBe(own());
  });

  it('goes on under other knobs, and while an answer comes late', () => {
    const { store, train, shown } = open();
    train(10);
    store.look({ id: 'run', step: 4 });
    store.follow([toySpec({ knobs: { sigma: 7, epsilon: -1 } })]);
    expect(shown()).toMatchObject({ step: 4, knobs: { sigma: 7 } });
    train(1);
    expect(shown()).toMatchObject({ step: 4, pastOf: 10 });
  });

  type Opened = ReturnType<typeof open>;
  it.each<[string, (page: Opened) => void]>([
    ['is let go', ({ store }) => store.look(null)],
    ['runs go on', ({ store }) => store.play(true)],
    ['a slow step begins', ({ store }) => store.showStage(0)],
    ['runs begin anew', ({ store }) => store.reset()],
    ['a run is taken back', ({ store }) => store.restore('run')],
    ['another run is chosen', ({ store }) => store.select('recorded')],
    [
      'another setup begins another run',
      ({ store }) => store.follow([toySpec({ setup: { seed: 2 } })]),
    ],
  ])('ends when %s', (_, act) => {
    const page = open();
    page.train(10);
    page.store.look({ id: 'run', step: 4 });
    act(page);
    expect(page.store.getState().past).toBeNull();
    expect(page.shown().pastOf).toBeUndefined();
  });

  it('is at the chosen run once that has begun, else at one that is drawn', () => {
    const { store, own, train } = open();
    const looked = () => lookedRun(store.getState());
    expect(looked()!.id).toBe('recorded');
    store.hide('recorded', true);
    expect(looked()).toBeNull();
    train(1);
    expect(looked()).toBe(own());
  });
});
