import { describe, expect, it, vi } from 'vitest';
import type { AdvanceOf, AskedOf, RunKind } from './kind';
import { createTrainingLoop, type LoopOptions } from './loop';
import { createRunsStore } from './store';
import { answer, toyKind, toySpec, type ToyRunTypes } from './testing';

/** Large states: they come back when a run comes to rest, and hardly ever before. */
const kind: RunKind<ToyRunTypes> = {
  ...toyKind,
  ...{ stateEvery: () => 1e6, mostEarlier: () => 0 },
};

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A page whose worker keeps the places of its runs, and can lose them. */
function open(patch: Partial<LoopOptions<ToyRunTypes>> = {}) {
  const store = createRunsStore(kind);
  store.follow([toySpec()]);
  const kept = new Map<number, number>();
  const asked: AskedOf<ToyRunTypes>[] = [];
  const errors: unknown[] = [];

  const advance = vi.fn<LoopOptions<ToyRunTypes>['advance']>(
    async (runs, { maxSteps }): Promise<AdvanceOf<ToyRunTypes>> => {
      asked.push(...runs);
      const answers = runs.map((run) => {
        const isKept = kept.get(run.version) === run.step || run.state?.step === run.step;
        if (!isKept) return { ...answer(run, 0), missing: true, state: null };
        const reply = answer(run, Math.min(maxSteps, 3));
        kept.set(run.version, reply.step);
        return reply;
      });
      return { runs: answers, millisecondsPerStep: 1 };
    },
  );
  const snapshot = vi.fn<LoopOptions<ToyRunTypes>['snapshot']>(async (version) => {
    const step = kept.get(version);
    return step === undefined ? null : { step, weights: Float64Array.of(step) };
  });
  const rest = vi.fn(() => Promise.resolve());
  const loop = createTrainingLoop(store, {
    ...{ kind, advance, snapshot, rest, until: new AbortController().signal },
    speed: () => Infinity,
    now: () => 0,
    onError: (error) => errors.push(error),
    ...patch,
  });
  const run = () => store.getState().runs[0];
  /** Stops playing after so many requests from now on. */
  const playFor = (requests: number) => {
    rest.mockReset();
    rest.mockImplementation(async () => {
      if (rest.mock.calls.length >= requests) store.play(false);
    });
    store.play(true);
  };
  return {
    store,
    loop,
    run,
    playFor,
    asked,
    errors,
    advance,
    snapshot,
    rest,
    lose: () => kept.clear(),
  };
}

