import { grownEpsilon, growthsSince } from '../../../../core/training/growth';
import { memoryRuleOf } from '../../../../core/training/groups';
import type { OpenDevice } from '../../../../gpu/device';
import { patienceWith } from '../../../../gpu/guard';
import { groupsOf, type KnnRecord, type KnnState } from '../../experiment/run';
import { checkKnobs, type KnnKnobs } from '../../experiment/spec';
import { holdImages } from './held-images';
import type { ResidentNetworks } from './networks';
import { createPlans } from './plans';
import { lossOf, recordOf } from './records';
import { MOST_STEPS, type ResidentRun, type ResidentTask } from './resident-run';
import { ANSWER_LIMIT_MS, createSubmissions } from './submissions';
import { correctionsOf, epsilonsOf, numbersOf } from './tables';
import { uploadWeights } from './weights';

/** Where a run stands on the device, besides its weights. */
type Standing = Pick<KnnState, 'step' | 'epsilon' | 'growths' | 'optimiser'> & {
  readonly updates: number;
};

/**
 * A run on a device. All of its steps are made there, with the same batches and the same noise as on the CPU;
 * what comes back of a step is its record.
 * @throws GpuError when the device fails
 * @throws NoRoomError for more images than it can bind
 */
export async function openResidentRun(
  open: OpenDevice,
  networks: ResidentNetworks,
  { setup, state, images, scale }: ResidentTask,
): Promise<ResidentRun> {
  const { device, adapter, broken } = open;
  broken.throwIfAborted();
  const held = holdImages(open, images, setup.input);
  const weights = uploadWeights(open, state);
  const submissions = createSubmissions(open, weights);
  const { clock } = submissions;
  const plans = createPlans({ open, networks, setup, scale, held, weights, clock });
  let standing: Standing = {
    ...{ step: state.step, epsilon: state.epsilon, growths: state.growths },
    ...{ optimiser: state.optimiser, updates: state.moments.updates },
  };
  let settled = standing;

  /** Everything that the next submission finds on the device, and where it begins. */
  async function prepare(knobs: KnnKnobs, steps: number) {
    const { step, optimiser } = standing;
    const count = knobs.queries + knobs.candidates;
    const numbers = numbersOf(setup.seed, { step, steps, count, images: images.count });
    const plan = await plans.get(knobs);
    const groups = groupsOf(setup, knobs);
    const rule = memoryRuleOf(groups);
    const forgetting = optimiser !== null && optimiser !== rule;
    const updates = forgetting ? 0 : standing.updates;
    const growths = growthsSince(knobs, standing);
    const { batch, objective } = plan;
    device.queue.writeBuffer(batch.numbers, 0, numbers);
    device.queue.writeBuffer(batch.corrections, 0, correctionsOf(updates, steps));
    batch.update.setGroups(groups);
    objective.setKnobs(knobs);
    objective.ends.setEpsilons(epsilonsOf(knobs, growths, steps));
    const start = { step, growths, epsilon: grownEpsilon(knobs, growths) };
    return { plan, start, rule, updates, forgetting };
  }

  async function advance(knobs: KnnKnobs, most: number): Promise<readonly KnnRecord[]> {
    checkKnobs(knobs);
    if (!Number.isInteger(most) || most < 1 || most > MOST_STEPS) {
      throw new RangeError(`steps must be a whole number from 1 to ${MOST_STEPS}, not ${most}`);
    }
    const { rule, updates, ...prepared } = await prepare(knobs, most);
    const began = performance.now();
    let made = await submissions.submit({ ...prepared, steps: most, again: false });
    if (made.halted !== 0) {
      // back to where it stood, and once more up to the step that loses the numbers
      const { halted, sums } = made;
      const forgetting = prepared.forgetting && sums.length > 0;
      const before = { ...prepared, forgetting, steps: sums.length, again: true };
      made = await submissions.submit(before);
      if (sums.length === 0) throw lossOf(halted, standing.step + 1);
    }
    const { sums, growths } = made;
    const milliseconds = (performance.now() - began) / sums.length;
    const first = standing.step + 1;
    standing = {
      ...{ step: standing.step + sums.length, epsilon: knobs.epsilon, growths },
      ...{ optimiser: rule, updates: updates + sums.length },
    };
    return sums.map((step, i) => recordOf(setup, knobs, step, { step: first + i, milliseconds }));
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
      return weights.bytes + submissions.bytes + plans.bytes;
    },
    destroy() {
      for (const owned of [plans, weights, submissions]) owned.destroy();
      held.release();
    },
  };
}
