import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNetwork } from '../../../../core/networks/scores';
import { addErrorGradient, addSortingLoss } from '../../../../core/losses/sorting';
import { createAssignmentSolver } from '../../../../core/oracles/matching/assignment';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import { CERTIFIED } from '../../../../gpu/kernels/assignment/layout';
import { createLocalGradients, trainingData } from '../../experiment/gradients';
import { createNoiseFill } from '../../experiment/noise';
import { scaleOf } from '../../experiment/objective';
import { repetitionSeed, repetitionSetup } from '../../experiment/repetition';
import { advance, initialState } from '../../experiment/run';
import { matchingVariants, type MatchingVariant } from '../../experiment/spec';
import { createLockstep } from './lockstep';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const job = (variant: MatchingVariant, d: number, repetition = 0) => ({
  ...{ variant, d, seed: 1, repetition },
});

/** The best matching in float64: of several that float32 can't tell apart, the one that was found. */
function bestOf(scores: Float64Array, found: Int32Array): Int32Array {
  const d = found.length;
  const { perm, solve } = createAssignmentSolver(d);
  solve(scores);
  const worth = (place: Int32Array) => place.reduce((sum, i, j) => sum + scores[j * d + i], 0);
  const size = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
  const isMatching = new Set(found).size === d;
  const same = isMatching && worth(perm) - worth(found) < CERTIFIED * size * d;
  return same ? found : perm;
}

/** Places that gain and that lose [sequences, samples, d] in a step with these weights, in float64. */
function changesOf(
  { variant, d, ...rest }: ReturnType<typeof job>,
  params: Float64Array,
  step: number,
  epsilon: number,
  found: Uint32Array,
): number[] {
  const setup = repetitionSetup({ variant, d, ...rest });
  const { knobs, method } = matchingVariants[variant];
  const network = createNetwork(d, setup.hidden);
  const fill = createNoiseFill(setup, knobs);
  const [scores, gamma, other] = Array.from({ length: 3 }, () => new Float64Array(d * d));
  return trainingData(setup).flatMap((sequence, row) => {
    const learned = network.forward(params, sequence.numbers, scores);
    const scale = scaleOf(knobs, learned);
    const drawn = scale > 0 ? knobs.samples : 1;
    return Array.from({ length: drawn }, (_, m) => {
      if (scale > 0) fill(step, m, row, gamma);
      const perturbed = scores.map((score, c) => score + scale * gamma[c]);
      const links = found.subarray((row * drawn + m) * d, (row * drawn + m + 1) * d);
      const [gains, loses] = [0, 16].map((bits) =>
        Int32Array.from(links, (l) => (l >> bits) & 0xffff),
      );
      const prediction = bestOf(perturbed, method === 'direct' ? loses : gains);
      if (method === 'fenchel-young') return pairs(prediction, sequence.places);
      if (method === 'direct') addSortingLoss(perturbed, sequence, epsilon, 'paper', other);
      else {
        other.set(perturbed);
        addErrorGradient(sequence, prediction, -knobs.lambda, other);
      }
      return method === 'direct'
        ? pairs(bestOf(other, gains), prediction)
        : pairs(prediction, bestOf(other, loses));
    }).flat();
  });
}

const pairs = (gains: Int32Array, loses: Int32Array) =>
  Array.from(gains, (place, j) => place | (loses[j] << 16));

/** Some steps of some repetitions beside those of the CPU, whose steps go their own way from the same start. */
async function expectSameSteps(
  variant: MatchingVariant,
  d: number,
  repetitions: number,
  steps: number,
): Promise<void> {
  const jobs = Array.from({ length: repetitions }, (_, i) => job(variant, d, i));
  const { knobs } = matchingVariants[variant];
  const together = await createLockstep(open, { variant, d }, repetitions + 1);
  const own = jobs.map((one, slot) => {
    const setup = repetitionSetup(one);
    together.put(slot, setup.seed);
    return { setup, state: initialState(setup), gradients: createLocalGradients(setup) };
  });
  for (let step = 0; step < steps; step++) {
    const weights = [];
    for (let slot = 0; slot < repetitions; slot++) weights.push(await together.weights(slot));
    const found = await together.advance(1);
    for (const [slot, { setup, state, gradients }] of own.entries()) {
      const { params } = weights[slot];
      const changes = await together.changes(slot);
      // the same matchings as the CPU has at these very weights, to the last link
      const epsilon = knobs.epsilon * knobs.growth ** state.growths;
      expect([...changes]).toEqual(changesOf(jobs[slot], params, step, epsilon, changes));
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
    expectSameSteps(variant, d, 2, 4),
  );
});

it('repetitions in lockstep go as those of the CPU with a hundred numbers', () =>
  expectSameSteps('direct-learned-sigma', 100, 1, 2));

describe('slots', () => {
  const cell = { variant: 'direct-learned-sigma', d: 5 } as const;
  const seeds = [0, 1, 2].map((repetition) => repetitionSeed(1, repetition));

  /** Where repetitions stand after some steps, and their weights, to the bit. */
  async function after(steps: number, ways: Parameters<typeof createLockstep>[3], on = open) {
    const together = await createLockstep(on, cell, seeds.length, ways);
    seeds.forEach((seed, slot) => together.put(slot, seed));
    const progress = await together.advance(steps);
    const weights = [];
    for (let slot = 0; slot < seeds.length; slot++) weights.push(await together.weights(slot));
    together.destroy();
    return { progress, weights };
  }

  it('make steps several at once, and in parts that memory holds, as one by one', async () => {
    const whole = await after(3, {});
    expect(whole.progress.map(({ step }) => step)).toEqual([3, 3, 3]);
    expect(await after(3, { most: 2 })).toEqual(whole);
    expect(await after(3, { lanes: { kind: 'workgroup', count: 4 } })).toEqual(whole);
    const adapter = await navigator.gpu.requestAdapter();
    const { subgroupMinSize: count, subgroupMaxSize } = adapter!.info;
    if (!adapter!.features.has('subgroups') || !count || count !== subgroupMaxSize) return;
    const device = await adapter!.requestDevice({ requiredFeatures: ['subgroups'] });
    const lanes = { kind: 'subgroup', count } as const;
    expect(await after(3, { lanes }, { ...open, device })).toEqual(whole);
    device.destroy();
  });

  it('are empty at first, and begin anew with another repetition', async () => {
    const together = await createLockstep(open, cell, 2);
    expect((await together.advance(1)).map(({ step }) => step)).toEqual([0, 0]);
    together.put(1, seeds[2]);
    expect((await together.advance(3)).map(({ step }) => step)).toEqual([0, 3]);
    together.put(1, seeds[0]);
    const [, anew] = await together.advance(3);
    const fresh = await after(3, {});
    expect(anew).toEqual(fresh.progress[0]);
    expect(await together.weights(1)).toEqual(fresh.weights[0]);
    together.destroy();
  });
});
