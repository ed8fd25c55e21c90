import { describe, expect, it } from 'vitest';
import { copyState, startState, startTracking, type TrainingState } from './state';
import { advance } from './step';
import {
  toyExperiment,
  toyKnobs,
  toySetup,
  type ToyKnobs,
  type ToyMachine,
} from './testing/quadratic';

const sgd = { kind: 'sgd', rate: 0.02, momentum: 0.9, decay: 0.01 } as const;
const adam = { kind: 'adam', rate: 0.1 } as const;
const plain = { kind: 'plain', rate: 0.1 } as const;

const first = () => Float64Array.from(toySetup.targets, (_, i) => i / 7);
const started = () => startState(first());

type State = TrainingState<Float64Array>;

/** One step with these knobs. */
const step = (state: State, change: Partial<ToyKnobs> = {}, machine: ToyMachine = {}) =>
  advance(toyExperiment, { setup: toySetup, knobs: { ...toyKnobs, ...change }, state }, machine);

async function steps(
  state: State,
  count: number,
  change?: Partial<ToyKnobs>,
  machine?: ToyMachine,
) {
  const records = [];
  for (let s = 0; s < count; s++) records.push(await step(state, change, machine));
  return records;
}

describe('a step', () => {
  it('moves every group by its rule, and no other weight', async () => {
    const state = started();
    const before = first();
    const { targets } = toySetup;
    const record = await step(state, { rule: plain });
    const moved = before.map(
      (weight, i) => weight - [0.1, 0.1, 0.1, 0.05, 0][i] * (weight - targets[i]),
    );
    state.params.forEach((weight, i) => expect(weight).toBeCloseTo(moved[i], 14));
    expect(state.params[4]).toBe(before[4]);
    const squares = [0, 1, 2].map((i) => (before[i] - targets[i]) ** 2);
    expect(record).toEqual({
      step: 1,
      loss: squares.reduce((a, b) => a + b) + (before[3] - targets[3]) ** 2,
      far: 3,
      gradientNorm: Math.sqrt(squares.reduce((a, b) => a + b)),
      epsilon: -1,
      growths: 0,
    });
    expect(state).toMatchObject({ step: 1, epsilon: -1, growths: 0, optimiser: null });
  });

  it('writes what is computed over its weights, after the update', async () => {
    const state = started();
    await steps(state, 3, {}, { counted: true });
    expect(state.params[4]).toBe(30);
  });

  it.each([adam, sgd, plain])('comes to the targets: $kind', async (rule) => {
    const state = started();
    await steps(state, 600, { rule: { ...rule, ...(rule === sgd && { decay: 0 }) } });
    for (let i = 0; i < 4; i++) expect(state.params[i]).toBeCloseTo(toySetup.targets[i], 3);
  });

  it.each([adam, sgd, plain])(
    'goes on from a copy as if there had been none: $kind',
    async (rule) => {
      const [whole, half] = [started(), started()];
      const records = await steps(whole, 40, { rule });
      const begun = await steps(half, 17, { rule });
      const copy = structuredClone(copyState(half));
      const rest = await steps(copy, 23, { rule });
      expect(copy).toEqual(whole);
      expect([...begun, ...rest]).toEqual(records);
      // the copy has arrays of its own
      expect(half.step).toBe(17);
      await steps(half, 23, { rule });
      expect(half).toEqual(whole);
    },
  );

  it('keeps weights of another precision', async () => {
    const state = startState(Float32Array.from(first()));
    expect(state.moments.first).toBeInstanceOf(Float32Array);
    expect(copyState(state).moments.second).toBeInstanceOf(Float32Array);
  });
});

describe('epsilon', () => {
  it('grows while no direction shows, to its limit, and begins again when it is set', async () => {
    const state = started();
    const blind = { threshold: 1e9, maxEpsilon: 5 };
    const grown = await steps(state, 5, blind);
    expect(grown.map(({ epsilon }) => epsilon)).toEqual([-1, -2, -4, -5, -5]);
    expect(grown.map(({ growths }) => growths)).toEqual([0, 1, 2, 3, 3]);
    expect(state.params).toEqual(first());
    const set = await steps(state, 2, { ...blind, epsilon: 0.5 });
    expect(set.map(({ epsilon }) => epsilon)).toEqual([0.5, 1]);
  });

  it('stays while there is a direction', async () => {
    const [waiting, going] = [started(), started()];
    const grown = await steps(waiting, 4, { threshold: 3 });
    expect(grown.map(({ epsilon }) => epsilon)).toEqual([-1, -2, -4, -4]);
    expect((await steps(going, 4)).map(({ growths }) => growths)).toEqual([0, 0, 0, 0]);
  });
});

