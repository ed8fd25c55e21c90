import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNetwork } from '../../../../core/networks/scores';
import { addErrorGradient, addSortingLoss } from '../../../../core/losses/sorting';
import { createAssignmentSolver } from '../../../../core/oracles/matching/assignment';
import { stopReason } from '../../../../core/training/stop';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import { createLocalGradients, trainingData } from '../../experiment/gradients';
import { createNoiseFill } from '../../experiment/noise';
import { scaleOf } from '../../experiment/objective';
import { repetitionTraining, type Training } from '../../experiment/repetition';
import { advance, initialState } from '../../experiment/run';
import type { MatchingKnobs, MatchingVariant } from '../../experiment/spec';
import { createLockstep } from './lockstep';
import { planOf } from './plan';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const trainingOf = (variant: MatchingVariant, d: number, repetition = 0): Training =>
  repetitionTraining({ variant, d, seed: 1, repetition });

/** The same with other numbers. */
const withKnobs = (training: Training, knobs: Partial<MatchingKnobs>): Training => ({
  ...training,
  knobs: { ...training.knobs, ...knobs },
});

/** Of a score in float32, a sum of some tens of terms, by its size. */
const ROUNDING = 2 ** -21;

/**
 * Expects what each number gains and loses [sequences, samples, d] in a step with these weights to be what the
 * matchings of the CPU give it, in float64. Two of them may be so near that rounding decides: then the one that was
 * found must be as good up to that.
 */
function expectMatchings(
  { setup, knobs }: Training,
  { params, step, epsilon }: { params: Float64Array; step: number; epsilon: number },
  changes: Uint32Array,
): void {
  const { d, method } = setup;
  const network = createNetwork(d, setup.hidden);
  const fill = createNoiseFill(setup, knobs);
  const solver = createAssignmentSolver(d);
  const [scores, gamma, other] = Array.from({ length: 3 }, () => new Float64Array(d * d));
  const expectBest = (of: Float64Array, places: Int32Array) => {
    const worth = (found: Int32Array) =>
      found.reduce((sum, place, j) => sum + of[j * d + place], 0);
    expect(new Set(places).size).toBe(d);
    solver.solve(of);
    const largest = of.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
    expect(worth(solver.perm) - worth(places)).toBeLessThanOrEqual(d * ROUNDING * largest);
  };
  let at = 0;
  trainingData(setup).forEach((sequence, row) => {
    const learned = network.forward(params, sequence.numbers, scores);
    const scale = scaleOf(knobs, learned);
    for (let m = 0; m < (scale > 0 ? knobs.samples : 1); m++, at += d) {
      if (scale > 0) fill(step, m, row, gamma);
      const perturbed = scores.map((score, c) => score + scale * gamma[c]);
      const links = Int32Array.from(changes.subarray(at, at + d));
      const [gains, loses] = [links.map((link) => link & 0xffff), links.map((link) => link >>> 16)];
      const prediction = method === 'direct' ? loses : gains;
      expectBest(perturbed, prediction);
      if (method === 'fenchel-young') {
        expect(loses).toEqual(sequence.places);
        continue;
      }
      if (method === 'direct') addSortingLoss(perturbed, sequence, epsilon, knobs.lossForm, other);
      else {
        other.set(perturbed);
        addErrorGradient(sequence, prediction, -knobs.lambda, other);
      }
      expectBest(other, method === 'direct' ? gains : loses);
    }
  });
  expect(at).toBe(changes.length);
}

/** Some steps of trainings of one plan beside those of the CPU, whose steps go their own way from the same start. */
async function expectSameSteps(trainings: readonly Training[], steps: number): Promise<void> {
  const together = await createLockstep(open, planOf(trainings[0]), trainings.length + 1);
  const own = trainings.map((training, slot) => {
    const { setup } = training;
    together.put(slot, training);
    return { ...training, state: initialState(setup), gradients: createLocalGradients(setup) };
  });
  for (let step = 0; step < steps; step++) {
    const weights = [];
    for (let slot = 0; slot < own.length; slot++) weights.push(await together.weights(slot));
    const found = await together.advance(1);
    for (const [slot, { setup, knobs, state, gradients }] of own.entries()) {
      const { params } = weights[slot];
      // the matchings that the CPU has at these very weights
      const epsilon = knobs.epsilon * knobs.growth ** state.growths;
      expectMatchings(trainings[slot], { params, step, epsilon }, await together.changes(slot));
      const record = await advance(setup, state, knobs, gradients);
      expect(found[slot]).toMatchObject({
        ...{ ended: 'running', step: step + 1, growths: state.growths },
        bestStep: state.bestStep,
      });
      expect(Math.abs(found[slot].loss - record.loss)).toBeLessThan(1e-5);
      expect(Math.abs(found[slot].sigma - record.sigmaMean)).toBeLessThan(1e-5);
      const after = await together.weights(slot);
      const apart = (mine: Float64Array, theirs: Float64Array) =>
        mine.reduce((most, weight, p) => Math.max(most, Math.abs(weight - theirs[p])), 0);
      expect(apart(after.params, state.params)).toBeLessThan(2e-4);
      expect(apart(after.best, state.bestParams)).toBeLessThan(2e-4);
    }
  }
  together.destroy();
}

