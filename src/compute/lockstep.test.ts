import { wrap } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DivergedError } from '../core/training/diverged';
import type { AdvanceLimits, AskedRun } from '../core/training/exchange';
import { copyState, startState, type TrainingState } from '../core/training/state';
import type { StopRule } from '../core/training/stop';
import { createLockstep, type Trainer } from './lockstep';
import { unwatched } from './testing/machine';
import { askedOf, goOn } from './testing/runs';
import { createTestWorkers } from './testing/workers';

interface Setup {
  readonly seed: number;
}
interface Knobs {
  readonly rate: number;
}
interface Row {
  readonly step: number;
  readonly weight: number;
}
type Settings = { readonly testEvery: number };
type State = TrainingState<Float64Array>;
type Asked = AskedRun<Setup, Knobs, StopRule, State>;

const initialState = ({ seed }: Setup): State => startState(Float64Array.of(seed, 1));

/** Milliseconds of the clock of which a step takes some and a test others. */
const [STEP_MS, TEST_MS] = [3, 100];

/** An experiment whose weights remember every step and every knob. */
function createToy() {
  const clock = { time: 0 };
  const trainer: Trainer<Setup, Knobs, State, Row, Row, Settings> = {
    initialState,
    async begin({ setup, knobs, state }, { testEvery }) {
      const row = () => ({ step: state.step, weight: state.params[0] });
      return {
        async step() {
          if (knobs.rate < 0) throw new RangeError('the rate is negative');
          const next = state.params[0] * 0.9 + knobs.rate * Math.sin(state.step + setup.seed);
          clock.time += STEP_MS;
          if (!(Math.abs(next) < 1e6)) throw new DivergedError(`lost in step ${state.step + 1}`);
          state.params[0] = next;
          state.step++;
          return { records: [row()], milliseconds: STEP_MS };
        },
        async test(_, stopped) {
          clock.time += TEST_MS;
          return stopped || state.step % testEvery === 0 ? [row()] : [];
        },
      };
    },
  };
  return { trainer, clock };
}

function open() {
  const { trainer, clock } = createToy();
  const lockstep = createLockstep(trainer, () => clock.time);
  const advance = (
    asked: readonly Asked[],
    limits: Partial<AdvanceLimits> = {},
    context: Pick<typeof unwatched, 'breathe'> = unwatched,
  ) =>
    lockstep.advance(
      asked,
      { maxSteps: 5, milliseconds: Infinity, ...limits },
      { testEvery: 4 },
      context,
    );
  return { ...lockstep, advance, clock };
}

function runOf(patch: Partial<Asked> = {}): Asked {
  const setup = { seed: 2 };
  const parts = { setup, knobs: { rate: 1 }, stop: { maxSteps: 1000 }, state: null };
  return { ...askedOf<Setup, Knobs, StopRule, State>(parts), ...patch };
}

/** A run that was never interrupted. */
async function whole(steps: number, knobs: Knobs = { rate: 1 }) {
  const { state, records } = (await open().advance([runOf({ knobs })], { maxSteps: steps }))
    .runs[0];
  return { state: state!, records };
}

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

