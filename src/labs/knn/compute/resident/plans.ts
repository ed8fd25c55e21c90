import { groupsOf } from '../../experiment/run';
import { withinMemory } from '../../../../gpu/room';
import type { KnnKnobs } from '../../experiment/spec';
import {
  createBatchPlan,
  createObjectivePlan,
  type BatchPlan,
  type ObjectivePlan,
  type PlanParts,
} from './step-plan';

/** Everything of a step with some knobs. */
export interface Plan {
  readonly batch: BatchPlan;
  readonly objective: ObjectivePlan;
}

interface Keyed<T> {
  /** The knobs that it was made for. */
  readonly key: string;
  readonly plan: T;
}

/** The plan of the knobs that were asked for last; what fits of the one before is taken over. */
export function createPlans(parts: PlanParts) {
  const { setup } = parts;
  let batch: Keyed<BatchPlan> | null = null;
  let objective: Keyed<ObjectivePlan> | null = null;

  return {
    async get(knobs: KnnKnobs): Promise<Plan> {
      const { queries, candidates, augment = false, k, samples, noisy, law } = knobs;
      const batchKey = [queries, candidates, augment].join();
      const objectiveKey = [k, samples, noisy, law].join();
      if (batch?.key !== batchKey) {
        objective?.plan.destroy();
        batch?.plan.destroy();
        objective = batch = null;
        const plan = await withinMemory(
          parts.open.device,
          `steps of ${queries + candidates} images`,
          () => createBatchPlan(parts, knobs, groupsOf(setup, knobs)),
        );
        batch = { key: batchKey, plan };
      }
      if (objective?.key !== objectiveKey) {
        objective?.plan.destroy();
        objective = null;
        const plan = await createObjectivePlan(parts, batch.plan, knobs);
        objective = { key: objectiveKey, plan };
      }
      return { batch: batch.plan, objective: objective.plan };
    },
    get bytes() {
      return (batch?.plan.bytes ?? 0) + (objective?.plan.bytes ?? 0);
    },
    destroy() {
      objective?.plan.destroy();
      batch?.plan.destroy();
    },
  };
}