describe('a step that diverges', () => {
  const lost = { name: 'DivergedError' };

  it.each([
    [
      'a gradient that is no number',
      {},
      { noise: () => NaN },
      'The gradient is not a finite number in step 4',
    ],
    [
      'weights that run away',
      { rule: { kind: 'adam', rate: 1e30 } },
      {},
      'beyond 1000000 in step 4',
    ],
    ['weights of a small group', { plainRate: 1e30 }, {}, 'beyond 1000000 in step 4'],
    ['another optimiser that runs away', { rule: { ...sgd, rate: Infinity } }, {}, 'in step 4'],
  ] as const)('changes nothing and can go on: %s', async (_, change, machine, message) => {
    const [state, straight] = [started(), started()];
    const counted = { counted: true };
    await steps(state, 3, {}, counted);
    const before = copyState(state);
    const wild = step(state, { epsilon: -7, ...change }, { ...counted, ...machine });
    await expect(wild).rejects.toMatchObject({
      ...lost,
      message: expect.stringContaining(message) as string,
    });
    expect(state).toEqual(before);
    await steps(state, 3, {}, counted);
    await steps(straight, 6, {}, counted);
    expect(state).toEqual(straight);
  });

  it('changes nothing where the machine fails, and passes its error on', async () => {
    const state = started();
    const error = new RangeError('no such knob');
    const fails = () => {
      throw error;
    };
    await expect(step(state, { epsilon: -7 }, { noise: fails })).rejects.toBe(error);
    expect(state).toEqual(started());
  });

  it('takes nothing back from a run beside it', async () => {
    const [a, b] = [started(), started()];
    await step(a);
    await steps(b, 2);
    const before = copyState(b);
    await expect(step(a, { plainRate: 1e30 })).rejects.toMatchObject(lost);
    await expect(step(b, { plainRate: 1e30 })).rejects.toMatchObject(lost);
    expect(b).toEqual(before);
    expect(a.step).toBe(1);
  });
});

describe('moments', () => {
  it('of another optimiser begin at nothing', async () => {
    const state = started();
    await steps(state, 3);
    expect(state).toMatchObject({ optimiser: 'adam', moments: { updates: 3 } });
    const fresh = { ...startState(state.params.slice()), ...{ step: 3, epsilon: -1 } };
    await step(state, { rule: sgd });
    await step(fresh, { rule: sgd });
    expect(state).toEqual(fresh);
    expect(state).toMatchObject({ optimiser: 'sgd', moments: { updates: 1 } });
    expect(state.moments.second.every((moment) => moment === 0)).toBe(true);
  });

  it('wait while plain descent moves the weights', async () => {
    const state = started();
    await steps(state, 3);
    const { moments } = copyState(state);
    await step(state, { rule: plain });
    expect(state).toMatchObject({ optimiser: 'adam', moments });
    await step(state);
    expect(state.moments.updates).toBe(4);
  });

  it('of a state that does not tell whose they are go on', async () => {
    const state = started();
    await steps(state, 3);
    const { optimiser: _, ...untold } = copyState(state);
    const old = untold as State;
    await step(state);
    await step(old);
    expect(old).toEqual(state);
  });

  it('are those of one optimiser', async () => {
    const both = {
      ...toyExperiment,
      groups: () => [adam, sgd].map((rule, i) => ({ from: i, to: i + 1, rule })),
    };
    const run = { setup: toySetup, knobs: toyKnobs, state: started() };
    await expect(advance(both, run, {})).rejects.toThrow(RangeError);
  });
});

describe('a run that tracks its loss', () => {
  it('keeps the weights with which it was lowest, and the step', async () => {
    const state = startTracking(first());
    // the targets are met half-way, then the weights are driven off again
    const seen: { readonly loss: number; readonly params: Float64Array }[] = [];
    for (let s = 0; s < 40; s++) {
      const params = state.params.slice();
      const { loss } = await step(state, {}, { noise: (at) => (at < 25 ? 0 : 50) });
      seen.push({ loss, params });
    }
    const least = Math.min(...seen.map(({ loss }) => loss));
    const at = seen.findIndex(({ loss }) => loss === least);
    expect(at).toBeGreaterThan(5);
    expect(at).toBeLessThan(39);
    expect(state).toMatchObject({ bestLoss: least, bestStep: at + 1, bestParams: seen[at].params });
  });

  it('has them copied with it, and taken on', async () => {
    const [whole, half] = [startTracking(first()), startTracking(first())];
    await steps(whole, 9);
    await steps(half, 4);
    const copy = copyState(half);
    await steps(half, 1);
    expect(copy.bestStep).toBe(4);
    await steps(copy, 5);
    expect(copy).toEqual(whole);
  });

  it('takes no loss of a step that diverges', async () => {
    const state = startTracking(first());
    await step(state);
    const before = copyState(state);
    await expect(step(state, { plainRate: 1e30 })).rejects.toThrow('step 2');
    expect(state).toEqual(before);
  });
});
