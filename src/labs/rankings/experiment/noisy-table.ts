import { groupBy } from '../../../core/group-by';
import { shortened } from '../../../core/float-text';
import { number, oneOf, share, whole } from '../../../core/training/fields';
import { distinct, inShard, type ResultsKind, type Shard } from '../../../core/training/results';
import { summarise, type Summary } from '../../../core/training/statistics';
import type { NoisyJob, NoisyResult } from './noisy-repetition';
import { rankingMethods, type RankingMethod } from './spec';

export interface NoisyRequest extends Omit<NoisyJob, 'method' | 'sigma' | 'repetition'> {
  readonly methods: readonly RankingMethod[];
  readonly sigmas: readonly number[];
  readonly repetitions: number;
  readonly shard?: Shard;
}

/** All noises and methods in turn before the next repetition. */
export function noisyJobs(request: NoisyRequest): readonly NoisyJob[] {
  const { methods, sigmas, repetitions, shard, ...rest } = request;
  const jobs: NoisyJob[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const sigma of sigmas) {
      for (const method of methods) jobs.push({ ...rest, method, sigma, repetition });
    }
  }
  return inShard(jobs, shard);
}

/** One noise under one method, over the repetitions. */
export interface NoisyRow extends Omit<NoisyRequest, 'methods' | 'sigmas' | 'repetitions'> {
  readonly method: RankingMethod;
  readonly sigma: number;
  /** Percent of test examples whose ranking is right in all places: Figure 4. */
  readonly perfect: Summary;
  /** Percent of ranks that are right. */
  readonly right: Summary;
  readonly spearman: Summary;
}

const cellOf = ({ method, sigma, labels, features, rows, steps, inner }: NoisyJob) =>
  `${method} sigma=${sigma} labels=${labels} features=${features} rows=${rows} ${steps} ${inner}`;

/** By labels, then by noise, then in the order of the methods. */
export function noisyRows(results: readonly NoisyResult[]): NoisyRow[] {
  const cells = groupBy(distinct(noisyResults, results), cellOf);
  return [...cells.values()]
    .map(rowOf)
    .sort(
      (a, b) =>
        a.labels - b.labels ||
        a.rows - b.rows ||
        a.sigma - b.sigma ||
        rankingMethods.indexOf(a.method) - rankingMethods.indexOf(b.method),
    );
}

function rowOf(results: readonly NoisyResult[]): NoisyRow {
  const [{ method, sigma, labels, features, rows, seed, steps, inner }] = results;
  const percent = (value: (result: NoisyResult) => number) =>
    summarise(results.map((result) => 100 * value(result)));
  return {
    ...{ method, sigma, labels, features, rows, seed, steps, inner },
    perfect: percent(({ perfect }) => perfect),
    right: percent(({ right }) => right),
    spearman: summarise(results.map(({ spearman }) => spearman)),
  };
}

/** Results of Figure 4, all of one seed. Two of one job must agree in all that is not a time. */
export const noisyResults: ResultsKind<NoisyJob, NoisyResult> = {
  kind: 'noisy-rankings',
  title: 'a table of generated rankings',
  seeded: true,
  nameOf: (job) => `${cellOf(job)} repetition=${job.repetition} seed=${job.seed}`,
  checks: {
    method: oneOf(rankingMethods),
    ...{ seed: whole(), repetition: whole(), steps: whole(), inner: whole() },
    ...{ rows: whole(), labels: whole(), features: whole(), sigma: number },
    ...{ spearman: number, kendall: number, perfect: share, right: share, projection: number },
    ...{ decay: number, strength: number, validation: number, milliseconds: number },
  },
  conflict: (a, b) =>
    shortened(a.spearman) === shortened(b.spearman)
      ? null
      : `a correlation of ${a.spearman}, and one of ${b.spearman}`,
};
