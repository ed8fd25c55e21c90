import { runRepetition, type RepetitionJob } from '../experiment/repetition';
import type { TableApi } from './protocol';

/** Whole repetitions of a table, one at a time. */
export function createTableThread(): TableApi {
  return {
    ready: () => Promise.resolve(true),
    repetition: (job: RepetitionJob) => runRepetition(job, () => performance.now()),
  };
}
