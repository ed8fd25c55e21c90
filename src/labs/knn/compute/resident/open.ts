import { lostGradient, lostNumbers, lostWeights } from '../../../../core/training/diverged';
import { grownEpsilon, growthsSince } from '../../../../core/training/growth';
import { memoryRuleOf } from '../../../../core/training/groups';
import { WEIGHT_LIMIT } from '../../../../core/training/limits';
import type { OpenDevice } from '../../../../gpu/device';
import { guarded, patienceWith } from '../../../../gpu/guard';
import {
  readRecord,
  RECORD_BYTES,
  type StepSums,
} from '../../../../gpu/kernels/pair-objective/steps';
import { CLOCK_BYTES, LOSSES, packClock } from '../../../../gpu/networks/clock';
import { groupsOf, type KnnRecord, type KnnState } from '../../experiment/run';
import { checkKnobs, isRelaxed, type KnnKnobs, type KnnSetup } from '../../experiment/spec';
import { holdImages } from './held-images';
import type { ResidentNetworks } from './networks';
import { MOST_STEPS, type ResidentRun, type ResidentTask } from './resident-run';
import {
  createBatchPlan,
  createObjectivePlan,
  recordStep,
  type BatchPlan,
  type ObjectivePlan,
  type PlanParts,
} from './step-plan';
import { correctionsOf, epsilonsOf, numbersOf } from './tables';
import { uploadWeights } from './weights';

/** What comes back within this, and for every step within so much more, is not waited for in vain. */
const ANSWER_LIMIT_MS = 8000;
const STEP_LIMIT_MS = 1000;

/** Where a run stands on the device, besides its weights. */
type Standing = Pick<KnnState, 'step' | 'epsilon' | 'growths' | 'optimiser'> & {
  readonly updates: number;
};

/**
 * A run on a device. All of its steps are made there, with the same batches and the same noise as on the CPU;
 * what comes back of a step is its record.
 * @throws GpuError when the device fails
 * @throws RangeError for more images than it can bind
 */
export async function openResidentRun(
  open: OpenDevice,
  networks: ResidentNetworks,
  { setup, state, images, scale }: ResidentTask,
): Promise<ResidentRun> {
  const { device, adapter, broken } = open;
  broken.throwIfAborted();
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const held = holdImages(open, images, setup.input);
  const weights = uploadWeights(open, state);
  const clock = device.createBuffer({
    label: 'clock',
    size: CLOCK_BYTES,
    usage: STORAGE | COPY_DST | COPY_SRC,
  });
  const staging = device.createBuffer({
    label: 'records back',
    size: CLOCK_BYTES + RECORD_BYTES * MOST_STEPS,
    usage: MAP_READ | COPY_DST,
  });
  const parts: PlanParts = { open, networks, setup, scale, held, weights, clock };
  const plans = createPlans(parts);
  let standing: Standing = {
    ...{ step: state.step, epsilon: state.epsilon, growths: state.growths },
    ...{ optimiser: state.optimiser, updates: state.moments.updates },
  };
  let settled = standing;

  /** Hands over some steps from where the run stands, and reads what has become of them. */
  async function submit(
    plan: Plan,
    from: Standing,
    knobs: KnnKnobs,
    steps: number,
    again: boolean,
  ) {
    const rule = memoryRuleOf(groupsOf(setup, knobs));
    device.queue.writeBuffer(
      clock,
      0,
      packClock({ ...from, epsilon: grownEpsilon(knobs, from.growths) }),
    );
    const encoder = device.createCommandEncoder();
    if (again) weights.restore(encoder);
    else weights.keep(encoder);
    if (steps > 0 && standing.optimiser && standing.optimiser !== rule)
      weights.forgetMoments(encoder);
    const pass = encoder.beginComputePass();
    for (let step = 0; step < steps; step++) recordStep(pass, plan.batch, plan.objective);
    pass.end();
    const bytes = RECORD_BYTES * Math.max(1, steps);
    encoder.copyBufferToBuffer(clock, 0, staging, 0, CLOCK_BYTES);
    encoder.copyBufferToBuffer(plan.objective.ends.records, 0, staging, CLOCK_BYTES, bytes);
    device.queue.submit([encoder.finish()]);
    const limit = patienceWith(adapter, ANSWER_LIMIT_MS + steps * STEP_LIMIT_MS);
    await guarded(staging.mapAsync(GPUMapMode.READ), broken, limit);
    const back = staging.getMappedRange().slice(0);
    staging.unmap();
    const [slot, halted, , growths] = new Uint32Array(back, 0, CLOCK_BYTES / 4);
    const sums = Array.from({ length: slot }, (_, i) => readRecord(back.slice(CLOCK_BYTES), i));
    return { halted, growths, sums };
  }

  async function advance(knobs: KnnKnobs, most: number): Promise<readonly KnnRecord[]> {
    checkKnobs(knobs);
    if (!Number.isInteger(most) || most < 1 || most > MOST_STEPS) {
      throw new RangeError(`steps must be a whole number from 1 to ${MOST_STEPS}, not ${most}`);
    }
    const { queries, candidates } = knobs;
    const count = queries + candidates;
    const numbers = numbersOf(setup.seed, {
      ...{ step: standing.step, steps: most, count, images: images.count },
    });
    const plan = await plans.get(knobs);
    const groups = groupsOf(setup, knobs);
    const rule = memoryRuleOf(groups);
    const kept = !standing.optimiser || standing.optimiser === rule;
    const updates = kept ? standing.updates : 0;
    const from = { ...standing, growths: growthsSince(knobs, standing) };
    device.queue.writeBuffer(plan.batch.numbers, 0, numbers);
    device.queue.writeBuffer(plan.batch.corrections, 0, correctionsOf(updates, most));
    plan.batch.update.setGroups(groups);
    plan.objective.setKnobs(knobs);
    plan.objective.ends.setEpsilons(epsilonsOf(knobs, from.growths, most));

    const start = performance.now();
    let told = await submit(plan, from, knobs, most, false);
    if (told.halted !== 0) {
      const { halted, sums } = told;
      // back to where it stood, and once more up to the step that loses the numbers
      told = await submit(plan, from, knobs, sums.length, true);
      if (sums.length === 0) throw lossOf(halted, standing.step + 1);
    }
    const { sums, growths } = told;
    const milliseconds = (performance.now() - start) / sums.length;
    const records = sums.map((step, i) => ({
      ...measured(setup, knobs, step),
      step: standing.step + i + 1,
      gradientNorm: step.gradientNorm,
      epsilon: grownEpsilon(knobs, step.growths),
      growths: step.growths,
      milliseconds,
    }));
    standing = {
      step: standing.step + sums.length,
      ...{ epsilon: knobs.epsilon, growths },
      ...{ optimiser: rule, updates: updates + sums.length },
    };
    return records;
  }

  return {
    advance,
    async settle() {
      if (settled === standing) return;
      await weights.settleInto(state, patienceWith(adapter, ANSWER_LIMIT_MS));
      const { updates, ...rest } = standing;
      Object.assign(state, rest);
      state.moments.updates = updates;
      settled = standing;
    },
    get bytes() {
      return weights.bytes + clock.size + staging.size + plans.bytes;
    },
    destroy() {
      plans.destroy();
      for (const owned of [weights, clock, staging]) owned.destroy();
      held.release();
    },
  };
}

