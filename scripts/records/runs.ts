import { recordFunctions } from './functions';
import { knnRuns } from './knn';
import { matchingRuns } from './matching';
import type { Recording, Trace } from './trace';

/** Everything that is recorded, by name; the functions of Math first, on which the rest stands. */
export const runs: Readonly<Record<string, () => Recording | Promise<Recording>>> = {
  'the functions of Math': recordFunctions,
  ...matchingRuns,
  ...knnRuns,
};

/** What is kept of all runs, by name. */
export type Records = Readonly<Record<string, Trace>>;