describe('a run that is trained where it is kept', () => {
  it('goes on from one request to the next, without its state', async () => {
    const { advance } = open();
    const run = { ...runOf(), after: false };
    const first = (await advance([run])).runs[0];
    expect(first).toMatchObject({ id: 'run', version: run.version, step: 5, missing: false });
    expect(first.state).toBeNull();
    const second = (await advance([{ ...goOn(run, first), after: true }])).runs[0];
    const expected = await whole(10);
    expect([...first.records, ...second.records]).toEqual(expected.records);
    expect(second.state).toEqual(expected.state);
  });

  it('begins with the state of its setup, with one that is given, or not at all', async () => {
    const { advance } = open();
    const given = (await whole(3)).state;
    const there = runOf({ state: given, step: 3 });
    const [made, taken, missing, wrong] = (
      await advance([
        runOf(),
        there,
        runOf({ step: 3 }),
        // a state of another step is none of this run
        runOf({ step: 2, state: given }),
      ])
    ).runs;
    const expected = (await whole(8)).records;
    expect(made.records).toEqual(expected.slice(0, 5));
    expect(taken.records).toEqual(expected.slice(3));
    const nothing = { missing: true, state: null, records: [], tests: [], stopped: null };
    expect(missing).toMatchObject({ ...nothing, step: 3, diverged: null });
    expect(wrong).toMatchObject({ ...nothing, step: 2, diverged: null });
  });

  it('is the same to the bit when it was lost, and an older state is given', async () => {
    const run = runOf();
    const { advance } = open();
    const before = (await advance([run], { maxSteps: 3 })).runs[0];
    await advance([goOn(run, before)]);
    // another worker, which has never seen it
    const other = open();
    const lost = (await other.advance([goOn(run, { step: 8 })])).runs[0];
    expect(lost.missing).toBe(true);
    const back = { ...run, step: 3, state: before.state };
    const found = (await other.advance([back], { maxSteps: 7 })).runs[0];
    const expected = await whole(10);
    expect([...before.records, ...found.records]).toEqual(expected.records);
    expect(found.state).toEqual(expected.state);
  });

  it('is another one under another version, and nothing is kept of what it was', async () => {
    const { advance, latest } = open();
    const [run, again] = [runOf(), runOf({ knobs: { rate: 2 } })];
    const first = (await advance([run])).runs[0];
    const anew = (await advance([again])).runs[0];
    expect(anew.records).toEqual((await whole(5, again.knobs)).records);
    expect(await latest(run.version)).toBeNull();
    const on = (await advance([goOn(again, anew)])).runs[0];
    expect(on.records).toEqual((await whole(10, again.knobs)).records.slice(5));
    // who asks for it all the same is told so, and has it again with its state
    expect((await advance([goOn(run, first)])).runs[0].missing).toBe(true);
    const back = (await advance([{ ...goOn(run, first), state: first.state }])).runs[0];
    expect(back.records).toEqual((await whole(10)).records.slice(5));
  });

  it('is kept beside all others of a comparison, and asked for anew after too many', async () => {
    const { advance } = open();
    const run = runOf();
    const others = (count: number) =>
      Array.from({ length: count }, (_, i) => runOf({ id: `other ${i}` }));
    await advance([run, ...others(11)]);
    expect((await advance([goOn(run, { step: 5 })])).runs[0].missing).toBe(false);
    await advance(others(12));
    expect((await advance([goOn(run, { step: 10 })])).runs[0].missing).toBe(true);
  });

  it('takes new knobs from the next step on', async () => {
    const { advance } = open();
    const run = runOf();
    const first = (await advance([run])).runs[0];
    const turned = { ...goOn(run, first), knobs: { rate: 3 } };
    const second = (await advance([turned])).runs[0];
    const other = open();
    const given = { ...turned, state: first.state };
    expect(second).toEqual((await other.advance([given])).runs[0]);
    expect(second.records).not.toEqual((await whole(10)).records.slice(5));
  });
});

describe('the state of a run', () => {
  it('comes back as it was before, as it is after, or not, as it is asked for', async () => {
    const { advance } = open();
    const ask = async (before: boolean, after: boolean) => {
      const run = { ...runOf(), before: false, after: true };
      await advance([run], { maxSteps: 3 });
      const { runs } = await advance([{ ...goOn(run, { step: 3 }), before, after }]);
      expect(runs[0].step).toBe(8);
      return runs[0].state;
    };
    expect(await ask(false, false)).toBeNull();
    expect(await ask(true, false)).toEqual((await whole(3)).state);
    expect(await ask(false, true)).toEqual((await whole(8)).state);
    expect(await ask(true, true)).toEqual((await whole(8)).state);
  });

  it('is a copy, and that of the page stays as it is', async () => {
    const { advance, snapshot, latest } = open();
    const given = (await whole(3)).state;
    const kept = copyState(given);
    const run = runOf({ step: 3, state: given, before: true, after: false });
    const { state } = (await advance([run], { maxSteps: 2 })).runs[0];
    expect(given).toEqual(kept);
    expect(state).toEqual(kept);
    const after = (await advance([{ ...goOn(run, { step: 5 }), after: true }])).runs[0];
    const shot = (await snapshot(run.version))!;
    expect(shot).toEqual(after.state);
    // whatever is done to them
    for (const copy of [given, state!, after.state!, shot]) copy.params.fill(NaN);
    expect(await latest(run.version)).toEqual((await whole(10)).state);
  });

  it('crosses the border without what is kept', async () => {
    const workers = createTestWorkers();
    ends.push(workers.end);
    const { advance, snapshot } = open();
    const there = wrap<Pick<ReturnType<typeof open>, 'advance' | 'snapshot'>>(
      workers.start(() => ({
        advance: (asked: readonly Asked[], limits: AdvanceLimits) => advance(asked, limits),
        snapshot,
      })),
    );
    const run = runOf();
    const first = (await there.advance([run], { maxSteps: 5 })).runs[0];
    expect(first.state).toEqual((await whole(5)).state);
    expect(await there.snapshot(run.version)).toEqual(first.state);
    const second = (await there.advance([goOn(run, first)], { maxSteps: 5 })).runs[0];
    expect(second.state).toEqual((await whole(10)).state);
  });

  it('is told wherever a run has got to, and of none that is not kept', async () => {
    const { advance, snapshot, latest } = open();
    const run = runOf();
    await advance([{ ...run, after: false }]);
    expect(await snapshot(run.version)).toEqual((await whole(5)).state);
    expect(await latest(run.version)).toEqual((await whole(5)).state);
    expect(await snapshot(run.version + 1)).toBeNull();
    expect(await latest(run.version + 1)).toBeNull();
  });
});

