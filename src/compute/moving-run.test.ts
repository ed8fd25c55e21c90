import { describe, expect, it } from 'vitest';
import { DivergedError } from '../core/training/diverged';
import { SetBackError } from '../core/training/set-back';
import { startState, type TrainingState } from '../core/training/state';
import type { StopRule } from '../core/training/stop';
import { answerOf, hasEnded, setOut, stepOn, type Stepper } from './moving-run';
import type { KeptRun } from './run-states';
import { askedOf } from './testing/runs';

type State = TrainingState<Float64Array>;
type ToyStepper = Stepper<string, string>;

interface Patch {
  readonly stepper?: Partial<ToyStepper>;
  readonly wanted?: { readonly before: boolean; readonly after: boolean };
  readonly stop?: StopRule;
}

/** A run that sets out from a step, with what is told of its steps and tests. */
async function rig(from: number, patch: Patch = {}) {
  const { wanted = { before: false, after: true }, stop = { maxSteps: 2 } } = patch;
  const state: State = { ...startState(Float64Array.of(from)), step: from };
  const stepper: ToyStepper = {
    async step() {
      state.step++;
      state.params[0] = state.step;
      return { records: [`step ${state.step}`], milliseconds: 3 };
    },
    test: async (step, stopped) => [`test ${step}${stopped ? ', the last one' : ''}`],
    ...patch.stepper,
  };
  const asked = askedOf({ setup: null, knobs: null, stop, state });
  const kept: KeptRun<State> = { state, step: from, settle: () => Promise.resolve() };
  return { state, kept, run: await setOut({ ...asked, ...wanted }, kept, stepper) };
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
    const { run } = await rig(from);
    for (let i = 0; i < steps; i++) expect(await stepOn(run, 9)).toBe(3);
    const answer = await answerOf(run);
    expect(answer).toMatchObject({ step: from + steps, missing: false, records, tests });
    expect(answer).toMatchObject(expected);
    expect(hasEnded(run)).toBe(expected.stopped !== null);
  });

  it.each<[string, number, Partial<ToyStepper>, number, object]>([
    ['in the step', 0, { step: lost }, 0, { step: 0, records: [], tests: ['test 0'] }],
    ['in the test before it', 0, { test: lost }, 0, { step: 0, records: [], tests: [] }],
    ['in the test after it', 1, { test: lost }, 3, { ...end, step: 2, records: ['step 2'] }],
  ])('ends where numbers are lost %s', async (_, from, stepper, spent, expected) => {
    const { run } = await rig(from, { stepper });
    expect(await stepOn(run, 9)).toBe(spent);
    expect(hasEnded(run)).toBe(true);
    expect(await answerOf(run)).toMatchObject({ ...expected, diverged: 'lost' });
  });

  it('fails with every other error', async () => {
    const step = () => Promise.reject(new RangeError('wrong'));
    const { run } = await rig(0, { stepper: { step } });
    await expect(stepOn(run, 9)).rejects.toThrow('wrong');
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
    const { run, state } = await rig(from, { wanted });
    await stepOn(run, 9);
    const given = (await answerOf(run)).state;
    expect(given && [given.step, given.params[0]]).toEqual(
      expected === null ? null : [expected, expected],
    );
    expect(given).not.toBe(state);
  });
});

