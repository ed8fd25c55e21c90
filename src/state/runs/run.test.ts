import { describe, expect, it } from 'vitest';
import type { AskedOf, RunKind } from './kind';
import { changeKnobs, extendRun, restoreRun, rewindRun, startRun, takeUp, type Run } from './run';
import { answer, toyKind, toySpec, type ToyRunTypes } from './testing';

type ToyRun = Run<ToyRunTypes>;

/** Whoever trains these runs makes their first state. */
const lazyKind: RunKind<ToyRunTypes> = { ...toyKind, initialState: () => null };

/** A run after some more steps, with the state that is asked for. */
function go(
  run: ToyRun,
  steps: number,
  states: Pick<AskedOf<ToyRunTypes>, 'before' | 'after'> = { before: false, after: false },
  kind = toyKind,
): ToyRun {
  const { id, version, step, setup, knobs, stop } = run;
  const asked = { ...{ id, version, step, setup, knobs, stop }, state: null, ...states };
  return extendRun(kind, run, answer(asked, steps));
}

const [after, before] = [
  { before: false, after: true },
  { before: true, after: false },
];
const start = (kind = toyKind) => startRun(kind, toySpec());
const move = (run: ToyRun, knobs: Partial<ToyRunTypes['knobs']>) =>
  changeKnobs(toyKind, run, { ...run.knobs, ...knobs }, run.stop);

describe('a run that goes on', () => {
  it('keeps the state that it was given last, of this step or an earlier one', () => {
    const begun = start();
    const on = go(begun, 3);
    expect([on.step, on.state]).toEqual([3, begun.state]);
    expect(go(on, 2, after)).toMatchObject({ step: 5, state: { step: 5 } });
    const turned = go(on, 2, before);
    expect(turned).toMatchObject({ step: 5, state: { step: 3 } });
    expect(turned.steps.step).toEqual([1, 2, 3, 4, 5]);
    expect(turned.tests.step).toEqual([1, 2, 3, 4, 5]);
    expect(turned.version).toBe(begun.version);
  });

  it('keeps some good states apart from each other, the oldest first', () => {
    let run = start();
    for (let step = 1; step <= 9; step++) run = go(run, 1, after);
    expect(run.good.map(({ step }) => step)).toEqual([5, 7, 9]);
    // states of before are as good
    expect(go(go(run, 2), 1, before).good.map(({ step }) => step)).toEqual([7, 9, 11]);
  });

  it('keeps no state for good whose numbers are lost', () => {
    const run = go(start(), 1, after);
    const { id, version, step, setup, knobs, stop } = run;
    const asked = { id, version, step, setup, knobs, stop, state: null, ...after };
    const reply = answer(asked, 4);
    const wild = { step: 5, weights: Float64Array.of(NaN) };
    expect(extendRun(toyKind, run, { ...reply, state: wild }).good).toEqual(run.good);
    const lost = extendRun(toyKind, run, { ...reply, diverged: 'lost' });
    expect(lost.good).toEqual(run.good);
    expect(lost).toMatchObject({ status: 'diverged', reason: 'lost' });
    expect(lost.events).toEqual([{ step: 5, label: 'stopped', note: 'lost' }]);
  });
});

describe('a run that is lost where it is trained', () => {
  it('stands again where the page has its state', () => {
    const there = go(start(), 3, after);
    const lost = go(there, 4);
    const back = rewindRun(toyKind, lost);
    expect(back).toEqual({ ...there, version: back.version });
    expect(rewindRun(toyKind, there)).toBe(there);
  });

  it('is another one from then on: a late answer is not taken for its own', () => {
    const run = go(go(start(), 3, after), 4);
    const versions = [run, rewindRun(toyKind, run), restoreRun(toyKind, run), takeUp(run), start()];
    expect(new Set(versions.map(({ version }) => version)).size).toBe(versions.length);
  });

  it('stands at its beginning where the page has been given no state, and is tested there again', () => {
    const begun = start(lazyKind);
    expect([begun.step, begun.state]).toEqual([0, null]);
    const first = extendRun(lazyKind, begun, {
      ...{ id: begun.id, version: begun.version, step: 2, missing: false, state: null },
      records: [1, 2].map((step) => ({ step, loss: step, epsilon: -1, growths: 0 })),
      tests: [0, 1, 2].map((step) => ({ step, right: step })),
      ...{ stopped: null, diverged: null },
    });
    expect(first.tests.step).toEqual([0, 1, 2]);
    const back = rewindRun(lazyKind, first);
    expect(back).toEqual({ ...begun, version: back.version });
    expect(restoreRun(lazyKind, first)).toMatchObject({
      step: 0,
      state: null,
      tests: { step: [] },
    });
  });

  it('goes on with the knobs that have been moved since, and says so once', () => {
    let run = go(start(), 2, after);
    run = go(move(run, { sigma: 2 }), 2);
    run = go(move(run, { sigma: 3, epsilon: -5 }), 2);
    run = move(run, { sigma: 4 });
    expect(run.events.map(({ step, label }) => `${step}: ${label}`)).toEqual([
      '2: σ 1 → 2',
      '4: σ 2 → 3',
      '4: ε −1 → −5',
      '6: σ 3 → 4',
    ]);
    const back = rewindRun(toyKind, run);
    expect(back.knobs).toEqual({ sigma: 4, epsilon: -5 });
    expect(back.events.map(({ step, label }) => `${step}: ${label}`)).toEqual([
      '2: σ 1 → 4',
      '2: ε −1 → −5',
    ]);
    // and a knob that is moved back has not been moved
    expect(move(back, { sigma: 1, epsilon: -1 }).events).toEqual([]);
    // at its beginning a run has had no other knobs
    expect(rewindRun(toyKind, move(go(start(), 2), { sigma: 2 })).events).toEqual([]);
  });

  it('forgets what has happened since', () => {
    const there = go(start(), 2, after);
    const grown = extendRun(toyKind, there, {
      ...{ id: 'run', version: there.version, step: 3, missing: false, state: null },
      records: [{ step: 3, loss: 1, epsilon: -1.1, growths: 1 }],
      ...{ tests: [], stopped: null, diverged: null },
    });
    expect(grown.events).toEqual([
      { step: 3, label: 'ε −1 → −1.1', note: 'no gradient was left, so ε grows' },
    ]);
    expect(rewindRun(toyKind, grown).events).toEqual([]);
  });
});

describe('a run that is restored', () => {
  it('goes back to its last good state, then to the one before, and in the end to its start', () => {
    let run = go(go(go(start(), 2, after), 2, after), 3);
    run = { ...run, status: 'diverged', reason: 'lost' };
    const steps = [run.step];
    for (let i = 0; i < 3; i++) {
      run = restoreRun(toyKind, run);
      expect(run).toMatchObject({ status: 'ready', reason: '' });
      expect(run.state!.step).toBe(run.step);
      expect(run.steps.step).toHaveLength(run.step);
      steps.push(run.step);
    }
    expect(steps).toEqual([7, 4, 2, 0]);
  });
});