describe('runs side by side', () => {
  it('make the same number of steps, turn by turn, and stop each by its own rule', async () => {
    const { advance } = open();
    const short = runOf({ id: 'short', stop: { maxSteps: 2 }, after: false });
    const { runs } = await advance([{ ...runOf(), after: false }, short]);
    expect(runs.map(({ id, step, stopped }) => [id, step, stopped])).toEqual([
      ['run', 5, null],
      ['short', 2, 'it made its 2 steps'],
    ]);
    // at its end a run gives its state
    expect(runs[0].state).toBeNull();
    expect(runs[1].state).toEqual((await whole(2)).state);
  });

  it('end with the step in which the time is over', async () => {
    const { advance } = open();
    // a step of both, with what is tested of them before the first and after each
    const milliseconds = 2 * (2 * TEST_MS + STEP_MS);
    expect(
      (await advance([runOf(), runOf()], { milliseconds })).runs.map(({ step }) => step),
    ).toEqual([1, 1]);
    const more = { milliseconds: milliseconds + 1 };
    expect((await advance([runOf(), runOf()], more)).runs.map(({ step }) => step)).toEqual([2, 2]);
  });

  it('end early when all have come to their ends', async () => {
    const { advance } = open();
    const stop = { maxSteps: 2 };
    const { runs } = await advance([runOf({ stop }), runOf({ stop })], { maxSteps: Infinity });
    expect(runs.map(({ step }) => step)).toEqual([2, 2]);
    expect((await advance([])).runs).toEqual([]);
  });

  it('tell what a step of all costs, without their tests', async () => {
    const { advance } = open();
    const short = runOf({ stop: { maxSteps: 1 } });
    // five steps of one and one of the other
    expect((await advance([runOf(), short])).millisecondsPerStep).toBe((6 * STEP_MS) / 5);
    expect((await advance([])).millisecondsPerStep).toBe(0);
  });

  it('are tested at the start, when it is time, and at their ends', async () => {
    const { advance } = open();
    const run = runOf({ stop: { maxSteps: 6 } });
    const first = (await advance([run])).runs[0];
    const second = (await advance([goOn(run, first)])).runs[0];
    expect(first.tests.map(({ step }) => step)).toEqual([0, 4]);
    expect(second.tests.map(({ step }) => step)).toEqual([6]);
    expect(first.tests[0].weight).toBe(initialState(run.setup).params[0]);
  });

  it('lose one whose numbers are lost, with its last good state, and go on', async () => {
    const { advance, snapshot } = open();
    const run = runOf();
    const wild = runOf({ id: 'wild' });
    const both = (await advance([run, wild], { maxSteps: 2 })).runs;
    const turned = { ...goOn(wild, both[1]), knobs: { rate: 9e5 }, after: false };
    const { runs } = await advance([{ ...goOn(run, both[0]), after: false }, turned]);
    expect(runs[0]).toMatchObject({ step: 7, diverged: null });
    const { step, diverged, records, stopped, state } = runs[1];
    expect(diverged).toBe(`lost in step ${step + 1}`);
    expect([stopped, state!.step]).toEqual([null, step]);
    expect(records.map((row) => row.step)).toEqual(
      Array.from({ length: step - 2 }, (_, i) => 3 + i),
    );
    expect(records.length).toBeGreaterThan(0);
    expect(state!.params[0]).toBe(records.at(-1)!.weight);
    // and may go on from there
    expect(await snapshot(wild.version)).toEqual(state);
    const tamed = { ...goOn(wild, { step }), knobs: { rate: 1 } };
    expect((await advance([tamed])).runs[0].step).toBe(step + 5);
  });

  it('fail together when one of them can not be trained at all', async () => {
    const { advance } = open();
    const wrong = advance([runOf(), runOf({ knobs: { rate: -1 } })]);
    await expect(wrong).rejects.toThrow('the rate is negative');
  });
});

