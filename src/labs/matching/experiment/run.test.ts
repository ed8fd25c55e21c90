import { describe, expect, it } from 'vitest';
import { createEvaluation } from './evaluation';
import { uniformSequences } from './data';
import { createLocalGradients, createRowGradients, joinRows } from './gradients';
import { copyState } from '../../../core/training/state';
import { advance, initialState } from './run';
import { repetitionSeed, runRepetition } from './repetition';
import { checkSetup, matchingVariants, paperSetup, type MatchingVariant } from './spec';

const setupOf = (variant: MatchingVariant, d: number, seed = 1) => ({
  ...paperSetup,
  method: matchingVariants[variant].method,
  d,
  seed,
});

async function train(variant: MatchingVariant, d: number, steps: number) {
  const setup = setupOf(variant, d);
  const state = initialState(setup);
  const gradients = createLocalGradients(setup);
  const records = [];
  for (let s = 0; s < steps; s++) {
    records.push(await advance(setup, state, matchingVariants[variant].knobs, gradients));
  }
  return { setup, state, records };
}

describe('a run', () => {
  it.each([
    ['direct-sigma-0', 80],
    ['direct-sigma-1', 250],
    ['direct-learned-sigma', 250],
    ['gumbel-sinkhorn', 150],
    ['fenchel-young', 150],
  ] as const)('learns to sort sequences it has never seen: %s', async (variant, steps) => {
    const { setup, state, records } = await train(variant, 6, steps);
    const test = uniformSequences(setup.seed, 'test', 20, 6);
    const before = createEvaluation(setup)(initialState(setup).params, test);
    const after = createEvaluation(setup)(state.params, test);
    expect(before.anyWrong).toBe(1);
    expect(after.wrong).toBeLessThan(0.03);
    expect(after.kendall).toBeGreaterThan(0.97);
    expect(records.at(-1)!.loss).toBeLessThan(records[0].loss / 10);
    expect(records.at(-1)!.step).toBe(steps);
  });

  it('is the same run for the same setup, and another one for another seed', async () => {
    const [a, b] = [await train('direct-sigma-1', 5, 30), await train('direct-sigma-1', 5, 30)];
    expect(a.state.params).toEqual(b.state.params);
    expect(a.records).toEqual(b.records);
    const other = initialState(setupOf('direct-sigma-1', 5, 2));
    expect(other.params).not.toEqual(initialState(a.setup).params);
  });

  it('goes on from a copy of its state as if it had never been interrupted', async () => {
    const { knobs } = matchingVariants['direct-learned-sigma'];
    const whole = await train('direct-learned-sigma', 5, 40);
    const half = await train('direct-learned-sigma', 5, 20);
    const state = structuredClone(copyState(half.state));
    const gradients = createLocalGradients(half.setup);
    for (let s = 0; s < 20; s++) await advance(half.setup, state, knobs, gradients);
    expect(state).toEqual(whole.state);
  });

  it('adds gradients up in the order of the sequences, however they were split', () => {
    const setup = setupOf('direct-sigma-1', 6);
    const { params } = initialState(setup);
    const { knobs } = matchingVariants['direct-sigma-1'];
    const task = { params, knobs, step: 4, epsilon: -12 };
    const whole = createRowGradients(setup)({ ...task, from: 0, to: 10 });
    const parts = [[0, 3] as const, [3, 4] as const, [4, 10] as const].map(([from, to]) =>
      createRowGradients(setup)({ ...task, from, to }),
    );
    expect(joinRows(setup, parts)).toEqual(joinRows(setup, [whole]));
  });

  it('lets epsilon grow by a tenth while no gradient is left and the loss is positive', async () => {
    const setup = setupOf('direct-sigma-0', 5);
    const state = initialState(setup);
    const knobs = { ...matchingVariants['direct-sigma-0'].knobs, epsilon: -1e-6 };
    const gradients = createLocalGradients(setup);
    const start = state.params.slice();
    const first = await advance(setup, state, knobs, gradients);
    const second = await advance(setup, state, knobs, gradients);
    expect(first.changed).toBe(0);
    expect(first.loss).toBeGreaterThan(0);
    expect(state.params).toEqual(start);
    expect(second.epsilon).toBeCloseTo(-1.1e-6, 12);
    expect(second.growths).toBe(1);
    const moved = await advance(setup, state, { ...knobs, epsilon: -2 }, gradients);
    expect(moved.epsilon).toBe(-2);
  });

  it('says that its numbers are lost instead of going on with them', async () => {
    const setup = setupOf('direct-sigma-1', 5);
    const state = initialState(setup);
    const { knobs } = matchingVariants['direct-sigma-1'];
    const gradients = createLocalGradients(setup);
    await advance(setup, state, knobs, gradients);
    const before = copyState(state);
    const wild = advance(setup, state, { ...knobs, rate: 1e200 }, gradients);
    await expect(wild).rejects.toMatchObject({
      name: 'DivergedError',
      message: expect.stringContaining('in step 2; the learning rate is too large') as string,
    });
    state.params[0] = NaN;
    before.params[0] = NaN;
    await expect(advance(setup, state, knobs, gradients)).rejects.toMatchObject({
      name: 'DivergedError',
      message: expect.stringContaining('no longer finite numbers in step 2') as string,
    });
    expect(state).toEqual(before);
  });

  it('refuses a setup by the name of its field', () => {
    expect(() => checkSetup(setupOf('direct-sigma-1', 2))).toThrow('d must be');
    expect(() => checkSetup(setupOf('direct-sigma-1', 129))).toThrow('129');
    expect(() => checkSetup(setupOf('direct-sigma-1', 5, -1))).toThrow('seed must be');
  });
});

describe('a repetition', () => {
  it('is a pure function of its job', async () => {
    const job = { variant: 'direct-sigma-0', d: 4, seed: 3, repetition: 7 } as const;
    let clock = 0;
    const run = () => runRepetition(job, () => clock++);
    const result = await run();
    expect(await run()).toMatchObject({
      ...result,
      millisecondsPerStep: expect.anything() as number,
    });
    expect(result).toMatchObject({ wrong: 0, loss: 0, sigma: 0, growth: 1 });
    expect(result.steps).toBeLessThan(200);
  });

  it('has a seed that other repetitions and other tables do not have', () => {
    const seeds = new Set<number>();
    for (let seed = 1; seed <= 20; seed++) {
      for (let r = 0; r < 200; r++) seeds.add(repetitionSeed(seed, r));
    }
    expect(seeds.size).toBe(4000);
  });
});
