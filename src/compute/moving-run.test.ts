import { describe, expect, it } from 'vitest';
import { DivergedError } from '../core/training/diverged';
import { startState, type TrainingState } from '../core/training/state';
import { answerOf, hasEnded, setOut, stepOn, type Stepper } from './moving-run';
import { askedOf } from './testing/runs';

type State = TrainingState<Float64Array>;
type ToyStepper = Stepper<string, string>;

/** A run that sets out from a step, with what is told of its steps and tests. */
function rig(
  from: number,
  patch: Partial<ToyStepper> = {},
  wanted = { before: false, after: true },
) {
  const state: State = { ...startState(Float64Array.of(from)), step: from };
  const stepper: ToyStepper = {
    async step() {
      state.step++;
      state.params[0] = state.step;
      return { record: `step ${state.step}`, milliseconds: 3 };
    },
    test: async (stopped) => [`test ${state.step}${stopped ? ', the last one' : ''}`],
    ...patch,
  };
  const asked = askedOf({ setup: null, knobs: null, stop: { maxSteps: 2 }, state });
  return { state, run: setOut({ ...asked, ...wanted }, state, stepper) };
}

const lost = () => Promise.reject(new DivergedError('lost'));
const end = { stopped: 'it made its 2 steps', diverged: null };

describe('a step of a run', () => {
  it.each([
    ['goes on', 1, 0, ['step 1'], ['test 0', 'test 1'], { stopped: null, diverged: null }],
    [
      'stops by its rule',
      2,
      0,
      ['step 1', 'step 2'],
      ['test 0', 'test 1', 'test 2, the last one'],
      end,
    ],
    ['is tested at its beginning alone', 1, 1, ['step 2'], ['test 2, the last one'], end],
  ])('%s', async (_, steps, from, records, tests, expected) => {
    const { run } = rig(from);
    for (let i = 0; i < steps; i++) expect(await stepOn(run)).toBe(3);
    expect(answerOf(run)).toMatchObject({ step: from + steps, missing: false, records, tests });
    expect(answerOf(run)).toMatchObject(expected);
    expect(hasEnded(run)).toBe(expected.stopped !== null);
  });

  it.each<[string, number, Partial<ToyStepper>, number, object]>([
    ['in the step', 0, { step: lost }, 0, { step: 0, records: [], tests: ['test 0'] }],
    ['in the test before it', 0, { test: lost }, 0, { step: 0, records: [], tests: [] }],
    ['in the test after it', 1, { test: lost }, 3, { ...end, step: 2, records: ['step 2'] }],
  ])('ends where numbers are lost %s', async (_, from, patch, spent, expected) => {
    const { run } = rig(from, patch);
    expect(await stepOn(run)).toBe(spent);
    expect(hasEnded(run)).toBe(true);
    expect(answerOf(run)).toMatchObject({ ...expected, diverged: 'lost' });
  });

  it('fails with every other error', async () => {
    const { run } = rig(0, { step: () => Promise.reject(new RangeError('wrong')) });
    await expect(stepOn(run)).rejects.toThrow('wrong');
    expect(hasEnded(run)).toBe(false);
  });
});

describe('the state in an answer', () => {
  it.each([
    ['that of before', 0, { before: true, after: false }, 0],
    ['that of after', 0, { before: false, after: true }, 1],
    ['that of after alone', 0, { before: true, after: true }, 1],
    ['none', 0, { before: false, after: false }, null],
    ['that of the end, whatever is wanted', 1, { before: true, after: false }, 2],
  ])('is %s', async (_, from, wanted, expected) => {
    const { run, state } = rig(from, {}, wanted);
    await stepOn(run);
    const given = answerOf(run).state;
    expect(given && [given.step, given.params[0]]).toEqual(
      expected === null ? null : [expected, expected],
    );
    expect(given).not.toBe(state);
  });
});
