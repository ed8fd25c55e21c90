import type { Calls, ComputeModule, Tasks } from '../compute/service';

interface LabWork {
  /** What the lab's worker answers. */
  module(): Promise<{ readonly module: unknown }>;
  /** What its helper threads do. */
  tasks(): Promise<{ createTasks(): Tasks }>;
}

/** The work of every lab: one line per lab, whose code comes when it is asked for. */
const work: Readonly<Record<string, LabWork>> = {
  argmax: {
    module: () => import('../labs/argmax/compute/module'),
    tasks: () => import('../labs/argmax/compute/tasks'),
  },
  matching: {
    module: () => import('../labs/matching/compute/module'),
    tasks: () => import('../labs/matching/compute/tasks'),
  },
  knn: {
    module: () => import('../labs/knn/compute/module'),
    tasks: () => import('../labs/knn/compute/tasks'),
  },
};

function workOf(lab: string): LabWork {
  if (!Object.hasOwn(work, lab)) throw new Error(`No lab is called "${lab}".`);
  return work[lab];
}

/** The border is crossed by name: that name and request fit is held by `Compute` on the page. */
export const loadModule = async (lab: string): Promise<ComputeModule<Calls>> =>
  (await workOf(lab).module()).module as ComputeModule<Calls>;

export const loadTasks = (lab: string) => workOf(lab).tasks();