interface Plan {
  readonly batch: BatchPlan;
  readonly objective: ObjectivePlan;
}

/** The plan of the knobs that were asked for last; what fits of the one before is taken over. */
function createPlans(parts: PlanParts) {
  const { setup } = parts;
  let batch: (BatchPlan & { readonly key: string }) | null = null;
  let objective: (ObjectivePlan & { readonly key: string }) | null = null;

  return {
    async get(knobs: KnnKnobs): Promise<Plan> {
      const { queries, candidates, k, samples, noisy, law } = knobs;
      const batchKey = [queries, candidates].join();
      const objectiveKey = [k, samples, noisy, law].join();
      if (batch?.key !== batchKey) {
        objective?.destroy();
        batch?.destroy();
        objective = batch = null;
        const made = await createBatchPlan(parts, knobs, groupsOf(setup, knobs));
        batch = { ...made, key: batchKey };
      }
      if (objective?.key !== objectiveKey) {
        objective?.destroy();
        objective = null;
        const made = await createObjectivePlan(parts, batch, knobs);
        objective = { ...made, key: objectiveKey };
      }
      return { batch, objective };
    },
    get bytes() {
      return (batch?.bytes ?? 0) + (objective?.bytes ?? 0);
    },
    destroy() {
      objective?.destroy();
      batch?.destroy();
    },
  };
}

/** What the CPU says where it loses the same numbers. */
function lossOf(halted: number, step: number): Error {
  if (halted === LOSSES.distances) return lostNumbers('distances', step);
  if (halted === LOSSES.scales) return lostNumbers('noise scales', step);
  return halted === LOSSES.gradient ? lostGradient(step) : lostWeights(WEIGHT_LIMIT, step);
}

/** The sums of a step as what the objective of the CPU returns. */
function measured(
  { method, scale }: KnnSetup,
  { queries, candidates, k, samples, noisy }: KnnKnobs,
  { loss, right, rightAugmented, active, scaleMean, scaleSpread }: StepSums,
) {
  const draws = (isRelaxed(method) ? noisy : method === 'direct' && scale !== 'zero') ? samples : 1;
  const predictions = queries * draws;
  const share = right / (predictions * k);
  const direct = method === 'direct';
  return {
    loss: direct ? 1 - share : loss,
    right: share,
    rightAugmented: direct ? rightAugmented / (predictions * k) : share,
    active: method === 'cross-entropy' ? 1 : active / (predictions * candidates),
    ...{ scaleMean, scaleSpread },
  };
}
