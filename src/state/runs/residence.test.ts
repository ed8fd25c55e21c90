import { describe, expect, it } from 'vitest';
import type { RunKind } from './kind';
import { createResidence } from './residence';
import { changeKnobs, extendRun, restoreRun, rewindRun, startRun, type Run } from './run';
import { answer, toyKind, toySpec, type ToyRunTypes } from './testing';

/** States that come back at most every 100 milliseconds. */
const kind: RunKind<ToyRunTypes> = { ...toyKind, stateEvery: () => 100 };

function open(of = kind) {
  const clock = { time: 0 };
  const residence = createResidence(of, () => clock.time);
  const start = () => startRun(of, toySpec());
  /** A request and its answer, after which the run has made some steps. */
  function go(run: Run<ToyRunTypes>, steps = 1, playing = true) {
    const asked = residence.ask(run, playing);
    const reply = answer(asked, steps);
    residence.learn([reply]);
    return { asked, run: extendRun(of, run, reply) };
  }
  return { ...residence, clock, start, go };
}

describe('what goes to and fro of a run that stays where it is trained', () => {
  it('is its state with the first request, and then its place alone', () => {
    const { start, go } = open();
    const run = start();
    const first = go(run);
    expect(first.asked).toMatchObject({ id: run.id, version: run.version, step: 0 });
    expect(first.asked.state).toBe(run.state);
    const second = go(first.run);
    expect(second.asked).toMatchObject({ id: run.id, version: run.version, step: 1, state: null });
    expect(go(second.run).asked.state).toBeNull();
  });

  it('is its state again after it was lost, or is another run than it was', () => {
    const { ask, learn, start, go } = open();
    const there = go(go(start()).run).run;
    const asked = ask(there, true);
    learn([{ ...answer(asked, 0), missing: true, state: null }]);
    const back = rewindRun(kind, there);
    expect(back.step).toBe(back.state!.step);
    expect(ask(back, true).state).toBe(back.state);
    // one that stands where the page has its state does not go back
    const still = go(back, 1, false).run;
    learn([{ ...answer(ask(still, true), 0), missing: true, state: null }]);
    expect(rewindRun(kind, still)).toBe(still);
    expect(ask(still, true).state).toBe(still.state);
    const restored = restoreRun(kind, there);
    expect(ask(restored, true).state).toBe(restored.state);
    expect(ask(start(), true).state).not.toBeNull();
  });

  it('is not told of a run that has become another one meanwhile', () => {
    const { ask, learn, start, go } = open();
    const old = go(start()).run;
    const late = answer(ask(old, true), 1);
    const anew = start();
    ask(anew, true);
    learn([{ ...late, missing: true, state: null }]);
    expect(ask(anew, true).state).toBeNull();
  });

  it('is the state after a request as often as its size allows while more are to follow', () => {
    const { clock, start, go } = open();
    let { run } = { run: start() };
    const after: boolean[] = [];
    for (clock.time = 0; clock.time <= 250; clock.time += 50) {
      const next = go(run);
      after.push(next.asked.after);
      run = next.run;
    }
    expect(after).toEqual([true, false, true, false, true, false]);
  });

  it('is the state after every request that none follows, and of a run that is small', () => {
    const { start, go } = open();
    let { run } = { run: start() };
    for (let i = 0; i < 3; i++) {
      const next = go(run, 1, false);
      expect(next.asked.after).toBe(true);
      run = next.run;
    }
    const small = open(toyKind);
    expect(small.go(small.go(small.start()).run).asked.after).toBe(true);
  });

  it('is the state before a request whose knobs are others than those of the last', () => {
    const { start, go } = open();
    const there = go(go(start()).run).run;
    const turned = changeKnobs(kind, there, { ...there.knobs, sigma: 2 }, there.stop);
    const first = go(turned);
    expect(first.asked).toMatchObject({ before: true, after: false, state: null });
    // then these are the knobs of the last
    expect(go(first.run).asked.before).toBe(false);
    // another rule to stop by changes no step
    const later = changeKnobs(kind, first.run, first.run.knobs, { maxSteps: 77 });
    expect(go(later).asked.before).toBe(false);
    // nor is there anything before the first request
    const anew = open();
    const fresh = anew.start();
    expect(
      anew.ask(changeKnobs(kind, fresh, { ...fresh.knobs, sigma: 3 }, fresh.stop), true),
    ).toMatchObject({
      before: false,
      state: fresh.state,
    });
  });

  it('asks by the clock of the last state, whichever it was', () => {
    const { clock, start, go } = open();
    const there = go(start()).run;
    clock.time = 60;
    const turned = changeKnobs(kind, there, { ...there.knobs, sigma: 2 }, there.stop);
    // its state of before comes at 60
    const next = go(turned).run;
    clock.time = 159;
    const early = go(next);
    expect(early.asked.after).toBe(false);
    clock.time = 160;
    expect(go(early.run).asked.after).toBe(true);
  });
});