describe('steps that are made elsewhere', () => {
  /** A stepper with a device that may forget what it has made; asked for so many steps. */
  function elsewhere(state: () => State, most = Infinity) {
    const device = { step: 0, asked: [] as number[], isLost: false };
    const stepper: ToyStepper = {
      async step(from, wanted) {
        device.asked.push(wanted);
        if (device.isLost) {
          device.isLost = false;
          device.step = state().step;
        }
        if (device.step !== from) throw new SetBackError('gone');
        const count = Math.min(wanted, most);
        const records = Array.from({ length: count }, (_, i) => `step ${from + i + 1}`);
        device.step += count;
        return { records, milliseconds: 3 * count };
      },
      async settle() {
        if (device.isLost) return;
        state().step = device.step;
        state().params[0] = device.step;
      },
      test: async () => [],
    };
    return { device, stepper };
  }

  async function rigElsewhere(patch: Omit<Patch, 'stepper'> = {}, most = Infinity, from = 0) {
    const hold: { state: State | null } = { state: null };
    const { device, stepper } = elsewhere(() => hold.state!, most);
    device.step = from;
    const made = await rig(from, { stop: { maxSteps: 100 }, ...patch, stepper });
    hold.state = made.state;
    return { ...made, device };
  }

  it('come several at once, and the state is brought up when it is wanted', async () => {
    const { run, state, kept } = await rigElsewhere({}, 4);
    expect(await stepOn(run, 9)).toBe(12);
    expect([state.step, kept.step]).toEqual([0, 4]);
    const answer = await answerOf(run);
    expect(answer.records).toEqual(['step 1', 'step 2', 'step 3', 'step 4']);
    expect([answer.step, answer.state!.step, answer.state!.params[0]]).toEqual([4, 4, 4]);
  });

  it.each<[string, StopRule, number[]]>([
    ['the end of a rule that counts steps', { maxSteps: 6 }, [6]],
    ['what is asked for', { maxSteps: 100 }, [9]],
    ['one, where the rule looks at losses', { maxSteps: 6, patience: 3 }, [1]],
  ])('go no further than %s', async (_, stop, asked) => {
    const { run, device } = await rigElsewhere({ stop });
    await stepOn(run, 9);
    expect(device.asked).toEqual(asked);
    expect(hasEnded(run)).toBe(stop.maxSteps === 6 && stop.patience === undefined);
  });

  it('that are lost are made again from the state, if that is no earlier than the question', async () => {
    const { run, state, kept, device } = await rigElsewhere({}, 3);
    await stepOn(run, 9);
    await kept.settle();
    await stepOn(run, 9);
    device.isLost = true;
    await stepOn(run, 9);
    expect([state.step, kept.step, run.records.length, hasEnded(run)]).toEqual([3, 3, 3, false]);
    device.step = 3;
    await stepOn(run, 2);
    expect(await answerOf(run)).toMatchObject({
      ...{ step: 5, missing: false },
      records: ['step 1', 'step 2', 'step 3', 'step 4', 'step 5'],
    });
  });

  it('that are lost when the answer is made are not told of', async () => {
    const { run, device } = await rigElsewhere({ stop: { maxSteps: 3 } });
    await stepOn(run, 9);
    device.isLost = true;
    expect(await answerOf(run)).toMatchObject({
      ...{ step: 0, missing: false, records: [], stopped: null },
    });
  });

  it.each([true, false])(
    'of before the question that are lost make the run missing, wanted before: %s',
    async (before) => {
      const { state, kept, device } = await rigElsewhere();
      // the device has made five steps that nobody has brought up
      kept.step = 5;
      device.step = 5;
      device.isLost = true;
      const asked = askedOf({ setup: null, knobs: null, stop: { maxSteps: 9 }, state });
      const { stepper } = elsewhere(() => state);
      const again = { ...stepper, settle: async () => undefined };
      const run = await setOut({ ...asked, step: 5, before, after: false }, kept, again);
      if (!hasEnded(run)) await stepOn(run, 9);
      expect(hasEnded(run)).toBe(true);
      const answer = await answerOf(run);
      expect(answer).toMatchObject({ missing: true, state: null, records: [], step: 5 });
      expect(kept.step).toBe(0);
    },
  );

  it('are tested with the state of their step', async () => {
    const { run } = await rig(0, {
      stop: { maxSteps: 4 },
      stepper: {
        step: async (from, most) => ({
          records: Array.from({ length: most }, (_, i) => `step ${from + i + 1}`),
          milliseconds: 1,
        }),
        test: async (step, stopped) => {
          if (step === 0) return ['test 0'];
          if (stopped) throw new SetBackError('gone');
          return [];
        },
      },
    });
    await stepOn(run, 9);
    // lost in the test after the last step: the end is not told of, and the first test stays
    expect([run.stopped, run.records, run.tests]).toEqual([null, [], ['test 0']]);
  });
});
