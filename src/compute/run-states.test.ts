import { describe, expect, it } from 'vitest';
import { startState, type TrainingState } from '../core/training/state';
import { createRunStates, type StatePlace } from './run-states';

type State = TrainingState<Float64Array>;
type Asked = StatePlace<number, State>;

const open = () => createRunStates((seed: number): State => startState(Float64Array.of(seed)));
const at = (step: number): State => ({ ...startState(Float64Array.of(step)), step });
const ask = (patch: Partial<Asked> = {}): Asked => ({
  ...{ id: 'a', version: 1, step: 0, setup: 7, state: null },
  ...patch,
});

describe('the state of a run', () => {
  it.each<[string, Partial<Asked>, number | null]>([
    ['is made of the setup at step 0', {}, 7],
    ['is the one that came along', { step: 3, state: at(3) }, 3],
    ['is the one that came along at step 0 too', { state: at(0) }, 0],
    ['is missing later', { step: 3 }, null],
    ['is missing where one of another step came along', { step: 3, state: at(2) }, null],
    ['is missing where a later one came along at step 0', { state: at(2) }, null],
  ])('when it is taken first %s', (_, patch, weight) => {
    const states = open();
    const asked = ask(patch);
    const run = states.take(asked);
    expect(run?.state.params[0] ?? null).toBe(weight);
    expect(run?.step).toBe(run ? asked.step : undefined);
    // a copy, which is kept; one that is missing is not
    if (asked.state) expect(run?.state).not.toBe(asked.state);
    expect(states.latest(1)).toBe(run);
    if (run) expect(states.take({ ...asked, state: at(asked.step) })).toBe(run);
  });

  it('that has moved on is found where it has got to, and no more where it was', () => {
    const states = open();
    states.take(ask())!.step = 4;
    expect(states.take(ask({ step: 4 }))).toBe(states.latest(1));
    expect(states.take(ask({ step: 3 }))).toBeNull();
    expect(states.latest(1)!.step).toBe(4);
  });

  it('is forgotten when its run begins anew, and that of no other run', () => {
    const states = open();
    states.take(ask());
    states.take(ask({ id: 'b', version: 2 }));
    states.take(ask({ version: 3 }));
    expect([1, 2, 3].filter((version) => states.latest(version))).toEqual([2, 3]);
  });
});