describe('a run that plays', () => {
  it('gives its state at rest, and none on the way', async () => {
    const { playFor, run, asked, snapshot } = open();
    playFor(4);
    await turn();
    // the first answer brings a state: there was none before
    expect(asked.map(({ after }) => after)).toEqual([true, false, false, false]);
    expect(snapshot).toHaveBeenCalledTimes(1);
    expect([run().step, run().state!.step]).toEqual([12, 12]);
  });

  it('has its state of before where that is lost, and comes to the same again', async () => {
    const { playFor, run, lose, asked } = open();
    playFor(3);
    await turn();
    lose();
    playFor(2);
    await turn();
    // the first of both found nothing
    expect(asked.slice(3).map(({ step, state }) => [step, state?.step])).toEqual([
      [9, undefined],
      [9, 9],
    ]);
    expect([run().step, run().state!.step]).toEqual([12, 12]);
  });

  it('goes back to an older state where the worker has died when it comes to rest', async () => {
    const { playFor, run, lose, snapshot, errors } = open();
    snapshot.mockImplementationOnce(async () => {
      lose();
      return null;
    });
    playFor(3);
    await turn();
    // whatever looks at it now finds the weights of what is shown
    expect([run().step, run().state!.step, errors]).toEqual([3, 3, []]);
    playFor(2);
    await turn();
    expect([run().step, run().state!.step]).toEqual([9, 9]);
    expect(run().steps.step).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('does not take a state for its own that it has left behind', async () => {
    const { playFor, run, store, snapshot } = open();
    snapshot.mockImplementationOnce(async () => {
      store.reset();
      return { step: 9, weights: Float64Array.of(9) };
    });
    playFor(3);
    await turn();
    expect([run().step, run().state!.step]).toEqual([0, 0]);
  });

  it('tells that its state could not be had', async () => {
    const { playFor, errors, snapshot, store } = open();
    snapshot.mockRejectedValueOnce(new Error('no worker'));
    playFor(2);
    await turn();
    expect(errors).toEqual([new Error('no worker')]);
    expect(store.getState().playing).toBe(false);
  });

  it('goes on when it is let play again before it has come to rest', async () => {
    const { playFor, run, store, snapshot } = open();
    let settled: (state: NonNullable<ToyRunTypes['state']>) => void = () => undefined;
    snapshot.mockImplementationOnce(() => new Promise((resolve) => (settled = resolve)));
    playFor(2);
    await turn();
    expect(run().step).toBe(6);
    playFor(2);
    await turn();
    settled({ step: 6, weights: Float64Array.of(6) });
    await turn();
    expect(run().step).toBe(12);
    expect(store.getState().playing).toBe(false);
  });

  it('makes a step at a time at a speed of its own, and rests for what is left of it', async () => {
    const clock = { time: 0 };
    const rests: number[] = [];
    const { store, run, advance } = open({
      speed: () => 4,
      now: () => (clock.time += 10),
      rest: async (milliseconds) => {
        if (rests.push(milliseconds) === 3) store.play(false);
      },
    });
    store.play(true);
    await turn();
    expect(advance.mock.calls.map(([, limits]) => limits.maxSteps)).toEqual([1, 1, 1]);
    expect(run().step).toBe(3);
    for (const rested of rests) expect(rested).toBeLessThanOrEqual(250 - 10);
    expect(Math.min(...rests)).toBeGreaterThan(150);
  });
});

describe('a single step', () => {
  it('is made by every run, with its state', async () => {
    const { loop, run, store } = open();
    store.follow([toySpec(), toySpec({ id: 'other' })]);
    await loop.step();
    expect([run().step, run().state!.step]).toEqual([1, 1]);
    expect(store.getState().runs.map(({ step }) => step)).toEqual([1, 1]);
  });

  it('is made also where the worker has lost the run', async () => {
    const { loop, run, lose, advance } = open();
    await loop.step();
    lose();
    await loop.step();
    expect(run().step).toBe(2);
    expect(advance).toHaveBeenCalledTimes(3);
  });

  it('is followed by more where the reader has let it play meanwhile', async () => {
    const { loop, run, playFor } = open();
    const step = loop.step();
    playFor(2);
    await step;
    await turn();
    expect(run().step).toBe(1 + 2 * 3);
  });

  it('is told to be under way until it is there, also where other runs take the place of its own', async () => {
    const { loop, run, store, advance } = open();
    const { version } = run();
    let end: (reply: AdvanceOf<ToyRunTypes>) => void = () => undefined;
    advance.mockImplementationOnce(() => new Promise((resolve) => (end = resolve)));
    const step = loop.step();
    expect(store.getState().asked).toEqual([version]);
    store.follow([toySpec({ setup: { seed: 2 } })]);
    store.play(true);
    expect(store.getState().asked).toEqual([version]);
    store.play(false);
    end({ runs: [], millisecondsPerStep: 1 });
    await step;
    expect([store.getState().asked, run().step]).toEqual([[], 0]);
  });

  it('tells of an error, and can be made again', async () => {
    const { loop, run, advance, errors, store } = open();
    advance.mockRejectedValueOnce(new Error('no worker'));
    await loop.step();
    expect([errors, run().step]).toEqual([[new Error('no worker')], 0]);
    expect(store.getState().asked).toEqual([]);
    await loop.step();
    expect(run().step).toBe(1);
  });
});
