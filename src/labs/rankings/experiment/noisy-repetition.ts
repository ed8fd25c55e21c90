import { createRng } from '../../../core/rng/rng';
import { taken } from './examples';
import { noisyLabels, type NoisyLabels } from './noisy-labels';
import { tested, type Tested } from './repetition';
import type { SelectionRule } from './selection';
import type { RankingMethod } from './spec';

/** One training and testing on generated rankings: as many rows to train on as to test on. */
export interface NoisyJob extends SelectionRule, NoisyLabels {
  readonly method: RankingMethod;
  /** All methods and noises meet the same features, weights and draws in it. */
  readonly repetition: number;
}

export type NoisyResult = NoisyJob & Tested;

/** @param now milliseconds of any clock */
export async function runNoisy(job: NoisyJob, now: () => number): Promise<NoisyResult> {
  const seed = createRng(job.seed, 'rankings/repetition').word(job.repetition, 0);
  const examples = noisyLabels({ ...job, rows: 2 * job.rows, seed });
  const rows = Array.from({ length: job.rows }, (_, row) => row);
  const train = taken(examples, rows);
  const test = taken(
    examples,
    rows.map((row) => job.rows + row),
  );
  return { ...job, ...(await tested({ ...job, seed, train, test, number: 0 }, now)) };
}
