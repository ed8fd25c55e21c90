import { groupsOf } from '../../experiment/run';
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

/** The plan of the knobs that were asked for last; what fits of the one before is taken over. */
export function createPlans(parts: PlanParts) {
  const { setup } = parts;
  let batch: (BatchPlan & { readonly key: string }) | null = null;
  let objective: (ObjectivePlan & { readonly key: string }) | null = null;

  return {
    async get(knobs: KnnKnobs): Promise<Plan> {
      const { queries, candidates, augment = false, k, samples, noisy, law } = knobs;
      const batchKey = [queries, candidates, augment].join();
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