describe.each([
  'direct-sigma-0',
  'direct-sigma-1',
  'direct-learned-sigma',
  'fenchel-young',
  'blackbox',
] as const)('repetitions of %s in lockstep', (variant) => {
  it.each([3, 10, 33])('go as those of the CPU, with %i numbers', (d) =>
    expectSameSteps([trainingOf(variant, d), trainingOf(variant, d, 1)], 4),
  );
});

it('repetitions in lockstep go as those of the CPU with a hundred numbers', () =>
  expectSameSteps([trainingOf('direct-learned-sigma', 100)], 2));

describe('trainings of one plan', () => {
  const own = (variant: MatchingVariant, knobs: readonly Partial<MatchingKnobs>[]) =>
    knobs.map((each) => withKnobs(trainingOf(variant, 5), each));

  it('have a scale, a loss weight of either sign and rates of their own', () =>
    expectSameSteps(
      own('direct-learned-sigma', [
        { sigma: 0.1, epsilon: -100, rate: 0.01, sigmaRate: 1e-3 },
        { sigma: 0.7, epsilon: 5, rate: 0.05, sigmaRate: 0.1 },
        { sigma: 10, epsilon: -1.2, rate: 0.2, sigmaRate: 1e-6 },
      ]),
      4,
    ));

  it('have a fixed scale of their own, and the exact loss', () =>
    expectSameSteps(
      own('direct-sigma-1', [
        { sigma: 0.3, epsilon: 20, lossForm: 'exact' },
        { sigma: 3, epsilon: -7, lossForm: 'exact' },
      ]),
      4,
    ));

  it('have an interpolation of their own', () =>
    expectSameSteps(own('blackbox', [{ lambda: 0.1 }, { lambda: 30 }]), 4));

  it('descend plainly at rates of their own', () =>
    expectSameSteps(
      own('direct-sigma-1', [
        { optimiser: 'sgd', rate: 1e-3 },
        { optimiser: 'sgd', rate: 0.1, epsilon: 30 },
      ]),
      4,
    ));

  it('are told apart by what shaders and tables are made of, and by nothing else', () => {
    const [first] = own('direct-learned-sigma', [{}]);
    const nameOf = (knobs: Partial<MatchingKnobs>, stop: Partial<Training['stop']> = {}) =>
      planOf({ ...withKnobs(first, knobs), stop: { ...first.stop, ...stop } }).name;
    const numbers = { sigma: 3, epsilon: 7, lambda: 9, rate: 0.3, sigmaRate: 0.2, temperature: 3 };
    expect(nameOf(numbers, { patience: 3 })).toBe(nameOf({}));
    const others: readonly Partial<MatchingKnobs>[] = [
      ...[{ law: 'normal' } as const, { variance: 1 }, { samples: 3 }, { growth: 1 }],
      ...[
        { optimiser: 'sgd' } as const,
        { lossForm: 'exact' } as const,
        { scale: 'zero' } as const,
      ],
    ];
    const names = [nameOf({}), nameOf({}, { maxSteps: 30 }), ...others.map((each) => nameOf(each))];
    expect(new Set(names).size).toBe(others.length + 2);
  });

  it('grow their loss weights from where each begins, and stop by the patience of each', async () => {
    // at so low a rate nothing changes any more but the loss weight
    const [first, second] = own('direct-sigma-0', [
      { rate: 1e-12, epsilon: -1e-6 },
      { rate: 1e-12, epsilon: 2e-6 },
    ]);
    const short = { ...second, stop: { ...second.stop, patience: 4 } };
    const together = await createLockstep(open, planOf(first), 2);
    together.put(0, first);
    together.put(1, short);
    const [mine, other] = await together.advance(6);
    expect([mine.ended, mine.step, other.ended]).toEqual(['running', 6, 'no-progress']);
    for (const [training, { step, growths }] of [[first, mine] as const, [short, other] as const]) {
      const { setup, knobs } = training;
      const [state, gradients] = [initialState(setup), createLocalGradients(setup)];
      for (let s = 0; s < step; s++) await advance(setup, state, knobs, gradients);
      expect([state.step, state.growths]).toEqual([step, growths]);
      expect(stopReason(state, training.stop) !== null).toBe(training === short);
    }
    expect(mine.growths).toBeGreaterThan(3);
    together.destroy();
  });

  it('know what a noise scale gains where that is less than a rounding of it', async () => {
    const [slow] = own('direct-learned-sigma', [{ sigmaRate: 1e-9 }]);
    const { setup, knobs } = slow;
    const together = await createLockstep(open, planOf(slow), 1);
    together.put(0, slow);
    const [state, gradients] = [initialState(setup), createLocalGradients(setup)];
    const first = state.params.slice();
    let before = first;
    for (let s = 0; s < 4; s++) {
      before = state.params.slice();
      await advance(setup, state, knobs, gradients);
    }
    await together.advance(4);
    const { params, noise } = await together.weights(0);
    const from = params.length - noise.length;
    for (let p = from; p < params.length; p++) {
      // sums of as many terms as there are sequences, samples and places, each rounded
      const within = 1e-5 * Math.abs(state.params[p] - first[p]) + 1e-15;
      expect(Math.abs(params[p] - state.params[p])).toBeLessThan(within);
      expect(Math.abs(noise[p - from] - before[p])).toBeLessThan(within);
    }
    together.destroy();
  });
});

