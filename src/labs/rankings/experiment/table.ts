import { groupBy } from '../../../core/group-by';
import { number, oneOf, share, text, whole } from '../../../core/training/fields';
import { distinct, inShard, type ResultsKind, type Shard } from '../../../core/training/results';
import {
  percentOf,
  summarise,
  type Percent,
  type Summary,
} from '../../../core/training/statistics';
import { shortened } from '../../../core/float-text';
import { printedClaims, type PrintedClaim } from './printed';
import { FOLDS, type RankingJob, type RankingResult } from './repetition';
import type { SelectionRule } from './selection';
import { rankingMethods, type RankingMethod } from './spec';

export interface RankingRequest extends SelectionRule {
  readonly datasets: readonly string[];
  readonly methods: readonly RankingMethod[];
  /** The first so many of the ten. */
  readonly folds: number;
  readonly seed: number;
  readonly shard?: Shard;
}

/** All sets and methods in turn before the next fold: however early it is stopped, all are equally far. */
export function rankingJobs({ datasets, methods, folds, shard, ...rest }: RankingRequest) {
  const { seed, steps, inner } = rest;
  const jobs: RankingJob[] = [];
  for (let fold = 0; fold < folds; fold++) {
    for (const dataset of datasets) {
      for (const method of methods) jobs.push({ dataset, method, fold, seed, steps, inner });
    }
  }
  return inShard(jobs, shard);
}

/** One set under one method. */
export interface RankingRow {
  readonly dataset: string;
  readonly method: RankingMethod;
  readonly rows: number;
  readonly steps: number;
  readonly inner: number;
  /** Over the folds, whose training examples overlap: an interval of theirs is too short. */
  readonly spearman: Summary;
  readonly kendall: number;
  readonly perfect: number;
  readonly right: number;
  readonly milliseconds: number;
}

const cellOf = ({ dataset, method, steps, inner }: RankingJob) =>
  `${dataset} ${method} ${steps} ${inner}`;

/** Sets with few examples first, then in the order of the methods. */
export function rankingRows(results: readonly RankingResult[]): RankingRow[] {
  return [...cellsOf(results).values()].map(rowOf).sort(inOrder);
}

const cellsOf = (results: readonly RankingResult[]) =>
  groupBy(distinct(rankingResults, results), cellOf);

const inOrder = (a: RankingRow, b: RankingRow) =>
  a.rows - b.rows ||
  (a.dataset < b.dataset ? -1 : Number(a.dataset > b.dataset)) ||
  rankingMethods.indexOf(a.method) - rankingMethods.indexOf(b.method) ||
  a.steps - b.steps ||
  a.inner - b.inner;

function rowOf(results: readonly RankingResult[]): RankingRow {
  const [{ dataset, method, rows, steps, inner }] = results;
  const mean = (value: (result: RankingResult) => number) =>
    results.reduce((sum, result) => sum + value(result), 0) / results.length;
  return {
    ...{ dataset, method, rows, steps, inner },
    spearman: summarise(results.map(({ spearman }) => spearman)),
    kendall: mean(({ kendall }) => kendall),
    perfect: mean(({ perfect }) => perfect),
    right: mean(({ right }) => right),
    milliseconds: mean(({ milliseconds }) => milliseconds),
  };
}

/** On how many sets a method is level with another or better, "within 5%" read both ways. */
export interface Claim extends PrintedClaim {
  readonly sets: number;
  /** rho >= 0.95 rho of the other. */
  readonly ratio: Percent;
  /** rho >= rho of the other - 0.05. */
  readonly difference: Percent;
  /** rho above that of the other. */
  readonly better: Percent;
}

/** A set under two methods, on the folds that both have. */
export interface Duel extends Pick<RankingRow, 'dataset' | 'rows' | 'steps' | 'inner'> {
  /** Spearman's rho of the one and of the other, a pair per fold, and their means. */
  readonly folds: readonly (readonly [rho: number, other: number])[];
  readonly rho: number;
  readonly other: number;
}

/** All sets that both methods have, in the order of the results. */
export function duelsOf(
  results: readonly RankingResult[],
  method: RankingMethod,
  against: RankingMethod,
): Duel[] {
  const cells = cellsOf(results);
  return [...cells.values()].flatMap((own): Duel[] => {
    const [{ dataset, rows, steps, inner }] = own;
    if (own[0].method !== method) return [];
    const others = cells.get(cellOf({ ...own[0], method: against })) ?? [];
    const folds = own.flatMap((a) => {
      const b = others.find(({ fold }) => fold === a.fold);
      return b ? [[a.spearman, b.spearman] as const] : [];
    });
    if (folds.length === 0) return [];
    const mean = (i: 0 | 1) => folds.reduce((total, pair) => total + pair[i], 0) / folds.length;
    return [{ ...{ dataset, rows, steps, inner, folds }, rho: mean(0), other: mean(1) }];
  });
}

/** "Within 5%", as a ratio and as a difference. */
export const LEVEL = { ratio: 0.95, difference: 0.05 } as const;

/** The paper's claims over the sets that both methods have, each on the folds that both have. */
export function claimsOf(results: readonly RankingResult[]): Claim[] {
  return printedClaims.flatMap((claim) => {
    const duels = duelsOf(results, claim.method, claim.against);
    if (duels.length === 0) return [];
    const of = (holds: (duel: Duel) => boolean) =>
      percentOf(duels.filter(holds).length, duels.length);
    return {
      ...claim,
      sets: duels.length,
      ratio: of(({ rho, other }) => rho >= LEVEL.ratio * other),
      difference: of(({ rho, other }) => rho >= other - LEVEL.difference),
      better: of(({ rho, other }) => rho > other),
    };
  });
}

const jobName = (job: RankingJob) => `${cellOf(job)} fold=${job.fold} seed=${job.seed}`;

/** Results of Figure 3, all of one seed. Two of one job must agree in all that is not a time. */
export const rankingResults: ResultsKind<RankingJob, RankingResult> = {
  kind: 'label-ranking',
  title: 'a table of label ranking',
  seeded: true,
  nameOf: jobName,
  checks: {
    dataset: text(),
    method: oneOf(rankingMethods),
    fold: whole(0, FOLDS - 1),
    ...{ seed: whole(), steps: whole(), inner: whole(), rows: whole() },
    ...{ spearman: number, kendall: number, perfect: share, right: share, projection: number },
    ...{ decay: number, strength: number, validation: number, milliseconds: number },
  },
  conflict: (a, b) =>
    shortened(a.spearman) === shortened(b.spearman)
      ? null
      : `a correlation of ${a.spearman}, and one of ${b.spearman}`,
};
