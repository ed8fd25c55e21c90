import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNetwork } from '../../../../core/networks/scores';
import { addErrorGradient, addSortingLoss } from '../../../../core/losses/sorting';
import { createAssignmentSolver } from '../../../../core/oracles/matching/assignment';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import { createLocalGradients, trainingData } from '../../experiment/gradients';
import { createNoiseFill } from '../../experiment/noise';
import { scaleOf } from '../../experiment/objective';
import { repetitionSetup } from '../../experiment/repetition';
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

/** Places that gain and that lose [sequences, samples, d] in a step with these weights, in float64. */
function changesOf(
  { variant, d, ...rest }: ReturnType<typeof job>,
  params: Float64Array,
  step: number,
  epsilon: number,
): number[] {
  const setup = repetitionSetup({ variant, d, ...rest });
  const { knobs, method } = matchingVariants[variant];
  const network = createNetwork(d, setup.hidden);
  const fill = createNoiseFill(setup, knobs);
  const solver = createAssignmentSolver(d);
  const [scores, gamma, other] = Array.from({ length: 3 }, () => new Float64Array(d * d));
  return trainingData(setup).flatMap((sequence, row) => {
    const learned = network.forward(params, sequence.numbers, scores);
    const scale = scaleOf(knobs, learned);
    return Array.from({ length: scale > 0 ? knobs.samples : 1 }, (_, m) => {
      if (scale > 0) fill(step, m, row, gamma);
      const perturbed = scores.map((score, c) => score + scale * gamma[c]);
      solver.solve(perturbed);
      const prediction = solver.perm.slice();
      if (method === 'fenchel-young') return pairs(prediction, sequence.places);
      if (method === 'direct') addSortingLoss(perturbed, sequence, epsilon, 'paper', other);
      else {
        other.set(perturbed);
        addErrorGradient(sequence, prediction, -knobs.lambda, other);
      }
      solver.solve(other);
      return method === 'direct' ? pairs(solver.perm, prediction) : pairs(prediction, solver.perm);
    }).flat();
  });
}

const pairs = (gains: Int32Array, loses: Int32Array) =>
  Array.from(gains, (place, j) => place | (loses[j] << 16));

describe.each([
  'direct-sigma-0',
  'direct-sigma-1',
  'direct-learned-sigma',
  'fenchel-young',
  'blackbox',
] as const)('repetitions of %s in lockstep', (variant) => {
  it.each([3, 10, 33])('go as those of the CPU, with %i numbers', async (d) => {
    const jobs = [0, 1].map((repetition) => job(variant, d, repetition));
    const { knobs } = matchingVariants[variant];
    const together = await createLockstep(open, { variant, d }, 3);
    const own = jobs.map((one, slot) => {
      const setup = repetitionSetup(one);
      together.put(slot, setup.seed);
      return { setup, state: initialState(setup), gradients: createLocalGradients(setup) };
    });
    for (let step = 0; step < 4; step++) {
      const weights = [await together.weights(0), await together.weights(1)];
      const found = await together.advance(1);
      for (const [slot, { setup, state, gradients }] of own.entries()) {
        const { params } = weights[slot];
        const changes = await together.changes(slot);
        // the same matchings as the CPU has at these very weights, to the last link
        const epsilon = knobs.epsilon * knobs.growth ** state.growths;
        expect([...changes]).toEqual(changesOf(jobs[slot], params, step, epsilon));
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
  });
});