describe('runs that make several steps at once', () => {
  /** Of each run the steps of its calls, as they were asked for and made: no call goes beyond a test. */
  function openSwift(testEvery: Readonly<Record<string, number>>, callMs = 1) {
    const clock = { time: 0 };
    const calls: [number, number, number][] = [];
    const only = vi.fn(() => Promise.resolve());
    const names = new Map<number, string>();
    const trainer: Trainer<Setup, Knobs, State, number, number, null> = {
      initialState,
      only,
      async begin({ version, state }) {
        let at = state.step;
        const every = testEvery[names.get(version)!];
        return {
          async step(from, most) {
            const count = Math.min(most, every - (from % every));
            calls.push([version, from, count]);
            clock.time += callMs;
            at = from + count;
            const records = Array.from({ length: count }, (_, i) => from + i + 1);
            return { records, milliseconds: callMs };
          },
          async settle() {
            state.step = at;
          },
          test: async (step) => (step % every === 0 ? [step] : []),
        };
      },
    };
    const lockstep = createLockstep(trainer, () => clock.time);
    const advance = (asked: readonly Asked[], limits: AdvanceLimits) => {
      for (const { id, version } of asked) names.set(version, id);
      return lockstep.advance(asked, limits, null, unwatched);
    };
    return { advance, calls, only, snapshot: lockstep.snapshot };
  }

  it('stay in step, each with the tests of its own, and go no further than is asked', async () => {
    const { advance, calls, only } = openSwift({ a: 4, b: 3 });
    const [a, b] = [runOf({ id: 'a', after: false }), runOf({ id: 'b', after: false })];
    const { runs } = await advance([a, b], { maxSteps: 10, milliseconds: Infinity });
    expect(runs.map(({ step, records, tests }) => [step, records.length, tests])).toEqual([
      [10, 10, [0, 4, 8]],
      [10, 10, [0, 3, 6, 9]],
    ]);
    const of = (version: number) =>
      calls.filter(([one]) => one === version).map(([, ...call]) => call);
    // b has a test sooner, and meets a again
    expect(of(b.version)).toEqual([
      ...[
        [0, 3],
        [3, 1],
      ],
      ...[
        [4, 2],
        [6, 2],
      ],
      ...[
        [8, 1],
        [9, 1],
      ],
    ]);
    expect(only).toHaveBeenCalledExactlyOnceWith([a.version, b.version]);
  });

  it('stop by their own rules, and end with the call in which the time is over', async () => {
    const { advance, calls, snapshot } = openSwift({ a: 100, b: 100 }, 20);
    const [a, b] = [runOf({ id: 'a', stop: { maxSteps: 5 } }), runOf({ id: 'b', after: false })];
    const { runs } = await advance([a, b], { maxSteps: 60, milliseconds: 60 });
    expect(runs.map(({ step, stopped }) => [step, stopped])).toEqual([
      [5, 'it made its 5 steps'],
      [60, null],
    ]);
    expect(calls.map(([, ...call]) => call)).toEqual([
      [0, 5],
      [0, 5],
      [5, 55],
    ]);
    expect(runs[0].state!.step).toBe(5);
    expect(runs[1].state).toBeNull();
    expect((await snapshot(b.version))!.step).toBe(60);
  });
});

describe('training that nobody wants any more', () => {
  it('ends at the next breath; what it has done is done again from an older state', async () => {
    const { advance } = open();
    const run = runOf();
    const first = (await advance([run], { maxSteps: 2 })).runs[0];
    const breathe = vi.fn(() => Promise.resolve());
    breathe.mockResolvedValueOnce().mockRejectedValueOnce(new Error('enough'));
    const given = advance([goOn(run, first)], { maxSteps: 5 }, { breathe });
    await expect(given).rejects.toThrow('enough');
    expect(breathe).toHaveBeenCalledTimes(2);
    expect((await advance([goOn(run, first)])).runs[0].missing).toBe(true);
    const back = { ...goOn(run, first), state: first.state };
    const again = (await advance([back])).runs[0];
    expect([...first.records, ...again.records]).toEqual((await whole(7)).records);
  });
});
