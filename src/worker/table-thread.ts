import { runRepetition, type RepetitionJob } from '../core/experiments/matching/repetition';
import type { TableApi } from './training-protocol';

/** Whole repetitions of a table, one at a time. */
export function createTableThread(): TableApi {
  return {
    ready: () => Promise.resolve(true),
    repetition: (job: RepetitionJob) => runRepetition(job, () => performance.now()),
  };
}
