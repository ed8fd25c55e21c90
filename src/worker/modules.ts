import type { Calls, ComputeModule, Tasks } from '../compute/service';

/**
 * What the worker of every lab answers. Its tasks stand in a table of their own below, so that no
 * worker carries the code of the other, and what one needs comes in as few files as can be.
 */
const modules: Readonly<Record<string, () => Promise<{ readonly module: unknown }>>> = {
  argmax: () => import('../labs/argmax/compute/module'),
  matching: () => import('../labs/matching/compute/module'),
  knn: () => import('../labs/knn/compute/module'),
  perturbed: () => import('../labs/perturbed/compute/module'),
  paths: () => import('../labs/paths/compute/module'),
  rankings: () => import('../labs/rankings/compute/module'),
  // the page of the regime map, which is asked what the argmax lab is
  map: () => import('../labs/argmax/compute/module'),
};

/** What the helper threads of every lab do. */
const tasks: Readonly<Record<string, () => Promise<{ createTasks(): Tasks }>>> = {
  argmax: () => import('../labs/argmax/compute/tasks'),
  matching: () => import('../labs/matching/compute/tasks'),
  knn: () => import('../labs/knn/compute/tasks'),
  paths: () => import('../labs/paths/compute/tasks'),
  map: () => import('../labs/argmax/compute/tasks'),
};

function of<Code>(table: Readonly<Record<string, () => Promise<Code>>>, lab: string) {
  if (!Object.hasOwn(table, lab)) throw new Error(`No lab is called "${lab}".`);
  return table[lab]();
}

/** The border is crossed by name: that name and request fit is held by `Compute` on the page. */
export const loadModule = async (lab: string): Promise<ComputeModule<Calls>> =>
  (await of(modules, lab)).module as ComputeModule<Calls>;

export const loadTasks = async (lab: string) => of(tasks, lab);