describe('slots', () => {
  const trainings = [0, 1, 2].map((i) => trainingOf('direct-learned-sigma', 5, i));
  const plan = planOf(trainings[0]);

  /** Where trainings stand after some steps, and their weights, to the bit. */
  async function after(steps: number, ways: Parameters<typeof createLockstep>[3], on = open) {
    const together = await createLockstep(on, plan, trainings.length, ways);
    trainings.forEach((training, slot) => together.put(slot, training));
    const progress = await together.advance(steps);
    const weights = [];
    for (let slot = 0; slot < trainings.length; slot++) weights.push(await together.weights(slot));
    together.destroy();
    return { progress, weights };
  }

  type Stand = Awaited<ReturnType<typeof after>>;

  /** Slopes in the noise scale are added in the order of other lanes; a score knows nothing of that. */
  function expectSameBut(found: Stand, expected: Stand): void {
    expect(found.progress).toEqual(expected.progress);
    for (const [slot, { params, best, noise }] of found.weights.entries()) {
      const other = expected.weights[slot];
      expect(params.subarray(0, plan.scoreParams)).toEqual(
        other.params.subarray(0, plan.scoreParams),
      );
      for (const [mine, theirs] of [
        [params, other.params],
        [best, other.best],
        [noise, other.noise],
      ]) {
        mine.forEach((weight, p) => expect(Math.abs(weight - theirs[p])).toBeLessThan(1e-12));
      }
    }
  }

  it('make steps several at once, and in parts that memory holds, as one by one', async () => {
    const whole = await after(3, {});
    expect(whole.progress.map(({ step }) => step)).toEqual([3, 3, 3]);
    expect(await after(3, { most: 2 })).toEqual(whole);
    expectSameBut(await after(3, { lanes: { kind: 'workgroup', count: 4 } }), whole);
    const adapter = await navigator.gpu.requestAdapter();
    const { subgroupMinSize: count, subgroupMaxSize } = adapter!.info;
    if (!adapter!.features.has('subgroups') || !count || count !== subgroupMaxSize) return;
    const device = await adapter!.requestDevice({ requiredFeatures: ['subgroups'] });
    const lanes = { kind: 'subgroup', count } as const;
    expectSameBut(await after(3, { lanes }, { ...open, device }), whole);
    device.destroy();
  });

  it('are empty at first, and begin anew with another repetition', async () => {
    const together = await createLockstep(open, plan, 2);
    expect((await together.advance(1)).map(({ step }) => step)).toEqual([0, 0]);
    together.put(1, trainings[2]);
    expect((await together.advance(3)).map(({ step }) => step)).toEqual([0, 3]);
    together.put(1, trainings[0]);
    const [, anew] = await together.advance(3);
    const fresh = await after(3, {});
    expect(anew).toEqual(fresh.progress[0]);
    expect(await together.weights(1)).toEqual(fresh.weights[0]);
    together.destroy();
  });
});
